"""How far procurements are, for who looks at many again and again: told anew once any of their files has changed."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.procurement import progress as far

if TYPE_CHECKING:
    from ddtender.desk.procurement.progress import Progress

#: So many procurements are remembered; each is a few kB.
_MOST = 1000


class _Known(Struct, frozen=True):
    """How far a procurement was when it was ``seen`` so; ``by`` is all else that decides it."""

    seen: door.FolderLook
    by: tuple[Any, ...]
    progress: Progress


_LOCK = threading.Lock()
_KNOWN: OrderedDict[tuple[Path, Path], _Known] = OrderedDict()


def progress(root: Path, folder: Path) -> Progress:
    """``progress.progress``. Raises Misused, Refused, WorkspaceError."""
    key = root, folder
    try:
        by = door.digest_of(door.read_sources(root).files), door.today()
        seen = door.FolderLook([os.fspath(folder)], hidden=True)
    except (door.WorkspaceError, OSError):  # told by whoever needs what cannot be read
        return far.progress(root, folder)
    with _LOCK:
        known = _KNOWN.get(key)
        if known is not None and known.by == by and seen.is_same(known.seen):
            _KNOWN.move_to_end(key)
            return known.progress
    made = far.progress(root, folder)
    if seen.is_settled:
        with _LOCK:
            _KNOWN[key] = _Known(seen, by, made)
            while len(_KNOWN) > _MOST:
                _KNOWN.popitem(last=False)
    return made
