"""Several reviewed copies of one draft: what they change alike, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterable

from ddtender.review.findings import Entry, Reason, What

_EDITS = (What.TEXT, What.TITLE, What.BLANK)


def settle(entries: Iterable[Entry]) -> None:
    """Leave for a person what two copies change differently; each such entry gets its rivals."""
    by_provision: dict[str | None, list[Entry]] = {}
    for entry in entries:
        if entry.what in _EDITS:
            by_provision.setdefault(entry.provision, []).append(entry)
    for found in by_provision.values():
        _sweep(sorted(found, key=lambda e: (e.offsets, e.file)))


def _sweep(entries: list[Entry]) -> None:
    """Entries by their offsets; only those that still reach the present one are looked at."""
    reaching: list[Entry] = []
    for entry in entries:
        reaching = [other for other in reaching if other.offsets[1] >= entry.offsets[0]]
        for other in reaching:
            if other.file != entry.file and _contradict(other, entry):
                _oppose(other, entry)
        reaching.append(entry)


def _contradict(first: Entry, second: Entry) -> bool:
    """Whether two entries change the same words, or write at the same place, differently."""
    if first.offsets == second.offsets:
        return _left(first) != _left(second)
    overlap = first.offsets[0] < second.offsets[1] and second.offsets[0] < first.offsets[1]
    touching = first.offsets[1] == second.offsets[0] and first.offsets[0] != second.offsets[1]
    inserting = first.offsets[0] == first.offsets[1] or second.offsets[0] == second.offsets[1]
    return overlap or (touching and inserting) or first.offsets[0] == second.offsets[0]


def _left(entry: Entry) -> list[tuple]:
    """What an entry leaves in its place, letter by letter with its format."""
    return [(letter, run.format, run.style) for run in entry.runs for letter in run.text] or [(entry.new,)]


def _oppose(first: Entry, second: Entry) -> None:
    for entry, rival in ((first, second), (second, first)):
        entry.leave(Reason.CONFLICT, f"“{rival.new}” in {rival.file}" if rival.new else f"deleted in {rival.file}")
        entry.rivals.append(rival)
