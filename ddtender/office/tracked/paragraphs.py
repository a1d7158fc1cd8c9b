"""Paragraphs whose end has gone: they join the paragraph that follows, or vanish if they are empty."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from ddtender.office.package import W
from ddtender.office.tracked.elements import is_place, unpaired
from ddtender.office.tracked.names import CONTROL_CONTENT, CONTROLS, PAIRED
from ddtender.office.tree import parent_of, remove

_PAIRS = frozenset({*PAIRED, *PAIRED.values()})
#: Elements around blocks that are no border for a paragraph.
_OPEN = frozenset({CONTROL_CONTENT, *CONTROLS})
_SKIPPED = frozenset({W + "sdtPr", W + "sdtEndPr", W + "customXmlPr"})


def join(paragraphs: Sequence[etree._Element]) -> list[etree._Element]:
    """Join each of ``paragraphs`` (in reading order) with the one behind it, whose properties then hold for both.

    What cannot be joined, at the end of a cell or before a table, stays a paragraph if it has content. Gives the
    elements that lost a paragraph. The last is joined first, so that no content moves twice.
    """
    emptied = []
    for paragraph in reversed(paragraphs):
        parent = paragraph.getparent()
        if parent is None:
            continue
        content = [child for child in paragraph if child.tag != W + "pPr"]
        if all(is_place(child) for child in content):
            content = unpaired([child for child in content if child.tag in _PAIRS])
            if _needed(paragraph):
                continue
        following = _following(paragraph)
        if following is not None and following.tag == W + "p":
            _prepend(following, content)
        elif any(not is_place(child) for child in content):
            continue
        else:
            for mark in content:
                paragraph.addprevious(mark)
        remove(paragraph)
        emptied.append(parent)
    return emptied


def _needed(paragraph: etree._Element) -> bool:
    """Whether a cell, header, note or the whole document would end without a paragraph; the last cannot be removed."""
    if any(not is_place(sibling) and sibling.tag != W + "sectPr" for sibling in paragraph.itersiblings()):
        return False
    return parent_of(paragraph).tag not in _OPEN


def _following(paragraph: etree._Element) -> etree._Element | None:
    """The next block in reading order that is no control: a paragraph, a table, or nothing."""
    element = paragraph
    while True:
        after = element.getnext()
        while after is not None and (is_place(after) or after.tag in _SKIPPED):
            after = after.getnext()
        while after is not None and after.tag in _OPEN:
            inside = next((child for child in after if not is_place(child) and child.tag not in _SKIPPED), None)
            if inside is None:
                break
            after = inside
        if after is not None and after.tag not in _OPEN:
            return after
        element = element.getparent() if after is None else after
        if element is None or (after is None and element.tag not in _OPEN):
            return None


def _prepend(paragraph: etree._Element, content: Sequence[etree._Element]) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        for child in reversed(content):
            paragraph.insert(0, child)
    else:
        for child in reversed(content):
            properties.addnext(child)
