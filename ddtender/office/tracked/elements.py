"""Taking elements out of a tree in constant time, without losing the places that they hold."""

from __future__ import annotations

from lxml import etree

from ddtender.office.package import W
from ddtender.office.tracked.names import PAIRED, PLACES
from ddtender.office.tree import remove

_START_OF = {end: start for start, end in PAIRED.items()}


def unwrap(element: etree._Element) -> None:
    """Put the content of an element in its place."""
    for child in list(element):
        element.addprevious(child)
    remove(element)


def lift(element: etree._Element) -> None:
    """Put those marks below ``element`` before it that belong to a pair whose other half stands elsewhere."""
    marks = list(element.iter(*PAIRED, *_START_OF))
    for mark in unpaired(marks):
        element.addprevious(mark)


def unpaired(marks: list[etree._Element]) -> list[etree._Element]:
    """Those of ``marks`` whose partner is not among them."""
    seen: dict[tuple[str, str | None], int] = {}
    for mark in marks:
        key = _pair_of(mark)
        seen[key] = seen.get(key, 0) + 1
    return [mark for mark in marks if seen[_pair_of(mark)] == 1]


def _pair_of(mark: etree._Element) -> tuple[str, str | None]:
    tag = str(mark.tag)
    return _START_OF.get(tag, tag), mark.get(W + "id")


def is_place(element: etree._Element) -> bool:
    """Whether an element only marks a place and has no content."""
    return element.tag in PLACES or not isinstance(element.tag, str)
