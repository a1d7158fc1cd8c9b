"""The state of every provision, from its text and its stamp."""

from __future__ import annotations

from msgspec import Struct

from ddtender.history.fingerprint import Fingerprints
from ddtender.model import Provision
from ddtender.model.approval import Approval, State


class Standing(Struct, frozen=True):
    """A provision's state, its stamp if it has one, and the ids that make it suspect."""

    provision: Provision
    state: State
    fingerprint: str
    review: Approval | None = None
    suspects: tuple[str, ...] = ()


def standings(fingerprints: Fingerprints) -> dict[str, Standing]:
    """The standing of every provision, by id, in the order of the library that the fingerprints are of."""
    library = fingerprints.library
    reviews = {review.id: review for review in library.reviews}
    return {p.id: _standing(p, reviews.get(p.id), fingerprints) for p in library.by_id.values()}


def _standing(provision: Provision, review: Approval | None, fingerprints: Fingerprints) -> Standing:
    own = fingerprints.of(provision)
    if provision.retired:
        return Standing(provision, State.RETIRED, own, review)
    if review is None:
        return Standing(provision, State.DRAFT, own)
    if review.fingerprint != own or review.version != provision.version:
        return Standing(provision, State.CHANGED, own, review)
    now = fingerprints.referred_to(provision)
    moved = tuple(id_ for id_ in sorted({*now, *review.references}) if now.get(id_) != review.references.get(id_))
    return Standing(provision, State.SUSPECT if moved else State.APPROVED, own, review, moved)
