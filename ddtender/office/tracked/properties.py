"""Changed properties: the former ones stand inside the present ones (ECMA-376 part 1, 17.13.5.23 to 17.13.5.38)."""

from __future__ import annotations

from lxml import etree

from ddtender.office.package import W
from ddtender.office.tracked.names import CHANGES, Side
from ddtender.office.tree import remove

_NAMES = ("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr")
_CHANGES = {W + f"{name}Change": W + name for name in _NAMES}
#: What the former properties do not state and the present ones keep, by the place where it stands.
_FIRST = frozenset({W + "headerReference", W + "footerReference"})
_LAST = {W + "pPr": (W + "rPr", W + "sectPr")}


def settle_properties(root: etree._Element, side: Side) -> None:
    """Keep the present properties, or put the former ones in their place."""
    for change in list(root.iter(*_CHANGES)):
        properties = change.getparent()
        if properties is None:
            continue
        remove(change)
        kind = _CHANGES[str(change.tag)]
        if side.restores and properties.tag == kind:
            _restore(properties, change.find(kind))
    for change in list(root.iter(W + "numberingChange")):
        remove(change)
    for numbering in list(root.iter(W + "numPr")):
        marks = [child for child in numbering if child.tag in CHANGES]
        if any(mark.tag in side.dropped for mark in marks):
            remove(numbering)
        else:
            for mark in marks:
                remove(mark)


def _restore(properties: etree._Element, former: etree._Element | None) -> None:
    last = _LAST.get(str(properties.tag), ())
    for child in list(properties):
        if child.tag not in _FIRST and child.tag not in last:
            remove(child)
    tail = next((child for child in properties if child.tag in last), None)
    for child in list(former) if former is not None else ():
        if tail is None:
            properties.append(child)
        else:
            tail.addprevious(child)
