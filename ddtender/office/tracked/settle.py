"""Accepting or rejecting every tracked change below an element, in place."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from ddtender.office.package import W
from ddtender.office.tracked.elements import lift, unwrap
from ddtender.office.tracked.names import (
    ACCEPT,
    ALTERNATIVES,
    CHANGES,
    CONTROL_CONTENT,
    CONTROL_RANGES,
    CONTROLS,
    MOVE_RANGES,
    PLACES,
    PROPERTIES,
    REJECT,
    TEXT,
    Side,
)
from ddtender.office.tracked.paragraphs import join
from ddtender.office.tracked.properties import settle_properties
from ddtender.office.tree import parent_of, remove

#: What disappears when all of its content has been removed.
_WRAPPERS = frozenset(W + name for name in ("hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo"))
_ROWS = (W + "tr", W + "sdt", W + "customXml")


def accept_all(root: etree._Element) -> None:
    """Make every insertion, deletion, move and change of properties below ``root`` final."""
    _settle(root, ACCEPT)


def reject_all(root: etree._Element) -> None:
    """Undo every insertion, deletion, move and change of properties below ``root``."""
    _settle(root, REJECT)


def _settle(root: etree._Element, side: Side) -> None:
    _settle_controls(root, side)
    emptied = _settle_cells(root, side)
    joined = _settle_marks(root, side)
    emptied += _settle_runs(root, side)
    settle_properties(root, side)
    _remove_empty(emptied)  # before paragraphs are joined: a link without words does not keep one
    _remove_empty(join(joined))


def _settle_controls(root: etree._Element, side: Side) -> None:
    """Take away the controls that begin inside a range of dropped control marks (17.13.5.4 to 17.13.5.11)."""
    opened: dict[tuple[str, str | None], None] = {}
    gone, marks = [], []
    for element in root.iter():
        tag = str(element.tag)
        if tag in CONTROL_RANGES:
            marks.append(element)
            if tag in side.dropped_controls:
                opened[CONTROL_RANGES[tag], element.get(W + "id")] = None
        elif tag in _CONTROL_RANGE_ENDS:
            marks.append(element)
            opened.pop((tag, element.get(W + "id")), None)
        elif opened and tag in CONTROLS:
            gone.append(element)
        elif tag in MOVE_RANGES:
            marks.append(element)
    for control in gone:
        content = control if control.tag == W + "customXml" else control.find(CONTROL_CONTENT)
        if content is not None and content is not control:
            unwrap(content)
        for properties in [child for child in control if child.tag in _CONTROL_PROPERTIES]:
            remove(properties)
        unwrap(control)
    for mark in marks:
        parent = parent_of(mark)
        remove(mark)
        while parent.tag in ALTERNATIVES and not len(parent):  # where marks are for certain programs only
            emptied, parent = parent, parent_of(parent)
            remove(emptied)


_CONTROL_RANGE_ENDS = frozenset(CONTROL_RANGES.values())
_CONTROL_PROPERTIES = frozenset(W + name for name in ("sdtPr", "sdtEndPr", "customXmlPr"))


def _settle_cells(root: etree._Element, side: Side) -> list[etree._Element]:
    """Rows and cells that were inserted or deleted; gives the elements that lost one."""
    gone = []
    for properties in list(root.iter(W + "trPr", W + "tcPr")):
        marks = [child for child in properties if child.tag in CHANGES or child.tag in _CELL_MARKS]
        dropped = side.dropped if properties.tag == W + "trPr" else {side.dropped_cell}
        if any(mark.tag in dropped for mark in marks):
            gone.append(properties.getparent())
        for mark in marks:
            remove(mark)
        if marks and not len(properties):
            remove(properties)
    emptied = []
    for element in gone:
        parent = element.getparent()
        if parent is not None:
            lift(element)
            remove(element)
            emptied.append(parent)
    return emptied


_CELL_MARKS = frozenset({W + "cellIns", W + "cellDel", W + "cellMerge"})


def _settle_marks(root: etree._Element, side: Side) -> list[etree._Element]:
    """The paragraphs whose end goes, in reading order; runs that say of themselves that they go are taken away."""
    joined: dict[etree._Element, None] = {}
    runs = []
    for mark in list(root.iter(*CHANGES)):
        properties = mark.getparent()
        if properties is None or properties.tag != W + "rPr":
            continue
        owner = properties.getparent()
        if owner is None:
            continue
        goes = mark.tag in side.dropped
        remove(mark)
        if owner.tag != W + "pPr":
            runs += [owner] if goes else []
            continue
        paragraph = owner.getparent()
        if goes and paragraph is not None:
            joined[paragraph] = None
        for emptied in (properties, owner):
            if not len(emptied) and emptied.getparent() is not None:
                remove(emptied)
    for run in runs:
        if run.getparent() is not None:
            remove(run)
    return list(joined)


def _settle_runs(root: etree._Element, side: Side) -> list[etree._Element]:
    """Insertions, deletions and moves around runs; gives the elements that lost content."""
    emptied = []
    for change in list(root.iter(*CHANGES)):
        parent = change.getparent()
        if parent is None or parent.tag in PROPERTIES:
            continue
        if change.tag in side.kept:
            unwrap(change)
        else:
            lift(change)
            remove(change)
            emptied.append(parent)
    if side.restores:
        for text in list(root.iter(*TEXT)):
            text.tag = TEXT[str(text.tag)]
    return emptied


def _remove_empty(emptied: Iterable[etree._Element]) -> None:
    """Links and controls without content, tables without rows; a cell keeps a paragraph (17.4.65)."""
    pending = list(dict.fromkeys(emptied))
    while pending:
        element = pending.pop()
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag == W + "tc":
            last = element[-1] if len(element) else None
            if last is None or last.tag != W + "p":
                etree.SubElement(element, W + "p")
        elif _is_empty(element):
            lift(element)
            remove(element)
            pending.append(parent)


def _is_empty(element: etree._Element) -> bool:
    if element.tag == W + "tbl":
        return not any(child.tag in _ROWS for child in element)
    if element.tag == W + "tr":
        return not any(child.tag in (W + "tc", *CONTROLS) for child in element)
    if element.tag == CONTROL_CONTENT or element.tag in _WRAPPERS:
        return all(child.tag in PLACES or child.tag in _CONTROL_PROPERTIES for child in element)
    return element.tag == W + "sdt" and element.find(CONTROL_CONTENT) is None
