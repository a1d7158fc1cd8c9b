"""Tables in the template's styles: a header row, then rows whose cells are text or numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ddtender.layout.form_room import LINE, ROOM, longest_word, shared_out
from ddtender.office import wml
from ddtender.office.tree import child_of
from ddtender.office.wml import Element
from ddtender.office.writing import Long
from ddtender.render.styles import StyleSheet

#: A cell's content: the text of each of its paragraphs, or its runs.
CellContent = Sequence[str | Sequence[Element]]
#: How many characters stay empty at the end of a line because the next word is longer.
_RAGGED = 3


def columns(total: int, shares: Sequence[int]) -> list[int]:
    """Widths in twips that add up to ``total``, in the proportion of ``shares``."""
    widths = [total * share // sum(shares) for share in shares]
    widths[-1] += total - sum(widths)
    return widths


def shares_by_need(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Shares of a table's width, in characters of ``LINE``, with which its rows need the fewest lines.

    No column is narrower than its longest word; what is left goes, character by character, where it shortens most.
    """
    columns_of = list(zip(headings, *rows, strict=True))
    shares = [max(len(word) for text in texts for word in text.split() or ("",)) + ROOM for texts in columns_of]
    while sum(shares) < LINE:
        now = _lines(rows, shares)
        gains = [now - _lines(rows, [*shares[:n], share + 1, *shares[n + 1 :]]) for n, share in enumerate(shares)]
        shares[gains.index(max(gains))] += 1
    return shares


def shares_with_room(
    shares: tuple[int, ...], headings: Sequence[str], rows: Sequence[Sequence[str]], line: float = LINE
) -> tuple[int, ...]:
    """The shares of a table as wide as ``line`` characters, changed where a column is narrower than its longest word.

    The other columns give, each in proportion to what it has more than it needs, and none more than a quarter of its
    width; where that is not enough, the shares stay. Words of some languages are long: Mensenrechtenrisicoanalyse.
    """
    needs = [max(map(longest_word, texts)) + ROOM for texts in zip(headings, *rows, strict=True)]
    has = [share * line / sum(shares) for share in shares]
    return shared_out(shares, has, needs, 3 / 4) or shares


def _lines(rows: Sequence[Sequence[str]], shares: Sequence[int]) -> float:
    """How high the rows are, in lines: the highest cell decides, and the others a little, so that none is forgotten."""
    needs = [
        [len(text) / max(share - ROOM - _RAGGED, 1) for text, share in zip(row, shares, strict=True)] for row in rows
    ]
    return sum(max(row) + sum(row) / 100 for row in needs)


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
    """A ``Provision Table``; ``numbers`` are the columns of numbers, ``inside_provision`` indents it like the text,
    ``together`` keeps a short table on one page."""
    indent = styles.indent if inside_provision else 0
    widths = columns(styles.width - indent, shares)
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
) -> Long:
    """A ``Provision Table`` whose rows are made while they are written."""
    widths = columns(styles.width, shares)
    header = _header(styles, widths, headings, frozenset())
    table = wml.table(styles.t("Provision Table"), widths, [header], description=description)
    return Long(table, (_row(styles, widths, content, frozenset()) for content in rows))


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
