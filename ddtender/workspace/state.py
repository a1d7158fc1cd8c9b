"""What is under way, and what we have written: notes in the user's own state folder, by the folder they are about.

Nothing of this is ever read from a folder of documents or from a workspace: those come from anybody.
"""

from __future__ import annotations

import os

from ddtender.workspace import private
from ddtender.workspace.errors import WorkspaceError

TYPE_CHECKING = False  # whether something is under way is asked before every command: nothing heavy is imported
if TYPE_CHECKING:
    from pathlib import Path

#: So many notes are looked through in no time.
_FEW = 256


def note(what: str, about: str | Path, content: object) -> None:
    """Note something (plain values for JSON) about a path; on the disk when this returns. Raises OSError, or
    WorkspaceError where there is no folder that is the user's alone."""
    folder = _folder()
    if folder is None:
        raise WorkspaceError(
            "there is no folder of yours alone to note in what is under way; set XDG_STATE_HOME to one that only you "
            "can write to"
        )
    private.write(folder, _name(what, about), _written(about, content), lasting=True)


def noted(what: str, about: str | Path) -> object:
    """What is noted about a path, or None."""
    import json

    for folder in _folders():
        content = private.read(folder, _name(what, about))
        if content is not None:
            try:
                said = json.loads(content)
                return said["content"] if said["about"] == os.fsdecode(about) else None
            except (ValueError, KeyError, TypeError, RecursionError):
                return None
    return None


def abouts(what: str) -> list[str]:
    """The paths about which something of a kind is noted."""
    found = []
    for folder in _folders():
        names = os.listdir(folder) if os.path.isdir(folder) else []
        found += [_about(folder, name) for name in names if name.startswith(f"{what}-")]
    return [one for one in found if one is not None]


def is_noted(what: str, about: str | Path) -> bool:
    """Whether there may be a note: a look that takes no time."""
    return any(os.path.lexists(os.path.join(folder, _name(what, about))) for folder in _folders())


def forget(what: str, about: str | Path) -> None:
    """Take a note away. Raises OSError."""
    for folder in _folders():
        try:
            os.unlink(os.path.join(folder, _name(what, about)))
        except (FileNotFoundError, NotADirectoryError):
            continue


def remember(what: str, about: str | Path, content: object) -> None:
    """``note`` for what may be lost: whatever goes wrong, nothing is noted."""
    folder = _folder()
    try:
        if folder is not None:
            private.write(folder, _name(what, about), _written(about, content))
    except OSError:
        return


def clear(what: str, about: str | Path) -> None:
    """Take away the notes of a kind about folders that somebody has deleted, and what a killed command was writing.

    A folder that is not there because its disk or its share is not may come back; its note stays. Of many notes those
    are looked at whose names begin like that of ``about``. Whatever goes wrong, notes stay.
    """
    for folder in _folders():
        try:
            entries = [*os.scandir(folder)] if private.is_own(folder) else []
            begins = _name(what, about)[: len(what) + 3] if len(entries) > _FEW else f"{what}-"
            for entry in entries:
                if private.is_left_over(entry) or (entry.name.startswith(begins) and _is_gone(folder, entry.name)):
                    os.unlink(entry.path)
        except OSError:
            continue


def _is_gone(folder: str, name: str) -> bool:
    """Whether a note is about a path that is not there, in a folder that is."""
    about = _about(folder, name)
    return about is not None and not os.path.lexists(about) and os.path.isdir(os.path.dirname(about))


def _about(folder: str, name: str) -> str | None:
    """The path that a note is about; None where nothing can be believed of it."""
    import json

    try:
        about = json.loads(private.read(folder, name) or b"")["about"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return about if isinstance(about, str) else None


def _written(about: str | Path, content: object) -> bytes:
    import json

    return json.dumps({"about": os.fsdecode(about), "content": content}).encode()


def _name(what: str, about: str | Path) -> str:
    return f"{what}-{private.name_of(os.fsdecode(about))}"


def _folder() -> str | None:
    """The first of the folders that is there, or can be made, and is the user's alone."""
    return next((folder for folder in _folders() if private.made(folder)), None)


def _folders() -> list[str]:
    """Where notes may be: the user's state folder; where there is none (a container without a home), one of the user's
    among the temporary files."""
    usual = private.usual(private.STATE)
    temporary = os.environ.get("TMPDIR" if os.name == "posix" else "TEMP", "")
    temporary = temporary if os.path.isabs(temporary) else "/tmp"  # nosec B108 # owner, mode and kind are looked at
    user = os.geteuid() if hasattr(os, "geteuid") else "user"
    return [*([usual] if usual else []), os.path.join(temporary, f"ddtender-{user}")]
