"""The only door to disk, git and clock: finds the workspace, reads its sources, writes its outputs."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ddtender.library.loader import LIBRARY, PROCEDURES, SCENARIOS, TEMPLATE_NAMES, TEMPLATES

_FOLDERS = (LIBRARY, SCENARIOS)
_HIDDEN = (".", "~$")
#: Without git and without SOURCE_DATE_EPOCH every document carries this moment, so that it is still reproducible.
_NO_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)


class WorkspaceError(Exception):
    """The workspace cannot be used as asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read: bytes by path, and the paths of the procedure and of the templates if they were given."""

    files: dict[str, bytes]
    procedure: str | None
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """Where the sources stand in git; ``commit`` is None outside a repository."""

    commit: str | None
    dirty: bool
    moment: datetime


def find_root(start: Path) -> Path:
    """The nearest folder at or above ``start`` that has a clause library. Raises WorkspaceError."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / LIBRARY).is_dir():
            return folder
    raise WorkspaceError(f"there is no {LIBRARY}/ in {start} or above it; give its folder with --workspace DIR")


def read_sources(
    root: Path, procedure: Path | None = None, templates: Path | None = None, all_procedures: bool = False
) -> Sources:
    """Read the library, the scenarios and the templates, and either one procedure or all of them.

    ``templates`` is a folder with an authority's own documents; one that it lacks is taken from the workspace.
    Raises WorkspaceError when a file cannot be read.
    """
    paths = {_shown(path, root): path for folder in _FOLDERS for path in _walk(root / folder)}
    if not all_procedures:
        paths = {name: path for name, path in paths.items() if not name.startswith(f"{PROCEDURES}/")}
    chosen = None
    if procedure is not None:
        chosen = _shown(procedure, root)
        paths[chosen] = procedure
    template_names = []
    for name in TEMPLATE_NAMES:
        path = root / TEMPLATES / f"{name}.docx"
        if templates is not None and (templates / f"{name}.docx").is_file():
            path = templates / f"{name}.docx"
        template_names.append(_shown(path, root))
        if path.is_file():
            paths[template_names[-1]] = path
    try:
        files = {name: path.read_bytes() for name, path in sorted(paths.items())}
    except OSError as error:
        raise WorkspaceError(f"{error.filename} cannot be read: {error.strerror}") from None
    return Sources(files, chosen, tuple(template_names))


def _walk(folder: Path) -> list[Path]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(_HIDDEN))
        found += [Path(parent, name) for name in sorted(names) if not name.startswith(_HIDDEN)]
    return found


def _shown(path: Path, root: Path) -> str:
    """The path as findings show it: relative to the workspace, with forward slashes."""
    try:
        return path.resolve().relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def revision(root: Path) -> Revision:
    """The commit of the workspace, whether its sources differ from it, and the moment that documents carry."""
    head = _git(root, "log", "-1", "--format=%H %ct")
    commit, _, seconds = (head or "").strip().partition(" ")
    dirty = bool(_git(root, "status", "--porcelain", "--", *_FOLDERS, TEMPLATES)) if commit else False
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip() or seconds
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else _NO_MOMENT
    except (ValueError, OverflowError, OSError):
        raise WorkspaceError(f"SOURCE_DATE_EPOCH is '{epoch}', which is not a number of seconds") from None
    return Revision(commit or None, dirty, moment)


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints, or None where there is no git or no repository."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def write_outputs(folder: Path, outputs: Mapping[str, bytes]) -> None:
    """Write every output or none: all are written beside their places first, then moved there, in the given order.

    Other files in ``folder`` are left alone. Raises WorkspaceError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".ddtender-", dir=folder))
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be written: {error.strerror}") from None
    try:
        for name, content in outputs.items():
            with open(stage / name, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        for name in outputs:
            os.replace(stage / name, folder / name)
    except OSError as error:
        raise WorkspaceError(f"{error.filename or folder} cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)
