"""What somebody else has put, or has changed, at the place of an output: known by its content, and set aside.

A file is ours if it is byte for byte what a build's manifest beside it lists, or what we remember to have written.
Everything else is somebody's work: it gets a second name that says so before the output takes the first one.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ddtender.workspace import state
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.files import content_of, digest, identity, second_name, seen
from ddtender.workspace.repository import today

MANIFEST = "manifest.json"
_WRITTEN = "written"
#: What most disks allow for a name, in bytes.
_LONGEST = 255
_DIGEST = re.compile("[0-9a-f]{64}")
_KEPT = re.compile(r" \(kept \d{4}-\d\d-\d\d \d+\)(\.[^.]*)?$")


class Kept(Struct, frozen=True):
    """A file that was set aside: the name that it had, and the one that it has."""

    name: str
    kept_as: str


def is_kept(name: str) -> bool:
    """Whether a file, by its name, is one that was set aside when another took its place."""
    return bool(_KEPT.search(name))


def free_name(folder: Path, name: str, content: bytes) -> str:
    """The name under which a file that somebody hands in can lie in a folder: its own, or, where something else has
    that, one with a number; where the same content lies there, the name that it has. Raises OSError."""
    number, new = 1, name
    while (there := seen(folder / new)) is not None and there != digest(content):
        number += 1
        new = _with(name, f" ({number})")
    return new


def listed(folder: Path) -> dict[str, str]:
    """The SHA-256 of each output by its name, as the folder's manifest has them; empty where there is none.

    The manifest may have come from anybody: what is no digest could be another thing that ``seen`` says, such as
    "folder". Raises OSError.
    """
    try:
        found = json.loads(content_of(folder / MANIFEST) or b"")["outputs"].items()
        return {name: sha256 for name, sha256 in found if Path(name).name == name and _is_digest(sha256)}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _is_digest(said: object) -> bool:
    return isinstance(said, str) and bool(_DIGEST.fullmatch(said))


def altered(folder: Path, outputs: Mapping[str, bytes]) -> dict[str, str]:
    """What stands at the place of an output and is not ours, by name, as ``seen``. Raises OSError."""
    ours, remembered = listed(folder), _remembered(folder)
    found = {}
    for name, content in outputs.items():
        there = seen(folder / name)
        if there is None or there in (digest(content), ours.get(name)) or there in remembered.get(name, ()):
            continue
        if name == MANIFEST and _is_a_builds(folder, ours, remembered):
            continue
        found[name] = there
    return found


def set_aside(folder: Path, names: Iterable[str]) -> list[Kept]:
    """Give each file one more name, which says that it was kept. Raises OSError; then none has one."""
    kept: list[Kept] = []
    try:
        for name in names:
            kept.append(Kept(name, _second(folder, name)))
    except OSError:
        undo(folder, kept)
        raise
    return kept


def undo(folder: Path, kept: Sequence[Kept]) -> None:
    """Take the second names away again, where the first ones are still there."""
    for one in kept:
        first, second = folder / one.name, folder / one.kept_as
        if seen(first) is not None and seen(first) == seen(second):
            second.unlink()


def remember(folder: Path, outputs: Mapping[str, bytes], more: bool = False) -> None:
    """Remember what we have written, or, with ``more``, are about to write: the earlier ones are ours until then."""
    before = _remembered(folder)
    now = {name: [digest(content), *(before.get(name, ()) if more else ())] for name, content in outputs.items()}
    if not before:  # a folder that is new here: the time to look at those that are gone
        state.clear(_WRITTEN, folder)
    state.remember(_WRITTEN, folder, {**before, **now})


def refuse_open(folder: Path, names: Iterable[str]) -> None:
    """Raises WorkspaceError if a program has an output open; it would save over what we write."""
    for name in names:
        for lock in (f".~lock.{name}#", f"~${name}", f"~${name[2:]}"):
            if os.path.lexists(folder / name) and os.path.lexists(folder / lock):
                raise WorkspaceError(
                    f"{folder / name} is open in another program: close it there, then run this again (if it is not "
                    f"open, delete {lock} beside it); nothing of this set was written"
                )


def _remembered(folder: Path) -> dict[str, list[str]]:
    found = state.noted(_WRITTEN, folder)
    if not isinstance(found, dict):
        return {}
    return {name: digests for name, digests in found.items() if isinstance(digests, list)}


def _is_a_builds(folder: Path, ours: Mapping[str, str], remembered: Mapping[str, Sequence[str]]) -> bool:
    """Whether a manifest is that of another build than ours, such as a colleague's in a shared folder: in the form that
    builds write, about other outputs than those that we remember."""
    if not ours or all(sha256 in remembered.get(name, ()) for name, sha256 in ours.items()):
        return False
    content = content_of(folder / MANIFEST) or b""
    try:
        return content.strip() == json.dumps(json.loads(content), ensure_ascii=False, indent=2).encode()
    except (ValueError, RecursionError):
        return False


def _second(folder: Path, name: str) -> str:
    """The second name of a file, given to it if it has none yet: a run that was killed may have done so."""
    day = today().isoformat()
    number = 0
    while True:
        number += 1
        new = _with(name, f" (kept {day} {number})")
        try:
            second_name(folder / name, folder / new)
            return new
        except FileExistsError:
            if identity(folder / new) is not None and identity(folder / new) == identity(folder / name):
                return new


def _with(name: str, said: str) -> str:
    """The name with words at its end, before the suffix."""
    stem, suffix = os.path.splitext(name)
    room = _LONGEST - len(f"{said}{suffix}".encode())
    return stem.encode(errors="surrogateescape")[:room].decode(errors="ignore") + said + suffix
