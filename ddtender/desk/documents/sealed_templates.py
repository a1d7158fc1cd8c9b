"""The template of a contract binds as its provisions do: after the award it is the one that was published, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.documents.used import Given, as_used, stamp_as_used, words_of
from ddtender.desk.folder.award_places import CONTRACT
from ddtender.desk.folder.manifests import NoManifest, read_manifest
from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.places import DEFAULT_TEMPLATES, TEMPLATE_NAMES, stamp_of_template
from ddtender.procurement.codes import NOT_AS_ISSUED
from ddtender.procurement.sealed import OWN_TEMPLATE
from ddtender.workspace.keeping import MANIFEST

if TYPE_CHECKING:
    from ddtender.procurement.sealed import IssuedSet


def with_sealed(
    root: Path, sources: door.Sources, revision: door.Revision, uncommitted: Iterable[str], place: Path
) -> tuple[door.Sources, tuple[str, ...]]:
    """Sources at a revision, and what of them is in no commit, with an authority's own templates as the set at
    ``place`` was sealed with them, each under the path that it had, with the stamp on its words. Where it has none,
    nothing changes. One that no commit has is listed as such, and no final document is made with it. Raises
    WorkspaceError."""
    try:
        manifest = read_manifest(door.read_bytes(place / MANIFEST))
    except (NoManifest, door.WorkspaceError):  # who compares the two tells it
        return sources, tuple(uncommitted)
    loose = {*uncommitted}
    repository = door.open_repository(root)
    commits = [repository.commit("HEAD")] if repository else []
    commits += [revision.commit] if repository and revision.commit else []
    for sealed in sealed_in(place):
        path, digest = _template_of(manifest, _name_of(sealed))
        if path in ("", *DEFAULT_TEMPLATES) or path in sources.files:
            continue
        content, origin = door.read_bytes(sealed), ""
        if repository and (found := as_used(repository, commits, path, digest, Given(sealed=place).template(path))):
            content, origin = found.content, found.origin
        words, stamp = words_of(manifest, path), stamp_of_template(path)
        approved = door.source_if_there(root, stamp)
        if repository and words and words.encode() not in (approved or b""):  # other words have been approved since
            approved = stamp_as_used(repository, commits, stamp, words) or approved
        loose -= {sources.templates[_place_of(sealed)]}
        loose |= set() if origin or not repository else {path}
        sources = _with(sources, sealed, path, content, approved)
    return sources, tuple(sorted(loose))


def sealed_in(place: Path) -> list[Path]:
    """The templates of one's own that a set has."""
    wanted = (place / f"{OWN_TEMPLATE}{name}.docx" for name in TEMPLATE_NAMES)
    return [path for path in wanted if path.is_file() and not path.is_symlink()]


def put_in(root: Path, sources: door.Sources, place: Path, sealed: Path) -> door.Sources:
    """Sources with a template of the set at ``place`` in place of the library's own, and with the stamp on its words as
    it is now: for who looks only. Raises WorkspaceError."""
    try:
        path, _ = _template_of(read_manifest(door.read_bytes(place / MANIFEST)), _name_of(sealed))
    except NoManifest:
        return sources
    if path in ("", *DEFAULT_TEMPLATES) or path in sources.files:
        return sources
    return _with(sources, sealed, path, door.read_bytes(sealed), door.source_if_there(root, stamp_of_template(path)))


def _with(sources: door.Sources, sealed: Path, path: str, content: bytes, approved: bytes | None) -> door.Sources:
    files, used, n = dict(sources.files), [*sources.templates], _place_of(sealed)
    files.pop(used[n], None)
    used[n], files[path] = path, content
    files |= {} if approved is None else {stamp_of_template(path): approved}
    return sources._replace(files=files, templates=tuple(used))


def _name_of(sealed: Path) -> str:
    """``tender.docx`` or ``contract.docx``."""
    return sealed.name.removeprefix(OWN_TEMPLATE)


def _place_of(sealed: Path) -> int:
    """Which of the two templates it is."""
    return TEMPLATE_NAMES.index(PurePosixPath(_name_of(sealed)).stem)


def other_template(folder: Path, issued: IssuedSet, built: bytes) -> Iterator[Diagnostic]:
    """Whether the Contract, by the manifest with which it was ``built``, would have another template than the set that
    was issued. A template of the library may look otherwise by now; its own words may not be others."""
    place, sealed = Location(f"{issued.name}/{MANIFEST}"), folder / issued.name
    try:
        was, now = read_manifest(door.read_bytes(sealed / MANIFEST)), read_manifest(built)
    except (NoManifest, door.WorkspaceError):
        message = f"{place.path} cannot be read, so nobody can tell in which template the Contract was published"
        yield Diagnostic(NOT_AS_ISSUED, place, message)
        return
    (before, digest), (path, made) = _template_of(was, CONTRACT), _template_of(now, CONTRACT)
    is_usual = before in DEFAULT_TEMPLATES and path in DEFAULT_TEMPLATES
    if digest == made or (is_usual and words_of(was, before) == words_of(now, path)):
        return
    if (sealed / f"{OWN_TEMPLATE}{CONTRACT}").is_file():
        hint = f"Leave --templates out: {issued.name} has the template itself, and it is used."
    elif before in DEFAULT_TEMPLATES:
        hint = (
            f"Leave --templates out; build from the library of {issued.name} with --library-ref if it is another now."
        )
    else:
        hint = "Say with --templates which folder has it as it was published."
    whose = "has other bytes now" if path == before else f"is not {path}"
    message = f"the template {before}, in which the Contract was published, {whose}; its words bind as well"
    yield Diagnostic(NOT_AS_ISSUED, place, message, hint)


def _template_of(manifest: dict, file: str) -> tuple[str, str]:
    """The path and SHA-256 of the template that a manifest has of a document; empty where it has none."""
    return next((one for one in manifest["templates"].items() if PurePosixPath(one[0]).name == file), ("", ""))
