"""The worksheet for scoping human rights risks in four steps (manual 3.1), prefilled and with drop-downs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ddtender.market.risks_matrix import heat_map, matrix
from ddtender.market.risks_prefill import KINDS, Prefill, PrefillRow
from ddtender.market.risks_read import step_sheets
from ddtender.market.sheets import finished, header, on_paper, put, room, workbook
from ddtender.model.risks import RiskLists, RiskTopic
from ddtender.words import Language

#: Rows to fill in; more can be added.
_MATERIALS, _PLACES, _RISKS = 12, 36, 60
#: Rows that stay empty below those that come filled in.
_MORE = 12
#: The column of the last step in which somebody judges.
_RELEVANCE = 2


def risks_sheet(
    lists: RiskLists, product: str, moment: datetime, language: Language, filled: Prefill | None = None
) -> bytes:
    """An .xlsx with a page of instructions, a sheet for each step, the heat map of what was judged, the lists that the
    drop-downs choose from, and the manual's examples; ``filled`` are the rows that the officer finds there."""
    book = workbook(language.say("market.risks.title", title=lists.title, product=product) if product else lists.title)
    _start(book.create_sheet(language.say("market.risks.sheets.start")), language, lists, product, filled)
    names = step_sheets(lists)
    sheets = [*(book.create_sheet(name) for name in names)]
    given = (filled.materials, filled.places, filled.risks) if filled else ((), (), ())
    least = (_MATERIALS, _PLACES, _RISKS)
    rows = [max(number, len(one) + _MORE) if one else number for number, one in zip(least, given, strict=True)]
    _step1(sheets[0], language, lists, given[0], rows)
    if len(sheets) > 1:
        _step2(sheets[1], language, lists, names, given[1], rows)
    if len(sheets) > 2:
        _step3(sheets[2], language, lists, names, given[2], rows)
        heat = book.create_sheet(language.say("market.risks.sheets.heat"))
        heat_map(heat, language, lists, _quoted(names[2]), rows[2] + 1)
    if len(sheets) > 3:
        _step4(sheets[3], language, lists, filled.report if filled else ())
    for name, topics in (("risks", lists.risks), ("stages", lists.stages), ("sources", lists.sources)):
        _list(book.create_sheet(language.say(f"market.risks.sheets.{name}")), language, name, topics)
    if lists.matrix:
        matrix(book.create_sheet(language.say("market.risks.sheets.matrix")), language, lists)
    choices = book.create_sheet(language.say("market.risks.sheets.choices"))
    header(choices, 1, _words(language, "rating", "kind"), [24, 24])
    kinds = [language.say(f"market.risks.kinds.{kind}") for kind in KINDS]
    for column, values in enumerate((lists.ratings, kinds), 1):
        for row, value in enumerate(values, 2):
            put(choices, row, column, value)
    return finished(book, language, moment)


def is_judged(content: bytes, path: str) -> bool:
    """Whether somebody has judged a risk in the last step; False for what is no such worksheet."""
    from ddtender.sheets.reading import Book, Unreadable

    try:
        book = Book(content, path)
    except Unreadable:
        return False
    numbered = [name for name in book.sheets if name[:1].isdigit()]
    rows = book.rows(max(numbered)) if numbered else ()
    return any(cell.text for row, cells in rows if row > 1 for cell in cells if cell.column == _RELEVANCE)


def _start(sheet, language: Language, lists: RiskLists, product: str, filled: Prefill | None) -> None:
    from openpyxl.styles import Alignment, Font

    bold = Font(name="Arial", size=10, bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 100
    sheet.cell(1, 1, lists.title).font = Font(name="Arial", size=16, bold=True)
    sheet.cell(1, 1).alignment = Alignment(wrap_text=False)
    sheet.row_dimensions[1].height = 26
    say = language.say
    by = say("market.risks.example_by") if filled and filled.is_example else ""
    rows = [(say("market.risks.product"), product), (say("market.risks.filled_in_by"), by)]
    rows.append((say("market.risks.date"), ""))
    if filled:
        rows.append((say("market.risks.prefilled"), filled.origin))
    rows += [(say("market.risks.step", number=n, name=step.name), step.about) for n, step in enumerate(lists.steps, 1)]
    rows.append((say("market.risks.how_far"), say("market.risks.how_far_text")))
    for note in lists.notes:
        text = say("market.risks.note", text=note.text, document=lists.document, section=note.manual)
        rows.append((note.about, text))
    for row, (label, value) in enumerate(rows, 3):
        put(sheet, row, 1, label).font = bold
        put(sheet, row, 2, value)
    sheet.sheet_view.showGridLines = False
    on_paper(sheet)


def _step1(sheet, language: Language, lists: RiskLists, given: Sequence[PrefillRow], rows: Sequence[int]) -> None:
    headings = _words(language, "number", "material", "kind", "stage", "why", "source", "checked")
    header(sheet, 1, headings, [6, 34, 16, 24, 50, 34, 20])
    for n in range(1, rows[0] + 1):
        put(sheet, n + 1, 1, n)
    _fill(sheet, given, 2)
    room(sheet, rows[0], 7)
    _choose(sheet, language, "C", rows[0], _range(language, "choices", KINDS, "B"))
    _choose(sheet, language, "D", rows[0], _range(language, "stages", lists.stages))
    _choose(sheet, language, "F", rows[0], _range(language, "sources", lists.sources))


def _step2(
    sheet, language: Language, lists: RiskLists, names: Sequence[str], given: Sequence[PrefillRow], rows: Sequence[int]
) -> None:
    header(sheet, 1, _words(language, "material", "country", "share", "source", "checked"), [34, 30, 40, 44, 20])
    _fill(sheet, given, 1)
    room(sheet, rows[1], 5)
    _choose(sheet, language, "A", rows[1], f"{_quoted(names[0])}!$B$2:$B${rows[0] + 1}")
    _choose(sheet, language, "D", rows[1], _range(language, "sources", lists.sources))


def _step3(
    sheet, language: Language, lists: RiskLists, names: Sequence[str], given: Sequence[PrefillRow], rows: Sequence[int]
) -> None:
    headings = _words(language, "material", "country", "stage", "risk", "known", "severity")
    headings += _words(language, "likelihood", "source", "checked")
    header(sheet, 1, headings, [30, 24, 22, 30, 50, 14, 14, 40, 20])
    _fill(sheet, given, 1)
    room(sheet, rows[2], 9)
    _choose(sheet, language, "A", rows[2], f"{_quoted(names[0])}!$B$2:$B${rows[0] + 1}")
    _choose(sheet, language, "B", rows[2], f"{_quoted(names[1])}!$B$2:$B${rows[1] + 1}")
    _choose(sheet, language, "C", rows[2], _range(language, "stages", lists.stages))
    _choose(sheet, language, "D", rows[2], _range(language, "risks", lists.risks))
    for column in "FG":
        _choose(sheet, language, column, rows[2], _range(language, "choices", lists.ratings))
    _choose(sheet, language, "H", rows[2], _range(language, "sources", lists.sources))


def _step4(sheet, language: Language, lists: RiskLists, given: Sequence[PrefillRow]) -> None:
    headings = _words(language, "risk", "relevant", "where", "summary", "ask", "require")
    header(sheet, 1, headings, [34, 20, 24, 60, 34, 34])
    by_risk = {row[0]: row for row in given}
    _fill(sheet, [by_risk.get(risk.name, (risk.name,)) for risk in lists.risks], 1)
    room(sheet, len(lists.risks), 6)
    _choose(sheet, language, "B", len(lists.risks), _range(language, "choices", lists.ratings))
    _choose(sheet, language, "C", len(lists.risks), _range(language, "stages", lists.stages))


def _fill(sheet, given: Sequence[PrefillRow], first: int) -> None:
    """Rows below the header, from a column on, as high as their texts need."""
    for row, values in enumerate(given, 2):
        for column, value in enumerate(values, first):
            put(sheet, row, column, value)


def _list(sheet, language: Language, name: str, topics: Sequence[RiskTopic]) -> None:
    header(
        sheet,
        1,
        _words(language, f"sheets.{name}", "about", "examples", "address"),
        [38, 60, 60, 50],
    )
    for row, topic in enumerate(topics, 2):
        number = f"{row - 1}. " if name == "sources" else ""
        for column, value in enumerate((number + topic.name, topic.about, topic.examples, topic.url), 1):
            put(sheet, row, column, value)
        if topic.url:
            sheet.cell(row, 4).hyperlink = topic.url
    if not any(topic.examples for topic in topics):
        sheet.column_dimensions["C"].hidden = True
    if not any(topic.url for topic in topics):
        sheet.column_dimensions["D"].hidden = True


def _words(language: Language, *keys: str) -> list[str]:
    return [language.say(f"market.risks.{key}") for key in keys]


def _range(language: Language, sheet: str, topics: Sequence[object], column: str = "A") -> str:
    name = language.say(f"market.risks.sheets.{sheet}")
    return f"{_quoted(name)}!${column}$2:${column}${len(topics) + 1}"


def _quoted(sheet: str) -> str:
    """The name of a sheet in a formula; quotes stand where it has more than letters (ECMA-376 part 1, 18.17.2.3)."""
    return sheet if sheet.isascii() and sheet.isalpha() else "'" + sheet.replace("'", "''") + "'"


def _choose(sheet, language: Language, column: str, rows: int, source: str) -> None:
    """A drop-down in these rows; other words may be typed as well, after a question."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation("list", formula1=source, allow_blank=True, errorStyle="warning", showErrorMessage=True)
    choice.error, choice.errorTitle = language.say("market.risks.keep"), language.say("market.risks.not_in_list")
    sheet.add_data_validation(choice)
    choice.add(f"{column}2:{column}{rows + 1}")
