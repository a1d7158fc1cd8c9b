"""Resolved text → HTML. Whatever a library or a procedure says is escaped here, so that the result may be inserted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from ddtender.history.words import Piece
from ddtender.layout.values import FormName, FormReference, LaidInline, Listing, Numbered
from ddtender.model import Emphasis, Library, LineBreak, Strong, Text
from ddtender.resolve.inlines import ResolvedBlank, ResolvedReference
from ddtender.review_page.fragments import said
from ddtender.words import Language

_BREAK = Markup("<br>")
_HERE = "\ue000"
#: The library admits no other links; a page that is opened from the disk must not have them either.
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_WRITTEN = re.compile(r"\[\]\(#([^)]*)\)|\{\{\s*(\w+)\s*\}\}")
_CHANGED = {
    "insert": ("since.inserted", Markup("<ins>%s</ins>")),
    "delete": ("since.deleted", Markup("<del>%s</del>")),
}


class PageText:
    """Writes text for one page; ``anchors`` are the places on it that a reference or a blank can lead to."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self.anchors = anchors

    def inlines(self, inlines: Iterable[LaidInline]) -> Markup:
        return Markup("").join(map(self._inline, inlines))

    def _inline(self, inline: LaidInline) -> Markup:
        if isinstance(inline, Text):
            return escape(inline.text)
        if isinstance(inline, LineBreak):
            return _BREAK
        if isinstance(inline, Strong):
            return Markup("<strong>%s</strong>") % self.inlines(inline.children)
        if isinstance(inline, Emphasis):
            return Markup("<em>%s</em>") % self.inlines(inline.children)
        if isinstance(inline, ResolvedReference):
            return self.link(inline.target, f"{inline.words}{inline.cited}")
        if isinstance(inline, ResolvedBlank):
            return self.blank(inline)
        if isinstance(inline, FormName | FormReference):
            return escape(inline.words)
        inner = self.inlines(inline.children)
        return Markup('<a href="%s" rel="noreferrer">%s</a>') % (inline.url, inner) if web(inline.url) else inner

    def link(self, anchor: str, words: str) -> Markup:
        """Words that lead to a place on the page, if it is there."""
        return Markup('<a href="#%s">%s</a>') % (anchor, words) if anchor in self.anchors else escape(words)

    def blank(self, blank: ResolvedBlank) -> Markup:
        """The value, or the label of what is open; both lead to the question."""
        kind = "blank" if blank.text is None else "value"
        return Markup('<a class="%s" href="#%s">%s</a>') % (kind, blank_anchor(blank.name), blank.shown)

    def body(self, blocks: Iterable[Numbered | Listing]) -> Markup:
        """Paragraphs 1.1, 1.2 and lists (a), (b), numbered as Word numbers them; a definition has no numbers."""
        return Markup("\n").join(map(self._block, blocks))

    def _block(self, block: Numbered | Listing) -> Markup:
        if isinstance(block, Listing):
            return self._list(block)
        words = self.inlines(block.inlines)
        if not block.number:
            return Markup("<p>%s</p>") % words
        return Markup('<p class="clause"><span class="number">%s </span>%s</p>') % (block.number, words)

    def _list(self, listing: Listing) -> Markup:
        made = Markup("").join(
            Markup("<li>%s</li>") % Markup("").join(map(self._block, item.blocks)) for item in listing.items
        )
        if not listing.ordered:
            return Markup("<ul>%s</ul>") % made
        return Markup('<ol class="%s" start="%s">%s</ol>') % (("letters", "romans")[listing.depth], listing.start, made)


def web(url: str) -> bool:
    """Whether an address may become a link."""
    return _WEB.match(url) is not None


def blank_anchor(name: str) -> str:
    return f"blank.{name}"


def difference(pieces: Iterable[Piece], library: Library, language: Language) -> Markup:
    """Words that were inserted and deleted, marked for the eye, for paper without colours and for the ear."""
    worded = _worded(library, language)
    return Markup("").join(_piece(piece, _lines(worded(piece.text)), language) for piece in pieces)


def _piece(piece: Piece, text: Markup, language: Language) -> Markup:
    """A screen reader does not announce ins and del by itself."""
    if piece.op not in _CHANGED:
        return text
    key, around = _CHANGED[piece.op]
    aside = Markup('<span class="aside">%s</span>')
    before, _, after = said(language, key, text=_HERE).partition(_HERE)
    # What is split is escaped already.
    return around % (aside % Markup(before) + text + aside % Markup(after))  # nosec B704


def _lines(text: str) -> Markup:
    return _BREAK.join(text.split("\n"))


def _worded(library: Library, language: Language) -> Callable[[str], str]:
    """References and blanks as a reader knows them, not as they are written in the library."""

    def words(match: re.Match[str]) -> str:
        if match[2]:
            parameter = library.parameter_by_name.get(match[2])
            return f"[{parameter.label if parameter else match[2]}]"
        provision = library.by_id.get(match[1])
        if provision is None:
            return match[1]
        kind = language.say(f"common.kinds.{provision.kind.value}.one")
        return language.say("review_page.difference.provision", kind=kind, title=provision.title)

    return lambda text: _WRITTEN.sub(words, text)
