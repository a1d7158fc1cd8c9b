"""What Tenderers fill in: tables and fields, every place for an answer a content control with a name of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from functools import lru_cache

from ddtender.layout.values import HANDWRITING, Field, Fields, Grid, LaidInlines
from ddtender.office import wml
from ddtender.office.wml import Element
from ddtender.render.styles import StyleSheet
from ddtender.render.tables import columns

#: Spaces that keep an empty control clickable without printing anything.
_ROOM = "\u2002" * 5


def _answer(tag: str, alias: str) -> Element:
    return wml.inline_control(f"answer:{tag}", alias, wml.text_run(_ROOM), placeholder=True)


def grid(styles: StyleSheet, laid: Grid) -> Element:
    ids = styles.t("Form Table"), styles.p("Table Heading"), styles.p("Table Text")
    return copy(_new_grid(ids, styles.width, laid))


@lru_cache(maxsize=256)
def _new_grid(ids: tuple[str, str, str], total: int, laid: Grid) -> Element:
    """The same for every procedure; ``ids`` are the styles of the table, its headings and its text."""
    style, heading_style, text_style = ids
    widths = columns(total, [share for _, share in laid.columns])
    header = [
        wml.text_cell(width, heading_style, heading) for width, (heading, _) in zip(widths, laid.columns, strict=True)
    ]
    rows = [wml.row(header, header=True)]
    for row in laid.rows:
        cells = []
        for width, cell in zip(widths, row, strict=True):
            runs = [wml.text_run(cell.label)] if cell.label else []
            if cell.tag:
                runs += [wml.text_run(" "), _answer(cell.tag, cell.name)]
            cells.append(wml.cell(width, wml.paragraph(text_style, runs)))
        rows.append(wml.row(cells, height=laid.height))
    return wml.table(style, widths, rows, description=laid.description, heads="both" if laid.heads else "row")


def fields(styles: StyleSheet, laid: Fields, inlines: Callable[[LaidInlines], list[Element]]) -> Element:
    """The fields as one table whose first column has the headings."""
    widths = columns(styles.width, [laid.share, 100 - laid.share])
    rows = [_field(styles, widths, field, inlines(field.help)) for field in laid.fields]
    return wml.table(styles.t("Form Table"), widths, rows, description=laid.description, heads="column")


def _field(styles: StyleSheet, widths: Sequence[int], field: Field, help_: Sequence[Element]) -> Element:
    """A row with a label (and help below it) and a box."""
    left = [wml.paragraph(styles.p("Table Text"), [wml.text_run(field.label, styles.c("Strong"))])]
    if help_:
        left.append(wml.paragraph(styles.p("Table Text"), help_))
    right = wml.paragraph(styles.p("Table Text"), [_answer(field.tag, field.label)])
    return wml.row([wml.cell(widths[0], *left), wml.cell(widths[1], right)], height=field.lines * HANDWRITING)
