"""Small Word documents (reports) in the house's look from plain values: title, headings, paragraphs, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from ddtender.layout.values import Plot
from ddtender.office.letters import text_below
from ddtender.office.tree import child_of
from ddtender.office.wml import Element, W, element, text_run
from ddtender.render.paper import Paper
from ddtender.render.plots import PLOT, chart_of, small
from ddtender.render.tables import CellContent, fill_cells, simple_table, text_cell
from ddtender.words import Language

#: The text of a cell, or those of its paragraphs.
CellTexts = str | Sequence[str]


class Report:
    """A document across the page that is written from top to bottom on the template of the market papers."""

    def __init__(
        self, template: bytes, language: Language, title: str, subtitle: str = "", reference: str = ""
    ) -> None:
        """Raises PackageError when the template is not one."""
        self._title, self._reference = title, reference
        self._paper = Paper(template, language, landscape=True)
        self._body: list[Element] = [self._paper.text(title, "Title")]
        if subtitle:
            self._body.append(self._paper.text(subtitle, "Subtitle"))

    def heading(self, text: str) -> None:
        self._body.append(self._paper.heading(1, text))

    def paragraph(self, text: str) -> None:
        self._body.append(self._paper.text(text))

    def bullets(self, texts: Sequence[str]) -> None:
        self._body += [self._paper.text(text, "Table Bullet") for text in texts]

    def facts(self, *rows: tuple[str, str | None]) -> None:
        """Labels and what is known of each; where that is None, the label as a visible blank."""
        self._body.append(self._paper.fields([(label, self._fact(label, value)) for label, value in rows]))

    def _fact(self, label: str, value: str | None) -> list[Element]:
        if value is None:
            return [text_run(f"[{label}]", self._paper.styles.c("Blank"))]
        return [text_run(value)]

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[CellTexts]],
        shares: Sequence[int],
        about: str,
        together: bool = False,
    ) -> None:
        """A table whose header row is repeated on every page; ``shares`` are the widths in proportion, ``about`` is its
        alternative text, ``together`` keeps a short one on one page. The paragraph above it stays with it."""
        cells = [[*map(_cell, row)] for row in rows]
        lead = self._body[-1]
        if lead.tag == W + "p" and text_below(lead) and lead.find(f"{W}pPr/{W}keepNext") is None:
            child_of(lead, W + "pPr").insert(1, element("keepNext"))
        made = simple_table(self._paper.styles, shares, headings, cells, description=about, together=together)
        self._body.append(made)
        self._body.append(self._paper.text("", "Table Text"))

    def picture(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[CellTexts]],
        shares: Sequence[int],
        about: str,
        fills: Mapping[tuple[int, int], str],
    ) -> None:
        """A table whose cells have colours, by row and column counted from 0 below the headings."""
        cells = [[*map(_cell, row)] for row in rows]
        made = simple_table(self._paper.styles, shares, headings, cells, description=about, together=True)
        fill_cells(made, fills)
        self._body += [made, self._paper.text("", "Table Text")]

    def plot(self, plot: Plot) -> None:
        """A line over numbers, ``PLOT`` large at most."""
        letters = small(self._paper.letters(self._paper.language.tag))
        self._body.append(self._paper.chart(chart_of(plot, letters), *PLOT, plot.title, plot.description))

    def finish(self, moment: datetime) -> bytes:
        """The document's bytes; ``moment`` is when it says it was made. Raises PackageError."""
        words = {"title": self._title, "reference": self._reference}
        if not text_below(self._body[-1]) and self._body[-1].tag == W + "p":
            # Behind a table that fills its page, a line of text would begin another one.
            child_of(self._body[-1], W + "pPr").append(element("spacing", before=0, after=0, line=20, lineRule="exact"))
        return self._paper.finish(self._body, words, self._title, moment)


def _cell(texts: CellTexts) -> CellContent:
    return text_cell(texts) if isinstance(texts, str) else [*texts]
