"""One paragraph out of two: what both say stands once, the rest is marked."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from lxml import etree

from ddtender.office.package import W
from ddtender.office.tree import Element
from ddtender.redline.atoms import Atom, atoms, identity, runs_of
from ddtender.redline.pen import DELETED, INSERTED, MOVED_TO, Pen, child_first
from ddtender.redline.words import compare

#: What only concerns where pages break; it follows the new document without being tracked.
_PAGING = frozenset(W + name for name in ("keepNext", "keepLines", "pageBreakBefore", "widowControl"))
_APART = frozenset({W + "rPr", W + "sectPr", W + "pPrChange"})


def merge(old: Element, new: Element, pen: Pen) -> Element:
    """The paragraph ``new`` with its differences from ``old`` marked."""
    before, after = atoms(old), atoms(new)
    content: list[Element] = []
    if [atom.mark for atom in before if atom.mark] == [atom.mark for atom in after if atom.mark]:
        for first, second in _segments(before, after):
            content += _inline(first, second, pen)
    else:
        content += pen.inline(runs_of(before), DELETED) + pen.inline(runs_of(after), INSERTED)
    made = etree.Element(W + "p", new.attrib)
    properties = new.find(W + "pPr")
    if properties is not None:
        made.append(copy.deepcopy(properties))
    made.extend(content)
    track_properties(made, old.find(W + "pPr"), pen)
    return made


def moved(old: Element, new: Element, pen: Pen, kind: str) -> Element:
    """The one of two paragraphs that stands where its provision has moved from or to (``kind``): only the words that
    both have are moved, the others are deleted there or inserted here."""
    before, after = atoms(old), atoms(new)
    here = kind == MOVED_TO
    mine, other = (after, INSERTED) if here else (before, DELETED)
    made = copy.deepcopy(new if here else old)
    for child in [child for child in made if child.tag != W + "pPr"]:
        made.remove(child)
    pen.paragraph_end(made, kind)
    start = 0
    for change in compare([_known(atom) for atom in before], [_known(atom) for atom in after]):
        first, last = (change.new_start, change.new_end) if here else (change.start, change.end)
        made.extend(pen.inline(runs_of(mine[start:first]), kind))
        made.extend(pen.inline(runs_of(mine[first:last]), other))
        start = last
    made.extend(pen.inline(runs_of(mine[start:]), kind))
    return made


def _known(atom: Atom) -> object:
    """What an atom is recognised by where bookmarks have other names."""
    return ("mark", atom.elements[0].tag) if atom.mark else atom.token


def track_properties(paragraph: Element, former: Element | None, pen: Pen) -> None:
    """Record that ``paragraph`` had the properties ``former``, if they were others."""
    present = paragraph.find(W + "pPr")
    if _said(present) != _said(former):
        pen.former(child_first(paragraph, "pPr"), former)
    section = present.find(W + "sectPr") if present is not None else None
    if section is not None and former is not None and (before := former.find(W + "sectPr")) is not None:
        track_section(section, before, pen)


def track_section(present: Element, former: Element, pen: Pen) -> None:
    """Record a section's former paper, margins and columns (17.13.5.32); its headers cannot be."""

    def said(section: Element) -> tuple:
        return tuple(identity(child) for child in section if not str(child.tag).endswith("Reference"))

    if said(present) != said(former):
        pen.former(present, former)


def style(paragraph: Element) -> str:
    """The id of a paragraph's style, or nothing."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(W + "val", "") if found is not None else ""


def _said(properties: Element | None) -> tuple:
    children = properties if properties is not None else ()
    return tuple(identity(child) for child in children if child.tag not in _PAGING and child.tag not in _APART)


def _segments(old: Sequence[Atom], new: Sequence[Atom]) -> Iterator[tuple[Sequence[Atom], Sequence[Atom]]]:
    """The stretches between bookmarks that both have; so a bookmark stays around the same words on both sides."""
    i = j = 0
    for a, b in zip(_marks(old), _marks(new), strict=True):
        yield old[i:a], new[j:b]
        yield (), new[b : b + 1]
        i, j = a + 1, b + 1
    yield old[i:], new[j:]


def _marks(found: Sequence[Atom]) -> list[int]:
    return [n for n, atom in enumerate(found) if atom.mark]


def _inline(old: Sequence[Atom], new: Sequence[Atom], pen: Pen) -> list[Element]:
    if len(new) == 1 and new[0].mark and not old:
        return runs_of(new)
    made: list[Element] = []
    i = j = 0
    for change in compare([atom.token for atom in old], [atom.token for atom in new]):
        made += _same(old[i : change.start], new[j : change.new_start], pen)
        made += pen.inline(runs_of(old[change.start : change.end]), DELETED)
        made += pen.inline(runs_of(new[change.new_start : change.new_end]), INSERTED)
        i, j = change.end, change.new_end
    return made + _same(old[i:], new[j:], pen)


def _same(old: Sequence[Atom], new: Sequence[Atom], pen: Pen) -> list[Element]:
    """Words that have stayed; what is tracked is where their formatting is another, or the control around them."""
    made: list[Element] = []
    start = 0
    looks = [a.look if a.look != b.look else None for a, b in zip(old, new, strict=True)]
    others = [_others(a, b) for a, b in zip(old, new, strict=True)]
    for n in range(1, len(new) + 1):
        if n < len(new) and looks[n] == looks[start] and not (others[n] or others[start]):
            continue
        if others[start]:
            made += pen.instead(copy.deepcopy(old[start].elements[0]), runs_of(new[start:n]))
            start = n
            continue
        runs = runs_of(new[start:n])
        if looks[start] is not None:
            for run in runs:
                pen.former(child_first(run, "rPr"), old[start].properties)
        made += runs
        start = n
    return made


def _others(old: Atom, new: Atom) -> bool:
    """Whether two atoms that show the same are different controls."""
    return list(map(identity, old.elements)) != list(map(identity, new.elements))
