"""A set as it was issued: what its seal says, and whether the files are still those that were sealed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Annotated

from msgspec import Meta, MsgspecError, Struct, field, json

from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.messages import Message
from ddtender.library.places import (
    ISSUED_STEP,
    NOTICE_FILE,
    NOTICE_SHEET,
    PROCEDURE_FILE,
    RECORD_FILE,
    RELEASE_FILE,
    TEMPLATE_NAMES,
)
from ddtender.model.built import built
from ddtender.model.limits import LONGEST_CELL
from ddtender.procurement.codes import NOT_ON_RECORD, SEALED_ALTERED
from ddtender.record import RECORD_BROKEN, WRITABLE, RecordEntry

SEAL, OUTLINE = "seal.json", "outline.json"
#: What the authority has found of risks, as background to the reply form on them.
BACKGROUND = "risks-background.docx"
#: What a set has besides the outputs of a build; nothing makes these again from a commit.
NOTICE, REDLINES = "corrigendum.docx", ("tender-redline.docx", "contract-redline.docx")
#: What is sealed of the notice for publication; it is made again from the commit with the documents.
OF_NOTICE = frozenset({NOTICE_SHEET, NOTICE_FILE, RELEASE_FILE})
#: How an authority's own templates are called in a set, before the names that they have where they lie.
OWN_TEMPLATE = "template-"
BESIDE = frozenset(
    {
        PROCEDURE_FILE,
        RECORD_FILE,
        OUTLINE,
        NOTICE,
        BACKGROUND,
        *OF_NOTICE,
        *REDLINES,
        *(f"{OWN_TEMPLATE}{name}.docx" for name in TEMPLATE_NAMES),
    }
)
#: What a line of a record says has happened.
ISSUED = "issued"
#: Where answers lie that were given to all Tenderers, before their number.
ANSWERS_IN = "answers-"
#: That of a set, or of answers.
NUMBER = re.compile(r"[1-9][0-9]{0,3}")
#: How what was sealed is mended.
ALTERED_HINT = "Restore the folder as it was sealed; `ddtender issue` makes another set."
_Name = Annotated[str, Meta(pattern=r"^[^/\\\x00-\x1f]{1,200}\Z")]
_Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
_Text = Annotated[str, Meta(max_length=LONGEST_CELL, pattern=WRITABLE)]


class Seal(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a set that was issued: its ``number``, when, by whom and why; the ``facts`` as they are printed
    and the ``days`` among them, by their keys; the SHA-256 of its files by name. ``changed`` are the keys of facts and
    the ids of provisions that the set before had otherwise. ``lines`` is how many lines were on record before the one
    about this set, and ``head`` the beginning of the SHA-256 of the last of them."""

    number: Annotated[int, Meta(ge=1)]
    on: date
    by: _Text
    role: _Text
    why: _Text
    scenario: _Text
    facts: dict[str, _Text]
    days: dict[str, date] = field(default_factory=dict)
    changed: tuple[_Text, ...] = ()
    files: dict[_Name, _Sha256] = field(default_factory=dict)
    lines: Annotated[int, Meta(ge=0)] = 0
    head: Annotated[str, Meta(pattern=r"^([0-9a-f]{32})?\Z")] = ""


class IssuedSet(Struct, frozen=True):
    """A set in its folder: its number, its seal (None where there is none that can be read), the seal's bytes and the
    SHA-256 of what lies there by name ("" for what is no file)."""

    number: int
    seal: Seal | None
    written: bytes
    there: Mapping[str, str]

    @property
    def name(self) -> str:
        return f"{ISSUED_STEP}/{self.number}"


def written(seal: Seal) -> bytes:
    """The bytes of a seal."""
    return json.format(json.encode(seal), indent=2) + b"\n"


def read_seal(content: bytes | None) -> Seal | None:
    """A seal from its bytes, which may be anybody's; None where they are none."""
    try:
        return json.decode(content or b"", type=built(Seal))
    except (MsgspecError, ValueError, RecursionError):
        return None


def headline(facts: Mapping[str, str]) -> str:
    """Which procurement a document is about, by its facts as they are printed."""
    return ", ".join(facts[key] for key in ("title", "reference", "authority.name") if key in facts)


def numbers(names: list[str]) -> list[int]:
    """The numbers of sets among the names in the folder of those that were issued, in order."""
    return sorted(int(name) for name in names if NUMBER.fullmatch(name))


def altered(one: IssuedSet) -> Iterator[Diagnostic]:
    """How a set differs from what was sealed."""
    place = Location(f"{one.name}/{SEAL}")
    if one.seal is None or one.seal.number != one.number:
        why = "there is no seal that can be read" if one.seal is None else f"its seal is that of set {one.seal.number}"
        said = f"{one.name} is not a set as it was issued: {why}"
        key = "messages.sealed_altered.no_seal" if one.seal is None else "messages.sealed_altered.other_seal"
        yield Diagnostic(SEALED_ALTERED, place, Message(said, key, number=one.number), ALTERED_HINT)
        return
    for name in sorted({*one.seal.files, *one.there} - {SEAL}):
        expected, found = one.seal.files.get(name), one.there.get(name)
        if expected != found:
            what = "is missing" if found is None else "was put there" if expected is None else "was altered"
            key = f"messages.sealed_altered.{what.rpartition(' ')[2]}"
            message = Message(f"{one.name}/{name} {what} since it was sealed", key, file=f"{one.name}/{name}")
            yield Diagnostic(SEALED_ALTERED, Location(f"{one.name}/{name}"), message, ALTERED_HINT)


def on_record(sets: Iterable[IssuedSet], entries: Iterable[RecordEntry]) -> Iterator[Diagnostic]:
    """How the record and the sets differ: each set has its line, and each seal says how the record was before it."""
    entries = tuple(entries)
    listed = {entry.said.get("number"): entry for entry in entries if entry.what == ISSUED}
    for one in sets:
        yield from _cut(one, entries)
        entry = listed.pop(str(one.number), None)
        if entry is None:
            message = Message(f"{one.name} is not on record", "messages.not_on_record", number=one.number)
            hint = "The command that issued it was stopped; the next `ddtender issue` puts it on record."
            yield Diagnostic(NOT_ON_RECORD, Location(f"{one.name}/{SEAL}"), message, hint)
        elif entry.said.get("seal") != sha256(one.written).hexdigest():
            said = f"{one.name} has another seal than the one on record"
            message = Message(said, "messages.sealed_altered.other_seal", number=one.number)
            yield Diagnostic(SEALED_ALTERED, Location(f"{one.name}/{SEAL}"), message, ALTERED_HINT)
    for number, entry in listed.items():
        said = f"set {number} is on record, and {ISSUED_STEP}/{number} is not there"
        message = Message(said, "messages.sealed_altered.gone", number=str(number))
        place = Location(f"{ISSUED_STEP}/{number}") if NUMBER.fullmatch(number or "") else entry.location
        yield Diagnostic(SEALED_ALTERED, place, message, ALTERED_HINT)


def _cut(one: IssuedSet, entries: Sequence[RecordEntry]) -> Iterator[Diagnostic]:
    """Whether the record lacks lines that it had when a set was sealed, or has others: the last ones are followed by
    none that would miss them."""
    if one.seal is None or not one.seal.lines:
        return
    lines, place = one.seal.lines, Location(f"{one.name}/{SEAL}")
    if len(entries) < lines:
        said = f"{lines} lines were on record when {one.name} was sealed, and {len(entries)} can be read"
        places = {"lines": lines, "number": one.number, "found": len(entries)}
        message = Message(said, "messages.record_broken.fewer", **places)
    elif entries[lines - 1].digest != one.seal.head:
        said = f"line {lines} of the record is not the one that stood there when {one.name} was sealed"
        message = Message(said, "messages.record_broken.other", line=lines, number=one.number)
    else:
        return
    yield Diagnostic(RECORD_BROKEN, place, message, "Restore the record as it was, from a backup.")
