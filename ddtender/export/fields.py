"""The fields of a contract notice (subtype 16) in the order of the form, and the SDK that they are from: data of the
Publications Office (``data/README.md``)."""

from __future__ import annotations

import json
import pkgutil
import re
from datetime import date
from functools import cache
from typing import Any

from dateutil.relativedelta import relativedelta
from msgspec import Struct

#: Months for which a version is taken after its release at least ("SDK version lifespan", docs.ted.europa.eu).
_LIFESPAN = 12


class NoticeField(Struct, frozen=True):
    """A field by its ``id`` ("BT-131(d)-Lot"): its English name, the section of the form, and the most characters it
    takes (0: no limit)."""

    id: str
    name: str
    section: str
    limit: int

    @property
    def number(self) -> str:
        """The business term that the field belongs to: "BT-131"."""
        return number_of(self.id)


class Sdk(Struct, frozen=True):
    """A version of the eForms SDK: ``released`` when it was, ``expires`` is the last day on which notices made with it
    are taken, None where that was not known when this version of ddtender was made; ``lifespan`` is the page that says
    it."""

    version: str
    customization: str
    subtype: str
    lifespan: str
    released: date
    expires: date | None = None

    @property
    def taken_until(self) -> date:
        """The last day on which notices made with it are taken; where that is not known, the last on which they are in
        any case, by the policy of the Publications Office."""
        return self.expires or self.released + relativedelta(months=_LIFESPAN)


def number_of(field_id: str) -> str:
    """The business term of a field: "BT-131" of "BT-131(d)-Lot"."""
    match = re.match(r"[A-Z]+-\d+", field_id)
    return match.group() if match else field_id


@cache
def fields() -> dict[str, NoticeField]:
    """All fields by id, in the order of the form."""
    data = _data("fields.json")
    sections = data["sections"]
    return {id_: NoticeField(id_, name, sections[n], limit) for id_, (name, n, limit) in data["fields"].items()}


def field(id_: str) -> NoticeField:
    """A field by its id. Raises KeyError."""
    return fields()[id_]


def sections() -> tuple[str, ...]:
    """The names of the sections, in the order of the form."""
    return tuple(_data("fields.json")["sections"])


@cache
def sdk() -> Sdk:
    """The SDK that notices are made with."""
    data = _data("sdk.json")
    expires = data["expires"]
    dates = {"released": date.fromisoformat(data["released"])}
    return Sdk(**{**data, **dates, "expires": date.fromisoformat(expires) if expires else None})


def _data(name: str) -> dict[str, Any]:
    content = pkgutil.get_data("ddtender.export", f"data/{name}")
    assert content is not None, name
    return json.loads(content)
