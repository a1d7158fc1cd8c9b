"""The state of every provision, from its text and its stamp."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from ddtender.diagnostics import Location
from ddtender.history.fingerprint import Fingerprints
from ddtender.history.questions import Decided, asked_of
from ddtender.model import AskedQuestion, Provision
from ddtender.model.approval import Approval, State


class Standing(Struct, frozen=True):
    """A provision's state, its stamp if it has one, the ids that make it suspect, and what is asked of it, if that was
    looked at (``with_questions``)."""

    provision: Provision
    state: State
    fingerprint: str
    review: Approval | None = None
    suspects: tuple[str, ...] = ()
    asked: tuple[AskedQuestion, ...] = ()
    plural: ClassVar[str] = "provisions"

    @property
    def id(self) -> str:
        return self.provision.id

    @property
    def version(self) -> str:
        return self.provision.version

    @property
    def place(self) -> Location:
        """Where its approval is missed."""
        return self.provision.place("id")


def standings(fingerprints: Fingerprints, on: date | None = None) -> dict[str, Standing]:
    """The standing of every provision, by id, in the order of the library that the fingerprints are of.

    Approvals must hold ``on`` a day; left out, no stamp has run out.
    """
    library = fingerprints.library
    reviews = {review.id: review for review in library.reviews}
    return {p.id: _standing(p, reviews.get(p.id), fingerprints, on) for p in library.by_id.values()}


def has_run_out(review: Approval, on: date | None) -> bool:
    """Whether a stamp no longer holds on a day."""
    return on is not None and review.valid_until is not None and review.valid_until < on


def _standing(provision: Provision, review: Approval | None, fingerprints: Fingerprints, on: date | None) -> Standing:
    own = fingerprints.of(provision)
    if provision.retired:
        return Standing(provision, State.RETIRED, own, review)
    if review is None:
        return Standing(provision, State.DRAFT, own)
    if review.fingerprint != own or review.version != provision.version:
        return Standing(provision, State.CHANGED, own, review)
    now = fingerprints.referred_to(provision)
    moved = tuple(id_ for id_ in sorted({*now, *review.references}) if now.get(id_) != review.references.get(id_))
    state = State.SUSPECT if moved else State.EXPIRED if has_run_out(review, on) else State.APPROVED
    return Standing(provision, state, own, review, moved)


def with_questions(known: Mapping[str, Standing], fingerprints: Fingerprints, decided: Decided) -> dict[str, Standing]:
    """Standings with what is asked of each provision and what was decided of it. The notes of a provision that is only
    remembered are read."""
    return {
        id_: replace(one, asked=asked_of(one.provision, fingerprints, decided, one.review))
        for id_, one in known.items()
    }
