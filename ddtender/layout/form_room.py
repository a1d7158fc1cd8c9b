"""Room in reply forms: columns as wide as the words of a language need, and rows as high as a page has room for.

How high a form is, is told from its words and the measures of our templates, in twips (twentieths of a point). On other
paper a form may go over its page a little sooner or later; nothing depends on it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import structs

from ddtender.layout.columns import KEPT, LINE, PLAIN, ROOM, lines, shared_out, word_room
from ddtender.layout.values import HANDWRITING, Field, Fields, Grid, Heading, LaidBlock, Line, words_of

#: Shares of a form's width that labels of fields may have.
_LABELS = range(30, 47, 4)
#: How many lines a heading or label of a table may need before its column is made wider: as few as can be.
_LINES = range(3, 8)
#: Rows of a table to fill in: as high as two lines of handwriting, and not lower than one with room around it.
USUAL, _LOWEST, _STEP = 2 * HANDWRITING, 560, 20
#: What a page has, less a little for what was told wrong.
_PAGE = 13776 - 100
#: A line of a table, what a paragraph and a cell (with its border) have above and below, the gap between two tables.
_TEXT, _PARAGRAPH, _CELL, _GAP = 236, 40, 294, 276
#: Headings by level and instructions: height of a line, room around, characters on a line.
_HEADINGS = {1: (422, 660, 48), 2: (310, 440, 64), 3: (273, 320, 74)}
_INSTRUCTION = (264, 280, 88)


def with_room(blocks: Iterable[LaidBlock], before: int) -> tuple[LaidBlock, ...]:
    """A form with columns and rows as its words need them: on one page if that can be, and else with its last table on
    a page of its own. ``before`` is how high what stands before it on its first page is."""
    share = max((_label_share(block.fields) for block in blocks if isinstance(block, Fields)), default=_LABELS[0])
    made = [_wide(block, share) for block in blocks]
    for height in range(USUAL, _LOWEST - 1, -_STEP):
        if before + _height(made, height) <= _PAGE:
            return tuple(structs.replace(one, height=height) if isinstance(one, Grid) else one for one in made)
    grids = [n for n, one in enumerate(made) if isinstance(one, Grid)]
    if len(grids) > 1:
        at = max(n for n in range(grids[-1]) if isinstance(made[n], Heading))
        made[at] = structs.replace(made[at], new_page=True)
    return tuple(made)


def _wide(block: LaidBlock, share: int) -> LaidBlock:
    if isinstance(block, Fields):
        return structs.replace(block, share=share)
    if not isinstance(block, Grid):
        return block
    headings = [heading for heading, _ in block.columns]
    labels = [row[0].label for row in block.rows]
    shares = grid_shares(tuple(share for _, share in block.columns), tuple(headings), tuple(labels))
    return structs.replace(block, columns=tuple(zip(headings, shares, strict=True)))


@lru_cache(maxsize=256)
def grid_shares(shares: tuple[int, ...], headings: tuple[str, ...], labels: tuple[str, ...]) -> tuple[int, ...]:
    """The shares of a table's columns, changed where a word is longer than its column, or a heading or one of the
    ``labels`` of its first column needs too many lines: as few more than three as the other columns can give."""
    has = [share * LINE / sum(shares) for share in shares]
    for kept, most in itertools.product(KEPT, _LINES):
        needs = [_need(heading, most) for heading in headings]
        needs[0] = max(needs[0], *(_need(label, most, PLAIN) for label in labels), 0)
        if (found := shared_out(shares, has, needs, kept)) is not None:
            return found
    return shares


def _need(text: str, most: int, weight: float = 1) -> float:
    """How many characters a column needs, margins included, so that no word of a bold text is cut and it has no more
    than ``most`` lines; ``weight`` is how wide the text is, against a bold one."""
    if not text:
        return 0
    least = word_room(text)
    width = int(least)
    while lines(text, width) > most:
        width += 1
    return max(least, width) * weight + ROOM


def _label_share(fields: Sequence[Field]) -> int:
    """The smallest share for labels with which fields are as low as with any."""
    return min(_LABELS, key=lambda share: (sum(_field(field, share) for field in fields), share))


def _field(field: Field, share: int) -> int:
    width = share * LINE / 100 - ROOM
    texts = lines(field.label, width), lines(words_of(field.help), width / PLAIN)
    return max(field.lines * HANDWRITING, _CELL + sum(_PARAGRAPH + count * _TEXT for count in texts if count))


def _height(blocks: Iterable[LaidBlock], row: int) -> int:
    """How high a form is whose tables have rows of at least this height."""
    total, behind_grid = 0, False
    for block in blocks:
        if isinstance(block, Heading | Line):
            line, around, width = _HEADINGS[block.level] if isinstance(block, Heading) else _INSTRUCTION
            total += around + line * lines(words_of(block.inlines), width)
        elif isinstance(block, Fields):
            total += _GAP * behind_grid + sum(_field(field, block.share) for field in block.fields)
        elif isinstance(block, Grid):
            total += _grid(block, row)
        behind_grid = isinstance(block, Grid)
    return total


def _grid(grid: Grid, row: int) -> int:
    widths = [share * LINE / sum(share for _, share in grid.columns) - ROOM for _, share in grid.columns]
    heads = max(lines(heading, width) for (heading, _), width in zip(grid.columns, widths, strict=True))
    labels = (lines(cells[0].label, widths[0] / PLAIN) for cells in grid.rows)
    rows = (max(row, _CELL + _PARAGRAPH + _TEXT * count) for count in labels)
    return _CELL + _PARAGRAPH + _TEXT * heads + sum(rows)


#: How high the heading of all forms is, which stands above the first.
OF_ALL = sum(_HEADINGS[1][:2])
