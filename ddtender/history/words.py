"""Word-level differences between two texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\s+|\{\{.*?\}\}|\[\]\(#[^)]*\)|[^\W_]+(?:[-'’.][^\W_]+)*|.", re.DOTALL)


class Piece(NamedTuple):
    """A run of words: ``op`` is equal, delete or insert."""

    op: str
    text: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that turn ``old`` into ``new``; whole words, references and blanks are never cut."""
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for op, a1, a2, b1, b2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece("equal", "".join(first[a1:a2])))
            continue
        if a2 > a1:
            pieces.append(Piece("delete", "".join(first[a1:a2])))
        if b2 > b1:
            pieces.append(Piece("insert", "".join(second[b1:b2])))
    return _without_crumbs(pieces)


def _without_crumbs(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A lone space or comma between two changes joins them: people read phrases, not confetti."""
    joined: list[Piece] = []
    for n, piece in enumerate(pieces):
        crumb = piece.op == "equal" and 0 < n < len(pieces) - 1 and not re.search(r"\w", piece.text)
        for part in (Piece("delete", piece.text), Piece("insert", piece.text)) if crumb else (piece,):
            _append(joined, part)
    return tuple(joined)


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Add to the last run of changes: its deletions first, then its insertions."""
    if piece.op == "equal":
        pieces.append(piece)
        return
    for at in range(len(pieces) - 1, -1, -1):
        if pieces[at].op == "equal":
            break
        if pieces[at].op == piece.op:
            pieces[at] = Piece(piece.op, pieces[at].text + piece.text)
            return
    if piece.op == "delete" and pieces and pieces[-1].op == "insert":
        pieces.insert(len(pieces) - 1, piece)
    else:
        pieces.append(piece)
