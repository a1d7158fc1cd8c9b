"""What is found in a workspace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from ddtender import workspace as door
from ddtender.checks.rules.release_unreadable import RELEASE_UNREADABLE
from ddtender.desk import pipeline
from ddtender.desk.codes import FOREIGN_CHANGE
from ddtender.diagnostics import Diagnostic, Location, has_errors, ordered
from ddtender.library.codes import INVALID_VALUE
from ddtender.library.memory import as_json, from_json
from ddtender.library.places import PROCEDURES
from ddtender.library.procedures import pins_in
from ddtender.workspace import cache, record

_NOTICE = re.compile(rb"(?m)^notice\s*:")


def check(workspace: Path, templates: Path | None = None, require_history: bool = False) -> tuple[Diagnostic, ...]:
    """Every finding about the workspace at or above a folder, with an authority's own templates if they are given.

    A procedure that pins a revision of the library is held against that one. ``require_history``: that versions could
    not be compared with releases is an error.
    """
    root = door.find_root(workspace)
    sources = door.read_sources(root, templates=templates, all_procedures=True)
    return of_sources(root, sources, door.history(root, sources.files), templates, require_history)


def of_sources(
    root: Path,
    sources: door.Sources,
    history: door.History,
    templates: Path | None = None,
    require_history: bool = False,
) -> tuple[Diagnostic, ...]:
    """``check`` of sources that have been read, with all procedures."""
    kept, made_by = f"what check has read in {root}", record.toolchain()
    before = from_json(cache.kept(kept) or b"", made_by)
    pinned = pins_in(sources.files)
    files = {path: content for path, content in sources.files.items() if path not in pinned}
    findings, after = pipeline.check_again(files, before, sources.templates, history.releases)
    if after != before:
        cache.keep(kept, as_json(after, made_by))
    findings = (*findings, *_of_pinned(root, templates, sources.files, pinned))
    findings = (*findings, *about_notices(files, door.today()))
    return ordered([*findings, *history.findings(require_history), *_left_by_others(root)])


def about_notices(files: Mapping[str, bytes], today: date) -> list[Diagnostic]:
    """Whether notices can be made for long, told once, of the first procedure that has facts of one."""
    path = next(
        (path for path in sorted(files) if path.startswith(f"{PROCEDURES}/") and _NOTICE.search(files[path])), ""
    )
    if not path:
        return []
    from ddtender.desk.documents.exporting import expiry
    from ddtender.export.fields import sdk

    return expiry(sdk(), path, today)


def place_in_repository(workspace: Path) -> str:
    """Where the workspace lies in its repository: a path that ends with a slash, empty for the repository's own folder
    and outside one."""
    return "".join(f"{part}/" for part in door.folders_above(door.find_root(workspace)) or ())


def _of_pinned(
    root: Path, templates: Path | None, files: Mapping[str, bytes], pinned: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """What is found of procedures in the revisions that they pin, each of which is read once."""
    for pin in dict.fromkeys(pinned.values()):
        paths = [path for path, its in pinned.items() if its == pin]
        try:
            sources, _ = door.sources_at(door.repository_with(root, pin), pin, None, templates)
        except door.WorkspaceError as error:
            for path in paths:
                message = f"library: {error}"
                yield Diagnostic(INVALID_VALUE, Location(path), message, "Correct or remove `library`.")
            continue
        yield from _in_revision(pipeline.ground(sources.files, sources.templates), pin, files, paths)


def _in_revision(
    ground: pipeline.Ground, pin: str, files: Mapping[str, bytes], paths: Iterable[str]
) -> Iterator[Diagnostic]:
    """What is found of procedures that stand on the library of a revision; what is found of that is past mending."""
    for path in paths:
        if has_errors(ground.diagnostics):
            message = f"it is not checked: the library at '{pin}' has errors, as this version of ddtender reads it"
            hint = f"`ddtender build --procedure {path}` names them; pin a later release, if the procurement allows it."
            yield Diagnostic(RELEASE_UNREADABLE, Location(path), message, hint)
            continue
        prepared = pipeline.prepare_on(ground, pipeline.Request(None, path), files[path])
        yield from (finding for finding in prepared.diagnostics if finding.location.path == path)


def _left_by_others(root: Path) -> Iterator[Diagnostic]:
    """Warnings of what looks like our own change under way, and is not."""
    for name in door.left_by_others(root):
        message = "no command of yours has left this change under way; nothing in it was carried out"
        yield Diagnostic(FOREIGN_CHANGE, Location(name), message, "Look at what is in it, then delete it.")
