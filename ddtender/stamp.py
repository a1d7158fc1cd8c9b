"""What a document carries beyond its sources."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Stamp(Struct, frozen=True):
    """Whether a document is final, the moment that its files carry, and the commit that it comes from.

    ``dirty``: its sources were not all those of that commit; ``notes``: drafting notes are wanted in its margin.
    """

    final: bool
    moment: datetime
    commit: str | None = None
    dirty: bool = False
    notes: bool = True

    @property
    def annotated(self) -> bool:
        """Whether the document has drafting notes; a final one never has."""
        return self.notes and not self.final
