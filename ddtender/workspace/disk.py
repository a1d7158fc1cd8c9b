"""Reading sources from the disk."""

from __future__ import annotations

import os
from collections import namedtuple
from collections.abc import Callable, Mapping

from ddtender.library.places import (
    DEFAULT_TEMPLATES,
    DRAFT_STEP,
    INFO,
    LIBRARY,
    LISTS,
    PROCEDURE_FILE,
    PROCEDURES,
    SCENARIOS,
    STEPS,
    TEMPLATE_NAMES,
    TEMPLATES,
    VENDOR,
    decided_part,
    record_of,
    stamp_of_template,
)
from ddtender.workspace import state
from ddtender.workspace.bases import is_layer, with_bases
from ddtender.workspace.box import carried, library_at_hand, refuse_altered
from ddtender.workspace.errors import WorkspaceError, not_read
from ddtender.workspace.walking import in_utf8, named_below, read_all, read_bytes, shown
from ddtender.workspace.warm import kept

TYPE_CHECKING = False  # typing takes as long to import as the sources to read
if TYPE_CHECKING:
    from pathlib import Path

    AnyPath = str | Path

FOLDERS = (LIBRARY, SCENARIOS)


class Sources(namedtuple("Sources", "files procedure templates elsewhere", defaults=(frozenset(),))):
    """What was read: bytes by path, the paths of the procedure and of the templates if they were given, and those paths
    that lie outside the workspace."""

    files: Mapping[str, bytes]
    procedure: str | None
    templates: tuple[str, ...]
    elsewhere: frozenset[str]


def find_root(start: Path) -> Path:
    """The nearest folder at or above ``start`` that has a clause library; for the current folder, where there is none,
    that of the library which comes with ddtender (``box``). Raises WorkspaceError.

    A change of its files that was interrupted is completed first.
    """
    from pathlib import Path

    return Path(root_above(start))


def root_above(start: AnyPath) -> str:
    """``find_root`` without pathlib, whose import takes as long as the sources to read."""
    start = folder = os.path.realpath(start)
    while not os.path.isdir(os.path.join(folder, LIBRARY)):
        above = os.path.dirname(folder)
        if above == folder:
            folder = _at_hand(start)
            break
        folder = above
    if state.is_noted("change", folder):
        from pathlib import Path

        from ddtender.workspace.changes import finish_interrupted

        finish_interrupted(Path(folder))
    return folder


def _at_hand(start: str) -> str:
    """The library that comes with ddtender, for a current folder without any; one that is named must have its own."""
    found = library_at_hand() if start == os.path.realpath(os.curdir) else None
    if found is None:
        raise WorkspaceError(
            f"there is no {LIBRARY}/ in {start} or above it; start ddtender in the folder that has it, or name it "
            "before the command: `ddtender --workspace DIR check`"
        )
    return found


def is_borrowed(start: AnyPath, root: AnyPath) -> bool:
    """Whether the library in ``root``, found for the folder ``start``, is the one that comes with ddtender, and not one
    that is worked on there."""
    return not os.path.join(os.path.realpath(start), "").startswith(os.path.join(os.path.realpath(root), ""))


def outputs_root(start: AnyPath, root: AnyPath) -> AnyPath:
    """The folder below which outputs land that have no place of their own: never in a library that is borrowed."""
    return start if is_borrowed(start, root) else root


def read_sources(
    root: AnyPath, procedure: AnyPath | None = None, templates: AnyPath | None = None, all_procedures: bool = False
) -> Sources:
    """Read the library, the scenarios and the templates, and either one procedure or all of them.

    ``templates`` is a folder with an authority's own documents; one that it lacks is taken from the workspace.
    Raises WorkspaceError when a file cannot be read, and where the library in the box was altered.
    """
    read = kept((os.fspath(root), all_procedures), lambda: _read_from(root), lambda: _library_of(root, all_procedures))
    if procedure is None and templates is None:
        return Sources(read, None, DEFAULT_TEMPLATES)
    return with_own(Sources(read, None, DEFAULT_TEMPLATES), root, procedure, templates)


def _read_from(root: AnyPath) -> list[str]:
    """The folders from which the files of a library come."""
    info = _if_there(os.path.join(root, INFO))
    base = library_at_hand() if is_layer({INFO: info or b""}) else None
    own = [os.path.join(root, one) for one in (LIBRARY, SCENARIOS, TEMPLATES, VENDOR)]
    return own + ([] if base is None else [os.path.join(base, one) for one in (LIBRARY, SCENARIOS, TEMPLATES)])


def _library_of(root: AnyPath, all_procedures: bool) -> dict[str, bytes]:
    """The files of a library, with those of the libraries that it extends. Raises WorkspaceError."""
    paths = {name: path for folder in FOLDERS for name, path in named_below(os.path.join(root, folder), root)}
    usual = [os.path.join(root, path) for path in DEFAULT_TEMPLATES]
    paths |= {shown(path, root): path for path in usual if os.path.isfile(path)}
    if not all_procedures:
        paths = {name: path for name, path in paths.items() if not name.startswith(f"{PROCEDURES}/")}
    read = read_all(paths)
    if (facts := carried(root)) is not None:
        refuse_altered(facts, read)
    return with_bases(root, read) if is_layer(read) else read


def read_source(root: AnyPath, path: str) -> bytes:
    """One file of the library by its path there, from whatever layer it is. Raises WorkspaceError."""
    content = source_if_there(root, path)
    return read_bytes(os.path.join(root, path)) if content is None else content


def source_if_there(root: AnyPath, path: str) -> bytes | None:
    """The same; None where no layer has it. Raises WorkspaceError."""
    here, info = os.path.join(root, path), os.path.join(root, INFO)
    extends = os.path.isfile(info) and is_layer({INFO: read_bytes(info)})
    if not extends or (os.path.isfile(here) and path not in LISTS):
        return _if_there(here)
    return read_sources(root).files.get(path)


def may_name(start: AnyPath, path: str, word: str) -> bool:
    """Whether a file of the library that is used in the folder ``start`` may have a word in it: False only if that is
    certain without reading the library."""
    try:
        root = root_above(start)
        here = os.path.join(root, path)
        return is_layer({INFO: read_bytes(os.path.join(root, INFO))}) or word.encode() in (_if_there(here) or b"")
    except WorkspaceError:
        return False  # nor can anything be read there


def with_own(
    sources: Sources,
    root: AnyPath,
    procedure: AnyPath | None,
    templates: AnyPath | None,
    read: Callable[[AnyPath], bytes | None] | None = None,
) -> Sources:
    """``sources`` with a procedure of the user's (None: the one that they have), the record of its procurement as far
    as it decides anything, and an authority's templates, with the stamps on their words, in place of the usual ones.

    ``read`` gives a file's content, or None where there is no such file; left out, files are read from the disk. A
    record grows, so no commit need have it: the manifest says what was used of it.
    """
    read = read or _if_there
    files, chosen, used = dict(sources.files), sources.procedure, list(sources.templates)
    elsewhere = set()
    if procedure is not None:
        chosen = shown(procedure, root)
        content = read(procedure)
        files[chosen] = read_bytes(procedure) if content is None else content
        elsewhere |= set() if is_inside(procedure, root) else {chosen}
        record = read(record_of(os.fspath(procedure).replace(os.sep, "/")))
        if record is not None:
            files[record_of(chosen)] = decided_part(record)
            elsewhere.add(record_of(chosen))
    for n, name in enumerate(TEMPLATE_NAMES):
        path = os.path.join(templates, f"{name}.docx") if templates is not None else None
        if path is not None and (content := read(path)) is not None:
            files.pop(used[n], None)
            used[n] = shown(path, root)
            files[used[n]] = content
            stamp = stamp_of_template(used[n])
            approved = read(os.path.join(root, stamp))
            files |= {} if approved is None else {stamp: approved}
            elsewhere |= set() if is_inside(path, root) else {used[n]}
    return Sources(files, chosen, tuple(used), frozenset(elsewhere))


def procurement_of(procedure: AnyPath) -> str | None:
    """The folder of a procurement whose facts this file has; None where it is a procedure file by itself.

    It is named procedure.yaml, beside it lies the folder of a step, and no clause library.
    """
    folder, name = os.path.split(procedure)
    if name != PROCEDURE_FILE or os.path.isdir(os.path.join(folder, LIBRARY)):
        return None
    is_one = any(os.path.isdir(os.path.join(folder, step)) for step in STEPS)
    return (folder or os.curdir) if is_one else None


def usual_outputs(root: AnyPath, scenario: str, procedure: AnyPath | None) -> str:
    """Where a build writes that is not told where: the drafts of the procurement, or build/SCENARIO."""
    folder = None if procedure is None else procurement_of(procedure)
    return os.path.join(root, "build", scenario) if folder is None else os.path.normpath(f"{folder}/{DRAFT_STEP}")


def is_inside(path: AnyPath, root: AnyPath) -> bool:
    """Whether a path leads to somewhere in the workspace."""
    return os.path.realpath(path).startswith(os.path.join(os.path.realpath(root), ""))


def _if_there(path: AnyPath) -> bytes | None:
    return read_bytes(path) if os.path.lexists(path) else None


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of a folder, not of folders in it, by name. Raises WorkspaceError."""
    if not folder.is_dir():
        raise WorkspaceError(f"{folder} is not a folder")
    return read_all({path.name: path for path in sorted(folder.iterdir()) if path.is_file()})


def links_in(folder: Path) -> set[str]:
    """The names in a folder that are links, whatever they lead to. Raises WorkspaceError."""
    try:
        return {entry.name for entry in os.scandir(folder) if entry.is_symlink()}
    except OSError as error:
        raise not_read(error, folder) from None


def names_in(folder: Path) -> list[str]:
    """The names of all that lies in a folder, in order. Raises WorkspaceError."""
    try:
        return sorted(os.listdir(folder))
    except OSError as error:
        raise not_read(error, folder) from None


def names_below(folder: Path, unlisted: dict[str, WorkspaceError] | None = None) -> list[str]:
    """All that lies in a folder and in the folders in it, links and pipes too, by name below it; a folder only if it is
    empty or a link. Folders below that cannot be listed are added to ``unlisted`` by name, with why; without it, and
    for the folder itself, raises WorkspaceError."""

    def cannot_list(error: OSError) -> None:
        name = os.path.relpath(error.filename, folder)
        if unlisted is None or name == os.curdir:
            raise not_read(error, error.filename)
        unlisted[in_utf8(name)] = not_read(error, error.filename)

    found: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=cannot_list):
        inside = os.path.relpath(parent, folder)
        linked = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        if not folders and not files and inside != os.curdir:
            found.append(f"{inside}/")
        found += (os.path.normpath(os.path.join(inside, name)) for name in (*files, *linked))
    return sorted(in_utf8(name) for name in found)


def from_here(path: AnyPath) -> str:
    """A path as short as it can be said from the current folder."""
    resolved, here = os.path.realpath(path), os.path.join(os.getcwd(), "")
    return resolved[len(here) :] if resolved.startswith(here) else str(path)
