"""What a maintainer of the library does: states, stamps, differences, versions, uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.desk.sources import library_and_files, library_of
from ddtender.diagnostics import Diagnostic

if TYPE_CHECKING:
    from ddtender.history.diff import LibraryDiff


def states(root: Path) -> list[dict]:
    """A row for every provision: version, state, reviewer, uses and fingerprint. Raises Refused."""
    from ddtender.history.diff import Uses
    from ddtender.history.fingerprint import Fingerprints
    from ddtender.history.states import standings

    library = library_of(root)
    uses = Uses(library)
    rows = []
    for id_, standing in standings(Fingerprints(library)).items():
        review, (scenarios, procedures) = standing.review, uses.of(id_)
        rows.append(
            {
                "id": id_,
                "version": standing.provision.version,
                "state": standing.state.value,
                "because": list(standing.suspects),
                "reviewer": review.reviewer if review else None,
                "date": review.on.isoformat() if review else None,
                "scenarios": list(scenarios),
                "procedures": list(procedures),
                "fingerprint": standing.fingerprint,
            }
        )
    return rows


def approve(root: Path, ids: Iterable[str], every: bool, reviewer: str) -> list[tuple[str, str]]:
    """Write a stamp for provisions as they stand; id and version of each. Raises Refused, Misused."""
    from ddtender.history.edit import review_file
    from ddtender.history.fingerprint import Fingerprints
    from ddtender.library.places import REVIEWS
    from ddtender.model import Approval

    library, sources = library_and_files(root)
    chosen = [p.id for p in library.by_id.values() if not p.retired] if every else list(dict.fromkeys(ids))
    if not chosen:
        raise Misused("name the provisions to approve, or give --all.")
    if not reviewer.strip() or not reviewer.isprintable():
        raise Misused("give the reviewer's name, on one line.", "--reviewer")
    _known(chosen, library.by_id)
    fingerprints, today, files = Fingerprints(library), door.today(), {}
    for id_ in chosen:
        provision = library.by_id[id_]
        references = fingerprints.referred_to(provision)
        approval = Approval(
            id_, provision.version, fingerprints.of(provision), reviewer.strip(), today, references, provision.location
        )
        files[f"{REVIEWS}/{id_}.yaml"] = review_file(approval).encode()
    stamped = [library.by_id[id_].location.path for id_ in chosen]
    door.write_files(root, files, {path: sources[path] for path in (*files, *stamped) if path in sources})
    return [(id_, library.by_id[id_].version) for id_ in chosen]


def differences(root: Path, old: str, new: str | None) -> LibraryDiff:
    """What has changed between two revisions; the working tree where there is no ``new``. Raises Refused, Misused."""
    from ddtender.history.diff import compare_libraries

    return compare_libraries(library_of(root, old), library_of(root, new), (old, new or "working tree"))


class Raised(Struct, frozen=True):
    """A version to be raised: the file as it is and as it will be, and findings about the releases."""

    id: str
    old: str
    new: str
    path: str
    before: bytes
    after: bytes
    findings: Sequence[Diagnostic]


def raised(root: Path, id_: str, level: str | None, why: str) -> Raised:
    """A provision with a higher version and the reason for it, not written yet. Raises Refused, Misused."""
    from ddtender.history.edit import EditError, raise_version
    from ddtender.history.level import VersionLevel, next_version

    if level is None:
        raise Misused("give one of --major, --minor and --patch; docs/versions.md says which.")
    if not why.strip():
        raise Misused("say why, in a sentence that a lawyer can read.", "--why")
    library, sources = library_and_files(root)
    _known([id_], library.by_id)
    provision = library.by_id[id_]
    history = door.history(root)
    findings = history.findings()
    releases = history.releases
    released = releases[0].find(id_) if releases else None
    before = releases[0].library.parameter_by_name if releases else {}
    try:
        version = next_version(provision, released, VersionLevel[level], before, library.parameter_by_name)
        path = provision.location.path
        text = sources[path].decode()
        edited = raise_version(text, version, " ".join(why.split()), door.today())
    except (ValueError, EditError) as error:
        raise Misused(f"{id_}: {error}", findings=findings) from None
    return Raised(id_, provision.version, version, path, sources[path], edited.encode(), findings)


def keep(root: Path, one: Raised) -> None:
    """Write a raised version, if its file is still as it was."""
    door.write_files(root, {one.path: one.after}, {one.path: one.before})


def uses(root: Path, id_: str) -> dict[str, list[str]]:
    """Who uses a provision: names by what they are. Raises Refused, Misused."""
    from ddtender.history.diff import where_used

    library = library_of(root)
    _known([id_], library.by_id)
    return where_used(library, id_)


def _known(ids: Iterable[str], known: Collection[str]) -> None:
    from ddtender.compose import did_you_mean

    for id_ in ids:
        if id_ not in known:
            raise Misused(f"there is no provision '{id_}'. {did_you_mean(id_, known)}".strip(), "ID")
