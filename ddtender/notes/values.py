"""Notes in the margin, as values."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from ddtender.words import Language

#: Who speaks in our comments; a lawyer's own have another name.
AUTHOR, INITIALS = "ddtender", "dd"

#: How every line of a note of ours begins.
LABELLED = re.compile(r"(?:(?:[^\W\d_a-z]|“)[^:\n]{1,80}: [^\n]*(?:\n|\Z))+\Z")


@cache
def ours(language: Language) -> re.Pattern[str]:
    """How a note of ours in a language begins, for those whose author somebody has taken away."""
    place = "\ue000"
    version = language.say("notes.source.with_version", source=place, version=place).split(place)[1]
    label, left_out = (re.escape(language.say(f"notes.{name}.label")) for name in ("source", "left_out"))
    version = re.escape(version.lstrip(".").rstrip())
    return re.compile(rf"{label}: [^\n]*(?:{version}\s\d|\n)|{left_out}: ")


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
