"""The folder of one procurement as it lies there: whether it is one, the sets that were issued, and its record."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.formats import plain
from ddtender.diagnostics.messages import Message
from ddtender.library.places import DRAFT_STEP, ISSUED_STEP, PROCEDURE_FILE, RECORD_FILE
from ddtender.workspace.disk import from_here
from ddtender.workspace.files import is_litter
from ddtender.workspace.keeping import MANIFEST

if TYPE_CHECKING:
    from ddtender.procurement.sealed import IssuedSet
    from ddtender.record import RecordEntry

_RECORD_HINT = "Take it from a backup: nothing goes on record, and nothing that stands there is known, until then."


def refuse_other(folder: Path) -> None:
    """Raises Misused where a folder is not that of a procurement."""
    path = folder / PROCEDURE_FILE
    if door.procurement_of(path) is None or not os.path.lexists(path):  # what cannot be read is told as that
        said = (
            f"{folder} is not the folder of a procurement: it has no {PROCEDURE_FILE}, or none of the folders beside "
            "it that `ddtender new` makes."
        )
        raise Misused(Message(said, "messages.refusal.no_procurement", name=folder.name), "DIR")


def issued_sets(folder: Path) -> tuple[IssuedSet, ...]:
    """The sets that were issued, in order, without what file managers leave there. Raises WorkspaceError."""
    from ddtender.procurement.sealed import SEAL, IssuedSet, numbers, read_seal

    above = folder / ISSUED_STEP
    sets = []
    for number in numbers(_folders_in(above)):
        place = above / str(number)
        files, links = _read_in(place), door.links_in(place)
        names = [name for name in door.names_below(place) if not is_litter(name)]
        there = {name: "" if name in links else _sha256(files.get(name)) for name in names}
        written = b"" if SEAL in links else files.get(SEAL, b"")
        sets.append(IssuedSet(number, read_seal(written), written, there))
    return tuple(sets)


def _read_in(place: Path) -> dict[str, bytes]:
    """The files of a set by name, without those that cannot be read: they are not as they were sealed."""
    found: dict[str, bytes] = {}
    for name in door.names_in(place):
        with suppress(door.WorkspaceError):
            found |= {name: door.read_bytes(place / name)} if os.path.isfile(place / name) else {}
    return found


def _folders_in(above: Path) -> list[str]:
    """The names of the folders in a folder; none where there is no such folder. Raises WorkspaceError."""
    return [name for name in door.names_in(above) if os.path.isdir(above / name)] if os.path.isdir(above) else []


def last_issued(folder: Path) -> Path | None:
    """The folder of the set that was issued last, without a look at what lies there; None where nothing was issued.
    Raises WorkspaceError."""
    from ddtender.procurement.sealed import numbers

    above = folder / ISSUED_STEP
    issued = numbers(_folders_in(above))
    return above / str(issued[-1]) if issued else None


def drafted_scenario(folder: Path) -> str | None:
    """The scenario in which the draft of a procurement was made; None where there is none, or nobody can read it."""
    from ddtender.desk.folder.manifests import NoManifest, read_manifest

    try:
        return read_manifest(door.read_bytes(folder / DRAFT_STEP / MANIFEST))["scenario"]
    except (NoManifest, door.WorkspaceError):
        return None


def is_drafted_final(folder: Path) -> bool:
    """Whether what lies in the folder of the draft was made as final documents."""
    from ddtender.desk.folder.manifests import NoManifest, read_manifest

    try:
        return read_manifest(door.read_bytes(folder / DRAFT_STEP / MANIFEST))["final"]
    except (NoManifest, door.WorkspaceError):
        return False


def tag_of_sets(folder: Path, sets: Sequence[IssuedSet]) -> str:
    """The authentic language in which the last of the sets was issued, which nobody has altered; the library's own
    where there is no set, or its manifest says nothing of languages."""
    from ddtender.desk.folder.manifests import NoManifest, read_manifest, tag_in
    from ddtender.words import SOURCE

    try:
        manifest = read_manifest(door.read_bytes(folder / sets[-1].name / MANIFEST)) if sets else {}
    except (NoManifest, door.WorkspaceError):
        return SOURCE
    return tag_in(manifest)


def record_of_folder(folder: Path) -> tuple[tuple[RecordEntry, ...], list[Diagnostic]]:
    """What is on record of a procurement, and what is wrong with it."""
    from ddtender.record import RECORD_BROKEN, read_record

    path = folder / RECORD_FILE
    try:
        content = door.read_record(path)
    except door.WorkspaceError as error:
        return (), [Diagnostic(RECORD_BROKEN, Location(from_here(path)), plain(str(error)), _RECORD_HINT)]
    return read_record(from_here(path), content)


def kept(folder: Path, sets: Sequence[IssuedSet], entries: Sequence[RecordEntry]) -> list[Diagnostic]:
    """Whatever was issued or answered and is not as the record and the seals say. Whoever goes on from what was issued
    asks this first: a set and its seal can be written anew together, and only the record's line knows it."""
    from ddtender.procurement.sealed import altered, on_record

    found = [finding for one in sets for finding in altered(one)]
    found += on_record(sets, entries)
    found += answers_altered(folder, entries)
    return [*found, *put_beside(folder, entries)]


def facts_changed(folder: Path, last: IssuedSet) -> dict[str, tuple[str | None, str | None]] | None:
    """What the procedure file says otherwise of what was published than the one that was sealed in ``last``, by key:
    what it was, and what it is. None where either cannot be read. Who has won, when that was decided and when the
    contract begins is not published, nor is a comment."""
    from ddtender.library.loader import load_procedure
    from ddtender.procurement.changes import published

    path, content = folder / last.name / PROCEDURE_FILE, door.read_bytes(folder / PROCEDURE_FILE)
    if last.seal is not None and last.seal.files.get(PROCEDURE_FILE) == _sha256(content):
        return {}
    sealed = door.read_bytes(path) if path.is_file() else b""
    before, now = (load_procedure(PROCEDURE_FILE, one)[0] for one in (sealed, content))
    if before is None or now is None or not sealed:
        return None
    was, is_ = published(before), published(now)
    return {key: (was.get(key), is_.get(key)) for key in {**was, **is_} if was.get(key) != is_.get(key)}


def answers_altered(folder: Path, entries: Iterable[RecordEntry]) -> list[Diagnostic]:
    """How the documents of answers that are on record differ from what lies there."""
    from ddtender.procurement.codes import SEALED_ALTERED
    from ddtender.procurement.report import ANSWERED
    from ddtender.procurement.sealed import ALTERED_HINT, ANSWERS_IN, NUMBER

    found = []
    for entry in entries:
        if entry.what != ANSWERED:
            continue
        number = entry.said.get("number", "")
        if not NUMBER.fullmatch(number):  # the record may be anybody's, and a number is part of a path
            message = "the line on answers that were given has no number of theirs"
            found.append(Diagnostic(SEALED_ALTERED, entry.location, message, ALTERED_HINT))
            continue
        name = f"{ISSUED_STEP}/{ANSWERS_IN}{number}"
        place = folder / name
        there = door.read_folder(place) if place.is_dir() and not door.links_in(place) else {}
        there = {name: content for name, content in there.items() if not is_litter(name)}
        if [_sha256(content) for content in there.values()] != [entry.said.get("sha256")]:
            message = f"{name} is not as it was given to all Tenderers"
            found.append(Diagnostic(SEALED_ALTERED, Location(name), message, ALTERED_HINT))
    return found


def put_beside(folder: Path, entries: Iterable[RecordEntry]) -> list[Diagnostic]:
    """What lies beside the sets that were issued, and is neither one of them nor answers that are on record."""
    from ddtender.procurement.codes import NOT_ON_RECORD, SEALED_ALTERED
    from ddtender.procurement.report import ANSWERED
    from ddtender.procurement.sealed import ANSWERS_IN, NUMBER

    above = folder / ISSUED_STEP
    names = door.names_in(above) if above.is_dir() else []
    given = {f"{ANSWERS_IN}{entry.said.get('number', '')}" for entry in entries if entry.what == ANSWERED}
    found = []
    for name in names:
        if is_litter(name) or name in given or name.startswith("."):
            continue
        shown, is_link = f"{ISSUED_STEP}/{plain(name)}", (above / name).is_symlink()
        if name.startswith(ANSWERS_IN) and NUMBER.fullmatch(name.removeprefix(ANSWERS_IN)) and not is_link:
            hint = "The command that gave them was stopped: run it again. If there was none, move the folder elsewhere."
            found.append(Diagnostic(NOT_ON_RECORD, Location(shown), f"{shown} is not on record", hint))
        elif is_link or not NUMBER.fullmatch(name) or not (above / name).is_dir():
            what = "is a link, and not what was issued" if is_link else "was put there, and is nothing that was issued"
            hint = "Move it elsewhere; whoever looks here takes it for what was published."
            found.append(Diagnostic(SEALED_ALTERED, Location(shown), f"{shown} {what}", hint))
    return found


def _sha256(content: bytes | None) -> str:
    from ddtender.manifest import sha256

    return "" if content is None else sha256(content)
