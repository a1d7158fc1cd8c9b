"""Lines drawn in a document: each becomes a chart of its own, which is put into the package when its place is known."""

from __future__ import annotations

from ddtender.layout.values import Plot
from ddtender.office import wml
from ddtender.office.chart import CHART, PROPERTIES, RELATION_ID, add_chart, chart_run
from ddtender.office.chart_xml import Letters
from ddtender.office.plot import line_plot
from ddtender.office.wml import Element
from ddtender.render.letters import letters_of

#: How wide and high a plot is, in twips: 11 by 5.2 centimetres; narrower where there is less room.
PLOT = 6240, 2950
#: A small plot has smaller letters than the text.
_SIZE = 8.5
_WAITING = "ddPlot"


class PlotTable:
    """Collects plots while a document is written."""

    def __init__(self) -> None:
        self._plots: dict[str, Plot] = {}

    def paragraph(self, plot: Plot, style: str) -> Element:
        """A paragraph of a style (its id) that shows a plot, and stays with what follows."""
        id_ = f"{_WAITING}{len(self._plots) + 1}"
        self._plots[id_] = plot
        nowhere = wml.element("document")
        run = chart_run(id_, nowhere, *PLOT, plot.title, plot.description)
        return wml.paragraph(style, [run], keepNext=True)

    def settle(self, document: Element, parts: dict[str, bytes], style: str, language: str) -> None:
        """Make the charts of the plots that stand in ``document``, in the letters of a paragraph style (its id), and
        number them among its other drawings."""
        waiting = [one for one in document.iter(CHART) if one.get(RELATION_ID) in self._plots]
        if not waiting:
            return
        letters = small(letters_of(parts, style, language))
        for one in waiting:
            one.set(RELATION_ID, add_chart(parts, chart_of(self._plots[one.get(RELATION_ID, "")], letters)))
        _number(document)


def small(letters: Letters) -> Letters:
    """The letters of a plot, by those of the text around it."""
    return Letters(letters.font, letters.language, _SIZE)


def chart_of(plot: Plot, letters: Letters) -> bytes:
    """The chart part of a plot."""
    return line_plot(plot.line, plot.marks, plot.across, plot.up, letters)


def _number(document: Element) -> None:
    """Another number for each drawing that has one that stands before it (20.4.2.5)."""
    seen: set[str] = set()
    numbers = [int(id_) for one in document.iter(PROPERTIES) if (id_ := one.get("id", "")).isdecimal()]
    free = max(numbers, default=0)
    for one in document.iter(PROPERTIES):
        if one.get("id", "") in seen:
            free += 1
            one.set("id", str(free))
        seen.add(one.get("id", ""))
