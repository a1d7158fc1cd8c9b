"""A reviewed document held against its draft: every change, comment and filled blank becomes an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.review.changes import Edit, edits, reformatted
from ddtender.review.draft import Draft, Stretch, stretch
from ddtender.review.findings import Entry, Reason, What
from ddtender.review.places import Places, locate
from ddtender.review.rewrite import Change
from ddtender.review.values import MARK, Mark, ReadComment, ReadDocument, ReadParagraph, Run, flat_runs

#: About how many characters around a change the report shows.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Reviewed:
    """All entries of one file, in the order of the document, and findings on the file as a whole."""

    file: str
    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


def compare(file: str, draft: Draft, reviewed: ReadDocument) -> Reviewed:
    """Every entry of ``reviewed``, whose name is ``file``."""
    comparing = _Comparing(file, draft, reviewed, locate(draft.read.paragraphs, reviewed.paragraphs))
    entries = [*comparing.texts(), *comparing.formats(), *comparing.comments()]
    order = {id_: n for n, id_ in enumerate(comparing.order)}
    entries.sort(key=lambda e: (order.get(e.provision or "", len(order)), e.line, e.offsets))
    return Reviewed(file, tuple(entries), tuple(comparing.findings()))


class _Comparing:
    def __init__(self, file: str, draft: Draft, reviewed: ReadDocument, places: Places) -> None:
        self.file, self.draft, self.reviewed, self.places = file, draft, reviewed, places
        self.order = list(draft.provisions)
        self.before: dict[str | None, list[ReadParagraph]] = {}
        for paragraph in draft.read.paragraphs:
            id_ = (paragraph.control or "").partition("@")[0]
            self.before.setdefault(id_ if id_ in draft.provisions else None, []).append(paragraph)
        self.now: dict[str | None, list[ReadParagraph]] = {}
        for paragraph, owner in zip(reviewed.paragraphs, places.provisions, strict=True):
            self.now.setdefault(owner, []).append(paragraph)

    def findings(self) -> Iterator[Diagnostic]:
        for id_ in self.order:
            if id_ in self.places.copied:
                message = f"the control of '{id_}' stands in the document more than once"
                yield self._finding(Code.COPIED_PROVISION, message, "Nothing of it is applied.")
            elif id_ not in self.now:
                message = f"'{id_}' is no longer in the document"
                yield self._finding(
                    Code.MISSING_PROVISION, message, "A procedure leaves it out with `provisions: drop`."
                )
        lost = [id_ for id_ in self.order if id_ in self.places.unmarked]
        if lost:
            message = f"found without their content controls, by bookmark and text: {', '.join(lost)}"
            yield self._finding(Code.UNMARKED_PROVISION, message, "Look at what is reported for them twice.")

    def _finding(self, code: Code, message: str, hint: str) -> Diagnostic:
        return Diagnostic(code, Location(self.file), message, hint)

    def texts(self) -> Iterator[Entry]:
        for id_ in self.order:
            yield from self._provision(id_)
        yield from self._stretch(None, stretch(self.before.get(None, [])), self.now.get(None, []), Reason.OUTSIDE)

    def _provision(self, id_: str) -> Iterator[Entry]:
        before, now = self.before.get(id_, []), self.now.get(id_, [])
        text = stretch([p for p in before if p.table is None], self.draft.provisions[id_])
        reason = Reason.COPIED if id_ in self.places.copied else None
        yield from self._stretch(id_, text, [p for p in now if p.table is None], reason)
        tables = stretch([p for p in before if p.table is not None])
        yield from self._stretch(id_, tables, [p for p in now if p.table is not None], Reason.GENERATED)

    def _stretch(
        self, id_: str | None, before: Stretch, now: Sequence[ReadParagraph], reason: Reason | None
    ) -> Iterator[Entry]:
        """The edits of one stretch; edits within the same blank are one filled blank."""
        lines = _Lines(before, now)
        filled: dict[tuple[int, int], Entry] = {}
        for edit in edits(before.text, flat_runs(now)):
            over = [c for c in before.computed if c.start < edit.end and edit.start < c.end]
            over += [c for c in before.computed if edit.start == edit.end and c.start < edit.start < c.end]
            if over and _recomputed(edit, over[0].what):
                continue
            entry = self._entry(id_, before, edit, lines)
            inside = next((c for c in over if c.start <= edit.start and edit.end <= c.end), None)
            if inside and not inside.what.startswith("REF "):
                key = (inside.start, inside.end)
                if key in filled:
                    _extend(filled[key], before, edit, inside.start)
                    continue
                filled[key] = entry
                entry.what, entry.blank = What.BLANK, inside.what.partition(":")[2]
                entry.old = before.text[inside.start : inside.end]
                entry.new = before.text[inside.start : edit.start] + edit.text + before.text[edit.end : inside.end]
                if inside.what.startswith(("blank:", "value:")):
                    entry.leave(Reason.FILLED, self._key(entry.blank))
                else:
                    entry.leave(Reason.OUTSIDE)
            elif id_ is None or reason is not None:
                entry.leave(reason or Reason.OUTSIDE)
            else:
                self._judge(entry, before, edit, [c.what for c in over])
            yield entry

    def _entry(self, id_: str | None, before: Stretch, edit: Edit, lines: _Lines) -> Entry:
        return Entry(
            self.file,
            What.TEXT if id_ else What.OUTSIDE,
            id_,
            self._place(id_, before, edit),
            lines.of(edit.start),
            edit.old,
            edit.text,
            edit.marks,
            edit.untracked,
            (edit.start, edit.end),
            edit.new,
            _around(before.text, edit.start, edit.end),
        )

    def _judge(self, entry: Entry, before: Stretch, edit: Edit, over: Sequence[str]) -> None:
        """Whether an edit of a provision can be applied, and as which change of its source."""
        if edit.contested:
            entry.leave(Reason.CONTESTED)
        elif edit.moved:
            entry.leave(Reason.MOVED)
        if edit.end < before.body[0] and MARK not in edit.old + edit.text:
            entry.what = What.TITLE
            if before.paragraphs[0].style == "Definition Term":
                entry.leave(Reason.TERM)
            return
        if over:
            entry.leave(Reason.REFERENCE if over[0].startswith("REF ") else Reason.BLANK)
        if not _within(before, edit):
            entry.leave(_beyond(before, edit))
            return
        source = self.draft.source(entry.provision or "", before)
        units = source.units(edit.start, edit.end) if source else None
        if source is None:
            entry.leave(Reason.UNTRACEABLE)
        elif units is None:
            entry.leave(Reason.REFERENCE)
        else:
            touched = source.traced.units[units[0] : units[1]]
            for unit in touched:
                if unit.what and unit.text != MARK:
                    entry.leave(Reason.REFERENCE if unit.what.startswith("ref ") else Reason.BLANK)
            entry.change = Change(*units, edit.new)

    def _place(self, id_: str | None, before: Stretch, edit: Edit) -> str:
        """Where in the document, in words."""
        if id_ is None:
            return _outside(before, edit.start)
        provision = self.draft.provisions[id_]
        name = f"{provision.kind.label} {provision.number}" if provision.number else f"definition of {_term(provision)}"
        number = before.paragraph_at(edit.start)
        if before.body == (0, 0):
            return f"{name}, table"
        if edit.start < before.body[0]:
            return f"{name}, title"
        if edit.start >= before.body[1]:
            return f"{name}, generated part"
        return f"{name}, paragraph {number}"

    def _key(self, blank: str) -> str:
        """Where a procedure file gives the value of a blank."""
        return next((f"`{b.key}`" for b in self.draft.resolved.blanks if b.name == blank), "")

    def formats(self) -> Iterator[Entry]:
        """Changes of format: tracked ones, one entry for each author and paragraph, and those that nobody tracked."""
        for id_ in self.order:
            before = stretch([p for p in self.before.get(id_, []) if p.table is None], self.draft.provisions[id_])
            now = [p for p in self.now.get(id_, []) if p.table is None]
            lines = _Lines(before, now)
            for edit in reformatted(flat_runs(before.paragraphs), flat_runs(now)):
                entry = self._entry(id_, before, edit, lines)
                entry.what, entry.old, entry.new = What.FORMAT, "", edit.old
                entry.leave(Reason.FORMAT, _format(edit.new[0]))
                yield entry
        seen = {}
        for change in self.reviewed.formatting:
            seen.setdefault((change.mark.author, change.paragraph), change.mark)
        for (_, number), mark in seen.items():
            paragraph = self._paragraph(number)
            owner = self._owner(number)
            entry = Entry(
                self.file,
                What.FORMAT,
                owner,
                self._where(owner),
                paragraph.number if paragraph else 1,
                "",
                paragraph.after[:_AROUND] if paragraph else "",
                (mark,),
            )
            entry.leave(Reason.FORMAT)
            yield entry

    def comments(self) -> Iterator[Entry]:
        """Comments that are not the draft's own, each with its answers; answers to the draft's own are comments."""
        ours = {(c.author, c.text) for c in self.draft.read.comments}
        own = {c.id for c in self.reviewed.comments if (c.author, c.text) in ours}
        answers: dict[str, list[ReadComment]] = {}
        known = {c.id for c in self.reviewed.comments}
        for comment in self.reviewed.comments:
            if comment.answers_to in known and comment.answers_to not in own:
                answers.setdefault(comment.answers_to or "", []).append(comment)
        for comment in self.reviewed.comments:
            if comment.id in own or (comment.answers_to in known and comment.answers_to not in own):
                continue
            yield self._comment(comment, _all_answers(comment, answers), comment.answers_to in own)

    def _comment(self, comment: ReadComment, answers: tuple[ReadComment, ...], to_ours: bool) -> Entry:
        number = comment.paragraph
        if number is None and comment.answers_to:
            number = next((c.paragraph for c in self.reviewed.comments if c.id == comment.answers_to), None)
        owner, paragraph = self._owner(number), self._paragraph(number)
        entry = Entry(
            self.file,
            What.COMMENT,
            owner,
            self._where(owner) + (", in answer to a drafting note" if to_ours else ""),
            paragraph.number if paragraph else 1,
            comment.words.strip(),
            comment.text,
            (Mark(comment.author, comment.date),),
            comment=comment,
            answers=answers,
        )
        if owner is None:
            entry.leave(Reason.OUTSIDE)
        return entry

    def _paragraph(self, number: int | None) -> ReadParagraph | None:
        return next((p for p in self.reviewed.paragraphs if number is not None and p.number == number + 1), None)

    def _owner(self, number: int | None) -> str | None:
        for paragraph, owner in zip(self.reviewed.paragraphs, self.places.provisions, strict=True):
            if number is not None and paragraph.number == number + 1:
                return owner
        return None

    def _where(self, id_: str | None) -> str:
        if id_ is None:
            return "outside every provision"
        provision = self.draft.provisions[id_]
        return f"{provision.kind.label} {provision.number}" if provision.number else f"definition of {_term(provision)}"


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a change in its paragraph, cut between words."""
    before, after = text[:start].rpartition(MARK)[2], text[end:].partition(MARK)[0]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return before, after


class _Lines:
    """The numbers of paragraphs in the reviewed document for offsets of the draft, as well as they can be told."""

    def __init__(self, before: Stretch, now: Sequence[ReadParagraph]) -> None:
        self.before, self.now = before, now

    def of(self, offset: int) -> int:
        number = self.before.paragraph_at(offset)
        if number < len(self.before.paragraphs):
            text = self.before.paragraphs[number].before
            for paragraph in self.now:
                if paragraph.before == text:
                    return paragraph.number
        return self.now[min(number, len(self.now) - 1)].number if self.now else 1


def _format(run: Run) -> str:
    """How words look now."""
    return " and ".join(name for name, on in (("strong", run.strong), ("emphasised", run.emphasis)) if on) or "plain"


def _term(provision) -> str:
    return provision.provision.title


def _outside(before: Stretch, offset: int) -> str:
    number = before.paragraph_at(offset)
    paragraph = before.paragraphs[min(number, len(before.paragraphs) - 1)] if before.paragraphs else None
    part = "" if paragraph is None else paragraph.part.removeprefix("word/").rstrip("0123456789.xml")
    if part.startswith(("head", "foot", "end")):
        return part
    return "outside every provision" + (", table" if paragraph is not None and paragraph.table is not None else "")


def _recomputed(edit: Edit, what: str) -> bool:
    """Whether a program only computed a number of a reference anew."""
    return what.startswith("REF ") and not edit.marks and bool(edit.new) and all(r.what == what for r in edit.new)


#: The styles of paragraphs that a clause's file can hold.
_BODY_STYLES = ("Definition", "Provision Paragraph", "Provision Continued")


def _within(before: Stretch, edit: Edit) -> bool:
    """Whether an edit stays within the body of its provision. A new paragraph behind the last one does."""
    start, end = before.body
    if edit.start < start or edit.end > end:
        return False
    if edit.start == end:
        styles = [run.style for run in edit.new if run.text == MARK]
        body = all(
            s in _BODY_STYLES or s.startswith(("Provision Item", "Provision Sub", "Provision B")) for s in styles
        )
        return edit.text.endswith(MARK) and body
    whole = edit.start == start or before.text[edit.start - 1] == MARK
    return not (edit.end == end and edit.old.endswith(MARK) and not edit.text.endswith(MARK)) or whole


def _beyond(before: Stretch, edit: Edit) -> Reason:
    start, end = before.body
    if edit.start == 0 and edit.end >= end:
        return Reason.WHOLE
    return Reason.GENERATED if edit.start >= end > start else Reason.ACROSS


def _extend(entry: Entry, before: Stretch, edit: Edit, start: int) -> None:
    """One more edit in the same blank: what stands there now has changed again, further on."""
    shift = len(entry.new) - len(entry.old)
    at, end = edit.start - start + shift, edit.end - start + shift
    entry.new = entry.new[:at] + edit.text + entry.new[end:]
    entry.marks = tuple(dict.fromkeys((*entry.marks, *edit.marks)))
    entry.untracked = entry.untracked or edit.untracked


def _all_answers(comment: ReadComment, answers: dict[str, list[ReadComment]]) -> tuple[ReadComment, ...]:
    """The answers to a comment and to its answers, in order; a circle of answers ends."""
    found: dict[str, ReadComment] = {}
    pending = [comment.id]
    while pending:
        for answer in answers.get(pending.pop(0), ()):
            if answer.id not in found and answer.id != comment.id:
                found[answer.id] = answer
                pending.append(answer.id)
    return tuple(found.values())
