"""One round trip: an edit is made, the document comes back, is read and applied; and what came of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ddtender import workspace
from ddtender.desk import pipeline
from ddtender.desk.review import redraft
from ddtender.stamp import Stamp
from tests.documents import MOMENT, W, Word
from tests.office import Office
from tests.returned.drafts import Authority
from tests.returned.editor import ANNA, NOBODY, Editor, Person
from tests.roundtrips.edits import NEW, TERM, Kind, Trip
from tests.roundtrips.places import Places, texts_of

#: How the edit is made: by Word, or in LibreOffice; tracked, without tracking, or tracked and accepted at once.
WORD, OFFICE = "Word", "LibreOffice"
TRACKED, UNTRACKED, ACCEPTED = "tracked", "untracked", "accepted"


@dataclass(frozen=True)
class Outcome:
    """``faults`` says what went wrong, in words; ``applied`` of ``entries`` were written."""

    where: str
    entries: int
    applied: int
    faults: tuple[str, ...]


class Traveller:
    """Makes round trips from one workspace; ``office`` is needed for those through LibreOffice."""

    def __init__(self, authority: Authority, office: Office | None = None) -> None:
        self.authority, self.office = authority, office
        self.places = {name: Places(name, authority.draft(name).bytes()) for name in ("tender", "contract")}

    def go(self, kind: Kind, program: str, tracking: str, seed: int) -> Outcome:
        draw = random.Random(f"{kind.name} {program} {tracking} {seed}")
        places = self.places[draw.choice(sorted(self.places))]
        try:
            place = kind.pick(places, draw)
        except IndexError:  # no such place in this document
            places = next(p for p in self.places.values() if p is not places)
            place = kind.pick(places, draw)
        trip = Trip(places, place, ANNA if tracking == TRACKED else NOBODY, draw.choice(NEW))
        kind.tell(trip)
        back = self.authority.folder / "back.docx"
        (self._by_office if program == OFFICE else self._by_word)(kind, trip, tracking, back)
        review = self.authority.apply(back, code=None)
        faults = [*_told(kind, trip, tracking, review), *self._written(kind, trip, review)]
        self.authority.repository.git("checkout", "-q", ".")
        self.authority.repository.git("clean", "-fdq")
        where = f"{kind.name}, {program}, {tracking}, {seed}: {places.document}, {place.provision}, {place.words!r}"
        return Outcome(where, len(review["entries"]), review["counts"]["applied"], tuple(faults))

    def _by_word(self, kind: Kind, trip: Trip, tracking: str, back: Path) -> None:
        editor = Editor(trip.places.content)
        paragraph = list(editor.body.iter(W + "p"))[trip.place.at]
        kind.word(trip, editor, paragraph)
        back.write_bytes(editor.bytes())

    def _by_office(self, kind: Kind, trip: Trip, tracking: str, back: Path) -> None:
        sent = self.authority.received(trip.places.content, "sent.docx")
        opened = self.office.open(sent)
        if tracking != UNTRACKED:
            opened.track()
        kind.office(trip, opened)
        if tracking == ACCEPTED:
            opened.accept_all()
        opened.save(back)

    def _written(self, kind: Kind, trip: Trip, review: Any) -> list[str]:
        """What is wrong with the next draft: an applied edit must be in it as it was made, and nothing else."""
        changed = self.authority.changed()
        if not review["counts"]["applied"]:
            return ["something was written although nothing is applied"] if changed else []
        faults = []
        if trip.comment:
            notes = "".join(self.authority.repository.read(path) for path in changed)
            if trip.comment not in notes:
                faults.append("the comment is said to be applied, and is in no file")
        now = texts_of(Word(self._next(trip.places.document)))
        for id_, base in trip.places.texts.items():
            mine = [e for e in review["entries"] if e["provision"] == id_ and e["status"] == "applied"]
            wanted = trip.expected.get(id_, base) if mine else base
            if id_ in now and not _same_words(kind, now[id_], wanted, base):
                faults.append(f"{id_} reads {now[id_]}, and should read {wanted}")
        return faults

    def _next(self, document: str) -> bytes:
        read = workspace.read_sources(
            self.authority.repository.root, self.authority.repository.root / self.authority.procedure
        )
        made = redraft.redraft(
            dict(read.files), pipeline.Request("high", read.procedure), Stamp(False, MOMENT), document
        )
        assert made.content is not None, made.diagnostics
        return made.content


def _same_words(kind: Kind, now: list[str], wanted: list[str], base: list[str]) -> bool:
    """A term may have been left in some places: those are told."""
    if kind.name == "term everywhere":
        return [t.replace("Supplier", TERM) for t in now] == base
    return [" ".join(t.split()) for t in now] == [" ".join(t.split()) for t in wanted]


def _told(kind: Kind, trip: Trip, tracking: str, review: Any) -> list[str]:
    """What was done and is not told, or told as something else."""
    entries = review["entries"]
    faults = [f"it is not read: {review['diagnostics']}"] if "entries" not in review else []
    if not entries:
        return [*faults, f"nothing is told of it: {review['diagnostics']}"]
    check: Callable[[], list[str]] = lambda: _one(kind, trip, tracking, entries)  # noqa: E731
    if kind.name == "term everywhere":
        told = sum(e["old"].count(TERM) - e["new"].count(TERM) for e in entries)
        return faults if told == trip.count else [*faults, f"{told} of {trip.count} are told"]
    return [*faults, *check()]


def _one(kind: Kind, trip: Trip, tracking: str, entries: list[Any]) -> list[str]:
    faults = []
    about = [e for e in entries if e["provision"] == trip.place.provision or not trip.place.provision]
    if not about:
        return [f"it is told of another place: {[(e['provision'], e['old'], e['new']) for e in entries]}"]
    if strange := [e for e in entries if e not in about and e["status"] == "applied"]:
        faults.append(f"told as well: {[(e['what'], e['provision'], e['old'], e['new']) for e in strange]}")
    words = (_flat(trip.old), _flat(trip.new))
    if trip.comment:
        if not any(e["what"] == "comment" and trip.comment in e["new"] for e in about):
            faults.append("the comment's words are not told")
    elif tracking == TRACKED and kind.name in EXACT:
        if words not in [(_flat(e["old"]), _flat(e["new"])) for e in about]:
            faults.append(f"{words} is told as {[(e['old'], e['new']) for e in about]}")
        if not any(by["author"] for e in about for by in e["by"]):
            faults.append("nobody is named")
    if kind.sure and not all(e["status"] == "applied" or TAKEN & set(e["reason"].split()) for e in about):
        faults.append(f"left for a person: {[(e['what'], e['old'], e['new'], e['reason']) for e in about]}")
    return faults


#: Words in the reason why a sure edit is left for a person: it takes away what is computed, or a drafting note.
TAKEN = frozenset({"blank", "reference", "note"})
EXACT = frozenset({"replace", "insert", "delete", "add paragraph", "add list item", "title", "table cell"})


def _flat(text: str) -> str:
    return " ".join(text.replace("¶", " ").split())


def who(tracking: str) -> Person:
    return ANNA if tracking == TRACKED else NOBODY
