"""A line over numbers that stand in cells, as a chart of a spreadsheet program (ECMA-376 part 1, 21.2.2.161)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.chart import ScatterChart
    from openpyxl.worksheet.worksheet import Worksheet

#: Two columns, and the first and the last row.
CellColumns = tuple[tuple[int, int], tuple[int, int]]
#: Centimetres.
_WIDTH, _HEIGHT = 15, 7
_COLOUR = "1F3864"


def scatter(
    sheet: Worksheet, points: Sequence[CellColumns], across: str, up: str, least: int | None = None
) -> ScatterChart:
    """A chart of a line from point to point and of marks on it, each the cells of two columns, hidden ones included;
    ``least`` is where the axis below begins, if the numbers do not say."""
    from openpyxl.chart import Reference, ScatterChart, Series

    chart = ScatterChart()
    chart.style, chart.scatterStyle, chart.legend = 2, "lineMarker", None
    chart.width, chart.height = _WIDTH, _HEIGHT
    chart.visible_cells_only = False
    for axis, title in ((chart.x_axis, across), (chart.y_axis, up)):
        axis.title, axis.delete, axis.number_format, axis.majorGridlines = title, False, "#,##0", None
    chart.x_axis.scaling.min, chart.y_axis.scaling.min = least, 0
    for n, ((x, y), (first, last)) in enumerate(points):
        xs, ys = (Reference(sheet, min_col=c, max_col=c, min_row=first, max_row=last) for c in (x, y))
        series = Series(ys, xvalues=xs)
        line, marker = series.graphicalProperties.line, series.marker
        series.smooth = False
        marker.symbol = "circle" if n else "none"
        if n:
            line.noFill, marker.size = True, 6
            marker.graphicalProperties.solidFill = marker.graphicalProperties.line.solidFill = _COLOUR
        else:
            line.solidFill, line.width = _COLOUR, 22_225
        chart.series.append(series)
    return chart
