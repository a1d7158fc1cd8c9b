"""What a maintainer of the library does: differences, versions, uses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.desk.sources import library_and_files, library_of, refuse_unknown
from ddtender.diagnostics import Diagnostic

if TYPE_CHECKING:
    from ddtender.history.diff import LibraryDiff


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
    refuse_unknown([id_], library.by_id)
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
    refuse_unknown([id_], library.by_id)
    return where_used(library, id_)
