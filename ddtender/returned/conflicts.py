"""Several reviewed copies of one draft: what they change alike, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ddtender.library.yaml_document import Path
from ddtender.returned.findings import Entry, Reason, What

_EDITS = (What.TEXT, What.TITLE, What.BLANK)


def settle(entries: Iterable[Entry], documents: Mapping[str, str] | None = None) -> None:
    """Leave for a person what two copies change differently; each such entry gets its rivals.

    ``documents`` says of which document (tender or contract) a file is a copy; of one if it is None. What both print, a
    definition, is held against itself by the units of its source, for each shows them at other offsets; so are words of
    tables that a document prints twice. Text and tables of a provision, and all that stands outside, count offsets each
    for itself.
    """
    of = documents or {}
    by_text: dict[tuple[str | None, bool, str | None], list[Entry]] = {}
    across: dict[tuple[str | None, bool], list[Entry]] = {}
    keyed: dict[tuple[str | None, Path], list[Entry]] = {}
    for entry in entries:
        if entry.what in _EDITS:
            stretch = None if entry.outside else entry.provision
            by_text.setdefault((stretch, entry.in_table, of.get(entry.file)), []).append(entry)
        if entry.key:
            if entry.change:
                keyed.setdefault((entry.provision, entry.key), []).append(entry)
        elif entry.provision and (entry.what is What.TITLE or (entry.what is What.TEXT and entry.change)):
            across.setdefault((entry.provision, entry.what is What.TITLE), []).append(entry)
    for found in by_text.values():
        _sweep([_Spanned(*entry.offsets, entry) for entry in found], lambda a, b: a.file != b.file)
    for found in keyed.values():  # the tender and the contract print the same KPIs
        _sweep([_Spanned(*_span(entry), entry) for entry in found], lambda a, b: _elsewhere(a, b, of))
    for found in across.values():
        _sweep([_Spanned(*_span(entry), entry) for entry in found], lambda a, b: of.get(a.file) != of.get(b.file))


def _elsewhere(a: Entry, b: Entry, documents: Mapping[str, str]) -> bool:
    """Whether two edits stand where their offsets cannot be held against each other."""
    return documents.get(a.file) != documents.get(b.file) or (a.file == b.file and a.line != b.line)


class _Spanned(NamedTuple):
    """An entry and where it stands, in whatever it is compared by."""

    start: int
    end: int
    entry: Entry


def _span(entry: Entry) -> tuple[int, int]:
    return (entry.change.start, entry.change.end) if entry.change else entry.offsets


def _sweep(entries: list[_Spanned], compared: Callable[[Entry, Entry], bool]) -> None:
    """Entries by where they stand; only those that still reach the present one are looked at."""
    reaching: list[_Spanned] = []
    for one in sorted(entries, key=lambda e: (e.start, e.end, e.entry.file)):
        reaching = [other for other in reaching if other.end >= one.start]
        for other in reaching:
            if compared(other.entry, one.entry) and _contradict(other, one):
                _oppose(other.entry, one.entry)
        reaching.append(one)


def _contradict(first: _Spanned, second: _Spanned) -> bool:
    """Whether two entries change the same words, or write at the same place, differently."""
    if first[:2] == second[:2]:
        return _left(first.entry) != _left(second.entry)
    overlap = first.start < second.end and second.start < first.end
    touching = first.end == second.start and first.start != second.end
    inserting = first.start == first.end or second.start == second.end
    return overlap or (touching and inserting) or first.start == second.start


def _left(entry: Entry) -> list[tuple]:
    """What an entry leaves in its place, letter by letter with its format."""
    return [(letter, run.format, run.style) for run in entry.runs for letter in run.text] or [(entry.new,)]


def _oppose(first: Entry, second: Entry) -> None:
    for entry, rival in ((first, second), (second, first)):
        entry.leave(Reason.CONFLICT, f"“{rival.new}” in {rival.file}" if rival.new else f"deleted in {rival.file}")
        entry.rivals.append(rival)
