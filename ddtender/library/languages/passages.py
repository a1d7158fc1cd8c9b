"""The passages of a body: its paragraphs and the items of its lists, each with the place where its words stand."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from msgspec import Struct

from ddtender.library.languages.spans import BREAK, Spans, UnwritableText, as_markdown, of_markdown
from ddtender.library.tokens import tokens_of

_LISTS = {"bullet_list_open": "-", "ordered_list_open": "1."}
_CLOSING = {"bullet_list_close", "ordered_list_close"}
_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_WIDTH = 120
#: Stands for the spaces of a blank, which no line may end in.
_KEPT = "\x00"


class BodyPassage(Struct, frozen=True):
    """Words from ``start`` to ``end`` of a body. ``shape`` says in which lists they stand, each as its mark, and
    whether they begin an item; ``indent`` is how far in their further lines begin."""

    start: int
    end: int
    shape: tuple[tuple[str, ...], bool]
    indent: int
    words: Spans


def passages_of(body: str) -> tuple[BodyPassage, ...]:
    """The passages of a body in their order."""
    lines = body.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: list[BodyPassage] = []
    lists: list[str] = []
    begins = False
    for token in tokens_of(body)[1]:
        if token.type in _LISTS:
            lists.append(_LISTS[token.type])
        elif token.type in _CLOSING:
            lists.pop()
        elif token.type == "list_item_open":
            begins = True
        elif token.type == "inline" and token.map:
            first, last = token.map
            lead = _LEAD.match(lines[first])
            indent = lead.end() if lead else 0
            start, end = starts[first] + indent, starts[first] + len("\n".join(lines[first:last]).rstrip())
            words = of_markdown(re.sub(r"\n[ \t]+", "\n", body[start:end]))
            found.append(BodyPassage(start, end, (tuple(lists), begins), indent, words))
            begins = False
    return tuple(found)


def with_words(body: str, words: Mapping[int, Spans]) -> str:
    """A body with other words in some of its passages, by their number; all else stays. Raises UnwritableText."""
    passages = passages_of(body)
    wanted = [words.get(n, one.words) for n, one in enumerate(passages)]
    for width in (_WIDTH, None):  # in a line that is broken, a dash could begin a list
        made = body
        for n, one in reversed([*enumerate(passages)]):
            if n in words:
                made = made[: one.start] + _lines(as_markdown(words[n]), one.indent, width) + made[one.end :]
        found = passages_of(made)
        if [one.words for one in found] == wanted and [one.shape for one in found] == [one.shape for one in passages]:
            return made
    raise UnwritableText


def _lines(text: str, indent: int, width: int | None) -> str:
    before = "\n" + " " * indent
    kept = re.sub(r"\{\{ \w+ \}\}", lambda tag: tag.group().replace(" ", _KEPT), text)
    made = []
    for piece in kept.split(BREAK):
        lines = [piece]
        if width is not None:
            lines = textwrap.wrap(piece, max(width - indent, 40), break_on_hyphens=False, break_long_words=False)
        made.append(before.join(lines or [""]))
    return before.join(made).replace(_KEPT, " ")
