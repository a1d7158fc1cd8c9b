"""A review as one HTML file, to be read and printed; it needs no network and runs no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from ddtender.diagnostics import Diagnostic
from ddtender.render.pages import PageAssets
from ddtender.returned.findings import Entry, Reason, count
from ddtender.returned.report import Copy, sides, status, verdict, visible, who


class _Shown(Struct, frozen=True):
    """An entry as the page shows it; ``rivals`` are file, old and new words of all that contradict each other."""

    number: int
    status: str
    what: str
    place: str
    who: str
    file: str
    line: int
    old: str
    new: str
    context: tuple[str, str]
    answers: tuple[_Answer, ...]
    rivals: tuple[tuple[str, str, str], ...]
    sides: tuple[tuple[str, str], ...]
    verdict: str


class _Answer(Struct, frozen=True):
    author: str
    text: str


def as_html(copies: Sequence[Copy], entries: Sequence[Entry], findings: Iterable[Diagnostic], applied: bool) -> str:
    """The page. Everything in it came from outside, so everything is escaped."""
    assets = PageAssets("ddtender.returned", "report.html.jinja", "report.css")
    shown = [_shown(entry, n) for n, entry in enumerate(entries, start=1)]
    groups = groupby(zip(entries, shown, strict=True), key=lambda pair: pair[0].provision)
    return assets.template().render(
        copies=copies,
        counts=_counts(entries, applied),
        findings=list(findings),
        groups=[(name or "Outside every provision", [one for _, one in pairs]) for name, pairs in groups],
        style=assets.style,
        policy=assets.policy,
    )


def _shown(entry: Entry, number: int) -> _Shown:
    all_ = (entry, *entry.rivals) if entry.rivals else ()
    return _Shown(
        number,
        status(entry),
        entry.what.value,
        entry.place,
        who(entry),
        entry.file,
        entry.line,
        visible(entry.old),
        visible(entry.new),
        (visible(entry.context[0]), visible(entry.context[1])),
        tuple(_Answer(visible(a.author) or "unknown", visible(a.text)) for a in entry.answers),
        tuple((one.file, visible(one.old), visible(one.new)) for one in all_),
        tuple((side, visible(text)) for side, text in sides(entry)),
        verdict(entry),
    )


def _counts(entries: Sequence[Entry], applied: bool) -> list[tuple[str, int]]:
    counts = count(entries)
    possible = sum(entry.reason is None for entry in entries)
    there = sum(entry.reason is Reason.THERE for entry in entries)
    done = ("applied", counts.applied) if applied else ("can be applied", possible)
    known = [("already there", there)] if there else []
    return [("changes and comments", counts.all), done, *known, ("for a person", counts.all - done[1] - there)]
