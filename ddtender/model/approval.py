"""Approvals (a reviewer's stamps) and the recorded reasons of changes."""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from ddtender.diagnostics import Location


class Approval(Struct, frozen=True):
    """A reviewer's stamp: the provision, its version and fingerprint, and the fingerprints of all it refers to."""

    id: str
    version: str
    fingerprint: str
    reviewer: str
    on: date
    references: dict[str, str]
    location: Location


class Change(Struct, frozen=True):
    """Why a version was made, as recorded by ``ddtender bump``."""

    version: str
    on: date
    why: str


class State(Enum):
    """The state of a provision. ``SUSPECT``: its own text is as approved, but something that it refers to is not."""

    DRAFT = "draft"
    APPROVED = "approved"
    CHANGED = "changed since approval"
    SUSPECT = "suspect"
    RETIRED = "retired"
