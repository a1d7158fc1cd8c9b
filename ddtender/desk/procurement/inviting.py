"""Colleagues who come in by a link: who was invited, who came, whose link was withdrawn; all of it is on record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ddtender import workspace as door
from ddtender.desk.as_shown import until_written
from ddtender.desk.folder.on_record import ToRecord, in_words, put, refuse_unreadable
from ddtender.desk.folder.procurement_folder import refuse_other
from ddtender.procurement.report import INVITED, JOINED, UNINVITED


def invite(folder: Path, name: str, role: str, until: date, by: str, by_role: str) -> None:
    """Put on record that somebody (``name``, ``role``) may read and sign off until a day. Raises Refused, Misused,
    WorkspaceError."""
    name, role = in_words({"--name": name, "--as": role})
    _put(folder, INVITED, by, by_role, {"name": name, "as": role, "until": until.isoformat()})


def join(folder: Path, name: str, role: str) -> None:
    """Put on record that somebody has come in by the link that they were given. Raises Refused, WorkspaceError."""
    _put(folder, JOINED, name, role, {})


def withdraw(folder: Path, name: str, role: str, by: str, by_role: str) -> None:
    """Put on record that somebody's link was withdrawn. Raises Refused, WorkspaceError."""
    _put(folder, UNINVITED, by, by_role, {"name": name, "as": role})


def _put(folder: Path, what: str, by: str, role: str, said: dict[str, str]) -> None:
    refuse_other(folder)
    by, role = in_words({"--by": by, "--role": role})
    entry = ToRecord(what, door.today(), by, role, "", said)
    refuse_unreadable(entry, "; nothing was written")
    until_written(lambda: put(folder, entry))
