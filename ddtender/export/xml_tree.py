"""Elements of a notice, by the prefixes of the field list of eForms; texts held against their limits.

What has no content is no element, so that a fact that is absent leaves no empty one behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from ddtender.diagnostics import Diagnostic, Location
from ddtender.export.codes import NOTICE_TEXT_TOO_LONG
from ddtender.export.eforms_codes import NOTICE_CHARACTER
from ddtender.export.fields import field

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EFORMS = "http://data.europa.eu/p27/"
NOTICE = f"{_UBL}ContractNotice-2"
PREFIXES = {
    "cac": f"{_UBL}CommonAggregateComponents-2",
    "cbc": f"{_UBL}CommonBasicComponents-2",
    "ext": f"{_UBL}CommonExtensionComponents-2",
    "efac": f"{_EFORMS}eforms-ubl-extension-aggregate-components/1",
    "efbc": f"{_EFORMS}eforms-ubl-extension-basic-components/1",
    "efext": f"{_EFORMS}eforms-ubl-extensions/1",
}
#: What XML 1.0 has no way to write (section 2.2 of the Recommendation).
_FORBIDDEN = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def forbidden_in(text: str) -> str:
    """The first character of a text that XML cannot hold; nothing if it can hold all."""
    found = _FORBIDDEN.search(text)
    return found.group() if found else ""


Within = str | etree._Element | None


def element(name: str, *content: Within | Iterable[Within], **attributes: str) -> etree._Element | None:
    """An element ``prefix:Name`` with texts and elements in it; None where there is no content at all."""
    parts = [part for one in content for part in _parts(one)]
    if not parts:
        return None
    prefix, _, local = name.partition(":")
    made = etree.Element(f"{{{PREFIXES[prefix]}}}{local}", attributes, {prefix: PREFIXES[prefix]})
    for part in parts:
        if isinstance(part, str):
            made.text = part
        else:
            made.append(part)
    return made


def _parts(content: Within | Iterable[Within]) -> list[str | etree._Element]:
    if content is None or content == "":
        return []
    if isinstance(content, str | etree._Element):
        return [content]
    return [part for part in content if part is not None]


def coded(name: str, list_name: str, code: str | None) -> etree._Element | None:
    """A code with the name of its list."""
    return element(name, code, listName=list_name)


def extension(*content: Within | Iterable[Within]) -> etree._Element | None:
    """What eForms adds to UBL at a place."""
    inner = element("efext:EformsExtension", *content)
    return element("ext:UBLExtensions", element("ext:UBLExtension", element("ext:ExtensionContent", inner)))


class Texts:
    """Writes texts in the notice's languages; ``findings`` has what no notice can hold."""

    def __init__(self, languages: Iterable[str]) -> None:
        self.languages = tuple(languages)
        self.findings: list[Diagnostic] = []

    def text(self, id_: str, name: str, texts: Iterable[str | None], place: Location) -> list[etree._Element]:
        """A text of the field ``id_`` in each language, an element each; with a finding instead of one that is too long
        for the field."""
        said = [
            element(name, self.checked(id_, text, place), languageID=language)
            for language, text in zip(self.languages, texts, strict=True)
        ]
        return [one for one in said if one is not None]

    def checked(self, id_: str, text: str | None, place: Location) -> str | None:
        """A text as an element can hold it, without what stands around it; None if the field cannot."""
        if text is None or not (text := text.strip()):
            return None
        if bad := forbidden_in(text):
            message = f"a text of the notice ({id_}) has the character U+{ord(bad):04X}, which XML forbids"
            self.findings.append(Diagnostic(NOTICE_CHARACTER, place, message, "Delete the character."))
            return None
        limit = field(id_).limit
        if limit and len(text) > limit:
            message = f"a text of the notice ({id_}) has {len(text):,} characters, and the form takes {limit:,}"
            hint = "Shorten it; nothing is ever cut."
            self.findings.append(Diagnostic(NOTICE_TEXT_TOO_LONG, place, message, hint))
            return None
        return text
