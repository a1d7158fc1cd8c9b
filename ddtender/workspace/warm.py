"""What a process that lives long has read of a library: read again once anything below its folders has changed.

A page is asked for every second, and the thousand files of a library change once a week. So it looks at the folders
instead of reading them: names, kinds, sizes, times and numbers of all that lies there, as git's index does. Where all
of it is as it was, what was read holds. A file that was written within the coarsest time that a disk tells apart before
the look could be written again at the same time: as long as that is so, it is read again.

Commands read everything, always; so does whatever is not done within ``kept_warm``.
"""

from __future__ import annotations

import os
import stat
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from ddtender.workspace.digests import digest_of_files
from ddtender.workspace.walking import HIDDEN

#: So far apart are two times at least that all disks tell apart, in nanoseconds: those of FAT are even seconds.
COARSE = 2_000_000_000
#: So many libraries are kept, each once with and once without its procedures.
_LIBRARIES = 4

Files = Mapping[str, bytes]
#: A path, and what is known of it without reading it; () where nothing is there.
FileMark = tuple


class FolderLook:
    """What lies below some folders, without its content. ``is_settled``: whether a later look that finds the same
    proves that no content has changed since this one."""

    def __init__(self, folders: Iterable[str], hidden: bool = False) -> None:
        """Raises OSError where a folder cannot be listed; one that is not there is a mark as well. ``hidden``: also at
        what other readers pass over."""
        began, self.newest, self.has_links = time.time_ns(), 0, False
        self.marks: list[FileMark] = []
        for folder in folders:
            self._below(folder, hidden)
        self.is_settled = not self.has_links and self.newest + COARSE < began

    def _below(self, folder: str, hidden: bool) -> None:
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            try:
                entries = os.scandir(here)
            except (FileNotFoundError, NotADirectoryError):
                self.marks.append((here, ()))
                continue
            with entries:
                for entry in entries:
                    if not hidden and entry.name.startswith(HIDDEN):
                        continue
                    self._mark(entry)
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)

    def _mark(self, entry: os.DirEntry[str]) -> None:
        # Windows keeps sizes and times of a folder's entries beside them, and is late with it
        status = os.lstat(entry.path) if os.name == "nt" else entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode):  # its times change with everything that is passed over
            self.marks.append((entry.path, status.st_mode, status.st_ino))
            return
        self.has_links |= stat.S_ISLNK(status.st_mode)
        changed = max(status.st_mtime_ns, status.st_ctime_ns)
        self.newest = max(self.newest, changed)
        self.marks.append(
            (entry.path, status.st_mode, status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        )

    def is_same(self, other: FolderLook) -> bool:
        """Whether all is as an earlier, settled look has found it."""
        return other.is_settled and self.marks == other.marks


class _Library:
    """The files of a library as they were read after a look, which was begun at ``at``."""

    def __init__(self, look: FolderLook, at: float, files: Files) -> None:
        self.look, self.at, self.files = look, at, files
        self.digest = digest_of_files(files)


class _Warm:
    """Within what libraries are kept: since when a look is new enough, for something that is shown; None for something
    that may change them, where every reading looks anew."""

    def __init__(self, since: float | None) -> None:
        self.since = since


_WARM: ContextVar[_Warm | None] = ContextVar("warm", default=None)
_LOCK = threading.Lock()
_KEPT: OrderedDict[object, _Library] = OrderedDict()


@contextmanager
def kept_warm(changes: bool) -> Iterator[None]:
    """Within this, libraries are read again only if they have changed. One look serves all readings, unless something
    ``changes`` them here."""
    token = _WARM.set(_Warm(None if changes else time.monotonic()))
    try:
        yield
    finally:
        _WARM.reset(token)


def kept(key: object, folders: Callable[[], Iterable[str]], read: Callable[[], dict[str, bytes]]) -> Files:
    """The files that ``read`` gives, which come from ``folders`` alone; kept under ``key``, if that is wanted. As long
    as they are the same, the same object, which nobody can change."""
    within = _WARM.get()
    if within is None:
        return read()
    since = time.monotonic() if within.since is None else within.since
    with _LOCK:  # whoever has waited here finds a look that is new enough
        found = _KEPT.get(key)
        if found is not None and found.at >= since:
            return found.files
        return _looked_at(key, found, folders, read).files


def _looked_at(
    key: object, found: _Library | None, folders: Callable[[], Iterable[str]], read: Callable[[], dict[str, bytes]]
) -> _Library:
    at = time.monotonic()
    try:
        look = FolderLook(folders())
    except OSError:  # the reading says which folder it is, in words
        _KEPT.pop(key, None)
        return _Library(FolderLook(()), at, read())
    if found is not None and look.is_same(found.look):
        found.at = at
        return found
    files = read()
    if found is not None and found.files == files:
        found.look, found.at = look, at
        return found
    made = _KEPT[key] = _Library(look, at, MappingProxyType(files))
    _KEPT.move_to_end(key)
    while len(_KEPT) > _LIBRARIES:
        _KEPT.popitem(last=False)
    return made


def digest_of(files: Files) -> str:
    """``digest_of_files``, of files that are kept without reading them again."""
    if isinstance(files, MappingProxyType):
        with _LOCK:
            found = next((one.digest for one in _KEPT.values() if one.files is files), None)
        if found is not None:
            return found
    return digest_of_files(files)
