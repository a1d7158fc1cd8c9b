"""Unique ids for everything in a part that has one: changes, bookmarks and controls."""

from __future__ import annotations

from lxml import etree

from ddtender.office.package import W
from ddtender.office.tree import parent_of

_PAIRS = {
    W + end: W + start
    for start, end in (
        ("bookmarkStart", "bookmarkEnd"),
        ("permStart", "permEnd"),
        ("customXmlInsRangeStart", "customXmlInsRangeEnd"),
        ("customXmlDelRangeStart", "customXmlDelRangeEnd"),
        ("moveFromRangeStart", "moveFromRangeEnd"),
        ("moveToRangeStart", "moveToRangeEnd"),
    )
}
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_STARTS = frozenset(_PAIRS.values())
_CHANGES = tuple(
    W + name
    for name in (
        *(
            "ins",
            "del",
            "moveFrom",
            "moveTo",
            "pPrChange",
            "rPrChange",
            "tblPrChange",
            "tblGridChange",
            "trPrChange",
            "tcPrChange",
        ),
        "sectPrChange",
    )
)


def give_ids(root: etree._Element) -> int:
    """Number all changes and bookmarks in reading order; a control or picture with the id of another gets its own.

    Gives the number of changes.
    """
    opened: dict[tuple[str, str | None], str] = {}
    for n, element in enumerate(root.iter(*_CHANGES, *_STARTS, *_PAIRS), 1):
        given = str(n)
        tag = str(element.tag)
        if tag in _STARTS:
            opened[tag, element.get(W + "id")] = given
        elif tag in _PAIRS:
            given = opened.pop((_PAIRS[tag], element.get(W + "id")), given)
        element.set(W + "id", given)
    ids = [e for e in root.iter(W + "id") if parent_of(e).tag == W + "sdtPr"]
    taken = {e.get(W + "val") for e in ids}
    seen: set[str | None] = set()
    number = 1000
    for identity in ids:
        if identity.get(W + "val") in seen:
            while str(number) in taken:
                number += 1
            taken.add(str(number))
            identity.set(W + "val", str(number))
        seen.add(identity.get(W + "val"))
    pictures: set[str | None] = set()
    for properties in root.iter(PICTURE):
        if properties.get("id") in pictures:
            properties.set("id", str(max(int(id_ or 0) for id_ in pictures) + 1))
        pictures.add(properties.get("id"))
    return sum(1 for _ in root.iter(*_CHANGES))
