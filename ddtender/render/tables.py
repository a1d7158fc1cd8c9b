"""Tables in the template's styles: a header row, then rows whose cells are text or numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ddtender.layout.columns import LINE, LINE_WIDTH, shares_with_room
from ddtender.office import wml
from ddtender.office.letters import text_below
from ddtender.office.tree import child_of
from ddtender.office.wml import Element
from ddtender.office.writing import Long
from ddtender.render.styles import StyleSheet

#: A cell's content: the text of each of its paragraphs, or its runs.
CellContent = Sequence[str | Sequence[Element]]


def columns(total: int, shares: Sequence[int]) -> list[int]:
    """Widths in twips that add up to ``total``, in the proportion of ``shares``."""
    widths = [total * share // sum(shares) for share in shares]
    widths[-1] += total - sum(widths)
    return widths


def text_cell(text: str) -> CellContent:
    return [text]


def simple_table(
    styles: StyleSheet,
    shares: Sequence[int],
    headings: Sequence[str],
    rows: Sequence[Sequence[CellContent]],
    *,
    description: str,
    numbers: frozenset[int] = frozenset(),
    inside_provision: bool = False,
    together: bool = False,
) -> Element:
    """A ``Provision Table``, its ``shares`` changed where a column is narrower than its longest word.

    ``numbers`` are the columns of numbers, ``inside_provision`` indents it like the text, ``together`` keeps a short
    table on one page.
    """
    indent = styles.indent if inside_provision else 0
    said = [[*map(_said, row)] for row in rows]
    widths = columns(styles.width - indent, room_for_words(styles.width - indent, shares, headings, said))
    header = _header(styles, widths, headings, numbers)
    body = [_row(styles, widths, content, numbers) for content in rows]
    if together:
        keep_together([header, *body[:-1]])
    return wml.table(styles.t("Provision Table"), widths, [header, *body], indent, description)


def long_table(
    styles: StyleSheet,
    shares: Sequence[int],
    headings: Sequence[str],
    rows: Iterable[Sequence[CellContent]],
    *,
    description: str,
    known: Sequence[Sequence[str]] = (),
) -> Long:
    """A ``Provision Table`` whose rows are made while they are written: only its headings are sure of their room, and
    the words in ``known``, rows of what may stand there in any case."""
    widths = columns(styles.width, room_for_words(styles.width, shares, headings, known))
    header = _header(styles, widths, headings, frozenset())
    table = wml.table(styles.t("Provision Table"), widths, [header], description=description)
    return Long(table, (_row(styles, widths, content, frozenset()) for content in rows))


def room_for_words(
    width: int, shares: Sequence[int], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[int, ...]:
    """The shares of a table so many twips wide, changed where a column is narrower than its longest word."""
    return shares_with_room(tuple(shares), headings, rows, LINE * width / LINE_WIDTH)


def _said(content: CellContent) -> str:
    """The words of a cell, however they are written."""
    return " ".join(one if isinstance(one, str) else "".join(map(text_below, one)) for one in content)


def fill_cells(table: Element, fills: Mapping[tuple[int, int], str]) -> None:
    """Give cells of a table colours, by row and column counted from 0 below the headings."""
    for n, row in enumerate([*table.iterfind(f"{wml.W}tr")][1:]):
        for column, cell in enumerate(row.iterfind(f"{wml.W}tc")):
            if (n, column) in fills:
                shade = wml.element("shd", val="clear", color="auto", fill=fills[n, column])
                child_of(cell, wml.W + "tcPr").append(shade)


def _header(styles: StyleSheet, widths: Sequence[int], headings: Sequence[str], numbers: frozenset[int]) -> Element:
    cells = [
        wml.cell(width, _aligned(wml.text_paragraph(styles.p("Table Heading"), text), n in numbers))
        for n, (width, text) in enumerate(zip(widths, headings, strict=True))
    ]
    return wml.row(cells, header=True)


def _row(styles: StyleSheet, widths: Sequence[int], content: Sequence[CellContent], numbers: frozenset[int]) -> Element:
    return wml.row(
        _cell(width, styles.p("Table Number" if n in numbers else "Table Text"), paragraphs)
        for n, (width, paragraphs) in enumerate(zip(widths, content, strict=True))
    )


def _cell(width: int, style_id: str, paragraphs: CellContent) -> Element:
    texts = [content for content in paragraphs if isinstance(content, str)]
    if len(texts) == len(paragraphs):
        return wml.text_cell(width, style_id, *texts)
    made = (
        wml.text_paragraph(style_id, content) if isinstance(content, str) else wml.paragraph(style_id, content)
        for content in paragraphs
    )
    return wml.cell(width, *made)


def keep_together(rows: Iterable[Element]) -> None:
    """Every paragraph of these rows stays with the next."""
    for row in rows:
        for paragraph in row.iterfind(f"{wml.W}tc/{wml.W}p"):
            child_of(paragraph, wml.W + "pPr").insert(1, wml.element("keepNext"))


def _aligned(paragraph: Element, right: bool) -> Element:
    return wml.right_aligned(paragraph) if right else paragraph
