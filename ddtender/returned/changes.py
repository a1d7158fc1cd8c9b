"""What was changed in one stretch of text: tracked changes with their authors, and edits that nobody tracked.

Three texts are compared. The draft is what went out; ``before`` is the reviewed text without its tracked changes; it
differs from the draft by what was edited without tracking. Tracked changes come on top of it. Every change is stated
in offsets of the draft, so that changes of several copies can be held against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from ddtender.difference import Hunk
from ddtender.library.looks.harmless import HIDDEN, STRUCK
from ddtender.returned.align import text_hunks
from ddtender.returned.look import TOLD
from ddtender.returned.values import MARK, Mark, Run

#: Who takes one of these from words shows them; programs write the other looks of tables as they like.
_TAKEN_AWAY = frozenset((HIDDEN, STRUCK))


class Edit(Struct, frozen=True):
    """``draft[start:end]``, which is ``old``, was replaced by the text of ``new``.

    ``marks`` are those of tracked changes, none if nobody tracked it; ``untracked`` says that a part or all of it was
    not tracked; ``contested`` that several people changed the same words, and ``story`` says who did what;
    ``own`` that the document says that it was sent so.
    """

    start: int
    end: int
    old: str
    new: tuple[Run, ...]
    marks: tuple[Mark, ...] = ()
    untracked: bool = False
    contested: bool = False
    story: str = ""
    own: bool = False

    @property
    def text(self) -> str:
        """What stands there now."""
        return "".join(run.text for run in self.new)

    @property
    def moved(self) -> bool:
        return any(mark.moved for mark in self.marks)

    @property
    def authors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mark.author for mark in self.marks))


class _Piece(Struct, frozen=True):
    """A part of the reviewed text and the part of the draft that it stands for; ``typed`` if the draft has other words
    there although nothing is tracked, ``own`` if it says that it was sent with these."""

    start: int
    end: int
    run: Run | None
    typed: bool = False
    own: bool = False

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(m for m in (self.run.inserted, self.run.deleted) if m is not None) if self.run else ()

    @property
    def is_own(self) -> bool:
        """Whether nobody is known to have changed it since."""
        return self.own and not self.marks

    @property
    def stands(self) -> bool:
        """Whether it is as it was."""
        return not self.typed and not self.marks


def before_of(runs: Sequence[Run]) -> str:
    """The reviewed text without its tracked changes."""
    return "".join(run.text for run in runs if run.inserted is None)


def edits(draft: str, runs: Sequence[Run], sent: Callable[[int, int], bool] | None = None) -> list[Edit]:
    """Every change between ``draft`` and ``runs``, in order; none overlap.

    ``sent`` says of a part of the text before whether the document says that it was sent so; such changes are ``own``.
    """
    before = before_of(runs)
    if before == draft and not any(run.inserted or run.deleted for run in runs):
        return []
    found: list[Edit] = []
    differing = text_hunks(draft, before)
    own = {hunk for hunk in differing if sent and sent(hunk.new_start, hunk.new_end)}
    for (stands, _), group in groupby(_pieces(runs, differing, own), key=lambda piece: (piece.stands, piece.is_own)):
        if not stands:
            pieces = list(group)
            changes = [pieces] if any(piece.typed for piece in pieces) else _by_author(pieces)
            found += [_edit(draft, change) for change in changes if not _undone(draft, change)]
    return found


def _pieces(runs: Sequence[Run], hunks: Sequence[Hunk], own: Container[Hunk] = ()) -> Iterator[_Piece]:
    """The runs, cut where untracked edits begin and end; those of ``own`` are the draft's own."""
    at = shift = n = 0  # at: offset in the text before; shift: what the draft's offset is ahead of it, between hunks
    for run in runs:
        if run.inserted is not None:
            inside = n < len(hunks) and at > hunks[n].new_start
            place = hunks[n].start if inside else at + shift
            yield _Piece(place, place, run)
            continue
        text = run.text
        while text:
            hunk = hunks[n] if n < len(hunks) else None
            if hunk is not None and at >= hunk.new_start:
                take = min(len(text), hunk.new_end - at)
                last = at + take >= hunk.new_end
                # the draft's words go with the last piece of what replaces them
                until, ours = hunk.end if last else hunk.start, hunk in own
                yield _Piece(hunk.start, until, replace(run, text=text[:take]), typed=True, own=ours)
                if last:
                    n, shift = n + 1, hunk.end - hunk.new_end
            else:
                take = len(text) if hunk is None else min(len(text), hunk.new_start - at)
                yield _Piece(at + shift, at + shift + take, replace(run, text=text[:take]))
            at, text = at + take, text[take:]
    for hunk in hunks[n:]:
        yield _Piece(hunk.start, hunk.end, None, typed=True, own=hunk in own)


def _by_author(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Tracked changes that touch, apart where each is one person's; they stay together where two change the same words.

    Two people who take away neighbouring words do not disagree; one who writes where the other has written or deleted
    does.
    """
    changes = [list(group) for _, group in groupby(pieces, key=lambda piece: tuple(m.author for m in piece.marks))]
    joined: list[list[_Piece]] = []
    for change in changes:
        only_deletes = all(piece.run and piece.run.inserted is None for piece in change)
        if joined and not (only_deletes and all(p.run and p.run.inserted is None for p in joined[-1])):
            joined[-1] += change
        else:
            joined.append(change)
    return joined


def _undone(draft: str, pieces: Sequence[_Piece]) -> bool:
    """Whether one person's changes come to nothing: the same words stand there again, and look the same."""
    edit = _edit(draft, pieces)
    if edit.contested or edit.old != edit.text:
        return False
    if edit.untracked:
        return not edit.marks
    before = [(letter, run.format) for p in pieces if (run := p.run) and run.inserted is None for letter in run.text]
    return before == [(letter, run.format) for run in edit.new for letter in run.text]


def _edit(draft: str, pieces: Sequence[_Piece]) -> Edit:
    start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    new = tuple(p.run for p in pieces if p.run is not None and p.run.deleted is None and p.run.text)
    marks = tuple(dict.fromkeys(mark for piece in pieces for mark in piece.marks))
    contested = len({mark.author for mark in marks}) > 1
    story = _story(pieces) if contested else ""
    own = all(piece.is_own for piece in pieces)
    return Edit(start, end, draft[start:end], new, marks, any(piece.typed for piece in pieces), contested, story, own)


def _story(pieces: Sequence[_Piece]) -> str:
    """Who wrote and who deleted what, in the order of the text."""
    said = []
    for piece in pieces:
        for mark, verb in ((piece.run.inserted, "wrote"), (piece.run.deleted, "deleted")) if piece.run else ():
            if mark is not None:
                said.append((f"{mark.author or 'unknown'} {verb}", piece.run.text if piece.run else ""))
    joined = [(who, "".join(text for _, text in group)) for who, group in groupby(said, key=lambda one: one[0])]
    return ", ".join(f"{who} “{' ¶ '.join(text.split(MARK)).strip()}”" for who, text in joined)


def reformatted(draft: Sequence[Run], runs: Sequence[Run], only_hiding: bool = False) -> list[Edit]:
    """Where words stayed and their format changed without tracking: ``old`` are the words, ``new`` the run now.

    The format of a paragraph's end is its style, the level of its list and its oddities. Of computed words, and of all
    with ``only_hiding``, only formats that hide are looked at, as programs write the others as they like.
    """
    text = "".join(run.text for run in draft)
    formats = [format_ for run in draft for format_ in [_format(run)] * len(run.text)]
    was = [hidden for run in draft for hidden in [hides(run)] * len(run.text)]
    whats = [run.what for run in draft for _ in run.text]
    before = "".join(run.text for run in runs if run.inserted is None)
    found: list[Edit] = []
    for piece in _pieces(runs, text_hunks(text, before)):
        run = piece.run
        if run is None or not piece.stands:
            continue
        range_ = [n for n in range(piece.start, piece.end) if text[n] == MARK or not text[n].isspace()]
        if only_hiding or run.what:
            now = hides(run)
            differing = [n for n in range_ if text[n] != MARK and (now - was[n] or (was[n] - now) & _TAKEN_AWAY)]
            differing = differing or [n for n in range_ if _leads_elsewhere(whats[n], run.what)]
        else:
            differing = [n for n in range_ if formats[n] != _format(run)]
        if differing:
            start, end = differing[0], differing[-1] + 1
            found.append(Edit(start, end, text[start:end], (replace(run, text=text[start:end]),), (), True))
    return found


def _leads_elsewhere(sent: str, now: str) -> bool:
    """Whether words are a reference to another bookmark than they were, or have become one: they are others when they
    are computed again."""
    return now.startswith("REF ") and sent != now


def hides(run: Run) -> frozenset[str]:
    """The formats of a run that hide its words, or may."""
    return frozenset(run.looks) - TOLD


def _format(run: Run) -> tuple:
    return (run.style, run.looks) if run.text == MARK else run.format
