"""Resolved text → HTML. Whatever a library or a procedure says is escaped here, so that the result may be inserted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from ddtender.history.words import Piece
from ddtender.model import Emphasis, Library, LineBreak, Strong, Text
from ddtender.resolve.values import (
    ResolvedBlank,
    ResolvedBlock,
    ResolvedInline,
    ResolvedParagraph,
    ResolvedProvision,
    ResolvedReference,
)

_BREAK = Markup("<br>")
#: The library admits no other links; a page that is opened from the disk must not have them either.
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_WRITTEN = re.compile(r"\[\]\(#([^)]*)\)|\{\{\s*(\w+)\s*\}\}")
#: A screen reader does not announce ins and del by itself.
_CHANGED = {
    "insert": Markup('<ins><span class="aside">[inserted: </span>{}<span class="aside">]</span></ins>'),
    "delete": Markup('<del><span class="aside">[deleted: </span>{}<span class="aside">]</span></del>'),
}


class PageText:
    """Writes text for one page; ``anchors`` are the places on it that a reference or a blank can lead to."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self.anchors = anchors

    def inlines(self, inlines: Iterable[ResolvedInline]) -> Markup:
        return Markup("").join(map(self._inline, inlines))

    def _inline(self, inline: ResolvedInline) -> Markup:
        if isinstance(inline, Text):
            return escape(inline.text)
        if isinstance(inline, LineBreak):
            return _BREAK
        if isinstance(inline, Strong):
            return Markup("<strong>%s</strong>") % self.inlines(inline.children)
        if isinstance(inline, Emphasis):
            return Markup("<em>%s</em>") % self.inlines(inline.children)
        if isinstance(inline, ResolvedReference):
            return self.link(inline.target, f"{inline.words}{'' if inline.number is None else inline.number}")
        if isinstance(inline, ResolvedBlank):
            return self.blank(inline)
        inner = self.inlines(inline.children)
        return Markup('<a href="%s" rel="noreferrer">%s</a>') % (inline.url, inner) if web(inline.url) else inner

    def link(self, anchor: str, words: str) -> Markup:
        """Words that lead to a place on the page, if it is there."""
        return Markup('<a href="#%s">%s</a>') % (anchor, words) if anchor in self.anchors else escape(words)

    def blank(self, blank: ResolvedBlank) -> Markup:
        """The value, or the label of what is open; both lead to the question."""
        kind, words = ("value", blank.text) if blank.text is not None else ("blank", f"[{blank.label}]")
        return Markup('<a class="%s" href="#%s">%s</a>') % (kind, blank_anchor(blank.name), words)

    def body(self, provision: ResolvedProvision) -> Markup:
        """Paragraphs 1.1, 1.2 and lists (a), (b), numbered as Word numbers them; a definition has no numbers."""
        return _Body(self, provision.number).blocks(provision.body)


class _Body:
    """The paragraphs and lists of one provision. Word counts items on until the next paragraph of a higher level."""

    def __init__(self, text: PageText, number: int | None) -> None:
        self.text, self.number = text, number
        self.paragraphs = 0
        self.counts = [0, 0]

    def blocks(self, blocks: Iterable[ResolvedBlock]) -> Markup:
        return Markup("\n").join(map(self._block, blocks))

    def _block(self, block: ResolvedBlock) -> Markup:
        if not isinstance(block, ResolvedParagraph):
            return self._list(block.ordered, block.items, 0)
        words = self.text.inlines(block.inlines)
        if self.number is None:
            return Markup("<p>%s</p>") % words
        self.paragraphs += 1
        self.counts[0] = 0
        number = f"{self.number}.{self.paragraphs}"
        return Markup('<p class="clause"><span class="number">%s </span>%s</p>') % (number, words)

    def _list(self, ordered: bool, items: Iterable[tuple[ResolvedBlock, ...]], depth: int) -> Markup:
        start = self.counts[depth] + 1
        made = Markup("").join(self._item(ordered, blocks, depth) for blocks in items)
        if not ordered:
            return Markup("<ul>%s</ul>") % made
        return Markup('<ol class="%s" start="%s">%s</ol>') % (("letters", "romans")[depth], start, made)

    def _item(self, ordered: bool, blocks: Iterable[ResolvedBlock], depth: int) -> Markup:
        if ordered:
            self.counts[depth] += 1
            self.counts[depth + 1 :] = [0] * (1 - depth)
        made = []
        for block in blocks:
            if isinstance(block, ResolvedParagraph):
                made.append(Markup("<p>%s</p>") % self.text.inlines(block.inlines))
            else:
                made.append(self._list(block.ordered, block.items, depth + 1))
        return Markup("<li>%s</li>") % Markup("").join(made)


def web(url: str) -> bool:
    """Whether an address may become a link."""
    return _WEB.match(url) is not None


def blank_anchor(name: str) -> str:
    return f"blank.{name}"


def difference(pieces: Iterable[Piece], library: Library) -> Markup:
    """Words that were inserted and deleted, marked for the eye, for paper without colours and for the ear."""
    worded = _worded(library)
    return Markup("").join(_CHANGED.get(piece.op, Markup("{}")).format(_lines(worded(piece.text))) for piece in pieces)


def _lines(text: str) -> Markup:
    return _BREAK.join(text.split("\n"))


def _worded(library: Library) -> Callable[[str], str]:
    """References and blanks as a reader knows them, not as they are written in the library."""

    def words(match: re.Match[str]) -> str:
        if match[2]:
            parameter = library.parameter_by_name.get(match[2])
            return f"[{parameter.label if parameter else match[2]}]"
        provision = library.by_id.get(match[1])
        return f"{provision.kind.label} “{provision.title}”" if provision else match[1]

    return lambda text: _WRITTEN.sub(words, text)
