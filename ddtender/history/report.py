"""A difference between libraries as text for a terminal, as Markdown for a changelog, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import asdict

from ddtender.history.diff import LibraryDiff, ListDiff, PartDiff, ProvisionDiff
from ddtender.history.others import OtherDiff
from ddtender.history.words import PaintEdit, Piece

_HEADINGS = {
    "added": "Added",
    "changed": "Changed",
    "renamed": "Renamed",
    "retired": "Retired",
    "removed": "Removed",
    "version": "New version without a change of meaning",
}
BESIDE = "Beside the provisions"
_ORDER = list(_HEADINGS)
_AROUND = 8
_MARKUP = re.compile(r"[\\`*~<\[]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_MARKS = {"delete": ("~~", "~~"), "insert": ("**", "**")}
_HTML_MARKS = {"delete": ("<del>", "</del>"), "insert": ("<strong>", "</strong>")}


def as_json(diff: LibraryDiff) -> dict:
    """Plain values; every piece of a part is ``[op, text]``."""
    return {
        "old": diff.old,
        "new": diff.new,
        "provisions": [
            {
                "what": p.what,
                "id": p.id,
                "title": p.title,
                "old_id": p.old_id,
                "old_version": p.old_version,
                "new_version": p.new_version,
                "parts": {part.name: [list(piece) for piece in part.pieces] for part in p.parts},
                "reasons": [{"version": c.version, "date": c.on.isoformat(), "why": c.why} for c in p.reasons],
                **({"layer": p.layer} if p.layer else {}),
                "scenarios": list(p.scenarios),
                "procedures": list(p.procedures),
                "split_from": list(p.split_from),
                "split_into": list(p.split_into),
            }
            for p in diff.provisions
        ],
        "scenarios": [asdict(s) for s in diff.scenarios],
        "others": [
            {
                "what": one.what,
                "id": one.id,
                "title": one.title,
                "pieces": [list(piece) for piece in one.pieces],
                "scenarios": list(one.scenarios),
                "procedures": list(one.procedures),
            }
            for one in diff.others
        ],
    }


def as_text(diff: LibraryDiff, paint: PaintEdit) -> str:
    """For a terminal: deletions in [-…-], insertions in {+…+}; ``paint`` may colour them."""
    if not diff.provisions and not diff.scenarios and not diff.others:
        return f"Nothing has changed between {diff.old} and {diff.new}."
    lines = [f"{diff.old} → {diff.new}"]
    for p in diff.provisions:
        lines += ["", f"{p.what} {name_of(p)} ({versions_of(p)})"]
        for part in p.parts:
            lines.append(f"  {part.name}:")
            marked = "".join(_mark(piece, paint) for piece in _shown(p, part.pieces))
            lines += [f"    {line}" for line in marked.split("\n")]
        lines += [f"  {line}" for line in split_lines(p)]
        lines += [f"  why: {change.why}" for change in p.reasons]
        lines += [f"  layer: {p.layer}"] if p.layer else []
        lines.append(f"  touches: {_touched(p)}")
    for one in diff.others:
        marked = "".join(_mark(piece, paint) for piece in _shown(one, one.pieces))
        lines += ["", f"{one.what} {one.id} ({one.title})"]
        lines += [f"  {line}" for line in marked.split("\n")]
        lines.append(f"  touches: {_touched(one)}")
    lines += ["", *(_list_line(s) for s in diff.scenarios)] if diff.scenarios else []
    return "\n".join(lines)


def _mark(piece: Piece, paint: PaintEdit) -> str:
    if piece.op == "equal":
        return piece.text
    return paint(f"[-{piece.text}-]" if piece.op == "delete" else f"{{+{piece.text}+}}", piece.op)


def as_markdown(diff: LibraryDiff) -> str:
    """A changelog entry: what changed, why, and whom it touches; deletions struck out, insertions bold."""
    lines = [f"## {diff.new} (since {diff.old})"]
    if not diff.provisions and not diff.scenarios and not diff.others:
        return "\n".join([*lines, "", "Nothing has changed."])
    for heading, group in grouped(diff):
        lines += ["", f"### {heading}"]
        for p in group:
            lines += ["", f"- **{plain_markdown(p.title)}** (`{name_of(p)}`, {versions_of(p)})"]
            lines += [f"  {line.capitalize()}." for line in split_lines(p)]
            lines += [f"  Why: {plain_markdown(change.why)}" for change in p.reasons]
            lines += [f"  Layer: {plain_markdown(p.layer)}."] if p.layer else []
            lines.append(f"  Touches: {_touched(p)}.")
            for part in p.parts:
                marked = _markdown(_shown(p, part.pieces)).replace("\n", "  \n  > ")
                lines += ["", f"  {part.name.capitalize()}:", "", f"  > {marked}"]
    if diff.others:
        lines += ["", f"### {BESIDE}"]
    for one in diff.others:
        lines += ["", f"- **{plain_markdown(one.title)}** (`{one.id}`, {one.what})"]
        lines.append(f"  Touches: {_touched(one)}.")
        marked = _markdown(_shown(one, one.pieces)).replace("\n", "  \n  > ")
        lines += ["", f"  > {marked}"]
    if diff.scenarios:
        lines += ["", "### Scenarios", "", *(f"- {_list_line(s)}" for s in diff.scenarios)]
    return "\n".join(lines)


def grouped(diff: LibraryDiff) -> Iterator[tuple[str, Iterator[ProvisionDiff]]]:
    """The provisions by what has happened to them, each group with its heading."""
    ordered = sorted(diff.provisions, key=lambda p: (_ORDER.index(p.what), p.id))
    for what, group in groupby(ordered, key=lambda p: p.what):
        yield _HEADINGS[what], group


def marked(part: PartDiff) -> str:
    """A part in Markdown, with long unchanged stretches cut: deletions struck out, insertions bold."""
    return _markdown(_shortened(part.pieces))


def plain_markdown(text: str) -> str:
    """Text that Markdown prints as it stands."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _markdown(pieces: list[Piece]) -> str:
    made = ""
    for n, piece in enumerate(pieces):
        following = pieces[n + 1] if n + 1 < len(pieces) else None
        after = following.text[0] if following and following.op == "equal" else ""
        for line in piece.text.splitlines(keepends=True):
            made += plain_markdown(line) if piece.op == "equal" else _marked(made, line, piece.op, after)
    return made


def _marked(before: str, line: str, op: str, after: str) -> str:
    """A changed line, struck out or bold; the mark of a list stays outside, so that the list stays one.

    Markdown does not see ``**`` or ``~~`` between a letter and a punctuation mark; there the marks are those of HTML.
    """
    inner = line.strip()
    if not inner:
        return line
    lead, _, tail = line.partition(inner)
    if not before.rpartition("\n")[2].strip() and (item := re.match(r"(?:-|\d+\.)\s+(?=\S)", inner)):
        lead, inner = lead + item.group(), inner[item.end() :]
    inner = plain_markdown(inner)
    before, after = (before + lead)[-1:], (tail + after)[:1]
    flanked = not (before.isalnum() and not inner[0].isalnum()) and not (after.isalnum() and not inner[-1].isalnum())
    start, end = _MARKS[op] if flanked else _HTML_MARKS[op]
    return f"{lead}{start}{inner}{end}{tail}"


def _shown(one: ProvisionDiff | OtherDiff, pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces as they are shown; what has come or gone as a whole is shown whole, and needs no marks."""
    if one.what in ("added", "removed"):
        return [Piece("equal", piece.text) for piece in pieces]
    return _shortened(pieces)


def _shortened(pieces: Iterable[Piece]) -> list[Piece]:
    """Long unchanged stretches are cut to a few words around the changes."""
    pieces = list(pieces)
    shown = []
    for n, piece in enumerate(pieces):
        words = piece.text.split(" ")
        if piece.op != "equal" or len(words) <= 3 * _AROUND:
            shown.append(piece)
            continue
        head = " ".join(words[:_AROUND]) if n else ""
        tail = " ".join(words[-_AROUND:]) if n < len(pieces) - 1 else ""
        shown.append(Piece("equal", f"{head} … {tail}"))
    return shown


def name_of(p: ProvisionDiff) -> str:
    """Its id, behind the one that it had if that was another."""
    return f"{p.old_id} → {p.id}" if p.old_id else p.id


def versions_of(p: ProvisionDiff) -> str:
    """Its version, or both where it has another one."""
    if p.old_version and p.new_version:
        return p.new_version if p.old_version == p.new_version else f"{p.old_version} → {p.new_version}"
    return p.new_version or p.old_version or ""


def split_lines(p: ProvisionDiff) -> Iterator[str]:
    """From what a provision was split off, and what was split off from it, a line each."""
    for how, ids in (("split off from", p.split_from), ("words of it went to", p.split_into)):
        if ids:
            yield f"{how}: {', '.join(ids)}"


def _touched(p: ProvisionDiff | OtherDiff) -> str:
    listed = [f"scenario {name}" for name in p.scenarios] + [f"procedure {name}" for name in p.procedures]
    return ", ".join(listed) or "no scenario"


def _list_line(s: ListDiff) -> str:
    return f"scenario {s.scenario}: {changes_of(s)}"


def changes_of(s: ListDiff) -> str:
    """What has come into a list of provisions and gone from it."""
    parts = [f"{verb} {', '.join(ids)}" for verb, ids in (("added", s.added), ("removed", s.removed)) if ids]
    if s.reordered:
        parts.append("order changed")
    return "; ".join(parts)
