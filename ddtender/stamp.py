"""What a document carries beyond its sources."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Stamp(Struct, frozen=True):
    """Whether a document is final, the moment that its files carry, and the commit that it comes from.

    ``dirty``: its sources were not all those of that commit; ``notes``: drafting notes are wanted in its margin;
    ``release``: the tag of the release whose library and templates it was made with, empty if of none or not asked.
    """

    final: bool
    moment: datetime
    commit: str | None = None
    dirty: bool = False
    notes: bool = True
    release: str = ""

    @property
    def annotated(self) -> bool:
        """Whether the document has drafting notes; a final one never has."""
        return self.notes and not self.final

    @property
    def mark(self) -> str:
        """What stands on every page: the key of a phrase, or nothing."""
        if not self.final:
            return "layout.mark.draft"
        return "" if self.release else "layout.mark.no_release"
