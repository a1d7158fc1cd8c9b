"""Laid-out blocks and inlines → WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ddtender.layout.columns import shares_by_need
from ddtender.layout.values import (
    Column,
    Fields,
    FormName,
    FormReference,
    Grid,
    Heading,
    Laid,
    LaidBlock,
    LaidInline,
    LaidInlines,
    Line,
    Listing,
    Numbered,
    Plot,
    Role,
    Table,
    words_of,
)
from ddtender.model import Emphasis, Kind, LineBreak, Strong, Text
from ddtender.model.template import TITLE_STYLES
from ddtender.office import wml
from ddtender.office.tree import child_of
from ddtender.office.wml import Element
from ddtender.render.forms import fields, grid
from ddtender.render.links import LinkTable
from ddtender.render.plots import PlotTable
from ddtender.render.styles import StyleSheet
from ddtender.render.tables import CellContent, simple_table
from ddtender.resolve.inlines import ResolvedBlank, ResolvedReference

_TITLE, _PARAGRAPH, _ITEM, _SUBITEM = 0, 1, 2, 3
_STYLES = {
    Role.TEXT: "Body Text",
    Role.LABEL: "Provision Label",
    Role.UNDER_LABEL: "Provision Continued",
    Role.INSTRUCTION: "Form Instruction",
    Role.NOTE: "Note",
}


class BlockWriter:
    """Writes text for one document: references to provisions of the same document are fields, others plain text."""

    def __init__(self, document: str, styles: StyleSheet, links: LinkTable) -> None:
        self.document, self.styles, self.links = document, styles, links
        self.plots = PlotTable()

    def blocks(self, blocks: Iterable[LaidBlock]) -> list[Element]:
        made: list[Element] = []
        for block in blocks:
            if isinstance(block, Fields) and made and made[-1].tag == wml.W + "tbl":
                made.append(wml.paragraph(self.styles.p("Table Text")))  # two tables that touch are one to Word
            made += self._block(block)
        return made

    def _block(self, block: LaidBlock) -> list[Element]:
        if isinstance(block, Laid):
            return [self._definition(block) if block.kind is Kind.DEFINITION else self._provision(block)]
        if isinstance(block, Line):
            style = self.styles.p(_STYLES[block.role])
            return [wml.paragraph(style, self.inlines(block.inlines), keepNext=block.keep)]
        if isinstance(block, Heading):
            style, content = self.styles.heading(block.level), self.inlines(block.inlines)
            return [wml.paragraph(style, content, keepNext=True, pageBreakBefore=block.new_page)]
        if isinstance(block, Table):
            return [self._table(block)]
        if isinstance(block, Plot):
            return [self.plots.paragraph(block, self.styles.p("Provision Continued"))]
        if isinstance(block, Grid):
            return [grid(self.styles, block)]
        return [fields(self.styles, block, self.inlines)]

    def inlines(self, inlines: LaidInlines, style: str | None = None) -> list[Element]:
        """Runs, fields and controls; ``style`` is the character style around them."""
        return [made for inline in inlines for made in self._inline(inline, style)]

    def _inline(self, inline: LaidInline, style: str | None) -> list[Element]:
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
        if isinstance(inline, FormReference):
            return wml.field(rf"REF {inline.bookmark} \h", inline.words)
        if isinstance(inline, FormName):
            return wml.bookmark(inline.bookmark, [wml.text_run(inline.words)])
        return [self.links.hyperlink(inline.url, self.inlines(inline.children, self.styles.c("Hyperlink")))]

    def reference(self, reference: ResolvedReference) -> list[Element]:
        """``award criterion`` and its number as a field; across documents the number and the name as text."""
        if reference.number is None:
            return [wml.text_run(reference.words)]
        if reference.kind.document != self.document:
            return [wml.text_run(reference.shown_in(self.document))]
        # \r: the paragraph's number; \h: a hyperlink (ECMA-376 part 1, 17.16.5.48)
        return [wml.text_run(reference.words), *wml.field(rf"REF {reference.bookmark} \r \h", reference.cited)]

    def blank(self, blank: ResolvedBlank) -> Element:
        """An open blank shows its label; a filled one keeps its name in the tag, so that edits find their way back."""
        if blank.text is None:
            run = wml.text_run(blank.shown, self.styles.c("Blank"))
            return wml.inline_control(f"blank:{blank.name}", blank.label, run, placeholder=True)
        return wml.inline_control(f"value:{blank.name}", blank.label, wml.text_run(blank.text), placeholder=False)

    def _provision(self, laid: Laid) -> Element:
        """A numbered provision in its content control, its tables after its text."""
        title = wml.paragraph(
            self.styles.p(TITLE_STYLES[laid.kind]), wml.bookmark(laid.bookmark, [wml.text_run(laid.title)])
        )
        made = [title]
        for block in laid.body:
            if isinstance(block, Numbered):
                numbering = self.styles.lists[laid.kind], _PARAGRAPH
                made.append(wml.paragraph(self.styles.p("Provision Paragraph"), self.inlines(block.inlines), numbering))
            else:
                if len(made) > 1:
                    _keep_with_next(made[-1])
                made += self._listing(block, laid.kind)
        return wml.block_control(laid.tag, laid.title, [*made, *self.blocks((*laid.lots, *laid.after))])

    def _definition(self, laid: Laid) -> Element:
        """A definition in its content control: the term in a paragraph of its own, then its meaning.

        (In a control's first paragraph LibreOffice 7.4 loses the formatting of single words, so a bold term could not
        stand in the same paragraph.)
        """
        made = [wml.paragraph(self.styles.p("Definition Term"), [wml.text_run(laid.title)])]
        for block in laid.body:
            if isinstance(block, Numbered):
                made.append(wml.paragraph(self.styles.p("Definition"), self.inlines(block.inlines)))
            else:
                made += self._listing(block, laid.kind)
        return wml.block_control(laid.tag, laid.title, made)

    def _listing(self, listing: Listing, kind: Kind) -> list[Element]:
        """The items of a list, each by the template's list: numbers are Word's own."""
        names = (
            ("Provision Item", "Provision Subitem") if listing.ordered else ("Provision Bullet", "Provision Subbullet")
        )
        name = names[listing.depth]
        numbering = (self.styles.lists[kind], (_ITEM, _SUBITEM)[listing.depth]) if listing.ordered else None
        made: list[Element] = []
        for item in listing.items:
            for n, block in enumerate(item.blocks):
                if not isinstance(block, Numbered):
                    made += self._listing(block, kind)
                elif n == 0:
                    made.append(wml.paragraph(self.styles.p(name), self.inlines(block.inlines), numbering))
                else:
                    made.append(wml.paragraph(self.styles.p("Provision Continued"), self.inlines(block.inlines)))
        return made

    def _table(self, table: Table) -> Element:
        headings = [column.heading for column in table.columns]
        shares = [column.share for column in table.columns]
        if not all(shares):
            shares = shares_by_need(headings, [[_longest(cell) for cell in row] for row in table.rows])
        return simple_table(
            self.styles,
            shares,
            headings,
            [[self._cell(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows],
            description=table.description,
            numbers=frozenset(n for n, column in enumerate(table.columns) if column.figures),
            inside_provision=table.inside,
            together=table.together,
        )

    def _cell(self, cell: Sequence[LaidInlines], column: Column) -> CellContent:
        if column.sentence:
            cell = [_capital(inlines) for inlines in cell]
        return [
            inlines[0].text if len(inlines) == 1 and isinstance(inlines[0], Text) else self.inlines(inlines)
            for inlines in cell
        ]


def _capital(inlines: LaidInlines) -> LaidInlines:
    first = inlines[0] if inlines else None
    if not isinstance(first, Text) or not first.text:
        return inlines
    return (Text(first.text[0].upper() + first.text[1:], first.location), *inlines[1:])


def _longest(cell: Sequence[LaidInlines]) -> str:
    """The text of a cell's longest paragraph."""
    return max(map(words_of, cell), key=len, default="")


def _keep_with_next(paragraph: Element) -> None:
    """A paragraph that introduces a list stays on the page of its first item."""
    child_of(paragraph, wml.W + "pPr").insert(1, wml.element("keepNext"))
