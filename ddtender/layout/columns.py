"""Columns of a table as wide as the words of a language need: Mensenrechtenrisicoanalyse is longer than most."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

#: Characters of a table's text on a line of A4, and how many of them a cell's margins take.
LINE, ROOM = 90, 3
#: How many they take at least, where words are measured letter by letter.
MARGINS = 2.4
#: How wide that line is, in twips: A4 without the margins of our templates.
LINE_WIDTH = 9184
#: What a column may lack without a word being cut, in characters: what is left of rounding.
_NOTHING = 0.02
#: How wide plain text is, against bold.
PLAIN = 0.93
#: How wide bold letters are, against those of which so many stand on a line (Arial, and what is made to its measures).
_NARROW = {**dict.fromkeys("ijlI.,:;’'-–()", 0.55), **dict.fromkeys("ft", 0.62), "r": 0.73}
_WIDE = {**dict.fromkeys("acesvxyzkßàâäåáéèêëç", 1.04), "m": 1.66, "w": 1.45, "M": 1.56, "W": 1.76, "æ": 1.66}
_SMALL, _CAPITAL = 1.14, 1.36
#: Where a line may end. Word and LibreOffice break a word after a hyphen, and not after a full stop: one that is
#: longer than its column is cut anywhere.
_BREAKS = re.compile(r"\s+|(?<=-)")
#: How much of their width columns keep that give to others: as much as can be.
KEPT = (3 / 4, 1 / 2, 0)
#: The part of a line that one column can ask for: what is longer is an address, and may be cut.
_MOST = 0.45
#: How many characters stay empty at the end of a line because the next word is longer.
_RAGGED = 3


def shares_by_need(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Shares of a table's width, in characters of ``LINE``, with which its rows need the fewest lines.

    No column is narrower than its longest word; what is left goes, character by character, where it shortens most.
    """
    shares = [math.ceil(need) for need in _column_needs(headings, rows)]
    while sum(shares) < LINE:
        now = _lines(rows, shares)
        gains = [now - _lines(rows, [*shares[:n], share + 1, *shares[n + 1 :]]) for n, share in enumerate(shares)]
        shares[gains.index(max(gains))] += 1
    return shares


def shares_with_room(
    shares: tuple[int, ...], headings: Sequence[str], rows: Sequence[Sequence[str]], line: float = LINE
) -> tuple[int, ...]:
    """The shares of a table as wide as ``line`` characters, changed where a column is narrower than its longest word.

    The other columns give, each in proportion to what it has more than it needs, and none more of its width than must
    be. Where all of it is not enough, words are cut in as few columns and as little as can be.
    """
    needs = [min(need, line * _MOST) for need in _column_needs(headings, rows)]
    has = [share * line / sum(shares) for share in shares]
    found = next((found for kept in KEPT if (found := shared_out(shares, has, needs, kept))), None)
    return found or _all_given(has, needs)


def _all_given(has: Sequence[float], needs: Sequence[float]) -> tuple[int, ...]:
    """The shares of columns of which some give all that they have more than they need, which is too little."""
    spare = sum(width - need for width, need in zip(has, needs, strict=True) if width > need)
    lacking = sum(need - width for width, need in zip(has, needs, strict=True) if width < need)
    wide = (
        need if width > need else width + (need - width) * spare / lacking
        for width, need in zip(has, needs, strict=True)
    )
    return tuple(round(100 * width) for width in wide)


def shared_out(
    shares: tuple[int, ...], has: Sequence[float], needs: Sequence[float], kept: float
) -> tuple[int, ...] | None:
    """The shares of columns that are so wide, changed where one needs more than it ``has``: the others give, each in
    proportion to what it has more than it needs, and keep this part of their width. None where that is not enough."""
    lacking = sum(max(need - width, 0) for need, width in zip(needs, has, strict=True))
    if lacking < _NOTHING:
        return shares
    least = [max(need, width * kept) if need < width else need for need, width in zip(needs, has, strict=True)]
    spare = sum(width - low for width, low in zip(has, least, strict=True) if width > low)
    if lacking > spare:
        return None
    given = lacking / spare
    wide = (low if low >= width else width - (width - low) * given for width, low in zip(has, least, strict=True))
    return tuple(round(100 * width) for width in wide)


@lru_cache(maxsize=2048)
def lines(text: str, width: float) -> int:
    """How many lines a text needs where ``width`` characters stand on one."""
    count, used = 1, 0.0
    for word in text.split():
        if used and used + 1 + len(word) > width:
            count, used = count + 1, 0.0
        used += len(word) + bool(used)
    return count if text else 0


@lru_cache(maxsize=4096)
def word_room(text: str) -> float:
    """How wide the longest word of a bold text is, in characters."""
    return max(sum(map(_width, word)) for word in _BREAKS.split(text))


def _column_needs(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """How many characters each column needs, margins included, so that no word of it is cut."""
    return [
        max(word_room(heading), *(word_room(text) * PLAIN for text in texts), 0) + MARGINS
        for heading, *texts in zip(headings, *rows, strict=True)
    ]


def _lines(rows: Sequence[Sequence[str]], shares: Sequence[int]) -> float:
    """How high the rows are, in lines: the highest cell decides, and the others a little, so that none is forgotten."""
    needs = [
        [len(text) / max(share - ROOM - _RAGGED, 1) for text, share in zip(row, shares, strict=True)] for row in rows
    ]
    return sum(max(row) + sum(row) / 100 for row in needs)


def _width(letter: str) -> float:
    known = _NARROW.get(letter) or _WIDE.get(letter)
    return known or (_CAPITAL if letter.isupper() else _SMALL)
