"""One table out of two: rows that belong together are compared cell by cell."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from lxml import etree

from ddtender.office.letters import text_below
from ddtender.office.package import W
from ddtender.office.tree import Element
from ddtender.redline.alignment import align
from ddtender.redline.atoms import bag_of, identity
from ddtender.redline.pen import DELETED, INSERTED, Pen
from ddtender.redline.words import likeness

Container = Callable[[Sequence[Element], Sequence[Element]], list[Element]]
_HEAD = frozenset({W + "tblPr", W + "tblGrid"})


def columns(table: Element) -> int:
    """How many columns the table's grid has."""
    return len(table.findall(f"{W}tblGrid/{W}gridCol"))


def description(table: Element) -> str:
    """The table's alternative text, or nothing."""
    caption = table.find(f"{W}tblPr/{W}tblCaption")
    return "" if caption is None else caption.get(W + "val", "")


def merge_table(old: Element, new: Element, pen: Pen, container: Container) -> Element:
    """The table ``new`` with its differences from ``old`` marked; ``container`` compares the blocks of two cells."""
    made = etree.Element(W + "tbl")
    for name in ("tblPr", "tblGrid"):
        present = new.find(W + name)
        if present is not None:
            made.append(copy.deepcopy(present))
            _track(made[-1], old.find(W + name), pen)
    before, after = ([child for child in table if child.tag not in _HEAD] for table in (old, new))
    bags = [bag_of(row) for row in before], [bag_of(row) for row in after]
    ids, labels = [[*map(_id, side)] for side in (before, after)], [[*map(_label, side)] for side in (before, after)]
    counted = Counter(labels[0]), Counter(labels[1])
    known = counted[0].keys() & counted[1].keys()

    def score(i: int, j: int) -> float:
        if _shape(before[i]) != _shape(after[j]) or ids[0][i] != ids[1][j]:
            return 0.0
        alike = likeness(bags[0][i], bags[1][j])
        if ids[0][i]:
            return 1 + alike
        first, second = labels[0][i], labels[1][j]
        if first != second:
            return 0.0 if first in known or second in known else alike
        once = first and counted[0][first] == counted[1][first] == 1
        return 1 + alike if once else alike

    for i, j in align([identity(row) for row in before], [identity(row) for row in after], score):
        if i is not None and j is not None:
            made.append(_row(before[i], after[j], pen, container))
        else:
            kind, row = (DELETED, before[i]) if i is not None else (INSERTED, after[j or 0])
            made.append(copy.deepcopy(row))
            pen.row(made[-1], kind)
    return made


def _row(old: Element, new: Element, pen: Pen, container: Container) -> Element:
    made = etree.Element(W + "tr", new.attrib)
    cells = iter(old.findall(W + "tc"))
    for child in new:
        if child.tag != W + "tc":
            made.append(copy.deepcopy(child))
            if child.tag == W + "trPr":
                _track(made[-1], old.find(W + "trPr"), pen)
            continue
        former = next(cells)
        cell = etree.SubElement(made, W + "tc")
        properties = child.find(W + "tcPr")
        if properties is not None:
            cell.append(copy.deepcopy(properties))
            _track(cell[0], former.find(W + "tcPr"), pen)
        cell.extend(container(*([e for e in side if e.tag != W + "tcPr"] for side in (former, child))))
    return made


def _track(present: Element, former: Element | None, pen: Pen) -> None:
    if former is None or identity(present) == identity(former):
        return
    pen.former(present, former)


def _shape(row: Element) -> Hashable:
    """Rows of different shapes cannot become each other: cells, merged ones among them, and being a header row."""
    cells = tuple(
        tuple(identity(e) for e in cell.findall(f"{W}tcPr/*") if e.tag in (W + "gridSpan", W + "vMerge"))
        for cell in row.findall(W + "tc")
    )
    others = tuple(child.tag for child in row if child.tag not in (W + "tc", W + "trPr"))
    return row.tag, row.find(f"{W}trPr/{W}tblHeader") is not None, others, cells


def references(element: Element) -> tuple[str, ...]:
    """The bookmarks that the fields in an element refer to, in order (17.16.5.51)."""
    codes = [(code.text or "").split() for code in element.iter(W + "instrText")]
    return tuple(words[1] for words in codes if len(words) > 1 and words[0] == "REF")


def _id(row: Element) -> Hashable:
    """What a row is about: the answer that it asks for, a provision, points; None where nothing names it."""
    cells = row.findall(W + "tc")
    names = [tag.get(W + "val", "") for tag in row.iter(W + "tag")]
    if answers := [name for name in names if name.startswith("answer:")]:
        return answers[0].rpartition(".")[0]
    if cells and (found := references(cells[0])):
        return found[0]
    if points := [name.partition(":")[2] for name in names if ":points." in name]:
        return points[0]
    # a provision of the other document, by its number; its title is what stays
    return _text(cells[1]) if len(cells) > 1 and _NUMBERED.search(_label(row)) else None


_NUMBERED = re.compile(r"\w \d+\Z")


def _label(row: Element) -> str:
    """The text of the first cell, by which people find a row."""
    cell = row.find(W + "tc")
    return "" if cell is None else _text(cell)


def _text(cell: Element) -> str:
    return text_below(cell).strip()
