"""The text of a paragraph: tokens of markdown-it to inlines with their places; what is not supported is a finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.addresses import another_address, wrong_address
from ddtender.library.characters import findings_in
from ddtender.library.codes import LINK_ELSEWHERE, RAW_HTML, REFERENCE_TEXT, STRAY_TEMPLATE_TAG, UNSUPPORTED_MARKDOWN
from ddtender.library.markup import broken_in, finding, suspect
from ddtender.library.source import Cursor
from ddtender.model import Blank, Emphasis, Inline, LineBreak, Link, Reference, Strong, Text

BLANK = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
_STRAY = re.compile(r"\{([{%#])(?:(?!\{[{%#]).)*?[}%#]\}|\{[{%#]|[}%#]\}")
_BROKEN_LINK = re.compile(r"\]\(|\]\[|\[\^")
_LINKS = "Links go to https:, http: or mailto: addresses; references are written `[](#id)`."
#: What must not be left in plain text: the pattern, and the finding that it makes.
_REFUSED = (
    (
        _STRAY,
        STRAY_TEMPLATE_TAG,
        "these braces are not a simple blank",
        "A blank is written `{{ parameter_name }}`.",
    ),
    (_BROKEN_LINK, UNSUPPORTED_MARKDOWN, "this looks like a link or a footnote but is neither", _LINKS),
)
_SUPPORTED = "Use paragraphs, lists, **strong**, *emphasis*, line breaks, web links and references."
#: What the tokens that are not supported are called.
NAMES = {
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


def unsupported(place: Location, what: str, hint: str = _SUPPORTED) -> Diagnostic:
    """The finding that ``what`` ("a table") stands at ``place``."""
    return Diagnostic(UNSUPPORTED_MARKDOWN, place, f"{what} cannot stand in a provision", hint)


def closing(tokens: Sequence[Token], start: int) -> int:
    """The index of the token that closes the one at ``start``."""
    if tokens[start].nesting != 1:
        return start
    depth = 0
    for i in range(start, len(tokens)):
        depth += tokens[i].nesting
        if depth == 0:
            return i
    return len(tokens) - 1


def raw_html(place: Location) -> Diagnostic:
    """The finding that HTML stands at ``place``."""
    return Diagnostic(
        RAW_HTML,
        place,
        "HTML cannot stand in a provision",
        "Use plain Markdown; write `\\<` or `\\&` for the character itself.",
    )


class InlineReader:
    """Reads one paragraph. ``folded``: YAML may have made spaces of its line breaks; in a body each text is on one."""

    def __init__(self, cursor: Cursor, folded: bool = True) -> None:
        self.cursor, self.folded = cursor, folded
        self.findings: list[Diagnostic] = []

    def plain(self, text: str) -> tuple[Inline, ...]:
        """A text without any markup."""
        return _trimmed(self._text(text))

    def read(self, tokens: Sequence[Token]) -> tuple[Inline, ...]:
        inlines: list[Inline] = []
        i = 0
        while i < len(tokens):
            token = tokens[i]
            end = closing(tokens, i)
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
                self.findings.append(raw_html(self.cursor.find(token.content)))
            else:
                piece = token.content or token.markup
                self.findings.append(unsupported(self.cursor.find(piece), NAMES.get(token.type, token.type)))
            i = end + 1
        return _trimmed(inlines)

    def _link(self, token: Token, inner: Sequence[Token]) -> list[Inline]:
        url = str(token.attrGet("href") or "")
        if url.startswith("#"):
            target = unquote(url[1:])
            place = self.cursor.find(f"[](#{target}" if not inner else "[")
            if token.attrGet("title"):
                self.findings.append(unsupported(place, "a reference with a title", f"Write `[](#{target})`."))
            words = "".join(one.content for one in inner if one.type == "text")
            if inner and self.cursor.is_translation and len(inner) == 1 and words.strip():
                return [Reference(target, place, " ".join(words.split()))]
            if inner:
                message = f"the reference to '{target}' has a text of its own"
                self.findings.append(
                    Diagnostic(
                        REFERENCE_TEXT,
                        place,
                        message,
                        f"Write `[](#{target})`; the words and the number are computed.",
                    )
                )
            return [Reference(target, place)]
        place = self.cursor.find("<" if token.info == "auto" else "[")
        children = self.read(inner)
        if (wrong := wrong_address(url)) is not None:
            self.findings.append(unsupported(place, wrong, _LINKS))
        elif not children:
            self.findings.append(
                unsupported(place, "a link without a text", "Write the words to click on between the square brackets.")
            )
        elif token.attrGet("title"):
            self.findings.append(unsupported(place, "a link with a title", "Say it in the text."))
        elif (shown := another_address("".join(t.content for t in inner), url)) is not None:
            message = f"the link shows '{shown}' but leads to '{url}'"
            hint = "Show the address that it leads to, or words."
            self.findings.append(Diagnostic(LINK_ELSEWHERE, place, message, hint))
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
        if not text:
            return
        for line, place in self.cursor.find_lines(text) if self.folded else ((text, self.cursor.find(text)),):
            if not line.isascii() or not line.isprintable():  # an entity may spell what the file does not show
                self.findings.extend(findings_in(line, place))
            # What is spelt otherwise takes more room: where there is but one line, the offset of a letter stays on it.
            is_exact = self.cursor.is_exact or not self.folded
            if suspect(line):
                self._broken(line, place, is_exact)
            pieces.append(Text(line.replace("\t", " "), place, is_exact))

    def _broken(self, line: str, place: Location, is_exact: bool) -> None:
        def at(offset: int) -> Location:
            return Location(place.path, place.line, place.column + offset) if is_exact else place

        taken = []
        for pattern, code, message, hint in _REFUSED:
            for match in pattern.finditer(line):
                taken.append(match.span())
                self.findings.append(Diagnostic(code, at(match.start()), message, hint))
        for start, piece, what, hint in broken_in(line):
            if not any(first <= start + len(piece) and start <= last for first, last in taken):
                self.findings.append(finding(at(start), piece, what, hint))


def _trimmed(inlines: list[Inline]) -> tuple[Inline, ...]:
    return tuple(i for i in inlines if not (isinstance(i, Text) and not i.text))
