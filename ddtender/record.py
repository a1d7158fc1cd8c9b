"""The record of a procurement: what was decided, when, by whom, in which role and why. Lines are only ever added.

``record.jsonl`` in the folder of a procurement, beside its ``procedure.yaml``; ``NAME.record.jsonl`` beside a procedure
file of another name (``library.places.record_of``). Each line is a JSON object of texts: ``what`` has happened, ``on``
which day, ``by`` whom in which ``role``, ``why``, what else there is to say of it, and ``follows``, the beginning of
the SHA-256 of the line before it, so that a line which was taken out or altered is missed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.diagnostics.messages import Message
from ddtender.library.source import decode
from ddtender.model import Decision

RECORD_BROKEN = Code(
    "record-broken",
    Topic.HISTORY,
    Severity.ERROR,
    "The record of a procurement is not as it was written.",
    why="Lines are only ever added to it. Where one is missing, altered or in another place, nobody can rely on what "
    "it says of who decided what.",
    mend="Restore the file as it was, from a backup or from git. Of two copies that went on apart, keep one and enter "
    "the other's decisions again with `ddtender decide`.",
)

DECIDED = "decided"
#: Every line has these, in this order; what else it says stands between ``why`` and ``follows``.
_ALWAYS = ("what", "on", "by", "role", "why")
_FOLLOWS = "follows"
#: A text that a Word document can hold (XML 1.0, 2.2); a record may have come from anybody.
WRITABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]*\Z"
_WRITABLE = re.compile(WRITABLE)
#: Hexadecimal digits of ``follows`` (128 bits).
_LENGTH = 32
_DECISION = ("about", "question", "asked", "of", "answer")
_HINT = "Restore the file as it was; lines are only ever added to it, by ddtender."


class RecordEntry(Struct, frozen=True):
    """A line of a record; ``said`` is what it says beside the rest, by name; ``digest`` is the beginning of the SHA-256
    of the line, by which the next one follows it."""

    what: str
    on: date
    by: str
    role: str
    why: str
    said: Mapping[str, str]
    location: Location
    digest: str = ""


def read_record(path: str, content: bytes) -> tuple[tuple[RecordEntry, ...], list[Diagnostic]]:
    """The entries of a record, the oldest first, up to the first line that cannot be one; and what is wrong with it."""
    source, findings = decode(path, content)
    if source is None:
        return (), findings
    entries: list[RecordEntry] = []
    before = ""
    for number, line in enumerate(source.text.removesuffix("\n").split("\n") if source.text else (), start=1):
        place = Location(path, number)
        read = _read(line)
        if read is None:
            message = Message(f"line {number} is no entry of a record", "messages.record_broken.no_entry", line=number)
            findings.append(Diagnostic(RECORD_BROKEN, place, message, _HINT))
            break
        if read.pop(_FOLLOWS) != before:
            after = f"does not follow line {number - 1}" if entries else "is not the first one"
            said = f"line {number} {after}: a line was taken out, altered or put elsewhere"
            message = Message(said, "messages.record_broken.follows", line=number)
            findings.append(Diagnostic(RECORD_BROKEN, place, message, _HINT))
            break
        what, on, by, role, why = (read.pop(name) for name in _ALWAYS)
        before = _digest(line)
        entries.append(RecordEntry(what, date.fromisoformat(on), by, role, why, read, place, before))
    return tuple(entries), findings


def _read(line: str) -> dict[str, str] | None:
    try:
        read = json.loads(line, object_pairs_hook=_once)
        if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
            return None
        if not all(map(_WRITABLE.match, read.values())):
            return None
        date.fromisoformat(read["on"])
    except (ValueError, KeyError, RecursionError):
        return None
    return read if {*_ALWAYS, _FOLLOWS} <= read.keys() else None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object, each of whose keys stands there once."""
    if len(pairs) != len(dict(pairs)):
        raise ValueError
    return dict(pairs)


def line(what: str, on: date, by: str, role: str, why: str, said: Mapping[str, str], before: bytes) -> bytes:
    """A line to be added to a record that is ``before`` now, whose last line may lack its end."""
    *_, last = before.decode().removesuffix("\n").split("\n")
    entry = dict(zip(_ALWAYS, (what, on.isoformat(), by, role, why), strict=True))
    written = {**entry, **said, _FOLLOWS: _digest(last.removesuffix("\r")) if last else ""}
    ended = b"" if not before or before.endswith(b"\n") else b"\n"
    return ended + json.dumps(written, ensure_ascii=False).encode() + b"\n"


def _digest(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()[:_LENGTH]


def decision_line(decision: Decision, before: bytes) -> bytes:
    """The line that puts a decision on a record that is ``before`` now."""
    said = {name: getattr(decision, name) for name in _DECISION} | {"version": decision.version}
    return line(DECIDED, decision.on, decision.by, decision.role, decision.why, said, before)


def decisions_of(entries: Iterable[RecordEntry]) -> tuple[Decision, ...]:
    """What was decided, the oldest first."""
    return tuple(
        Decision(
            **{name: one.said[name] for name in _DECISION},
            by=one.by,
            role=one.role,
            on=one.on,
            why=one.why,
            location=one.location,
            version=one.said.get("version", ""),
        )
        for one in entries
        if one.what == DECIDED and all(name in one.said for name in _DECISION)
    )
