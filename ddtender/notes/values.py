"""Notes in the margin, as values."""

from __future__ import annotations

import re

from msgspec import Struct

#: Who speaks in our comments; a lawyer's own have another name.
AUTHOR, INITIALS = "ddtender", "dd"

#: How a note of ours begins, for those whose author somebody has taken away; and how every line of one does.
OURS = re.compile(r"Source: [^\n]*(?: Version \d|\n)|Left out of this document: ")
LABELLED = re.compile(r"(?:[A-Z“][^:\n]{1,80}: [^\n]*(?:\n|\Z))+\Z")


class NoteLine(Struct, frozen=True):
    """A short paragraph: what it is about, and what there is to say."""

    label: str
    text: str

    @property
    def whole(self) -> str:
        """The paragraph as a reader sees it."""
        return f"{self.label}: {self.text}"


class MarginNote(Struct, frozen=True):
    """A note on the title of a provision: the ``tag`` of its content control, the ``words`` it stands on."""

    tag: str
    words: str
    lines: tuple[NoteLine, ...]
