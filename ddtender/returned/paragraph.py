"""A paragraph that has been read to its end: its list and number, its tracked changes, what is odd about it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct, field

from ddtender.library.looks.harmless import HIDDEN
from ddtender.library.looks.shown import Around, Shown
from ddtender.office.package import W
from ddtender.returned.comments import mark_of
from ddtender.returned.look import Styles, breaks_before, paragraph_before, properties_before
from ddtender.returned.numbers import ListNumbers
from ddtender.returned.unread import Unread
from ddtender.returned.values import Mark, ReadParagraph, Run

#: Tracked changes (ECMA-376 part 1, 17.13.5).
INSERTS, DELETES = (W + "ins", W + "moveTo"), (W + "del", W + "moveFrom")


class Reader(Struct, frozen=True):
    """What a part is read with: its name, the styles and looks of the document, what is not read of it; and the lists,
    if it counts in them."""

    part: str
    styles: Styles
    shown: Shown
    unread: Unread
    numbers: ListNumbers | None = None


class Open(Struct):
    """A paragraph that is being read."""

    number: int
    element: etree._Element
    control: str | None
    table: int | None
    runs: list[Run] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    breaks: list[Mark | None] = field(default_factory=list)
    _around: dict[bool, Around] = field(default_factory=dict)

    def around(self, shown: Shown, new: bool) -> Around:
        """What it gives to its words: as it is now to ``new`` ones, as it was before a tracked change to others."""
        if new not in self._around:
            properties = properties_before(self.element.find(W + "pPr"), new)
            self._around[new] = shown.paragraph(self.element, properties)
        return self._around[new]

    def reformats(self, run: etree._Element) -> bool:
        """Whether a change of the format of a run in it, or of its own, is tracked."""
        of = run.find(f"{W}rPr/{W}rPrChange")
        return of is not None or self.element.find(f"{W}pPr/{W}pPrChange") is not None

    def closed(self, reader: Reader, inserted: Mark | None, deleted: Mark | None) -> ReadParagraph:
        """The whole paragraph; ``inserted`` and ``deleted`` are tracked changes around it."""
        properties = self.element.find(W + "pPr")
        for element in properties.findall(W + "rPr/*") if properties is not None else ():
            if element.tag in INSERTS:
                inserted = mark_of(element)
            elif element.tag in DELETES:
                deleted = mark_of(element)
        before, styles = paragraph_before(properties, bool(inserted)), reader.styles
        level = (styles.levels.get(before.style) or "") if before.level is None else before.level
        list_ = styles.lists.get(before.style) if before.list is None else before.list
        listed = reader.numbers if list_ and level else None
        number = listed.next(list_ or "", int(level) - 1) if listed and not inserted else None
        return ReadParagraph(
            reader.part,
            self.number,
            styles.names.get(before.style, before.style),
            tuple(self.runs),
            inserted,
            deleted,
            self.control,
            self.table,
            tuple(self.bookmarks),
            level,
            number.label if number else "",
            number.count if number else None,
            breaks=(*self.breaks, *([None] if breaks_before(properties) else [])),
            oddities=(
                *self._odd_end(reader.shown, number is not None),
                *(listed.oddities(list_ or "", int(level) - 1) if listed else ()),
            ),
            written=number.written if number else "",
        )

    def _odd_end(self, shown: Shown, listed: bool) -> Iterator[str]:
        """A hidden end joins a paragraph to the next one, and the number looks like the end (17.3.1.29)."""
        mark = self.element.find(f"{W}pPr/{W}rPr")
        if mark is None or mark.find(W + "rPrChange") is not None:
            return
        around = self.around(shown, True)
        looks = {*shown.words(mark, around)} - {*shown.words(None, around)}
        if HIDDEN in looks:
            yield "its end is hidden"
        elif listed:
            yield from (f"its number is {look}" for look in sorted(looks))
