"""Templates of one's own: which folders have some, which of them a draft was made with, and which a set was issued
with."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ddtender import workspace as door
from ddtender.desk.documents.sealed_templates import put_in, sealed_in
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.folder.manifests import NoManifest, read_manifest
from ddtender.desk.folder.procurement_folder import issued_sets, last_issued
from ddtender.desk.recent import Recent
from ddtender.diagnostics import ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.places import DEFAULT_TEMPLATES, DRAFT_STEP, TEMPLATE_NAMES, TEMPLATES
from ddtender.manifest import sha256
from ddtender.procurement.sealed import OWN_TEMPLATE, SEAL, altered, read_seal
from ddtender.workspace.disk import shown
from ddtender.workspace.errors import not_read
from ddtender.workspace.files import is_passed_over
from ddtender.workspace.keeping import MANIFEST

#: How the folder ``templates`` of the procurement itself is named; no folder of a library can be.
OF_PROCUREMENT = "./templates"
#: The templates of one's own that manifests name, by their content.
_DRAFTED: Recent[frozenset[str]] = Recent(256)
#: A folder with this many entries is none of templates.
_MOST = 2000


def choices(root: Path, folder: Path | None = None) -> list[str]:
    """The folders with templates of one's own, by name: those that lie in the library at ``root``, beside its own
    templates or among them, and that of the procurement in ``folder``. Raises WorkspaceError."""
    return [*_folders(root, folder)]


def folder_of(root: Path, folder: Path | None, name: str) -> Path | None:
    """The folder that is chosen by a name; None for "", which is the library's own templates. Raises Misused where
    there is none of this name, WorkspaceError."""
    if not name:
        return None
    found = _folders(root, folder).get(name)
    if found is None:
        said = f"there is no folder '{name}' with tender.docx or contract.docx any more."
        raise Misused(Message(said, "messages.refusal.no_template_folder", folder=name), "--templates")
    return found


def chosen(root: Path, folder: Path) -> str:
    """The name of the folder that the draft in ``folder`` was made with; "" where that is the library's own, where
    there is no draft, or where it lies elsewhere. Raises WorkspaceError."""
    if not (wanted := _of_draft(folder)):
        return ""
    return next((name for name, there in _folders(root, folder).items() if wanted & _named(there, root)), "")


def templates_for(root: Path, folder: Path) -> Path | None:
    """The folder of templates that a document of the procurement is made with unless somebody says otherwise: that of
    the draft. None where it is the library's own, and after a set was issued, whose templates are sealed with it.
    Raises Misused where the draft was made with some that lie elsewhere, WorkspaceError."""
    if last_issued(folder) is not None:
        return None
    wanted, name = _of_draft(folder), chosen(root, folder)
    if name or not wanted:
        return folder_of(root, folder, name)
    files = ", ".join(sorted(wanted))
    said = (
        f"the draft was made with templates that lie elsewhere ({files}): name their folder, or make the draft again."
    )
    raise Misused(Message(said, "messages.refusal.templates_elsewhere", files=files), "--templates")


def sealed_with(procedure: Path | None) -> Path | None:
    """The folder of the set that was issued last for a procedure file, where it was sealed with templates of one's own;
    None otherwise. Raises Refused where one of them is not as it was sealed, or not there, WorkspaceError."""
    place = last_issued(procedure.absolute().parent) if procedure is not None else None
    if place is None:
        return None
    seal = None
    with suppress(door.WorkspaceError):
        seal = read_seal(door.read_bytes(place / SEAL))
    names = {f"{OWN_TEMPLATE}{name}.docx" for name in TEMPLATE_NAMES}
    if not sealed_in(place) and (seal is None or names.isdisjoint(seal.files)):
        return None
    found = [one for one in altered(issued_sets(place.parent.parent)[-1]) if Path(one.location.path).name in names]
    if found:
        raise Refused(ordered(found), "; nothing was written")
    return place


def in_procurement(procedure: Path, name: str) -> list[bytes]:
    """The templates of one's own with a file name that the procurement of a procedure file has: sealed with its last
    set, and in its folder. Raises WorkspaceError."""
    folder = procedure.absolute().parent
    place = last_issued(folder)
    sealed = [] if place is None else [one for one in sealed_in(place) if one.name == f"{OWN_TEMPLATE}{name}"]
    own = folder / TEMPLATES / name
    return [door.read_bytes(path) for path in (*sealed, own) if path.is_file() and not path.is_symlink()]


def shown_with(root: Path, folder: Path, files: Mapping[str, bytes]) -> door.Sources:
    """The files of a library with the templates that the documents of the procurement in ``folder`` are made with, for
    who looks at their words: nothing is asked of git. Raises WorkspaceError."""
    sources = door.Sources(files, None, DEFAULT_TEMPLATES)
    if (place := last_issued(folder)) is not None:
        for path in sealed_in(place):
            sources = put_in(root, sources, place, path)
        return sources
    name = chosen(root, folder)
    return door.with_own(sources, root, None, folder_of(root, folder, name)) if name else sources


def _of_draft(folder: Path) -> frozenset[str]:
    """The paths of templates of one's own that a draft was made with."""
    try:
        content = door.read_bytes(folder / DRAFT_STEP / MANIFEST)
    except door.WorkspaceError:
        return frozenset()
    return _DRAFTED.of(sha256(content), lambda: _own_in(content))


def _own_in(manifest: bytes) -> frozenset[str]:
    """The same of its manifest, which may be anybody's."""
    try:
        return frozenset({*read_manifest(manifest)["templates"]} - {*DEFAULT_TEMPLATES})
    except NoManifest:
        return frozenset()


def _named(there: Path, root: Path) -> set[str]:
    """How a manifest names the templates of a folder."""
    from ddtender.desk.provenance import path_told

    return {path_told(shown(there / f"{name}.docx", root)) for name in TEMPLATE_NAMES}


def _folders(root: Path, folder: Path | None) -> dict[str, Path]:
    found = {}
    if folder is not None and _has_some(own := folder / TEMPLATES):
        found[OF_PROCUREMENT] = own
    for above in (root, root / TEMPLATES):
        for path in _below(above):
            if path != root / TEMPLATES and _has_some(path) and not (path / MANIFEST).exists():  # no set of a build
                found[path.relative_to(root).as_posix()] = path
    return found


def _below(above: Path) -> list[Path]:
    try:
        there = sorted(one for one in above.iterdir() if one.is_dir() and not one.is_symlink())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise not_read(error, above) from None
    return [one for one in there if not is_passed_over(one.name) and not one.name.startswith(".")][:_MOST]


def _has_some(folder: Path) -> bool:
    wanted = (folder / f"{name}.docx" for name in TEMPLATE_NAMES)
    return not folder.is_symlink() and any(one.is_file() and not one.is_symlink() for one in wanted)
