"""Paragraphs, tables and controls in order: which belong together, and one document out of two."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from ddtender.office.package import W
from ddtender.office.tree import Element, child_of
from ddtender.redline import paragraphs
from ddtender.redline.alignment import Pair, align
from ddtender.redline.atoms import bag_of, identity
from ddtender.redline.pen import DELETED, INSERTED, MOVED_FROM, MOVED_TO, Pen, keep_tracked
from ddtender.redline.tables import columns, description, merge_table, references
from ddtender.redline.words import likeness

#: Two provisions with different ids are versions of each other from here on.
_VARIANT = 0.6
_NUMBER = re.compile(r"\d+")
#: What two paragraphs of different styles are less alike.
_OTHER_STYLE = 0.15


class BodyMember(Struct, frozen=True):
    """A member of a document's body, a control or a cell: ``key`` is the same for what is certainly the same thing,
    ``words`` is what it is recognised by otherwise; only blocks of one ``owner``, what its heading is about, can be."""

    element: Element
    key: Hashable
    words: Counter[Hashable]
    owner: str = ""


class Merger:
    """Makes one sequence of blocks out of two."""

    def __init__(self, pen: Pen, levels: Mapping[str, int]) -> None:
        """``levels`` are those of the styles of headings, by the style's id."""
        self.pen, self.levels = pen, levels
        #: Bookmarks of paragraphs that became one another, old name and new name.
        self.renamed: dict[str, str] = {}

    def container(self, old: Sequence[Element], new: Sequence[Element]) -> list[Element]:
        """The blocks of a body, header or cell, whose last paragraph can be neither inserted nor deleted."""
        before, after = self._read(old), self._read(new)
        pairs = self._pairs(before, after)
        made: list[Element] = []
        last = max((n for n, (i, j) in enumerate(pairs) if i is not None and j is not None), default=-1)
        tail = pairs[last + 1 :]
        olds, news = [i for i, _ in tail if i is not None], [j for _, j in tail if j is not None]
        if olds and news and _both_paragraphs(before[olds[-1]], after[news[-1]]):
            tail = [(i, None) for i in olds[:-1]] + [(None, j) for j in news[:-1]] + [(olds[-1], news[-1])]
        elif (olds or news) and last >= 0:
            borrowed = self._borrowed(pairs[last], olds, news, before, after)
            if borrowed:
                return self._made(pairs[:last], before, after) + borrowed
        made += self._made([*pairs[: last + 1], *tail], before, after)
        return made

    def content(self, old: Sequence[Element], new: Sequence[Element]) -> list[Element]:
        """The blocks of a control, behind which others follow."""
        before, after = self._read(old), self._read(new)
        return self._made(self._pairs(before, after), before, after)

    def _read(self, elements: Iterable[Element]) -> list[BodyMember]:
        """Blocks, each with what the heading above it names or refers to: a provision's indicators, a reply form."""
        found, owner, depth = [], "", 0
        for element in elements:
            level = self.levels.get(paragraphs.style(element), 0) if element.tag == W + "p" else 0
            names = bookmarks(element) if level else ()
            if level and (named := next(iter((*names, *references(element))), "")):
                owner, depth = named, level
            elif level and level <= depth:
                owner, depth = "", 0
            found.append(read(element, "" if names else owner))  # a heading may get another name
        return found

    def _pairs(self, old: Sequence[BodyMember], new: Sequence[BodyMember]) -> list[Pair]:
        known = {block.key for block in old} & {block.key for block in new}
        keys = [block.key for block in old], [block.key for block in new]
        return _tables_together(align(*keys, lambda i, j: _score(old[i], new[j], known)), old, new)

    def _made(self, pairs: Sequence[Pair], old: Sequence[BodyMember], new: Sequence[BodyMember]) -> list[Element]:
        gone = {old[i].key: old[i].element for i, j in pairs if j is None and i is not None}
        come = {new[j].key: new[j].element for i, j in pairs if i is None and j is not None}
        moved = {key for key in gone.keys() & come.keys() if gone[key].tag == W + "sdt" and _id(gone[key])}
        made: list[Element] = []
        for i, j in pairs:
            if i is not None and j is not None:
                made += self._merged(old[i].element, new[j].element)
            elif i is not None and old[i].key in moved:
                made += self._moved(old[i].element, come[old[i].key], MOVED_FROM)
            elif j is not None and new[j].key in moved:
                made += self._moved(gone[new[j].key], new[j].element, MOVED_TO)
            elif i is not None:
                made += self.pen.blocks([copy.deepcopy(old[i].element)], DELETED)
            elif j is not None:
                made += self.pen.blocks([copy.deepcopy(new[j].element)], INSERTED)
        return made

    def _merged(self, old: Element, new: Element) -> list[Element]:
        if identity(old) == identity(new):
            return [copy.deepcopy(new)]
        if old.tag == W + "p":
            names = bookmarks(old), bookmarks(new)
            if len(names[0]) == len(names[1]):
                self.renamed |= zip(*names, strict=True)
            return [paragraphs.merge(old, new, self.pen)]
        if old.tag == W + "tbl":
            return [merge_table(old, new, self.pen, self.container)]
        if old.tag == W + "sdt":
            return self._control(old, new)
        return [copy.deepcopy(new)]

    def _control(self, old: Element, new: Element) -> list[Element]:
        """A provision's control. A new tag cannot be tracked: then the old control is deleted around the new one."""
        made = _shell(new)
        content = child_of(made, W + "sdtContent")
        inside = [list(child_of(control, W + "sdtContent")) for control in (old, new)]
        content.extend(self.content(*inside))
        if identity(child_of(old, W + "sdtPr")) == identity(child_of(new, W + "sdtPr")):
            keep_tracked(made)
            return [made]
        return self.pen.instead(_shell(old), [made])

    def _moved(self, old: Element, new: Element, kind: str) -> list[Element]:
        """A provision's control at the place where it has moved from or to, with what has changed inside."""
        here = kind == MOVED_TO
        before, after = (self._read(child_of(control, W + "sdtContent")) for control in (old, new))
        partners = {j if here else i: (i, j) for i, j in self._pairs(before, after) if None not in (i, j)}
        made = _shell(new if here else old)
        content = child_of(made, W + "sdtContent")
        for n, block in enumerate(after if here else before):
            i, j = partners.get(n, (None, None))
            if block.element.tag == W + "p" and i is not None and j is not None:
                content.append(paragraphs.moved(before[i].element, after[j].element, self.pen, kind))
            else:
                content.extend(self.pen.blocks([copy.deepcopy(block.element)], INSERTED if here else DELETED))
        self.pen.moved(content, kind, _id(new))
        return self.pen.borders(made, kind)

    def _borrowed(
        self, pair: Pair, olds: list[int], news: list[int], old: Sequence[BodyMember], new: Sequence[BodyMember]
    ) -> list[Element]:
        """Paragraphs added or left out at the very end.

        The last end of a paragraph stays, whatever changes; so the paragraph before gets the end that is marked, as if
        somebody had pressed the return key there.
        """
        kind, tail = (INSERTED, [new[j] for j in news]) if news else (DELETED, [old[i] for i in olds])
        first, second = old[pair[0] or 0].element, new[pair[1] or 0].element
        if any(block.element.tag != W + "p" for block in tail) or first.tag != W + "p":
            return []
        made = [paragraphs.merge(first, second, self.pen)]
        for block in tail:
            self.pen.paragraph_end(made[-1], kind)
            made.append(copy.deepcopy(block.element))
            self.pen.paragraph_content(made[-1], kind)
        end = made[-1]
        if kind == INSERTED:
            paragraphs.track_properties(end, first.find(W + "pPr"), self.pen)
        else:
            former = end.find(W + "pPr")
            if former is not None:
                end.remove(former)
            if (present := second.find(W + "pPr")) is not None:
                end.insert(0, copy.deepcopy(present))
            paragraphs.track_properties(end, former, self.pen)
        return made


def read(element: Element, owner: str = "") -> BodyMember:
    """What a block is recognised by."""
    words = bag_of(element)
    if element.tag == W + "sdt":
        return BodyMember(element, ("control", _id(element)), words)
    key: tuple[Hashable, ...] = ("other", identity(element))
    if element.tag == W + "tbl":
        # an owner's number is part of what its tables are called
        named = _NUMBER.sub("", description(element)) if owner else description(element)
        key = ("table", columns(element), named or identity(element))
    elif element.tag == W + "p":
        names = bookmarks(element)
        key = ("named", names, _ends_section(element)) if names else ("paragraph", identity(element))
    return BodyMember(element, (*key, owner), words, owner)


def bookmarks(element: Element) -> tuple[str, ...]:
    return tuple(mark.get(W + "name", "") for mark in element.iter(W + "bookmarkStart"))


def _score(old: BodyMember, new: BodyMember, known: set[Hashable]) -> float:
    """How surely two blocks are the same thing."""
    first, second = old.element, new.element
    if first.tag != second.tag or old.owner != new.owner:
        return 0.0
    if old.key == new.key:
        return 2.0
    if first.tag == W + "sdt":
        if old.key in known or new.key in known or _kind(old) != _kind(new):
            return 0.0
        alike = likeness(old.words, new.words)
        return alike if alike >= _VARIANT else 0.0
    if first.tag == W + "tbl":
        return likeness(old.words, new.words) if columns(first) == columns(second) else 0.0
    if first.tag != W + "p" or _ends_section(first) != _ends_section(second):
        return 0.0
    names = bookmarks(first), bookmarks(second)
    if names[0] != names[1] and (not all(names) or old.key in known or new.key in known):
        return 0.0  # a title becomes another title, with its bookmark, or stays itself
    same_style = paragraphs.style(first) == paragraphs.style(second)
    if not old.words and not new.words:
        return float(same_style)
    return likeness(old.words, new.words) - (0 if same_style else _OTHER_STYLE)


def _id(control: Element) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(W + "val", "").partition("@")[0]


def _kind(block: BodyMember) -> str:
    return _id(block.element).partition(".")[0]


def _ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}sectPr") is not None


def _tables_together(pairs: Sequence[Pair], old: Sequence[BodyMember], new: Sequence[BodyMember]) -> list[Pair]:
    """A table that goes just before another one comes is one table with other rows: Word takes two tables without a
    paragraph between them for one."""
    made: list[Pair] = []
    for i, j in pairs:
        gone = made[-1][0] if made and made[-1][1] is None else None
        if (
            i is None
            and j is not None
            and gone is not None
            and old[gone].element.tag == new[j].element.tag == W + "tbl"
        ):
            made[-1] = gone, j
        else:
            made.append((i, j))
    return made


def _both_paragraphs(old: BodyMember, new: BodyMember) -> bool:
    return old.element.tag == new.element.tag == W + "p"


def _shell(control: Element) -> Element:
    """The control without its content."""
    made = etree.Element(W + "sdt")
    made.extend(copy.deepcopy(child) for child in control if child.tag != W + "sdtContent")
    etree.SubElement(made, W + "sdtContent")
    return made
