"""A release of the library: its version, its changelog and its tag."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.library import checking
from ddtender.desk.sources import loaded
from ddtender.diagnostics import Severity
from ddtender.history.changelog import entry, level_of, with_entry
from ddtender.history.diff import LibraryDiff, compare_libraries
from ddtender.history.edit import EditError, replace_version
from ddtender.history.fingerprint import Fingerprints
from ddtender.history.level import bumped, raised
from ddtender.history.release import Release, release_of
from ddtender.history.states import standings
from ddtender.library.places import DEFAULT_TEMPLATES, INFO, LIBRARY
from ddtender.model import Library, State
from ddtender.workspace.tags import commit_of, make_tag

#: Where the changelog of the clauses is: with them, in whatever repository they are.
CHANGELOG = f"{LIBRARY}/CHANGELOG.md"


class Releasing(Struct, frozen=True):
    """A release to be made: ``version`` and ``tag``; ``written`` are the files that are to be written and committed
    first, with what they were ``as_read``, and empty where only the tag is missing, for which ``commit`` is ready; that
    is empty where what was written is not committed. ``before`` is the tag of the last release, and ``tag`` itself
    where nothing has changed since.
    ``pending`` is how many provisions are not approved as they stand."""

    version: str
    tag: str
    before: str
    written: Mapping[str, bytes]
    as_read: Mapping[str, bytes]
    commit: str
    pending: int


def releasing(root: Path) -> Releasing:
    """What is to be done for a release of the working tree. Raises Refused for errors of the library and where releases
    cannot be told, Misused where there can be none."""
    read = door.read_sources(root, all_procedures=True)
    files, revision = read.files, door.revision(root, read)
    if revision.commit is None:
        raise Misused(f"a release is a commit with a tag, and {door.why_no_repository(root)}.")
    history = door.history(root, files)
    findings = checking.of_sources(root, read, history, require_history=bool(history.unknown))
    if errors := [one for one in findings if one.severity is Severity.ERROR]:
        raise Refused(errors, "; nothing was released")
    library, last = loaded(files), history.last
    if last and release_of(files, [last], DEFAULT_TEMPLATES):
        return Releasing(last.version, last.tag, last.tag, {}, {}, last.commit, 0)
    diff = compare_libraries(last.library, library, (last.tag, "now")) if last else None
    version = _version(library, last, diff, history.prefix)
    tag, written = f"{history.prefix}{version}", _written(files, version, library, diff)
    if (there := commit_of(root, tag)) is not None:
        raise Misused(f"the tag {tag} is there already, on commit {there[:12]}, and no release of this history.")
    pending = sum(
        one.state not in (State.APPROVED, State.RETIRED)
        for one in standings(Fingerprints(library), door.today()).values()
    )
    commit = "" if revision.dirty and not written else revision.commit
    as_read = {path: files[path] for path in written if path in files}
    return Releasing(version, tag, last.tag if last else "", written, as_read, commit, pending)


def release(root: Path, one: Releasing) -> None:
    """Write the files of a release, if they are still as they were, or tag its commit. Raises WorkspaceError."""
    if one.written:
        door.write_files(root, one.written, one.as_read)
    else:
        make_tag(root, one.tag, one.commit)


def _version(library: Library, last: Release | None, diff: LibraryDiff | None, prefix: str) -> str:
    """The version of the release: the library's own if it has risen enough, otherwise the next one."""
    if last is None or diff is None:
        return library.info.version
    tagged, level = last.tag.removeprefix(prefix), level_of(diff)
    before = last.version if last.version and raised(tagged, last.version) else tagged
    risen = raised(before, library.info.version)
    if risen is not None and risen >= level:
        return library.info.version
    return bumped(before, level)


def _written(files: Mapping[str, bytes], version: str, library: Library, diff: LibraryDiff | None) -> dict[str, bytes]:
    """The files that are not yet as the release has them."""
    made = {}
    if library.info.version != version:
        try:
            made[INFO] = replace_version(files[INFO].decode(), version).encode()
        except EditError as error:
            raise Misused(f"{INFO}: {error}") from None
    before = files.get(CHANGELOG, b"").decode(errors="replace")
    if made or f"\n## {version} (" not in before:
        made[CHANGELOG] = with_entry(before, version, entry(version, door.today(), diff)).encode()
    return made
