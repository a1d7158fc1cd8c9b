"""The source of translations: a file of the library as a translator sees it, whatever the language."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from msgspec import Struct

from ddtender.library.digest import digest
from ddtender.library.languages.asides import aside_slots
from ddtender.library.languages.kinds import Translatable
from ddtender.library.languages.plans import Slot, slots_of
from ddtender.library.source import SourceText
from ddtender.library.yaml_document import YamlDocument
from ddtender.library.yaml_reader import read_yaml


class TranslationSource(Struct, frozen=True, dict=True):
    """What is translated: a file of the library, and what it is to a translator."""

    kind: Translatable
    text: SourceText

    @property
    def path(self) -> str:
        return self.text.path

    @cached_property
    def written(self) -> YamlDocument:
        """Its front matter, or all of it where it has no body."""
        return read_yaml(self.text, *front(self.text))[0]

    @property
    def _keys(self) -> dict[str, Any]:
        value = self.written.value
        return value if isinstance(value, dict) else {}

    @cached_property
    def slots(self) -> list[Slot]:
        """Every text of the front matter, or of the whole file, that is to be translated."""
        written = self.written.value
        return [*slots_of(self.kind.form, written), *aside_slots(self.kind.form, written)]

    @cached_property
    def body(self) -> str:
        """The text below the front matter; nothing where the file has none."""
        return body_of(self.text)

    @property
    def id(self) -> str:
        """The id of what is translated."""
        written = self._keys.get("id")
        return self.kind.id or (written if isinstance(written, str) else "")

    @property
    def version(self) -> str:
        return str(self._keys.get("version", ""))

    @property
    def is_wanted(self) -> bool:
        """Whether it is still in use."""
        return not self._keys.get("retired")

    @cached_property
    def fingerprint(self) -> str:
        """Of all that has to be translated, and of nothing else."""
        return digest_of(self.slots, plain(self.body))


def front(text: SourceText) -> tuple[int, int | None]:
    """The lines of a source that are YAML, the last one excluded: its front matter, if it has a body."""
    if not text.path.endswith(".md"):
        return 0, None
    end = text.text.find("\n---", 3)
    return 1, text.text.count("\n", 0, end + 1) if end >= 0 else None


def body_of(text: SourceText | None) -> str:
    """The text below the front matter of a source; nothing where it has none."""
    if text is None or not text.path.endswith(".md"):
        return ""
    end = text.text.find("\n---", 3)
    return text.text[text.text.find("\n", end + 1) + 1 :].strip("\n") if end >= 0 else ""


def digest_of(slots: list[Slot], body: str) -> str:
    """The fingerprint of words: of texts by their places, and of a body as ``plain`` gives it."""
    told = (slot for slot in slots if slot.texts and not slot.is_aside)
    said = [[".".join(map(str, slot.target)), *(" ".join(text.split()) for text in slot.texts)] for slot in told]
    return f"sha256:{digest([said, body])}"


def plain(body: str) -> str:
    """A body without differences of line ends and indentation; paragraphs stay apart."""
    return "\n\n".join(" ".join(piece.split()) for piece in re.split(r"\n\s*\n", body))
