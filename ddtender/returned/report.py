"""A review for a terminal and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import asdict

from ddtender.history.words import PaintEdit
from ddtender.library.languages.reading import dotted
from ddtender.returned.findings import Entry, Reason, What, count
from ddtender.returned.values import MARK, Mark

_SHOWN = {
    What.COMMENT: "comment",
    What.BLANK: "filled in",
    What.FORMAT: "format",
    What.TITLE: "title",
    What.ORDER: "moved",
    What.NUMBERING: "numbering",
}
_LONGEST = 400


class Copy(Struct, frozen=True):
    """A reviewed file and the draft that it was held against; ``language`` is its tag, if not the library's own."""

    file: str
    document: str
    scenario: str
    procedure: str | None
    library: str
    commit: str | None
    language: str = ""

    @property
    def words(self) -> str:
        """Which draft it is, for a person."""
        return f"{self.document}, {self.origin}"

    @property
    def origin(self) -> str:
        """What it was made from, and its other document in the same language with it."""
        spoken = f" in {self.language}" if self.language else ""
        procedure = f" for {self.procedure}" if self.procedure else ""
        commit = f" at {self.commit[:12]}" if self.commit else ""
        return f"scenario '{self.scenario}'{procedure}{spoken}, library {self.library}{commit}"


def as_json(copies: Sequence[Copy], entries: Sequence[Entry], applied: bool) -> dict:
    """``entries`` in order, with the numbers of their rivals; ``counts`` say that nothing was lost."""
    numbers = {id(entry): n for n, entry in enumerate(entries)}
    counts = count(entries)
    possible = sum(entry.reason is None for entry in entries)
    return {
        "copies": [
            {
                "file": c.file,
                "document": c.document,
                "scenario": c.scenario,
                "procedure": c.procedure,
                "library": c.library,
                "commit": c.commit,
                "language": c.language or None,
            }
            for c in copies
        ],
        "entries": [_entry(entry, numbers) for entry in entries],
        "counts": {
            "all": counts.all,
            "applied": counts.applied,
            "applicable": 0 if applied else possible,
            "listed": counts.listed if applied else counts.all - possible,
        },
    }


def _entry(entry: Entry, numbers: dict[int, int]) -> dict:
    return {
        "file": entry.file,
        "line": entry.line,
        "what": entry.what.value,
        "provision": entry.provision,
        "place": entry.place,
        "old": visible(entry.old),
        "new": visible(entry.new),
        "context": list(entry.context),
        "by": [_mark(mark) for mark in entry.marks],
        "untracked": entry.untracked,
        "key": dotted(entry.key) or None,
        "blank": entry.blank or None,
        "answers": [{"author": a.author, "date": a.date, "text": a.text} for a in entry.answers],
        "status": status(entry),
        "reason": entry.why or None,
        "sides": {k: visible(v) for k, v in asdict(entry.sides).items()} if entry.sides else None,
        "rivals": [numbers[id(rival)] for rival in entry.rivals if id(rival) in numbers],
    }


def _mark(mark: Mark) -> dict:
    return {"author": mark.author, "date": mark.date}


def status(entry: Entry) -> str:
    """ "applied", "applicable" or "listed"."""
    return "applied" if entry.applied else "applicable" if entry.reason is None else "listed"


def visible(text: str) -> str:
    """Text with the ends of paragraphs shown, and with what could not be seen as its code point."""
    shown = text.replace(MARK, "¶\n").rstrip("\n")
    return "".join(c if c.isprintable() or c in "\n\u00a0" else f"‹U+{ord(c):04X}›" for c in shown)


def as_text(entries: Sequence[Entry], paint: PaintEdit) -> str:
    """By provision: who changed what, and what becomes of it; ``paint(text, op)`` may colour insert and delete."""
    lines: list[str] = []
    for provision, group in groupby(entries, key=lambda entry: entry.provision):
        lines += ["", provision or "Outside every provision"]
        for entry in group:
            lines += _lines(entry, paint)
    return "\n".join(lines[1:])


def _lines(entry: Entry, paint: PaintEdit) -> Iterable[str]:
    kind = _SHOWN.get(entry.what)
    yield f"  {entry.file}:{entry.line}: {entry.place}" + (f", {kind}" if kind else "") + f" ({who(entry)})"
    yield f"    {_words(entry, paint)}"
    for answer in entry.answers:
        yield f"    ↳ {_one_line(answer.author) or 'unknown'}: {_one_line(answer.text)}"
    for side, text in sides(entry):
        yield f"    {side}: {_one_line(text) or 'nothing'}"
    yield f"    {verdict(entry)}"


def _words(entry: Entry, paint: PaintEdit) -> str:
    if entry.what is What.COMMENT:
        on = f"on “{_one_line(entry.old)}”: " if entry.old else ""
        return on + _one_line(entry.new)
    if entry.what in (What.FORMAT, What.ORDER):
        return f"“{_one_line(entry.new)}”"
    old = paint(f"[-{_one_line(entry.old)}-]", "delete") if entry.old else ""
    new = paint(f"{{+{_one_line(entry.new)}+}}", "insert") if entry.new else ""
    before, after = entry.context
    before, after = visible(before), visible(after)
    return f"{before}{old}{new}{after}"


def who(entry: Entry) -> str:
    """Who did it, and on which days."""
    people = dict.fromkeys(f"{_one_line(mark.author) or 'unknown'}{_day(mark)}" for mark in entry.marks)
    said = "; ".join(people) or "not tracked"
    return f"{said}, partly not tracked" if entry.marks and entry.untracked else said


def sides(entry: Entry) -> list[tuple[str, str]]:
    """The three texts of what both sides have changed, each with what it is; none elsewhere."""
    if entry.sides is None:
        return []
    found = entry.sides
    return [("as it was", found.base), ("as reviewed", found.theirs), ("in the library", found.ours)]


def verdict(entry: Entry) -> str:
    """What becomes of it, in words."""
    if entry.applied:
        return "applied"
    if entry.reason is Reason.THERE:
        return "already there"
    return f"for a person: {entry.why}" if entry.reason else "can be applied"


def _day(mark: Mark) -> str:
    return f", {_one_line(mark.date[:10])}" if mark.date else ""


def _one_line(text: str) -> str:
    shown = " ".join(visible(text.replace(MARK, " ¶ ")).split())
    shown = shown if text[:1].strip() or not shown else f" {shown}"
    shown = shown if text[-1:].strip() or not shown else f"{shown} "
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def summary(entries: Sequence[Entry], applied: bool) -> str:
    """The numbers in one sentence: all = applied + already there + listed."""
    counts = count(entries)
    if not counts.all:
        return "Nothing was changed and nothing was said."
    word = "change or comment" if counts.all == 1 else "changes and comments"
    there = sum(entry.reason is Reason.THERE for entry in entries)
    known = f" {there} already there," if there else ""
    if applied:
        return f"{counts.all} {word}: {counts.applied} applied,{known} {counts.listed - there} listed for a person."
    possible = sum(entry.reason is None for entry in entries)
    left = counts.all - possible - there
    rest = f"{left} {'is' if left == 1 else 'are'} for a person"
    return f"{counts.all} {word}: {possible} can be applied (--apply),{known} {rest}."
