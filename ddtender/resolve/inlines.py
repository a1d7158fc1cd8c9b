"""Text that is resolved: inlines, paragraphs and lists, and the plain text that they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, Union

from msgspec import Struct

from ddtender.model import (
    Emphasis,
    FactValue,
    Kind,
    LineBreak,
    Link,
    Strong,
    Text,
)


class ResolvedReference(Struct, frozen=True):
    """A reference with its target's number; ``words`` is what stands before the number ("award criterion "), ``cited``
    the number as documents show it ("A1").

    For a definition ``number`` is None, ``cited`` is empty and ``words`` is the term.
    """

    target: str
    kind: Kind
    number: int | None
    title: str
    bookmark: str
    words: str
    cited: str

    def shown_in(self, document: str) -> str:
        """What ``document`` prints for it: one to the other document has the title behind it."""
        shown = f"{self.words}{self.cited}"
        return shown if self.number is None or self.kind.document == document else f"{shown} ({self.title})"


class ResolvedBlank(Struct, frozen=True):
    """A blank: its ``value`` as text if it has one, otherwise a place to fill in that shows ``label``."""

    name: str
    label: str
    text: str | None
    value: FactValue | None = None

    @property
    def shown(self) -> str:
        """What documents print for it: an open one its label in square brackets."""
        return f"[{self.label}]" if self.text is None else self.text


_Leaf = Text | LineBreak | ResolvedReference | ResolvedBlank
ResolvedInline: TypeAlias = Union[_Leaf, "Strong[ResolvedInline]", "Emphasis[ResolvedInline]", "Link[ResolvedInline]"]
Inlines = tuple[ResolvedInline, ...]


class ResolvedParagraph(Struct, frozen=True):
    inlines: Inlines


class ResolvedList(Struct, frozen=True):
    ordered: bool
    items: tuple[tuple[ResolvedBlock, ...], ...]


ResolvedBlock = ResolvedParagraph | ResolvedList


def plain(inlines: Iterable[ResolvedInline]) -> str:
    """Inlines as text: references with their numbers, open blanks as their label in square brackets."""
    return "".join(_plain_one(inline) for inline in inlines)


def _plain_one(inline: ResolvedInline) -> str:
    if isinstance(inline, Text):
        return inline.text
    if isinstance(inline, LineBreak):
        return "\n"
    if isinstance(inline, ResolvedReference):
        return inline.words + inline.cited
    if isinstance(inline, ResolvedBlank):
        return inline.shown
    return plain(inline.children)


def plain_blocks(blocks: Iterable[ResolvedBlock]) -> list[str]:
    """The paragraphs below ``blocks`` as text, in reading order, without list marks."""
    return [plain(paragraph.inlines) for paragraph in paragraphs_in(blocks)]


def paragraphs_in(blocks: Iterable[ResolvedBlock]) -> Iterator[ResolvedParagraph]:
    """The paragraphs below ``blocks``, in reading order."""
    for block in blocks:
        if isinstance(block, ResolvedParagraph):
            yield block
        else:
            for item in block.items:
                yield from paragraphs_in(item)


def blanks_in(inlines: Inlines) -> Iterator[ResolvedBlank]:
    """The blanks of a text, filled or open, as often as they stand there."""
    for inline in inlines:
        if isinstance(inline, ResolvedBlank):
            yield inline
        elif isinstance(inline, Strong | Emphasis | Link):
            yield from blanks_in(inline.children)
