"""Blocks and inlines → WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable

from ddtender.model import Emphasis, Kind, LineBreak, Strong, Text
from ddtender.model.template import TITLE_STYLES
from ddtender.office import wml
from ddtender.office.wml import Element
from ddtender.render.links import LinkTable
from ddtender.render.styles import StyleSheet
from ddtender.resolve.values import (
    Inlines,
    ResolvedBlank,
    ResolvedBlock,
    ResolvedInline,
    ResolvedParagraph,
    ResolvedProvision,
    ResolvedReference,
)

_TITLE, _PARAGRAPH, _ITEM, _SUBITEM = 0, 1, 2, 3


class BlockWriter:
    """Writes text for one document: references to provisions of the same document are fields, others plain text."""

    def __init__(self, document: str, styles: StyleSheet, links: LinkTable) -> None:
        self.document, self.styles, self.links = document, styles, links

    def inlines(self, inlines: Inlines, style: str | None = None) -> list[Element]:
        """Runs, fields and controls; ``style`` is the character style around them."""
        return [made for inline in inlines for made in self._inline(inline, style)]

    def _inline(self, inline: ResolvedInline, style: str | None) -> list[Element]:
        if isinstance(inline, Text):
            return [wml.text_run(inline.text, style)]
        if isinstance(inline, LineBreak):
            return [wml.element("r", wml.element("br"))]
        if isinstance(inline, Strong):
            return self.inlines(inline.children, self.styles.c("Strong"))
        if isinstance(inline, Emphasis):
            return self.inlines(inline.children, self.styles.c("Emphasis"))
        if isinstance(inline, ResolvedReference):
            return self.reference(inline)
        if isinstance(inline, ResolvedBlank):
            return [self.blank(inline)]
        return [self.links.hyperlink(inline.url, self.inlines(inline.children, self.styles.c("Hyperlink")))]

    def reference(self, reference: ResolvedReference) -> list[Element]:
        """``award criterion`` and its number as a field; across documents the number and the name as text."""
        if reference.number is None:
            return [wml.text_run(reference.words)]
        if reference.kind.document != self.document:
            return [wml.text_run(f"{reference.words}{reference.number} ({reference.title})")]
        # \r: the paragraph's number; \h: a hyperlink (ECMA-376 part 1, 17.16.5.48)
        return [wml.text_run(reference.words), *wml.field(rf"REF {reference.bookmark} \r \h", str(reference.number))]

    def blank(self, blank: ResolvedBlank) -> Element:
        """An open blank shows its label; a filled one keeps its name in the tag, so that edits find their way back."""
        if blank.text is None:
            run = wml.text_run(f"[{blank.label}]", self.styles.c("Blank"))
            return wml.inline_control(f"blank:{blank.name}", blank.label, run, placeholder=True)
        return wml.inline_control(f"value:{blank.name}", blank.label, wml.text_run(blank.text), placeholder=False)

    def provision(self, provision: ResolvedProvision, extra: Iterable[Element] = ()) -> Element:
        """A numbered provision in its content control, ``extra`` (tables) after its text."""
        title = wml.paragraph(
            self.styles.p(TITLE_STYLES[provision.kind]),
            wml.bookmark(provision.bookmark, [wml.text_run(provision.provision.title)]),
        )
        body = self.body(provision.body, provision.kind)
        return wml.block_control(provision.tag, provision.provision.title, [title, *body, *extra])

    def definition(self, definition: ResolvedProvision) -> Element:
        """A definition in its content control: the term in a paragraph of its own, then its meaning.

        (In a control's first paragraph LibreOffice 7.4 loses the formatting of single words, so a bold term could not
        stand in the same paragraph.)
        """
        paragraphs = [wml.paragraph(self.styles.p("Definition Term"), [wml.text_run(definition.provision.title)])]
        for block in definition.body:
            if isinstance(block, ResolvedParagraph):
                paragraphs.append(wml.paragraph(self.styles.p("Definition"), self.inlines(block.inlines)))
            else:
                paragraphs += self._items(block.items, block.ordered, Kind.DEFINITION, 0)
        return wml.block_control(definition.tag, definition.provision.title, paragraphs)

    def body(self, blocks: Iterable[ResolvedBlock], kind: Kind) -> list[Element]:
        """Top-level paragraphs are numbered 1.1, 1.2; numbered lists below them (a), (b)."""
        made: list[Element] = []
        for block in blocks:
            if isinstance(block, ResolvedParagraph):
                made.append(
                    wml.paragraph(
                        self.styles.p("Provision Paragraph"),
                        self.inlines(block.inlines),
                        (self.styles.lists[kind], _PARAGRAPH),
                    )
                )
            else:
                if made:
                    _keep_with_next(made[-1])
                made += self._items(block.items, block.ordered, kind, 0)
        return made

    def _items(
        self, items: Iterable[tuple[ResolvedBlock, ...]], ordered: bool, kind: Kind, depth: int
    ) -> list[Element]:
        name = (
            ("Provision Item", "Provision Subitem")[depth]
            if ordered
            else ("Provision Bullet", "Provision Subbullet")[depth]
        )
        numbering = (self.styles.lists[kind], (_ITEM, _SUBITEM)[depth]) if ordered else None
        made: list[Element] = []
        for blocks in items:
            for n, block in enumerate(blocks):
                if not isinstance(block, ResolvedParagraph):
                    made += self._items(block.items, block.ordered, kind, depth + 1)
                elif n == 0:
                    made.append(wml.paragraph(self.styles.p(name), self.inlines(block.inlines), numbering))
                else:
                    made.append(wml.paragraph(self.styles.p("Provision Continued"), self.inlines(block.inlines)))
        return made


def _keep_with_next(paragraph: Element) -> None:
    """A paragraph that introduces a list stays on the page of its first item."""
    paragraph.find(wml.W + "pPr").insert(1, wml.element("keepNext"))
