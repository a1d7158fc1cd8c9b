"""What a procedure fills in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from ddtender.diagnostics import Location


class Parameter(Struct, frozen=True):
    """A fact that a procedure fills in.

    ``type`` is text, number or date; ``label`` is what an open blank shows; ``filled_by`` is authority or tenderer;
    ``fact`` is the key of the procedure file that holds it (otherwise ``parameters.<name>``).
    """

    name: str
    type: str
    label: str
    question: str
    filled_by: str
    location: Location
    unit: str = ""
    default: str | int | Decimal | date | None = None
    minimum: int | None = None
    maximum: int | None = None
    fact: str | None = None

    @property
    def key(self) -> str:
        """Where a procedure file gives the value."""
        return self.fact or f"parameters.{self.name}"
