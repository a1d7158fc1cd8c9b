"""Clause text as a tree: blocks of inlines. Nothing else can stand in a provision, so nothing can be lost in Word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeAlias, TypeVar, Union

from msgspec import Struct

from ddtender.diagnostics import Location

#: What stands in an inline with children: ``Inline``, or what that has been resolved to.
Child = TypeVar("Child", covariant=True)


class Text(Struct, frozen=True):
    """A run of plain text on one source line.

    ``is_as_written``: its letters stand on this line one after the other, so that each of them has a place of its own.
    Where YAML spells it otherwise on several lines, or where it is part of a larger value, the place is all there is.
    """

    text: str
    location: Location
    is_as_written: bool = True


class Strong(Struct, Generic[Child], frozen=True):
    children: tuple[Child, ...]
    location: Location


class Emphasis(Struct, Generic[Child], frozen=True):
    children: tuple[Child, ...]
    location: Location


class LineBreak(Struct, frozen=True):
    """A hard line break (CommonMark 6.7)."""

    location: Location


class Link(Struct, Generic[Child], frozen=True):
    """A link to the web or to a mail address; ``url`` is absolute."""

    children: tuple[Child, ...]
    url: str
    location: Location


class Reference(Struct, frozen=True):
    """``[](#id)``: stands for "award criterion 2" or whatever the number turns out to be.

    In a translation it may have ``words`` for the kind, as in ``[des Zuschlagskriteriums](#id)``.
    """

    target: str
    location: Location
    words: str = ""


class Blank(Struct, frozen=True):
    """``{{ name }}``: the value of a parameter, or a place to fill in."""

    name: str
    location: Location


_Leaf = Text | LineBreak | Reference | Blank
#: In quotes: a type that its own definition names.
Inline: TypeAlias = Union[_Leaf, "Strong[Inline]", "Emphasis[Inline]", "Link[Inline]"]
_WITH_CHILDREN = (Strong, Emphasis, Link)


class Paragraph(Struct, frozen=True):
    inlines: tuple[Inline, ...]
    location: Location


class ListItem(Struct, frozen=True):
    blocks: tuple[Block, ...]
    location: Location


class ListBlock(Struct, frozen=True):
    ordered: bool
    items: tuple[ListItem, ...]
    location: Location


Block = Paragraph | ListBlock


def walk_inlines(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, parents before their children, in reading order."""
    for inline in inlines:
        yield inline
        if isinstance(inline, _WITH_CHILDREN):
            yield from walk_inlines(inline.children)


def blocks_of_inlines(blocks: Iterable[Block]) -> Iterator[tuple[Inline, ...]]:
    """The inlines of every paragraph below ``blocks``, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.inlines
        else:
            for item in block.items:
                yield from blocks_of_inlines(item.blocks)


def as_written(blocks: Iterable[Block]) -> str:
    """The text of blocks as one line of its Markdown source without emphasis, so that a quotation of it is found."""
    pieces = []
    for inlines in blocks_of_inlines(blocks):
        for inline in walk_inlines(inlines):
            if isinstance(inline, Text):
                pieces.append(inline.text)
            elif isinstance(inline, Blank):
                pieces.append(f"{{{{ {inline.name} }}}}")
            elif isinstance(inline, Reference):
                pieces.append(f"[](#{inline.target})")
        pieces.append(" ")
    return normalised("".join(pieces))


def normalised(text: str) -> str:
    """``text`` without differences of case, line ends and spacing of blanks."""
    if "{{" in text:
        text = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"{{ \1 }}", text)
    return " ".join(text.split()).casefold()


#: Stands in ``Prose.text`` for a reference or a blank, so that a rule cannot match across one by accident.
OBJECT = "\ufffc"


class Prose(Struct, frozen=True):
    """One paragraph as flat text, for rules about wording.

    References and blanks are ``OBJECT``; ``locate`` turns an offset in ``text`` back into a place in the source.
    """

    text: str
    references: tuple[Reference, ...]
    blanks: tuple[Blank, ...]
    _parts: tuple[tuple[int, Inline], ...]

    @classmethod
    def of(cls, inlines: Sequence[Inline]) -> Prose:
        if len(inlines) == 1 and isinstance(inlines[0], Text):  # as most paragraphs are
            return cls(inlines[0].text, (), (), ((0, inlines[0]),))
        leaves = [inline for inline in walk_inlines(inlines) if not isinstance(inline, _WITH_CHILDREN)]
        texts = [
            leaf.text if isinstance(leaf, Text) else "\n" if isinstance(leaf, LineBreak) else OBJECT for leaf in leaves
        ]
        return cls(
            "".join(texts),
            tuple(leaf for leaf in leaves if isinstance(leaf, Reference)),
            tuple(leaf for leaf in leaves if isinstance(leaf, Blank)),
            tuple(zip(accumulate(map(len, texts), initial=0), leaves, strict=False)),
        )

    def placed_blanks(self) -> Iterator[tuple[int, Blank]]:
        """Every blank with its offset in ``text``."""
        return ((start, leaf) for start, leaf in self._parts if isinstance(leaf, Blank))

    def locate(self, offset: int) -> Location:
        """The source place of the character at ``offset``, or of the text that it is in."""
        found = self._parts[0]
        for start, leaf in self._parts:
            if start > offset:
                break
            found = (start, leaf)
        start, leaf = found
        place = leaf.location
        further = offset - start if isinstance(leaf, Text) and leaf.is_as_written else 0
        return Location(place.path, place.line, place.column + further)


def any_of(pieces: Iterable[str], text: str) -> bool:
    """Whether any of ``pieces`` stands in ``text``."""
    for piece in pieces:  # noqa: SIM110  # with any() it takes twice as long
        if piece in text:
            return True
    return False
