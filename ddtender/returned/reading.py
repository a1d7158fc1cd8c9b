"""A reviewed document held against its draft: every change, comment and filled blank becomes an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.difference import hunks
from ddtender.library.sent import OUTSIDE
from ddtender.library.sent import name_of as sent_as
from ddtender.returned.cells import CellOfDraft, cells_of
from ddtender.returned.changes import Edit, before_of, edits, hides, reformatted
from ddtender.returned.codes import (
    COPIED_PROVISION,
    DAMAGED_REVIEW,
    DRAFT_UNCERTAIN,
    MISSING_PROVISION,
    UNMARKED_PROVISION,
)
from ddtender.returned.draft import Draft, Stretch, stretch
from ddtender.returned.findings import Entry, Reason, What
from ddtender.returned.form_files import file_of_form
from ddtender.returned.judging import format_of, format_of_paragraph, judge
from ddtender.returned.judging_cells import judge_cell
from ddtender.returned.numbering import Numbering, without_typed_numbers
from ddtender.returned.places import Places, in_table, locate
from ddtender.returned.references import led_elsewhere
from ddtender.returned.remarks import remarks
from ddtender.returned.sent import AsSent, doubt
from ddtender.returned.values import MARK, OBJECT, ReadDocument, ReadParagraph, flat_runs
from ddtender.returned.where import Lines, around, name_of, place_in, place_outside

#: What a reference may have got when it was computed anew: a number, or a part of one.
_FIGURES = re.compile(r"[A-Z]?[\d.]*")


class Reviewed(Struct, frozen=True):
    """All entries of one file, in the order of the document, and findings on the file as a whole."""

    file: str
    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


def compare(file: str, draft: Draft, reviewed: ReadDocument) -> Reviewed:
    """Every entry of ``reviewed``, whose name is ``file``."""
    plain = without_typed_numbers(draft.read.paragraphs, reviewed.paragraphs)
    places = locate(draft.read.paragraphs, plain)
    # outside every provision nothing is told of numbers, so there a typed one is words like others
    paragraphs = (
        without if owner else paragraph
        for paragraph, without, owner in zip(reviewed.paragraphs, plain, places.provisions, strict=True)
    )
    reviewed = replace(reviewed, paragraphs=tuple(paragraphs))
    comparing = _Comparing(file, draft, reviewed, places)
    entries = [
        *comparing.texts(),
        *comparing.numberings(),
        *comparing.formats(),
        *comparing.orders(),
        *led_elsewhere(file, draft, reviewed, places),
        *remarks(file, draft, reviewed, comparing.places),
    ]
    unread = {entry.provision for entry in entries if entry.reason is Reason.UNREAD}
    for entry in entries:
        where = None if entry.outside else entry.provision
        if where in unread and entry.what in (What.TEXT, What.TITLE):
            entry.leave(Reason.UNREAD, "elsewhere in the provision" if where else "elsewhere outside every provision")
        doubt(entry, draft)
        if reviewed.faults:
            entry.leave(Reason.DAMAGED)
    order = {id_: n for n, id_ in enumerate(draft.known_in_order)}
    entries.sort(key=lambda e: (order.get(e.provision or "", len(order)), e.line, e.offsets))
    return Reviewed(file, tuple(entries), tuple(comparing.findings()))


class _Comparing:
    def __init__(self, file: str, draft: Draft, reviewed: ReadDocument, places: Places) -> None:
        self.file, self.draft, self.reviewed, self.places = file, draft, reviewed, places
        self.numbering = Numbering(file, draft)
        self.order = list(draft.provisions)
        self.before: dict[str | None, list[ReadParagraph]] = {}
        for paragraph in draft.read.paragraphs:
            id_ = (paragraph.control or "").partition("@")[0]
            self.before.setdefault(id_ if id_ in draft.provisions else None, []).append(paragraph)
        self.now: dict[str | None, list[ReadParagraph]] = {}
        for paragraph, owner in zip(reviewed.paragraphs, places.provisions, strict=True):
            if owner and not in_table(paragraph):
                paragraph = replace(paragraph, table=None)
            self.now.setdefault(owner, []).append(paragraph)
        self.own: dict[str | None, list[tuple[int, int]]] = {}
        # only then may a program have computed other numbers
        self.renumbered = [i for i in self.now if i] != [i for i in self.before if i]

    @cached_property
    def cells(self) -> Mapping[int, CellOfDraft]:
        """The paragraphs of the draft's tables; of a review that touches none nobody asks."""
        return cells_of(self.draft)

    def findings(self) -> Iterator[Diagnostic]:
        if faults := self.reviewed.faults:
            message = f"the file is broken at {faults} place{'s' * (faults > 1)}; it is read as far as it can be"
            hint = "Ask the reviewer to open it, and to save it again; nothing of it is applied."
            yield self._finding(DAMAGED_REVIEW, message, hint)
        for id_ in self.order:
            if id_ in self.places.copied:
                message = f"the control of '{id_}' stands in the document more than once"
                yield self._finding(COPIED_PROVISION, message, "Nothing of it is applied.")
            elif id_ not in self.now:
                message = f"'{id_}' is no longer in the document"
                yield self._finding(MISSING_PROVISION, message, "A procedure leaves it out with `provisions: drop`.")
        lost = [id_ for id_ in self.order if id_ in self.places.unmarked]
        if lost:
            message = f"found without their content controls, by bookmark and text: {', '.join(lost)}"
            yield self._finding(UNMARKED_PROVISION, message, "Look at what is reported for them twice.")

        if own := [id_ or "outside every provision" for id_, places in self.own.items() if places]:
            message = (
                "the document says that it was sent with other words than the draft is made with here; "
                f"they are listed, and not applied: {', '.join(own)}"
            )
            hint = "Whoever has the document can make it say so: read these words before you rely on the rest."
            yield self._finding(DRAFT_UNCERTAIN, message, hint)

    def _finding(self, code: Code, message: str, hint: str) -> Diagnostic:
        return Diagnostic(code, Location(self.file), message, hint)

    def texts(self) -> Iterator[Entry]:
        for id_ in self.order:
            yield from self._provision(id_)
        yield from self._stretch(None, stretch(self.before.get(None, [])), self.now.get(None, []), Reason.OUTSIDE)

    def _sent(self, id_: str | None, before: Stretch) -> tuple[str, ...] | None:
        """The digests of a stretch as it was sent; None where the draft is certain, or does not carry them."""
        if self.draft.sent is None:
            return None
        table = any(paragraph.table is not None for paragraph in before.paragraphs)
        return self.draft.sent.digests.get(sent_as(id_, table) if id_ else OUTSIDE)

    def _provision(self, id_: str) -> Iterator[Entry]:
        before, now = self.before.get(id_, []), self.now.get(id_, [])
        text = stretch([p for p in before if p.table is None], self.draft.provisions[id_])
        reason = Reason.COPIED if id_ in self.places.copied else Reason.SWAPPED if id_ in self.places.swapped else None
        yield from self._stretch(id_, text, [p for p in now if p.table is None], reason)
        tables = stretch([p for p in before if p.table is not None])
        now = [p for p in now if p.table is not None]
        yield from self._stretch(id_, tables, now, reason or Reason.GENERATED)

    def _stretch(
        self, id_: str | None, before: Stretch, now: Sequence[ReadParagraph], reason: Reason | None
    ) -> Iterator[Entry]:
        """The edits of one stretch; edits within the same blank are one filled blank."""
        lines = Lines(before, now)
        filled: dict[tuple[int, int], Entry] = {}
        runs, sent = flat_runs(now), self._sent(id_, before)
        own = AsSent(before_of(runs), sent, self.own.setdefault(id_, [])) if sent else None
        found = edits(before.text, runs, own)
        certain = AsSent(before.text, sent) if sent else None
        for edit in found:
            over = [c for c in before.computed if c.start < edit.end and edit.start < c.end]
            over += [c for c in before.computed if edit.start == edit.end and c.start < edit.start < c.end]
            if over and self.renumbered and _recomputed(edit, over[0].what):
                continue
            entry = self._entry(id_, before, edit, lines)
            entry.certain = bool(certain and certain(edit.start, edit.end))
            if edit.own:
                entry.leave(Reason.SENT)
            inside = next((c for c in over if c.start <= edit.start and edit.end <= c.end), None)
            if inside and inside.what != OBJECT and not inside.what.startswith("REF "):
                key = (inside.start, inside.end)
                if key in filled:
                    _extend(filled[key], edit, inside.start)
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
                if reason in (Reason.GENERATED, Reason.OUTSIDE):
                    judge_cell(entry, self.draft, before, edit, [c.what for c in over], self.cells)
                if entry.change is None:
                    form = file_of_form(self.draft, before, edit.start) if id_ is None else ""
                    entry.leave(reason or Reason.OUTSIDE, f"its words stand in {form}" if form else "")
            else:
                judge(entry, self.draft, before, edit, [c.what for c in over])
            yield entry

    def formats(self) -> Iterator[Entry]:
        """Words of provisions whose format nobody tracked."""
        for id_, table in [*((id_, table) for id_ in self.order for table in (False, True)), (None, None)]:
            old, now = (
                [p for p in of.get(id_, []) if table in (None, p.table is not None)] for of in (self.before, self.now)
            )
            before = stretch(old, self.draft.provisions[id_] if id_ and not table else None)
            lines = Lines(before, now)
            for edit in reformatted(flat_runs(before.paragraphs), flat_runs(now), table is not False):
                entry = self._entry(id_, before, edit, lines)
                entry.what, entry.old, entry.new = What.FORMAT, "", edit.old
                if self.draft.uncertain:
                    entry.leave(Reason.UNCERTAIN)
                if edit.old == MARK:
                    end = before.paragraphs[before.paragraph_at(edit.start)]
                    only_number = edit.new[0].style == end.style
                    if only_number and (id_, end.number) in self.numbering.told:
                        continue
                    entry.what = What.NUMBERING if only_number else What.FORMAT
                    start = before.text.rfind(MARK, 0, edit.start) + 1
                    entry.new = before.text[start : edit.start]
                    reason = Reason.NUMBER if only_number else Reason.STYLE
                    entry.leave(reason, format_of_paragraph(edit.new[0]))
                elif edit.new[0].what.startswith("REF ") and not hides(edit.new[0]):
                    entry.leave(Reason.REFERENCE, "it leads elsewhere")
                else:
                    entry.leave(Reason.FORMAT, format_of(edit.new[0]))
                yield entry

    def numberings(self) -> Iterator[Entry]:
        """Numbers of paragraphs that were typed, or that a list counts otherwise than the draft's."""
        for id_ in filter(None, self.now):  # in the order in which Word counts them now
            before = stretch([p for p in self.before.get(id_, []) if p.table is None], self.draft.provisions[id_])
            yield from self.numbering.entries(id_, before, [p for p in self.now.get(id_, []) if p.table is None])

    def orders(self) -> Iterator[Entry]:
        """Provisions that stand at another place, and nobody tracked it."""
        now = [id_ for id_ in self.now if id_ is not None]
        found = hunks([id_ for id_ in self.before if id_ in self.now and id_ is not None], now)
        moved = {id_ for hunk in found for id_ in now[hunk.new_start : hunk.new_end]}
        for id_ in moved:
            provision, first = self.draft.provisions[id_], self.now[id_][0]
            after = now[now.index(id_) - 1] if now.index(id_) else None
            entry = Entry(self.file, What.ORDER, id_, name_of(provision), first.number, "", provision.provision.title)
            entry.leave(Reason.MOVED, f"the whole provision, behind {after}" if after else "the whole provision")
            yield entry
        for id_ in sorted(self.places.swapped - moved):
            title, line = self.draft.provisions[id_].provision.title, next((p.number for p in self.now.get(id_, [])), 1)
            entry = Entry(self.file, What.ORDER, id_, name_of(self.draft.provisions[id_]), line, title, "")
            entry.leave(Reason.SWAPPED)
            yield entry

    def _entry(self, id_: str | None, before: Stretch, edit: Edit, lines: Lines) -> Entry:
        return Entry(
            self.file,
            What.TEXT if id_ else What.OUTSIDE,
            id_,
            place_in(self.draft.provisions[id_], before, edit.start) if id_ else place_outside(before, edit.start),
            lines.of(edit.start),
            edit.old,
            edit.text,
            edit.marks,
            edit.untracked,
            (edit.start, edit.end),
            edit.new,
            around(before.text, edit.start, edit.end),
            in_table=id_ is not None and any(paragraph.table is not None for paragraph in before.paragraphs),
        )

    def _key(self, blank: str) -> str:
        """Where a procedure file gives the value of a blank."""
        return next((f"`{b.key}`" for b in self.draft.resolved.blanks if b.name == blank), "")


def _extend(entry: Entry, edit: Edit, start: int) -> None:
    """One more edit in the same blank: what stands there now has changed again, further on."""
    shift = len(entry.new) - len(entry.old)
    at, end = edit.start - start + shift, edit.end - start + shift
    entry.new = entry.new[:at] + edit.text + entry.new[end:]
    entry.marks = tuple(dict.fromkeys((*entry.marks, *edit.marks)))
    entry.untracked = entry.untracked or edit.untracked


def _recomputed(edit: Edit, what: str) -> bool:
    """Whether a program only computed a number of a reference anew."""
    same = what.startswith("REF ") and bool(edit.new) and all(r.what == what for r in edit.new)
    return same and not edit.marks and _FIGURES.fullmatch(edit.text) is not None
