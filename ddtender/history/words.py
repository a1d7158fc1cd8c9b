"""Word-level differences between two texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ddtender.difference import hunks, joined

_TOKEN = re.compile(r"\s+|\{\{.*?\}\}|\[\]\(#[^)]*\)|[^\W_]+(?:[-'’.][^\W_]+)*|.", re.DOTALL)
_WORD = re.compile(r"\w")
#: How a change is shown: its text, and "insert" or "delete".
PaintEdit = Callable[[str, str], str]


class Piece(NamedTuple):
    """A run of words: ``op`` is equal, delete or insert."""

    op: str
    text: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that turn ``old`` into ``new``; whole words, references and blanks are never cut.

    A lone space or comma between two changes joins them.
    """
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    found = joined(hunks(first, second), lambda a, b: not _WORD.search("".join(first[a.end : b.start])))
    pieces, at = [], 0
    for hunk in found:
        pieces.append(Piece("equal", "".join(first[at : hunk.start])))
        pieces.append(Piece("delete", "".join(first[hunk.start : hunk.end])))
        pieces.append(Piece("insert", "".join(second[hunk.new_start : hunk.new_end])))
        at = hunk.end
    pieces.append(Piece("equal", "".join(first[at:])))
    return tuple(piece for piece in pieces if piece.text)
