"""Markdown to blocks: the small, closed part of CommonMark that a provision may use. All else is an error."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.inlines import NAMES, InlineReader, closing, raw_html, unsupported
from ddtender.library.source import Cursor, SourceText
from ddtender.library.tokens import full_parser, tokens_of
from ddtender.model import Block, Inline, ListBlock, ListItem, Paragraph

#: A text without any character that begins or ends a construct of CommonMark inside a line.
_PLAIN = re.compile(r"[^\\`*_~\[\]<>&!\r\n\0]+")


def tokenize(source: SourceText) -> tuple[tuple[int, int] | None, list[Token], list[Diagnostic]]:
    """The lines of the front matter of a whole file (None without any), and the tokens of the text below it."""
    front, tokens, env = tokens_of(source.text)
    findings = []
    references = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
    for reference in references:
        line = (reference.get("map") or [0])[0]
        findings.append(
            unsupported(
                source.location(source.offset(line, 0)), "a link definition", "Write the address into the link itself."
            )
        )
    return front, tokens, findings


def read_blocks(source: SourceText, tokens: Sequence[Token]) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    """Block tokens to blocks; every construct that is not supported is a finding, and its text is not used."""
    reader = _BlockReader(source)
    blocks = reader.read(tokens, Location(source.path))
    return blocks, reader.findings


def read_inlines(source: SourceText, text: str, span: tuple[int, int]) -> tuple[tuple[Inline, ...], list[Diagnostic]]:
    """A text of the front matter (one paragraph) to inlines; ``span`` are the offsets of its value in the source."""
    reader = InlineReader(Cursor(source, *span))
    text = text.strip()
    if "\n" in text:
        text = " ".join(text.split())
    if _PLAIN.fullmatch(text):  # nothing for a parser of Markdown to do
        return reader.plain(text), reader.findings
    tokens = full_parser().parseInline(text, {})
    inlines = reader.read(tokens[0].children or []) if tokens else ()
    return inlines, reader.findings


class _BlockReader:
    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.findings: list[Diagnostic] = []

    def read(self, tokens: Sequence[Token], place: Location, inside: tuple[bool, ...] = ()) -> tuple[Block, ...]:
        """``inside`` tells for each list around these tokens, outermost first, whether it is numbered."""
        blocks: list[Block] = []
        i = 0
        while i < len(tokens):
            token = tokens[i]
            end = closing(tokens, i)
            place = self._place(token) or place
            inner = tokens[i + 1 : end]
            if token.type == "paragraph_open":
                blocks.append(self._paragraph(inner[0], place))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                blocks.append(self._list(token, inner, place, inside))
            elif token.type == "html_block":
                self.findings.append(raw_html(place))
            else:
                self.findings.append(unsupported(place, NAMES.get(token.type, token.type)))
            i = end + 1
        self._numbering_restarts(blocks, inside)
        return tuple(blocks)

    def _numbering_restarts(self, blocks: list[Block], inside: tuple[bool, ...]) -> None:
        """Word restarts (a), (b) after a numbered paragraph only; where Markdown would restart elsewhere, refuse."""
        counting = False
        for block in blocks:
            if isinstance(block, ListBlock):
                if block.ordered and counting:
                    self.findings.append(
                        unsupported(
                            block.location,
                            "a second numbered list below the same paragraph",
                            "Put a paragraph between the two, or make them one list.",
                        )
                    )
                counting = counting or block.ordered
            elif not inside:
                counting = False

    def _place(self, token: Token) -> Location | None:
        if not token.map:
            return None
        line = token.map[0]
        text = self.source.text[self.source.offset(line, 0) : self.source.offset(line + 1, 0)]
        return self.source.location(self.source.offset(line, len(text) - len(text.lstrip())))

    def _paragraph(self, token: Token, place: Location) -> Paragraph:
        first, last = token.map or (place.line - 1, place.line)
        cursor = Cursor(self.source, self.source.offset(first, 0), self.source.offset(last, 0))
        reader = InlineReader(cursor, folded=False)
        inlines = reader.read(token.children or [])
        self.findings.extend(reader.findings)
        return Paragraph(inlines, place)

    def _list(self, token: Token, inner: Sequence[Token], place: Location, inside: tuple[bool, ...]) -> ListBlock:
        ordered = token.type == "ordered_list_open"
        if len(inside) >= 2:
            self.findings.append(unsupported(place, "a list three levels deep", "Use at most two levels."))
        if ordered and False in inside:
            self.findings.append(
                unsupported(place, "a numbered list inside a bulleted one", "Number the outer list as well.")
            )
        if ordered and token.attrGet("start") not in (None, 1):
            self.findings.append(
                unsupported(
                    place,
                    f"a list that starts with {token.attrGet('start')}",
                    "Lists are lettered automatically: start with `1.`; if no list is meant, use words.",
                )
            )
        items = []
        i = 0
        while i < len(inner):
            end = closing(inner, i)
            item_place = self._place(inner[i]) or place
            blocks = self.read(inner[i + 1 : end], item_place, (*inside, ordered))
            if not blocks:
                self.findings.append(unsupported(item_place, "an empty list item", "Write its text, or delete it."))
            items.append(ListItem(blocks, item_place))
            i = end + 1
        return ListBlock(ordered, tuple(items), place)
