"""Two finished Word documents → one with the difference as tracked changes: all accepted the new, all rejected the old.

``redline`` is the entrance. Nothing leaves it that has not been read back and proven (proof.py).
"""

from __future__ import annotations

from typing import NamedTuple

from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.redline.package import Sides, make
from ddtender.redline.pen import Signature
from ddtender.redline.proof import differences

REDLINE_UNPROVEN = Code(
    "redline-unproven",
    Topic.OUTPUT,
    Severity.ERROR,
    "A redline does not give the new document when all is accepted, or the old one when all is rejected.",
    why="It would say that nothing but the marked words has changed, and that would be wrong; nothing was written.",
    mend="Look at the place that the message names: Word cannot track every change of a template (docs/review.md).",
)

__all__ = ["Redline", "Sides", "Signature", "redline"]

_HINT = "Nothing was written. docs/review.md lists what cannot be tracked; `ddtender diff` shows the change as text."


class Redline(NamedTuple):
    """The document's bytes, and how many tracked changes it has."""

    content: bytes
    changes: int


def redline(name: str, old: bytes, new: bytes, signature: Signature, sides: Sides) -> tuple[Redline, list[Diagnostic]]:
    """The redline that will have the file name ``name``, and what its proof finds; nothing if it holds.

    ``old`` and ``new`` are the bytes of two documents of ddtender. Raises PackageError when they are not.
    """
    content, changes = make(old, new, signature, sides)
    findings = [
        Diagnostic(REDLINE_UNPROVEN, Location(name), message, _HINT) for message in differences(content, old, new)
    ]
    return Redline(content, changes), findings
