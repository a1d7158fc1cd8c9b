"""Writing over what somebody was shown, where others may write as well: refused, or thought out anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ddtender import workspace as door
from ddtender.diagnostics.messages import Message
from ddtender.manifest import sha256

Written = TypeVar("Written")
#: So often is something tried that others are writing as well.
_TRIES = 50


def as_shown(path: Path, before: str) -> bytes:
    """The bytes of a file that had the SHA-256 ``before`` when somebody was shown what stands in it. Raises
    WrittenMeanwhile where it has another by now, WorkspaceError where it cannot be read."""
    content = door.read_bytes(path)
    if sha256(content) != before:
        said = f"{path} has been changed by somebody else; look at it again"
        raise door.WrittenMeanwhile(Message(said, "messages.refusal.changed_meanwhile"))
    return content


def until_written(write: Callable[[], Written]) -> Written:
    """What comes of ``write``, which reads what there is and says what is to stand there: done again where somebody
    else was faster, so that it must mean the same whatever stands there by then, or find out that it does not. Raises
    WrittenMeanwhile after many tries, and whatever ``write`` raises."""
    for _ in range(_TRIES - 1):
        try:
            return write()
        except door.WrittenMeanwhile:
            continue
    return write()
