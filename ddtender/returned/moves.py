"""Words that were taken away here and put there without a tracked move: both halves are written, or neither.

A half alone would drop the words from the library, or have them in it twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddtender.returned.findings import Entry, Reason, What
from ddtender.returned.values import MARK

#: As many words are the same words; fewer stand in many places.
_WORDS = 4


def leave_halves(entries: Sequence[Entry]) -> bool:
    """Leave for a person what is applied of moves whose other half is not; whether there was any."""
    halves = [(here, there) for here in entries if here.applied for there in entries if _kept_back(there)]
    found = {id(a): (a, b) for a, b in halves if _same(a.old, b.new) or _same(b.old, a.new)}
    for here, there in found.values():
        here.leave(Reason.HALF, there.place)
    return bool(found)


def _kept_back(entry: Entry) -> bool:
    """What is there already, or would be for another reason, has not been kept back."""
    return not entry.applied and entry.what is not What.COMMENT and entry.reason is not Reason.THERE


def _same(gone: str, come: str) -> bool:
    """Whether the words that are gone have come elsewhere, or a part of them."""
    shorter, longer = sorted((list(_words(gone)), list(_words(come))), key=len)
    return len(shorter) >= _WORDS and f" {' '.join(shorter)} " in f" {' '.join(longer)} "


def _words(text: str) -> Iterator[str]:
    return iter(text.replace(MARK, " ").split())
