"""What of a library is approved, as it stands now or as it stood: whose words bind, and who answers for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.sources import loaded, repository_for
from ddtender.model import Approval, State

if TYPE_CHECKING:
    from ddtender.history.bindings import Bound
    from ddtender.history.fingerprint import Fingerprints
    from ddtender.history.states import Standing
    from ddtender.model import Library


class LibraryStanding(Struct, frozen=True):
    """A library, the sources that it was read from, and what of it is approved on a day; ``revision`` is the one that
    was asked for."""

    library: Library
    sources: door.Sources
    revision: door.Revision | None
    provisions: Mapping[str, Standing]
    others: Mapping[str, Bound]
    fingerprints: Fingerprints

    def state(self, id_: str) -> State:
        return self.provisions[id_].state if id_ in self.provisions else self.others[id_].state

    def sealed(self, id_: str) -> str:
        """A hash of all that a stamp on something would say of it: another one as soon as other words would be
        approved."""
        one = self.provisions.get(id_)
        return self.others[id_].fingerprint if one is None else self.fingerprints.sealed(one.provision)


def states(root: Path, templates: Path | None = None, at: str | None = None) -> dict[str, list[dict]]:
    """A row for every provision (version, state, stamp, open questions, uses and fingerprint), and one for everything
    else that binds; ``templates`` is a folder with an authority's own, ``at`` a revision, on whose day approvals must
    hold. Raises Refused, Misused, WorkspaceError."""
    return rows(known_of(root, templates, at))


def rows(known: LibraryStanding) -> dict[str, list[dict]]:
    """The same of a library that was read."""
    from ddtender.history.diff import Uses

    uses = Uses(known.library)
    provisions, others = [], []
    for id_, standing in known.provisions.items():
        review, (scenarios, procedures) = standing.review, uses.of(id_)
        provisions.append(
            {
                "id": id_,
                "version": standing.provision.version,
                **({"layer": layer.name} if (layer := known.library.layer_of(standing.provision)) else {}),
                "state": standing.state.value,
                "because": list(standing.suspects),
                **_reviewed(review),
                "scenarios": list(scenarios),
                "procedures": list(procedures),
                "fingerprint": standing.fingerprint,
                **_stamp(review),
                "open_questions": sum(one.of_library and one.is_open for one in standing.asked),
                "questions_of_procurement": sum(not one.of_library for one in standing.asked),
            }
        )
    for id_, one in known.others.items():
        said = {"id": id_, "title": one.binding.title, "state": one.state.value, **_reviewed(one.review)}
        others.append({**said, "fingerprint": one.binding.fingerprint, **_stamp(one.review)})
    return {"provisions": provisions, "others": others}


def _reviewed(review: Approval | None) -> dict:
    return {"reviewer": review.reviewer if review else None, "date": review.on.isoformat() if review else None}


def _stamp(review: Approval | None) -> dict:
    """What else a stamp says."""
    return {
        "role": review.role or None if review else None,
        "jurisdiction": review.jurisdiction or None if review else None,
        "valid_until": review.valid_until.isoformat() if review and review.valid_until else None,
        "conditions": list(review.conditions) if review else [],
    }


def known_of(root: Path, templates: Path | None, at: str | None = None) -> LibraryStanding:
    """The library of the working tree as it stands today, or that of a revision on its day. Raises Refused, Misused,
    WorkspaceError."""
    from ddtender.history.bindings import bound
    from ddtender.history.fingerprint import Fingerprints
    from ddtender.history.questions import decided
    from ddtender.history.states import standings, with_questions

    sources, revision = _sources(root, templates, at)
    library = loaded(sources.files, at, sources.templates)
    day = revision.moment.date() if revision else door.today()
    fingerprints = Fingerprints(library)
    provisions = with_questions(standings(fingerprints, day), fingerprints, decided(library.decisions))
    return LibraryStanding(library, sources, revision, provisions, bound(library, day), fingerprints)


def _sources(root: Path, templates: Path | None, at: str | None) -> tuple[door.Sources, door.Revision | None]:
    """Sources with all procedures, and the revision that was asked for."""
    if at is None:
        return door.read_sources(root, None, templates, all_procedures=True), None
    repository = repository_for(root, at, "--at")
    read, revision = door.sources_at(repository, at, None, templates)
    assert revision.commit is not None
    return read._replace(files={**repository.files(revision.commit), **read.files}), revision
