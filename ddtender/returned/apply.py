"""Writing what was reviewed into the clauses: text, title and notes of their files, and a version raised for it.

Only entries that map back without doubt are written. A file is written with all its changes or left as it was; every
file is read again before it counts.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ddtender.history.edit import EditError, add_comment, as_replacement, raise_version, replace_value
from ddtender.history.level import VersionLevel, needed, next_version
from ddtender.library.source import decode, plain_text
from ddtender.model import Provision
from ddtender.returned.draft import Draft
from ddtender.returned.findings import Entry, Reason, What
from ddtender.returned.keyed_changes import hold_keyed, with_keyed
from ddtender.returned.moves import leave_halves
from ddtender.returned.rewrite import UnitChange, rewrite, units_of
from ddtender.returned.since import hold, without_marks
from ddtender.returned.targets import ClauseFile, Target, ends
from ddtender.returned.units import Untraceable, trace
from ddtender.returned.values import MARK, ReadComment
from ddtender.words import SOURCE


class Written(Struct, frozen=True):
    """A provision's new file: ``path``, ``content`` and the versions before and after (the same for notes alone, and in
    another language than the library's own, ``tag``)."""

    id: str
    path: str
    content: bytes
    old_version: str
    new_version: str
    tag: str = SOURCE

    @property
    def is_translation(self) -> bool:
        return self.tag != SOURCE


def apply(entries: Sequence[Entry], drafts: Sequence[Draft], ground: Target) -> list[Written]:
    """The new files. Every entry that is in one of them is marked as applied, every other one has its reason."""
    held: list[tuple[ClauseFile, list[Entry]]] = []
    for id_ in dict.fromkeys(e.provision for e in entries if e.provision):
        mine = [e for e in entries if e.provision == id_]
        if file := _held(id_, mine, drafts, ground):
            held.append((file, mine))
    while True:
        written = [made for file, mine in held if (made := _provision(file, mine, ground))]
        if not leave_halves(entries):
            return written
        for entry in entries:
            entry.applied = False


def _held(id_: str, entries: list[Entry], drafts: Sequence[Draft], ground: Target) -> ClauseFile | None:
    """The file of a provision, against which its entries are held. That is done once: afterwards they are changes of
    the file, and no longer of the draft."""
    base = next((d for d in drafts if id_ in d.known), None)
    file = ground.file(id_)
    if base is None or file is None:
        return _leave(entries, *_nowhere(id_, base, ground))
    text = plain_text(file.content)
    hold(entries, base, file.provision, text)
    hold_keyed(entries, base, file, text)
    for entry in entries:
        if entry.reason is None and (said := _forbidden(entry)):
            entry.leave(Reason.FAULTY, said)
    return file


def _provision(file: ClauseFile, entries: list[Entry], ground: Target) -> Written | None:
    kept, new, after = _together(plain_text(file.content), file, [e for e in entries if e.reason is None])
    if not kept or after is None:
        return None
    version = file.provision.version
    try:
        if not file.is_translation:
            new, version = _raised(new, after, kept, file.provision, ground)
        elif base := ground.library.origins.folder_of(file.path):
            raise EditError(f"{file.path} is a translation of {base}; `ddtender replace` takes it over")
    except (EditError, ValueError) as error:
        return _leave(kept, Reason.UNWRITABLE, str(error))
    for entry in kept:
        entry.applied = True
    id_ = file.provision.id
    return Written(id_, file.path, _as_stored(new, file.content), file.provision.version, version, file.tag)


def _as_stored(text: str, like: bytes) -> bytes:
    """A text with the byte-order mark and the line ends of the file whose place it takes."""
    mark = BOM_UTF8 if like.startswith(BOM_UTF8) else b""
    ends = next((found for found in ("\r\n", "\n", "\r") if found.encode() in like), "\n")
    return mark + text.replace("\n", ends).encode()


def _nowhere(id_: str, base: Draft | None, ground: Target) -> tuple[Reason, str]:
    """Why a provision's words can be written nowhere."""
    if id_ in ground.library.by_id and ground.tag != SOURCE:
        return Reason.UNTRANSLATED, f"`ddtender translate {ground.tag} --begin {id_}` makes its file"
    path = base.known[id_].provision.location.path if base else ""
    there = next((p.id for p in ground.library.by_id.values() if p.location.path == path), None)
    return Reason.CHANGED, f"it is not in the library{f'; {path} is {there} now' if there else ''}"


def _raised(new: str, after: Provision, kept: list[Entry], before: Provision, ground: Target) -> tuple[str, str]:
    """The new text of a clause with its version raised, if more than notes has changed, and that version; of a base it
    is that of a replacement. Raises EditError, ValueError."""
    version = before.version
    if any(e.what is not What.COMMENT for e in kept):
        version = _version(before, after, ground)
        why = ground.why or _who(kept)
        new = raise_version(new, version, why, ground.on) if version != before.version else new
    if ground.library.origins.folder_of(before.location.path):
        new = as_replacement(new, before.id, before.version)
    return new, version


def _who(entries: Sequence[Entry]) -> str:
    names = sorted({" ".join(a.split()) for e in entries for a in e.authors if a.strip()})
    return f"Review by {', '.join(names)}" if names else "Review"


def _together(text: str, file: ClauseFile, entries: Sequence[Entry]) -> tuple[list[Entry], str, Provision | None]:
    """The entries that can be written together, the new text and what it reads as; without those that spoil it."""
    kept, new, after = _attempt(text, file, entries)
    if after is None and kept:
        good: list[Entry] = []
        for entry in kept:
            if _attempt(text, file, [*good, entry])[2] is None:
                entry.leave(Reason.FAULTY)
            elif entry.reason is None:
                good.append(entry)
        kept, new, after = _attempt(text, file, good)
    return kept, new, after


def _attempt(text: str, file: ClauseFile, entries: Sequence[Entry]) -> tuple[list[Entry], str, Provision | None]:
    edits = [e for e in entries if e.what is not What.COMMENT]
    new = with_keyed(_text(_title(text, file.provision, edits), file, edits), file, edits)
    new = _notes(new, [e for e in entries if e.what is What.COMMENT])
    return [e for e in entries if e.reason is None], new, file.read(new)


def _forbidden(entry: Entry) -> str:
    """What in an entry's text may not stand in a clause's file, such as an invisible mark of direction."""
    texts = [entry.new, *(answer.text for answer in entry.answers), *(mark.author for mark in entry.marks)]
    texts += [entry.comment.words] if entry.comment else []
    for text in texts:
        _, findings = decode("", text.replace(MARK, "\n").encode("utf-8", "replace"))
        if findings:
            return findings[0].message
    return ""


def _leave(entries: Sequence[Entry], reason: Reason, said: str = "") -> None:
    for entry in entries:
        entry.leave(reason, said)


def _title(text: str, provision: Provision, entries: Sequence[Entry]) -> str:
    """The text with its title changed; several edits of a title are one."""
    edits = sorted({e.offsets: e for e in entries if e.what is What.TITLE}.values(), key=lambda e: e.offsets)
    if not edits:
        return text
    made, at = "", 0
    for edit in edits:
        made, at = made + provision.title[at : edit.offsets[0]] + edit.new, edit.offsets[1]
    try:
        return replace_value(text, ("title",), " ".join((made + provision.title[at:]).split()))
    except EditError as error:
        _leave([e for e in entries if e.what is What.TITLE], Reason.UNWRITABLE, str(error))
        return text


def _text(text: str, file: ClauseFile, entries: Sequence[Entry]) -> str:
    """The text with every change of its body that can be written; the others get their reason."""
    edits = [e for e in entries if e.what is What.TEXT and e.reason is None and e.change is not None and not e.key]
    if not edits:
        return text
    kind = file.provision.kind
    try:
        traced, mirrored = trace(text, kind), file.mirrors if file.is_translation else ()
    except Untraceable as error:
        _leave(edits, Reason.UNTRACEABLE, str(error))
        return text
    changes: dict[UnitChange, list[Entry]] = {}
    for entry in edits:  # two copies with the same change are one
        assert entry.change is not None
        changes.setdefault(without_marks(entry.change), []).append(entry)
    ordered = sorted(changes, key=lambda c: (c.start, c.end))
    made, held = rewrite(text, kind, traced, ordered)
    if file.is_translation and ends(trace(made, kind).units) not in (mirrored, ends(traced.units)):
        # numbers are given by paragraph and item, which are the same in every language
        structural = [c for c in ordered if ends(traced.units[c.start : c.end]) != ends(units_of(c.new))]
        for change in structural:
            _leave(changes[change], Reason.PARITY)
        ordered = [change for change in ordered if change not in structural]
        made, held = rewrite(text, kind, traced, ordered)
    for change, holds in zip(ordered, held, strict=True):
        if not holds:
            _leave(changes[change], Reason.UNWRITABLE)
    return made


def _notes(text: str, entries: Sequence[Entry]) -> str:
    """The text with every comment as a note, the answers with it; what it says already is not written again."""
    threads: dict[tuple[tuple[str, str, str], str], list[Entry]] = {}
    # two copies with the same comment are one, also where a program has taken the date from one of them
    for entry in sorted(entries, key=lambda entry: entry.comment is not None and not entry.comment.date):
        assert entry.comment is not None
        said, words = _said(entry.comment), entry.comment.words
        dated = [key for key in threads if not said[1] and (key[0][0], key[0][2], key[1]) == (said[0], said[2], words)]
        threads.setdefault(dated[0] if dated else (said, words), []).append(entry)
    for same in threads.values():
        assert same[0].comment is not None
        note: dict[str, object] = dict(_signed("comment", same[0].comment))
        if words := " ".join(same[0].comment.words.split()):
            note["on"] = words
        answers = {_said(answer): _signed("answer", answer) for entry in same for answer in entry.answers}
        dated = {(author, said) for author, day, said in answers if day}
        answers = {key: one for key, one in answers.items() if key[1] or (key[0], key[2]) not in dated}
        try:
            made = add_comment(text, note, list(answers.values()))
        except EditError as error:
            _leave(same, Reason.NOTE, str(error))
            continue
        if made == text:
            _leave(same, Reason.THERE)
        text = made
    return text


def _said(comment: ReadComment) -> tuple[str, str, str]:
    return comment.author, comment.date, comment.text


def _signed(key: str, comment: ReadComment) -> dict[str, str]:
    """A comment's text under ``key``, with its author and day as far as the file says."""
    note = {key: " ".join(comment.text.split()), "author": comment.author or "unknown"}
    day = _day(comment.date)
    return {**note, "date": day} if day else note


def _day(moment: str) -> str | None:
    try:
        return date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return None


def _version(before: Provision, after: Provision, ground: Target) -> str:
    """As ``ddtender bump`` would raise it: by what has changed since the last release, or else in this review."""
    parameters = ground.library.parameter_by_name
    released = ground.released.by_id.get(before.id) if ground.released else None
    old, known = (released, ground.released.parameter_by_name) if released and ground.released else (before, parameters)
    level = max(needed(old, after, known, parameters), VersionLevel.PATCH)
    return next_version(after, released, level, known, parameters)
