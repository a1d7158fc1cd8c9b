"""The contracts of a procurement as they lie in its folder: registers that are read, typed in, continued, reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.contract.extending import Extended, extended
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.evaluation.filled import (
    ReadRegister,
    kickoff,
    register_bytes_read,
    register_in,
    register_read,
    supplier_report,
)
from ddtender.desk.folder.handed_over import is_on_record
from ddtender.desk.speaking import Speaks
from ddtender.desk.unread import unread_file
from ddtender.diagnostics import has_errors, ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.places import CONTRACTS_STEP
from ddtender.words import language
from ddtender.workspace.errors import not_read
from ddtender.workspace.files import is_passed_over

if TYPE_CHECKING:
    from ddtender.contract.performance import Filled


KICKOFF = "kick-off.docx"


class ContractFolder(Struct, frozen=True):
    """A contract: the name of its folder, its files, and the register that counts ("" where there is none)."""

    name: str
    files: tuple[str, ...]
    register: str

    @property
    def calendars(self) -> tuple[str, ...]:
        return tuple(one for one in self.files if one.endswith(".ics"))


def contracts(folder: Path, speaks: Speaks = language) -> list[ContractFolder]:
    """The contracts of a procurement, by the names of their folders. Raises WorkspaceError."""
    return [_contract(place, speaks) for place in _places(folder)]


def names(folder: Path) -> list[str]:
    """The names of their folders alone. Raises WorkspaceError."""
    return [place.name for place in _places(folder)]


def _places(folder: Path) -> list[Path]:
    above = folder / CONTRACTS_STEP
    try:
        places = sorted(one for one in above.iterdir() if one.is_dir() and not one.is_symlink())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise not_read(error, above) from None
    return [place for place in places if not place.name.startswith(".")]


def _contract(place: Path, speaks: Speaks) -> ContractFolder:
    try:
        files = [one.name for one in place.iterdir() if one.is_file() and not one.is_symlink()]
    except OSError as error:
        raise not_read(error, place) from None
    names = sorted(name for name in files if not is_passed_over(name))
    registers = [
        name for name in names if name.startswith("kpi-register") and name.endswith(".xlsx") and "(" not in name
    ]
    if len(registers) > 1:
        registers = [max(registers, key=lambda name: _moves(place / name, speaks))]
    return ContractFolder(place.name, tuple(names), registers[0] if registers else "")


def _moves(path: Path, speaks: Speaks) -> tuple[int, str]:
    """How often the end was moved in a register: the one that was continued last counts."""
    try:
        read, _ = register_in(door.read_bytes(path), path.as_posix(), speaks)
    except door.WorkspaceError:
        return -1, path.name
    return (len(read.plan.history) if read else -1), path.name


def contract(folder: Path, name: str, speaks: Speaks = language) -> ContractFolder:
    """One contract. Raises Misused where there is none of this name, WorkspaceError."""
    found = next((place for place in _places(folder) if place.name == name), None)
    if found is None:
        raise Misused(f"there is no contract {name}.", "DIR")
    return _contract(found, speaks)


def register_of(folder: Path, name: str, as_of: date | None = None, speaks: Speaks = language) -> ReadRegister:
    """The register of a contract as it stands on a day; one that cannot be read says why. Raises Misused,
    WorkspaceError."""
    path = register_path(folder, name, speaks)
    try:
        return register_read(path, as_of, speaks)
    except door.WorkspaceError as error:
        return ReadRegister(None, as_of or door.today(), None, (unread_file(error, path, folder),))


def register_path(folder: Path, name: str, speaks: Speaks = language) -> Path:
    """Where the register of a contract lies. Raises Misused where it has none, WorkspaceError."""
    found = contract(folder, name, speaks)
    if not found.register:
        raise Misused(f"{name} has no register.", "DIR")
    return folder / CONTRACTS_STEP / name / found.register


def hand_in(
    folder: Path,
    name: str,
    content: bytes,
    speaks: Speaks = language,
    agree: Callable[[Filled, Filled], None] = lambda there, handed: None,
) -> None:
    """Put a register that somebody has filled in elsewhere in the place of the one it was made from. ``agree`` is given
    what stands there and what was handed in, and raises where the one must not take the place of the other. Raises
    Misused where it is another one, Refused where it has mistakes, or does not say what was handed over."""
    path = register_path(folder, name, speaks)
    before = door.read_bytes(path)
    there, _ = register_in(before, path.as_posix(), speaks)
    made, findings = register_bytes_read(content, path, door.today(), speaks)
    if made is None or has_errors(findings):
        raise Refused(ordered(findings), "; nothing was written")
    if there is None and not is_on_record(path):
        said = f"{path.name} cannot be read, so nobody can tell whether this is the same: take it away."
        raise Misused(Message(said, "messages.refusal.register_unread", file=path.name), "FILE")
    if there is not None and made.plan != there.plan:
        said = f"this register was not made from {path.name}: hand in the one that you took from here."
        raise Misused(Message(said, "messages.refusal.other_workbook", file=path.name), "FILE")
    if there is not None:
        agree(there, made)
    if content != before:
        door.replace(path, before, content)


def begin_talks(root: Path, folder: Path, name: str, speaks: Speaks = language) -> str:
    """Write the agenda of the first meeting beside the register; gives its path below the folder."""
    path = register_path(folder, name, speaks)
    door.write_outputs(path.parent, {KICKOFF: kickoff(root, path)}, False, [path])
    return f"{CONTRACTS_STEP}/{name}/{KICKOFF}"


def report(root: Path, folder: Path, name: str, as_of: date | None = None, speaks: Speaks = language) -> str:
    """Write the report for the yearly talk beside the register; gives its path below the folder. Raises Refused where
    the register has mistakes."""
    path = register_path(folder, name, speaks)
    read = register_read(path, as_of, speaks)
    if read.performance is None or has_errors(read.findings):
        raise Refused(ordered(read.findings), "; correct the register first")
    file = f"supplier-report-{read.day.year}.docx"
    door.write_outputs(path.parent, {file: supplier_report(root, read.performance, read.day)}, False, [path])
    return f"{CONTRACTS_STEP}/{name}/{file}"


def move_end(
    folder: Path,
    name: str,
    end: date | None,
    months: int | None,
    why: str,
    on: date | None,
    speaks: Speaks = language,
) -> Extended:
    """Continue the register of a contract whose end is moved, beside the old one, as `ddtender extend` does."""
    path = register_path(folder, name, speaks)
    made = extended(path, end, months, why, on, speaks)
    door.write_outputs(path.parent, made.outputs, False, [path])
    return made
