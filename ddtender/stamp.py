"""What a document carries beyond its sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """Whether a document is final, the moment that its files carry, and the commit that it comes from.

    ``dirty``: its sources were not all those of that commit.
    """

    final: bool
    moment: datetime
    commit: str | None = None
    dirty: bool = False
