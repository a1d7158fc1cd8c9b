"""Bases that a maintainer hands in: each in a folder of its own beside the database, until it is taken over, or a day
has passed. So the desk reads them as it reads any folder (`ddtender update --from`)."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from ddtender import workspace as door
from ddtender.library.layers.fingerprint import is_of_base
from ddtender.library.places import INFO, VENDOR
from ddtender.web.problems import NotFound, Problem
from ddtender.web.settings import Settings

_KEPT = timedelta(days=1)
_FOLDER = "bases"
_NAME = re.compile(r"[0-9a-f]{32}")


def keep(settings: Settings, files: Mapping[str, bytes]) -> str:
    """Keep a base of which these are the files, as far as a base has them, with those that it extends; gives its name.
    They may lie in a folder, beside what a program adds that packs. Raises Problem where it is none, WorkspaceError."""
    forget_left(settings)
    above = _above(files)
    below = {path.removeprefix(above): content for path, content in files.items() if path.startswith(above)}
    wanted = {path: content for path, content in below.items() if _is_wanted(path)}
    name = secrets.token_hex(16)
    door.land(Path(settings.state, _FOLDER, name), wanted)
    return name


def _above(files: Iterable[str]) -> str:
    """The folder in which a base lies, with the stroke after it, "" for none. Raises Problem unless there is one base
    that lies in no other."""
    found = [path.removesuffix(INFO) for path in files if path == INFO or path.endswith(f"/{INFO}")]
    least = min((one.count("/") for one in found), default=0)
    outermost = [one for one in found if one.count("/") == least]
    if len(outermost) != 1:
        raise Problem("web.corner.no_base_in_file")
    return outermost[0]


def _is_wanted(path: str) -> bool:
    """Whether a base has such a file, of its own or of one that it extends (``vendor/NAME/…``)."""
    above, _, below = path.partition("/")
    folder, _, within = below.partition("/")
    return is_of_base(path) or (above == VENDOR and not folder.startswith(".") and is_of_base(within))


def kept(settings: Settings, name: str) -> Path:
    """The folder of a base by its name. Raises NotFound where there is none any more."""
    folder = Path(settings.state, _FOLDER, name)
    if not _NAME.fullmatch(name) or not folder.is_dir():
        raise NotFound(name)
    return folder


def forget(settings: Settings, name: str) -> None:
    """A base was taken over."""
    with suppress(NotFound):
        shutil.rmtree(kept(settings, name), ignore_errors=True)


def forget_left(settings: Settings) -> None:
    """Take away the bases that nobody has taken over within a day."""
    before = time.time() - _KEPT.total_seconds()
    with suppress(FileNotFoundError):
        for folder in Path(settings.state, _FOLDER).iterdir():
            if _NAME.fullmatch(folder.name) and folder.lstat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)
