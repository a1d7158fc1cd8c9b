"""What somebody types elsewhere than in a spreadsheet program, into the register of a contract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.as_shown import as_shown
from ddtender.desk.contract.contract_folder import register_path
from ddtender.desk.contract.extending import hold_to
from ddtender.desk.errors import Refused
from ddtender.desk.evaluation.filled import blank_register, language_of, register_in
from ddtender.desk.recent import Recent
from ddtender.desk.speaking import Speaks
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.manifest import sha256
from ddtender.stamp import Stamp
from ddtender.words import language

if TYPE_CHECKING:
    from ddtender.contract.performance import Filled

#: What would not be taken over, by the content of a register, its path and whoever knows its words.
_LEFT: Recent[list[Diagnostic]] = Recent(32)


def in_the_way(folder: Path, name: str, speaks: Speaks = language) -> list[Diagnostic]:
    """Why nothing can be typed into a register elsewhere than in the workbook itself: mistakes in it, sheets, columns,
    links and notes of somebody's own; nothing where all of it would be taken over. Raises Misused, WorkspaceError."""
    path = register_path(folder, name, speaks)
    content = door.read_bytes(path)
    filled, findings = register_in(content, path.as_posix(), speaks, door.today())
    if filled is None or has_errors(findings):
        return [*ordered(findings)]
    return _not_taken_over(content, path, filled, speaks)


def _not_taken_over(content: bytes, path: Path, filled: Filled, speaks: Speaks) -> list[Diagnostic]:
    """What stands in a register that has no mistakes, and is none of ours."""
    from ddtender.contract.foreign import foreign

    key = sha256(content), path, speaks
    blank, words = blank_register(filled.plan, speaks), language_of(filled.plan, speaks)
    return [*_LEFT.of(key, lambda: foreign(content, path.as_posix(), blank, words))]


def to_type_in(folder: Path, name: str, speaks: Speaks = language) -> tuple[Filled, str]:
    """What stands in a register in which something is to be typed, and the SHA-256 of its bytes. Raises Refused where
    some of it could not be taken over, Misused, WorkspaceError."""
    path = register_path(folder, name, speaks)
    content = door.read_bytes(path)
    filled, findings = register_in(content, path.as_posix(), speaks, door.today())
    if filled is None or has_errors(findings):
        raise Refused(ordered(findings), "; correct the register first")
    if left := _not_taken_over(content, path, filled, speaks):
        raise Refused(ordered(left), "; go on in the workbook itself")
    return filled, sha256(content)


def save(folder: Path, name: str, filled: Filled, before: str, made: Filled, speaks: Speaks = language) -> None:
    """Type into a register, which said what is ``filled`` and had the SHA-256 ``before`` when it was shown, so that it
    says what is ``made``. Raises Refused where the register would have mistakes, or would not say that, and
    WrittenMeanwhile where it says something else by now."""
    from ddtender.contract.reading import read_register
    from ddtender.contract.register import register

    path = register_path(folder, name, speaks)
    content = as_shown(path, before)
    if made == filled:
        return
    words = language_of(made.plan, speaks)
    book = register(made.plan, Stamp(False, door.now()), words, made)
    _, findings = read_register(book, path.as_posix(), speaks, door.today())
    if has_errors(findings):
        raise Refused(ordered(findings), "; nothing was written")
    hold_to(book, made, path, words)
    door.replace(path, content, book)
