"""The text of provisions with its numbers, as Word counts them: A1.1, A1.2 for paragraphs, (a), (i) for items."""

from __future__ import annotations

from collections.abc import Iterable

from ddtender.layout.lots import applies, lots_table
from ddtender.layout.price_example import PriceExample, example_blocks
from ddtender.layout.scoring import scoring_blocks
from ddtender.layout.timetable import timetable_blocks
from ddtender.layout.values import Item, Laid, Listing, Numbered
from ddtender.office.numerals import letters, roman
from ddtender.resolve.inlines import ResolvedBlock, ResolvedParagraph
from ddtender.resolve.values import ResolvedProvision
from ddtender.words import Language


def provision(p: ResolvedProvision, language: Language, example: PriceExample | None = None) -> tuple[Laid]:
    """A numbered provision with its scoring, or with the table that it shows: days, lots, the example of its rule."""
    below = scoring_blocks(p.scoring, language) if p.scoring else ()
    if example is not None:
        below = example_blocks(example, language)
    shown = below or timetable_blocks(p.days, language) or lots_table(p.rows, language)
    return (_laid(p, shown, applies(p, language)),)


def definition(p: ResolvedProvision) -> tuple[Laid]:
    return (_laid(p, (), ()),)


def _laid(p: ResolvedProvision, after: tuple, lots: tuple) -> Laid:
    return Laid(
        p.id,
        p.kind,
        p.label,
        p.cited,
        p.provision.title,
        p.tag,
        p.bookmark,
        _Counter(p.cited).blocks(p.body),
        after,
        lots,
    )


class _Counter:
    """Counts through one provision. Word counts items on until the next paragraph of a higher level."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.paragraphs = 0
        self.counts = [0, 0]

    def blocks(self, blocks: Iterable[ResolvedBlock]) -> tuple[Numbered | Listing, ...]:
        return tuple(
            self._paragraph(block)
            if isinstance(block, ResolvedParagraph)
            else self._list(block.ordered, block.items, 0)
            for block in blocks
        )

    def _paragraph(self, block: ResolvedParagraph) -> Numbered:
        if not self.number:
            return Numbered("", block.inlines)
        self.paragraphs += 1
        self.counts[0] = 0
        return Numbered(f"{self.number}.{self.paragraphs}", block.inlines)

    def _list(self, ordered: bool, items: Iterable[tuple[ResolvedBlock, ...]], depth: int) -> Listing:
        start = self.counts[depth] + 1
        return Listing(ordered, depth, start, tuple(self._item(ordered, blocks, depth) for blocks in items))

    def _item(self, ordered: bool, blocks: Iterable[ResolvedBlock], depth: int) -> Item:
        number = ""
        if ordered:
            self.counts[depth] += 1
            self.counts[depth + 1 :] = [0] * (1 - depth)
            number = item_number(self.counts[depth], depth)
        return Item(
            number,
            tuple(
                Numbered("", block.inlines)
                if isinstance(block, ResolvedParagraph)
                else self._list(block.ordered, block.items, depth + 1)
                for block in blocks
            ),
        )


def item_number(count: int, depth: int) -> str:
    """The number of an item: (a), (b) … (z), (aa), (bb) at the first level, (i), (ii) … below it."""
    return f"({letters(count) if depth == 0 else roman(count)})"
