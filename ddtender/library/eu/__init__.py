"""Code lists of the European Union, as files: which code is in a list, and what it is called.

Taken from the eForms SDK 1.15.1 of the Publications Office (CC BY 4.0; README.md beside this file).
"""

from __future__ import annotations

import json
import pkgutil
from functools import cache
from types import MappingProxyType

#: Official languages of the European Economic Area beyond those of the Union, with their tags: Tenders may be in them
#: (BT-97), a notice of eForms may not (BT-702).
EEA_LANGUAGES = MappingProxyType({"ISL": ("is",), "NOR": ("nb", "nn", "no")})


#: Languages with names of their own for the codes.
_NAMED = ("de", "fr", "nb", "nl")


@cache
def codes(name: str) -> MappingProxyType[str, str]:
    """The codes of a list with their English names; ``name`` is one of those in codes.json, such as "procedure"."""
    return MappingProxyType(json.loads(_data("codes.json"))[name])


@cache
def named(name: str, tag: str) -> MappingProxyType[str, str]:
    """The codes of a list with their names in the language of a tag; in English where there are none in it."""
    short = tag.partition("-")[0]
    own = json.loads(_data(f"codes-{short}.json")).get(name, {}) if short in _NAMED else {}
    return MappingProxyType({**codes(name), **own})


def is_cpv(code: str) -> bool:
    """Whether a code of eight digits is in the Common Procurement Vocabulary (Regulation (EC) No 213/2008)."""
    return code in _lines("cpv.txt")


def cpv_name(code: str, tag: str) -> str:
    """What the Common Procurement Vocabulary calls a code in the language of a tag; "" where that is not known here, as
    of all but the codes of what the library knows the risks of."""
    return json.loads(_data("cpv-names.json")).get(code, {}).get(tag.partition("-")[0], "")


def is_nuts3(code: str) -> bool:
    """Whether a code is a region of the third level of NUTS, as the SDK lists them."""
    return code in _lines("nuts3.txt")


def is_language(code: str) -> bool:
    """Whether three capitals are an official language of the European Union or of a state of the European Economic
    Area, whose authorities publish under the same rules."""
    return code in codes("language") or code in EEA_LANGUAGES


def is_country(code: str) -> bool:
    """Whether three letters are a country: those of the lists, or any that CLDR knows (ISO 3166-1 alpha-3)."""
    if code in codes("nuts_country") or code in codes("postcode_country"):
        return True
    from babel.core import get_global  # rarely asked

    return len(code) == 3 and code in get_global("territory_aliases")


@cache
def _lines(name: str) -> frozenset[str]:
    return frozenset(_data(name).split())


def _data(name: str) -> str:
    content = pkgutil.get_data(__name__, name)
    assert content is not None, name
    return content.decode()
