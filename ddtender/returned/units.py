"""A provision's Markdown, character by character, each with its place in the source: what a reader sees, and where it
was written.

A reference or a blank is one unit. The end of a paragraph is one, too, and carries the style that the paragraph has in
Word. Two texts with the same units are the same provision, however their lines are broken.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from ddtender.library.inlines import BLANK, closing
from ddtender.library.markdown import tokenize
from ddtender.library.source import SourceText
from ddtender.model import Kind
from ddtender.returned.values import MARK

#: What ends a line for a reader.
ENDS = (MARK, "\n")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
LINK_END = re.compile(
    r"""\]\(\s*(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)"""
)


class Unit(NamedTuple):
    """``start`` and ``end`` are offsets in the source. ``what`` is "" for a character, "ref id" or "blank name" for
    what is computed, the style for the end of a paragraph; ``link`` is the address behind it."""

    text: str
    start: int
    end: int
    strong: bool = False
    emphasis: bool = False
    what: str = ""
    link: str = ""

    @property
    def meaning(self) -> tuple[str, bool, bool, str, str]:
        """What a reader sees of it; the format of a space cannot be seen."""
        blank = self.text.isspace()
        return self.text, self.strong and not blank, self.emphasis and not blank, self.what, self.link


class Lead(NamedTuple):
    """How a paragraph stands in the source: what a new one of its kind begins with after a line end."""

    style: str
    lead: str


class Untraceable(Exception):
    """The source of a text cannot be followed character by character; the message says where."""


class Traced(NamedTuple):
    """All units of a body, and the block of every paragraph in it."""

    units: tuple[Unit, ...]
    blocks: tuple[Lead, ...]


def trace(text: str, kind: Kind) -> Traced:
    """The body of a provision's file as units. Raises Untraceable."""
    source = SourceText("", text)
    _, tokens, _ = tokenize(source)
    tracer = _Tracer(source, kind)
    tracer.blocks_of(tokens, ())
    return Traced(_with_gaps(tracer.paragraphs), tuple(tracer.blocks))


def _with_gaps(paragraphs: Sequence[tuple[list[Unit], str]]) -> tuple[Unit, ...]:
    """All units in a row; a paragraph's end reaches to the first character of the next one."""
    units: list[Unit] = []
    for n, (inner, style) in enumerate(paragraphs):
        units += inner
        end = inner[-1].end if inner else 0
        following = next((later[0].start for later, _ in paragraphs[n + 1 :] if later), end)
        units.append(Unit(MARK, end, following, what=style))
    return tuple(units)


class _Tracer:
    def __init__(self, source: SourceText, kind: Kind) -> None:
        self.source, self.kind = source, kind
        self.paragraphs: list[tuple[list[Unit], str]] = []
        self.blocks: list[Lead] = []

    def blocks_of(self, tokens: Sequence[Token], lists: tuple[tuple[bool, str], ...], first: bool = False) -> None:
        """``lists`` are the lists around, outermost first: whether numbered, and what an item begins with; ``first``
        says that the next paragraph is the first of its item."""
        i = 0
        while i < len(tokens):
            token, end = tokens[i], closing(tokens, i)
            inner = tokens[i + 1 : end]
            if token.type == "paragraph_open":
                self._paragraph(inner[0], lists, first)
            elif token.type == "list_item_open":
                ordered = bool(token.info)
                self.blocks_of(inner, (*lists, (ordered, self._marker(token))), True)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self.blocks_of(inner, lists)
            else:
                raise Untraceable(f"line {(token.map or [0])[0] + 1} is of a kind that cannot be followed")
            first = first and token.type != "paragraph_open"
            i = end + 1

    def _marker(self, token: Token) -> str:
        """The indentation and mark of a list item, as they are written."""
        line = self._line((token.map or [0])[0])
        found = re.match(r"\s*(?:(?:\d+[.)]|[-+*])\s+)+", line)
        lead = found.group() if found else f"{token.info}{token.markup} "
        inner = re.search(r"(?:\d+[.)]|[-+*])\s+\Z", lead)
        return " " * (inner.start() if inner else 0) + (inner.group() if inner else lead)

    def _line(self, line: int) -> str:
        return self.source.text[self.source.offset(line, 0) : self.source.offset(line + 1, 0)].rstrip("\n")

    def _paragraph(self, token: Token, lists: tuple[tuple[bool, str], ...], first: bool) -> None:
        style = style_of(self.kind, tuple(ordered for ordered, _ in lists), first)
        inside = lists[-1][1] if lists else ""
        self.blocks.append(Lead(style, inside if first else " " * len(inside)))
        self.paragraphs.append((_Inlines(token, self._offsets(token)).units(), style))

    def _offsets(self, token: Token) -> list[int]:
        """For every character of a paragraph's content its offset in the source, and one for its end."""
        offsets: list[int] = []
        start = (token.map or [0, 1])[0]
        for n, part in enumerate(token.content.split("\n")):
            line = self._line(start + n)
            if not line.endswith(part):
                line = line.rstrip()
            if not line.endswith(part):
                raise Untraceable(f"line {start + n + 1} cannot be followed")
            at = self.source.offset(start + n, 0) + len(line) - len(part)
            offsets += range(at, at + len(part) + 1)
        return offsets


def style_of(kind: Kind, lists: tuple[bool, ...], first: bool) -> str:
    """The style that a paragraph has in Word (see render/blocks.py), by the lists around it."""
    if not lists:
        return "Definition" if kind is Kind.DEFINITION else "Provision Paragraph"
    if not first:
        return "Provision Continued"
    depth = min(len(lists), 2) - 1
    return (("Provision Bullet", "Provision Subbullet"), ("Provision Item", "Provision Subitem"))[lists[-1]][depth]


class _Inlines:
    """Follows the inline tokens of one paragraph through its content."""

    def __init__(self, token: Token, offsets: list[int]) -> None:
        self.content, self.children, self.offsets = token.content, token.children or [], offsets
        self.position = 0
        self.strong = self.emphasis = 0
        self.link = ""
        self.found: list[Unit] = []

    def units(self) -> list[Unit]:
        for n, child in enumerate(self.children):
            self._child(child, self.children[n + 1] if n + 1 < len(self.children) else None)
        return self.found

    def _child(self, child: Token, following: Token | None) -> None:
        kind = child.type
        if kind == "text":
            self._text(child.content)
        elif kind in ("softbreak", "hardbreak"):
            self._break("\n" if kind == "hardbreak" else " ")
        elif kind in ("strong_open", "strong_close"):
            self._expect(child.markup)
            self.strong += child.nesting
        elif kind in ("em_open", "em_close"):
            self._expect(child.markup)
            self.emphasis += child.nesting
        elif kind == "link_open":
            self._link(child, following)
        elif kind == "link_close":
            self._link_end(child)
        else:
            raise Untraceable(f"'{child.content[:20]}' cannot be followed")

    def _expect(self, piece: str) -> None:
        if not self.content.startswith(piece, self.position):
            raise Untraceable(f"'{self.content[self.position : self.position + 20]}' cannot be followed")
        self.position += len(piece)

    def _add(self, text: str, length: int, what: str = "") -> None:
        start, end = self.offsets[self.position], self.offsets[self.position + length]
        self.found.append(Unit(text, start, end, bool(self.strong), bool(self.emphasis), what, self.link))
        self.position += length

    def _text(self, text: str) -> None:
        blanks = {match.start(): match for match in BLANK.finditer(text)}
        i = 0
        while i < len(text):
            if i in blanks:
                self._blank(blanks[i])
                i = blanks[i].end()
                continue
            self._letter(text[i])
            i += 1

    def _blank(self, match: re.Match) -> None:
        """A blank is found in the text as it is read, so one with escaped braces is a blank as well."""
        kept, self.found = self.found, []
        for letter in match.group():
            self._letter(letter)
        whole = self.found[0]._replace(text="", end=self.found[-1].end, what=f"blank {match.group(1)}")
        self.found = [*kept, whole]

    def _letter(self, letter: str) -> None:
        shown = " " if letter == "\t" else letter
        if match := _ESCAPE.match(self.content, self.position):
            if match.group(1) == letter:
                return self._add(shown, 2)
        elif (match := _ENTITY.match(self.content, self.position)) and html.unescape(match.group()) == letter:
            return self._add(shown, len(match.group()))
        if not self.content.startswith(letter, self.position):
            raise Untraceable(f"'{self.content[self.position : self.position + 20]}' cannot be followed")
        self._add(shown, 1)

    def _break(self, shown: str) -> None:
        match = re.compile(r"\\?[ \t]*\n[ \t]*").match(self.content, self.position)
        if match is None:
            raise Untraceable("a line end cannot be followed")
        self._add(shown, len(match.group()))

    def _link(self, token: Token, following: Token | None) -> None:
        address = str(token.attrGet("href") or "")
        self._expect("<" if token.info == "auto" else "[")
        if following is not None and following.type == "link_close" and address.startswith("#"):
            self.position -= 1
            match = re.compile(r"\[\s*" + LINK_END.pattern).match(self.content, self.position)
            if match is None:
                raise Untraceable("a reference cannot be followed")
            self._add("", len(match.group()), f"ref {address[1:]}")
            return
        self.link = address

    def _link_end(self, token: Token) -> None:
        if token.info == "auto":
            self._expect(">")
        elif self.link:
            match = LINK_END.match(self.content, self.position)
            if match is None:
                raise Untraceable("a link cannot be followed")
            self.position = match.end()
        self.link = ""


def meanings(units: Iterable[Unit]) -> list[tuple[str, bool, bool, str, str]]:
    """What units say, to be compared: several spaces are one, and at the ends of lines there is none."""
    found: list[tuple[str, bool, bool, str, str]] = []
    for unit in units:
        ends = unit.text in ENDS
        if ends and found and found[-1][0] == " ":
            found.pop()
        if unit.text == " " and (not found or found[-1][0] in (" ", *ENDS)):
            continue
        found.append(unit.meaning)
    return found
