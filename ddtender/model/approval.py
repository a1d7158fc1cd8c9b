"""Approvals (a reviewer's stamps) and the recorded reasons of changes."""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from ddtender.diagnostics import Location


class Approval(Struct, frozen=True):
    """A reviewer's stamp: the provision, its version and fingerprint, and the fingerprints of all it refers to.

    ``role`` and ``jurisdiction`` say in which capacity and for which law the reviewer speaks, ``valid_until`` is the
    last day on which the stamp holds, ``conditions`` are what it was given subject to. ``author`` is who had made the
    last change, as far as git knew; ``waived`` says why the author may be the reviewer.
    """

    id: str
    version: str
    fingerprint: str
    reviewer: str
    on: date
    references: dict[str, str]
    location: Location
    role: str = ""
    jurisdiction: str = ""
    valid_until: date | None = None
    conditions: tuple[str, ...] = ()
    author: str = ""
    waived: str = ""


class Change(Struct, frozen=True):
    """Why a version was made, as recorded by ``ddtender bump``."""

    version: str
    on: date
    why: str


class State(Enum):
    """The state of a provision. ``SUSPECT``: its own text is as approved, but something that it refers to is not.
    ``EXPIRED``: all is as approved, but the last day of the stamp has passed."""

    DRAFT = "draft"
    APPROVED = "approved"
    CHANGED = "changed since approval"
    SUSPECT = "suspect"
    EXPIRED = "approval has run out"
    RETIRED = "retired"
