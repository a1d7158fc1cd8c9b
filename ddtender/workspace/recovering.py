"""What killed processes of this user have left anywhere below a folder is completed, or taken away, at once.

Every command does so in the folder in which it writes. Who starts on a whole tree, as the page does, asks for all of
it, so that nobody meets half of something in a folder where nothing is written for a year.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from ddtender.workspace import changes, landing, outputs, state
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.locks import is_free, locked
from ddtender.workspace.undisturbed import interrupt_held

#: A folder that was made and never noted is empty, and nobody holds it, the one beside it or the one around it.
_MADE = re.compile(r"\.ddtender-(.+)-[0-9a-f]{8}")


def finish_below(folder: Path) -> None:
    """Bring every folder that is ``folder`` or below it to one whole state. What another process is writing just now,
    it finishes itself; what cannot be written now stays for whoever writes there next."""
    above = folder.resolve()
    for what, mended in (
        (landing.LANDING, lambda place, _: landing.sweep(place)),
        (outputs.STAND_IN, outputs.recover),
        (changes.CHANGE, changes.finish),
        (changes.TEMPORARY, changes.finish),
    ):
        for about in state.abouts(what):
            place = Path(about)
            if place != above and above not in place.parents:
                continue
            with contextlib.suppress(OSError, WorkspaceError), locked(place) as held, interrupt_held():
                mended(place, held)
    for one in _unnoted(above):
        with contextlib.suppress(OSError):
            one.rmdir()


def _unnoted(above: Path) -> list[Path]:
    found = []
    for place, folders, _ in os.walk(above):
        for name in folders:
            if made := _MADE.fullmatch(name):
                beside = Path(place, made[1])
                if all(is_free(one) for one in (Path(place), Path(place, name), beside) if one.is_dir()):
                    found.append(Path(place, name))
        folders[:] = [name for name in folders if not name.startswith(".")]
    return found
