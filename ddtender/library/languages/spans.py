"""The words of one text as a translator handles them: pieces with their emphasis, and references and blanks as tags.

A tag is shown as the library writes it, `[](#award.action-plan)` or `{{ site_proof_days }}`: it can be moved, and
whoever mistypes it has written words. All ways out and back (Word, XLIFF) go by these values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markdown_it.token import Token
from msgspec import Struct

from ddtender.library.tokens import full_parser

#: A line break within a text.
BREAK = "\n"
_BLANK = r"\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*\}\}"
_TARGET = r"#[^\s()\[\]]+|(?:https?://|mailto:)[^\s()\[\]]+"
#: A blank, or a reference or link with what stands between its brackets.
_TAG = re.compile(rf"{_BLANK}|\[([^\[\]]*)\]\((?:{_TARGET})\)")
#: No-break spaces are words.
_SPACES = re.compile(rf"[ \t\r]*{BREAK}[ \t\r{BREAK}]*|[ \t\r]+")
#: What Markdown would take for markup within a text, and every sign that it ever could.
_SPECIAL = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)")
_ALL_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")
#: What would begin a list, a heading or the like at the beginning of a text.
_BEGINS = re.compile(r"[-+#=:]|\d{1,9}(?=[.)])")


class Span(Struct, frozen=True):
    """Words with one look, or a tag, whose text is as the library writes it; of a reference with words, and of a link,
    each half is a tag."""

    text: str
    strong: bool = False
    emphasis: bool = False
    is_tag: bool = False


Spans = tuple[Span, ...]
_Letter = tuple[str, bool, bool]


class UnwritableText(ValueError):
    """Words that Markdown has no way to write, such as emphasis on a comma within a word."""


def of_markdown(text: str) -> Spans:
    """A paragraph or an item of a body. What cannot stand there (code, an image) is taken for its own words."""
    tokens = full_parser().parseInline(text.strip(" \t\r\n"), {})
    return tidy(_read(tokens[0].children or [])) if tokens else ()


def of_plain(text: str) -> Spans:
    """A text that stands under a key: without a look, as it is written there."""
    return tidy([Span(text)])


def tidy(spans: Iterable[Span]) -> Spans:
    """The same words in one way: one space between words and none at the ends, tags by themselves."""
    letters = _spaced([(letter, one.strong, one.emphasis) for one in spans for letter in one.text])
    text = "".join(letter for letter, _, _ in letters)
    made: list[Span] = []
    for start, end, is_tag in _cut(text):
        if is_tag:
            made.append(Span(_as_tag(text[start:end]), *letters[start][1:], True))
            continue
        for look, group in groupby(letters[start:end], key=lambda one: one[1:]):
            made.append(Span("".join(letter for letter, _, _ in group), *look))
    return tuple(made)


def _spaced(letters: Sequence[_Letter]) -> list[_Letter]:
    """One space or break where any number of them is; it looks as both its neighbours do."""
    text = "".join(letter for letter, _, _ in letters)
    made: list[_Letter] = []
    at = 0
    for match in _SPACES.finditer(text):
        made += letters[at : match.start()]
        at = match.end()
        if made and at < len(text):
            before, after = made[-1], letters[at]
            space = BREAK if BREAK in match.group() else " "
            made.append((space, before[1] and after[1], before[2] and after[2]))
    return [*made, *letters[at:]]


def _cut(text: str) -> Iterator[tuple[int, int, bool]]:
    """The stretches of a text: start, end, and whether it is a tag."""
    at = 0
    for match in _TAG.finditer(text):
        start, end = match.span()
        first, last = match.span(2)
        yield at, start, False
        if not (match[2] or "").strip():
            yield start, end, True
        else:
            yield start, first, True
            yield first, last, False
            yield last, end, True
        at = end
    yield at, len(text), False


def _as_tag(text: str) -> str:
    blank = re.fullmatch(_BLANK, text)
    return f"{{{{ {blank[1]} }}}}" if blank else re.sub(r"\A\[\s+\]", "[]", text)


def _read(tokens: Sequence[Token]) -> Iterator[Span]:
    strong = emphasis = 0
    addresses: list[str] = []
    for token in tokens:
        look = strong > 0, emphasis > 0
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            emphasis += token.nesting
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            addresses.append(address.replace("(", "%28").replace(")", "%29"))
            yield Span("[", *look)
        elif token.type == "link_close":
            yield Span(f"]({addresses.pop()})", *look)
        elif token.type in ("softbreak", "hardbreak"):
            yield Span(" " if token.type == "softbreak" else BREAK, *look)
        else:
            yield Span(token.content or token.markup, *look)


def as_markdown(spans: Iterable[Span]) -> str:
    """The Markdown of one paragraph or item, which reads as these words again. Raises UnwritableText."""
    wanted = tidy(spans)
    for special in (_SPECIAL, _ALL_SPECIAL):
        made = _markdown(wanted, special)
        if of_markdown(made) == wanted:
            return made
    raise UnwritableText


def _markdown(spans: Spans, special: re.Pattern[str]) -> str:
    made = ""
    for strong, group in groupby(spans, key=lambda one: one.strong):
        inner = ""
        for emphasis, below in groupby(group, key=lambda one: one.emphasis):
            text = ""
            for one in below:
                text += _escaped(one, special, is_first=not (made or inner or text))
            inner += _wrapped(text, "*") if emphasis else text
        made += _wrapped(inner, "**") if strong else inner
    return made


def _escaped(one: Span, special: re.Pattern[str], is_first: bool) -> str:
    if one.is_tag:
        return one.text
    text = special.sub(r"\\\g<0>", one.text)
    if is_first and (found := _BEGINS.match(text)):
        at = found.end() if found.group().isdigit() else 0
        text = f"{text[:at]}\\{text[at:]}"
    return text.replace(BREAK, f"\\{BREAK}")


def _wrapped(text: str, mark: str) -> str:
    inner = text.strip(" ")
    at = text.index(inner)
    return f"{text[:at]}{mark}{inner}{mark}{text[at + len(inner) :]}"


def as_plain(spans: Iterable[Span]) -> str:
    """The text under a key: it has no look, and a line break is a space."""
    return "".join(one.text for one in spans).replace(BREAK, " ")


def tags(spans: Iterable[Span]) -> list[str]:
    """What stands in a translation as often as in its source: each blank, and where each reference and link leads."""
    found = (one.text for one in spans if one.is_tag and one.text != "[")
    return sorted(f"[{text}" if text.startswith("](") else text for text in found)
