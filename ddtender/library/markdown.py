"""Markdown to blocks: the small, closed part of CommonMark that a provision may use. All else is an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.library.addresses import another_address, wrong_address
from ddtender.library.characters import findings_in
from ddtender.library.source import Cursor, SourceText
from ddtender.model import (
    Blank,
    Block,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Reference,
    Strong,
    Text,
)

BLANK = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
_STRAY = re.compile(r"\{([{%#])(?:(?!\{[{%#]).)*?[}%#]\}|\{[{%#]|[}%#]\}")
#: A text without any character that begins or ends a construct of CommonMark inside a line.
_PLAIN = re.compile(r"[^\\`*_~\[\]<>&!\r\n\0]+")
_BROKEN_LINK = re.compile(r"\]\(|\]\[|\[\^")
_LINKS = "Links go to https:, http: or mailto: addresses; references are written `[](#id)`."
#: What must not be left in plain text: the pattern, and the finding that it makes.
_REFUSED = (
    (
        _STRAY,
        Code.STRAY_TEMPLATE_TAG,
        "these braces are not a simple blank",
        "A blank is written `{{ parameter_name }}`.",
    ),
    (_BROKEN_LINK, Code.UNSUPPORTED_MARKDOWN, "this looks like a link or a footnote but is neither", _LINKS),
)
#: A character that every one of these patterns needs.
_SUSPECT = re.compile(r"[{}\[\]]")
_SUPPORTED = "Use paragraphs, lists, **strong**, *emphasis*, line breaks, web links and references."
_NAMES = {
    "heading_open": "a heading",
    "blockquote_open": "a block quotation",
    "fence": "a code block",
    "code_block": "a code block (text indented by four spaces)",
    "code_inline": "code in back quotes",
    "hr": "a horizontal rule",
    "table_open": "a table",
    "image": "an image",
    "s_open": "struck-out text",
}


@cache
def _parser() -> MarkdownIt:
    # Tables and strike-through are switched on so that they are seen and refused, not printed as pipes and tildes.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin)


def tokenize(source: SourceText) -> tuple[list[Token], list[Diagnostic]]:
    """The tokens of a whole file; a front matter token comes first if there is one."""
    env: dict = {}
    tokens = _parser().parse(source.text, env)
    findings = []
    references = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
    for reference in references:
        line = (reference.get("map") or [0])[0]
        findings.append(
            _unsupported(
                source.location(source.offset(line, 0)), "a link definition", "Write the address into the link itself."
            )
        )
    return tokens, findings


def read_blocks(source: SourceText, tokens: Sequence[Token]) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    """Block tokens to blocks; every construct that is not supported is a finding, and its text is not used."""
    reader = _BlockReader(source)
    blocks = reader.read(tokens, Location(source.path))
    return blocks, reader.findings


def read_inlines(source: SourceText, text: str, span: tuple[int, int]) -> tuple[tuple[Inline, ...], list[Diagnostic]]:
    """A text of the front matter (one paragraph) to inlines; ``span`` are the offsets of its value in the source."""
    reader = _InlineReader(Cursor(source, *span))
    text = text.strip()
    if "\n" in text:
        text = " ".join(text.split())
    if _PLAIN.fullmatch(text):  # nothing for a parser of Markdown to do
        return reader.plain(text), reader.findings
    tokens = _parser().parseInline(text, {})
    inlines = reader.read(tokens[0].children or []) if tokens else ()
    return inlines, reader.findings


def _unsupported(place: Location, what: str, hint: str = _SUPPORTED) -> Diagnostic:
    return Diagnostic(Code.UNSUPPORTED_MARKDOWN, place, f"{what} cannot stand in a provision", hint)


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
            end = _closing(tokens, i)
            place = self._place(token) or place
            inner = tokens[i + 1 : end]
            if token.type == "paragraph_open":
                blocks.append(self._paragraph(inner[0], place))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                blocks.append(self._list(token, inner, place, inside))
            elif token.type == "html_block":
                self.findings.append(_html(place))
            elif token.type != "front_matter":
                self.findings.append(_unsupported(place, _NAMES.get(token.type, token.type)))
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
                        _unsupported(
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
        reader = _InlineReader(cursor)
        inlines = reader.read(token.children or [])
        self.findings.extend(reader.findings)
        return Paragraph(inlines, place)

    def _list(self, token: Token, inner: Sequence[Token], place: Location, inside: tuple[bool, ...]) -> ListBlock:
        ordered = token.type == "ordered_list_open"
        if len(inside) >= 2:
            self.findings.append(_unsupported(place, "a list three levels deep", "Use at most two levels."))
        if ordered and False in inside:
            self.findings.append(
                _unsupported(place, "a numbered list inside a bulleted one", "Number the outer list as well.")
            )
        if ordered and token.attrGet("start") not in (None, 1):
            self.findings.append(
                _unsupported(
                    place,
                    f"a list that starts with {token.attrGet('start')}",
                    "Lists are lettered automatically: start with `1.`; if no list is meant, use words.",
                )
            )
        items = []
        i = 0
        while i < len(inner):
            end = _closing(inner, i)
            item_place = self._place(inner[i]) or place
            blocks = self.read(inner[i + 1 : end], item_place, (*inside, ordered))
            if not blocks:
                self.findings.append(_unsupported(item_place, "an empty list item", "Write its text, or delete it."))
            items.append(ListItem(blocks, item_place))
            i = end + 1
        return ListBlock(ordered, tuple(items), place)


def _closing(tokens: Sequence[Token], start: int) -> int:
    """The index of the token that closes the one at ``start``."""
    if tokens[start].nesting != 1:
        return start
    depth = 0
    for i in range(start, len(tokens)):
        depth += tokens[i].nesting
        if depth == 0:
            return i
    return len(tokens) - 1


def _html(place: Location) -> Diagnostic:
    return Diagnostic(
        Code.RAW_HTML,
        place,
        "HTML cannot stand in a provision",
        "Use plain Markdown; write `\\<` or `\\&` for the character itself.",
    )


class _InlineReader:
    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.findings: list[Diagnostic] = []

    def plain(self, text: str) -> tuple[Inline, ...]:
        """A text without any markup."""
        return _trimmed(self._text(text))

    def read(self, tokens: Sequence[Token]) -> tuple[Inline, ...]:
        inlines: list[Inline] = []
        i = 0
        while i < len(tokens):
            token = tokens[i]
            end = _closing(tokens, i)
            inner = tokens[i + 1 : end]
            if token.type == "text":
                inlines.extend(self._text(token.content))
            elif token.type == "softbreak":
                inlines.append(Text(" ", self.cursor.find("\n")))
            elif token.type == "hardbreak":
                inlines.append(LineBreak(self.cursor.find("\n")))
            elif token.type in ("strong_open", "em_open"):
                place = self.cursor.find(token.markup)
                wrap = Strong if token.type == "strong_open" else Emphasis
                inlines.append(wrap(self.read(inner), place))
            elif token.type == "link_open":
                inlines.extend(self._link(token, inner))
            elif token.type == "html_inline":
                self.findings.append(_html(self.cursor.find(token.content)))
            else:
                piece = token.content or token.markup
                self.findings.append(_unsupported(self.cursor.find(piece), _NAMES.get(token.type, token.type)))
            i = end + 1
        return _trimmed(inlines)

    def _link(self, token: Token, inner: Sequence[Token]) -> list[Inline]:
        url = str(token.attrGet("href") or "")
        if url.startswith("#"):
            target = unquote(url[1:])
            place = self.cursor.find(f"[](#{target}" if not inner else "[")
            if token.attrGet("title"):
                self.findings.append(_unsupported(place, "a reference with a title", f"Write `[](#{target})`."))
            if inner:
                message = f"the reference to '{target}' has a text of its own"
                self.findings.append(
                    Diagnostic(
                        Code.REFERENCE_TEXT,
                        place,
                        message,
                        f"Write `[](#{target})`; the words and the number are computed.",
                    )
                )
            return [Reference(target, place)]
        place = self.cursor.find("<" if token.info == "auto" else "[")
        children = self.read(inner)
        if (wrong := wrong_address(url)) is not None:
            self.findings.append(_unsupported(place, wrong, _LINKS))
        elif not children:
            self.findings.append(
                _unsupported(place, "a link without a text", "Write the words to click on between the square brackets.")
            )
        elif token.attrGet("title"):
            self.findings.append(_unsupported(place, "a link with a title", "Say it in the text."))
        elif (shown := another_address("".join(t.content for t in inner), url)) is not None:
            message = f"the link shows '{shown}' but leads to '{url}'"
            hint = "Show the address that it leads to, or words."
            self.findings.append(Diagnostic(Code.LINK_ELSEWHERE, place, message, hint))
        return [Link(children, url, place)]

    def _text(self, content: str) -> list[Inline]:
        pieces: list[Inline] = []
        position = 0
        for match in BLANK.finditer(content) if "{" in content else ():
            self._plain(pieces, content[position : match.start()])
            pieces.append(Blank(match.group(1), self.cursor.find(match.group())))
            position = match.end()
        self._plain(pieces, content[position:])
        return pieces

    def _plain(self, pieces: list[Inline], text: str) -> None:
        for line, place in self.cursor.find_lines(text) if text else ():
            if not line.isascii() or not line.isprintable():  # an entity may spell what the file does not show
                self.findings.extend(findings_in(line, place))
            for pattern, code, message, hint in _REFUSED if _SUSPECT.search(line) else ():
                for match in pattern.finditer(line):
                    at = Location(place.path, place.line, place.column + match.start())
                    self.findings.append(Diagnostic(code, at, message, hint))
            pieces.append(Text(line.replace("\t", " "), place))


def _trimmed(inlines: list[Inline]) -> tuple[Inline, ...]:
    return tuple(i for i in inlines if not (isinstance(i, Text) and not i.text))
