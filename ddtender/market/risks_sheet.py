"""The worksheet for scoping human rights risks in four steps (manual 3.1), prefilled and with drop-downs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ddtender.market.sheets import finished, header, on_paper, put, room, workbook
from ddtender.model.market import RiskLists, RiskTopic
from ddtender.words import Language

#: Rows to fill in; more can be added.
_MATERIALS, _PLACES, _RISKS = 12, 36, 60
_KINDS = ("component", "material")


def risks_sheet(lists: RiskLists, product: str, moment: datetime, language: Language) -> bytes:
    """An .xlsx with a page of instructions, one sheet for each step, and the lists that the drop-downs choose from."""
    book = workbook(language.say("market.risks.title", title=lists.title, product=product) if product else lists.title)
    _start(book.create_sheet(language.say("market.risks.sheets.start")), language, lists, product)
    names = [f"{n} {step.name}" for n, step in enumerate(lists.steps, 1)]
    materials = [*(book.create_sheet(name) for name in names)]
    _step1(materials[0], language, lists)
    if len(materials) > 1:
        _step2(materials[1], language, lists, names)
    if len(materials) > 2:
        _step3(materials[2], language, lists, names)
    if len(materials) > 3:
        _step4(materials[3], language, lists)
    for name, topics in (("risks", lists.risks), ("stages", lists.stages), ("sources", lists.sources)):
        _list(book.create_sheet(language.say(f"market.risks.sheets.{name}")), language, name, topics)
    choices = book.create_sheet(language.say("market.risks.sheets.choices"))
    header(choices, 1, _words(language, "rating", "kind"), [24, 24])
    kinds = [language.say(f"market.risks.kinds.{kind}") for kind in _KINDS]
    for column, values in enumerate((lists.ratings, kinds), 1):
        for row, value in enumerate(values, 2):
            put(choices, row, column, value)
    return finished(book, language, moment)


def is_judged(content: bytes, path: str) -> bool:
    """Whether somebody has filled in anything of the last step; False for what is no such worksheet."""
    from ddtender.sheets.reading import Book, Unreadable

    try:
        book = Book(content, path)
    except Unreadable:
        return False
    numbered = [name for name in book.sheets if name[:1].isdigit()]
    rows = book.rows(max(numbered)) if numbered else ()
    return any(cell.text for row, cells in rows if row > 1 for cell in cells if cell.column > 1)


def _start(sheet, language: Language, lists: RiskLists, product: str) -> None:
    from openpyxl.styles import Alignment, Font

    bold = Font(name="Arial", size=10, bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 100
    sheet.cell(1, 1, lists.title).font = Font(name="Arial", size=16, bold=True)
    sheet.cell(1, 1).alignment = Alignment(wrap_text=False)
    sheet.row_dimensions[1].height = 26
    say = language.say
    rows = [(say("market.risks.product"), product), (say("market.risks.filled_in_by"), "")]
    rows.append((say("market.risks.date"), ""))
    rows += [(say("market.risks.step", number=n, name=step.name), step.about) for n, step in enumerate(lists.steps, 1)]
    rows.append((say("market.risks.how_far"), say("market.risks.how_far_text")))
    for row, (label, value) in enumerate(rows, 3):
        put(sheet, row, 1, label).font = bold
        put(sheet, row, 2, value)
    sheet.sheet_view.showGridLines = False
    on_paper(sheet)


def _step1(sheet, language: Language, lists: RiskLists) -> None:
    header(
        sheet,
        1,
        _words(language, "number", "material", "kind", "stage", "why", "source"),
        [6, 34, 16, 24, 50, 30],
    )
    for n in range(1, _MATERIALS + 1):
        put(sheet, n + 1, 1, n)
    room(sheet, _MATERIALS, 6)
    _choose(sheet, language, "C", _MATERIALS, _range(language, "choices", _KINDS, "B"))
    _choose(sheet, language, "D", _MATERIALS, _range(language, "stages", lists.stages))
    _choose(sheet, language, "F", _MATERIALS, _range(language, "sources", lists.sources))


def _step2(sheet, language: Language, lists: RiskLists, names: Sequence[str]) -> None:
    header(
        sheet,
        1,
        _words(language, "material", "country", "share", "source"),
        [34, 30, 34, 34],
    )
    room(sheet, _PLACES, 4)
    _choose(sheet, language, "A", _PLACES, f"{_quoted(names[0])}!$B$2:$B${_MATERIALS + 1}")
    _choose(sheet, language, "D", _PLACES, _range(language, "sources", lists.sources))


def _step3(sheet, language: Language, lists: RiskLists, names: Sequence[str]) -> None:
    headings = _words(language, "material", "country", "stage", "risk", "known", "severity")
    headings += _words(language, "likelihood", "source", "checked")
    header(sheet, 1, headings, [30, 24, 22, 30, 50, 14, 14, 30, 20])
    room(sheet, _RISKS, 9)
    _choose(sheet, language, "A", _RISKS, f"{_quoted(names[0])}!$B$2:$B${_MATERIALS + 1}")
    _choose(sheet, language, "B", _RISKS, f"{_quoted(names[1])}!$B$2:$B${_PLACES + 1}")
    _choose(sheet, language, "C", _RISKS, _range(language, "stages", lists.stages))
    _choose(sheet, language, "D", _RISKS, _range(language, "risks", lists.risks))
    for column in "FG":
        _choose(sheet, language, column, _RISKS, _range(language, "choices", lists.ratings))
    _choose(sheet, language, "H", _RISKS, _range(language, "sources", lists.sources))


def _step4(sheet, language: Language, lists: RiskLists) -> None:
    headings = _words(language, "risk", "relevant", "where", "summary", "ask", "require")
    header(sheet, 1, headings, [34, 20, 24, 60, 34, 34])
    for row, risk in enumerate(lists.risks, 2):
        put(sheet, row, 1, risk.name)
    room(sheet, len(lists.risks), 6)
    _choose(sheet, language, "B", len(lists.risks), _range(language, "choices", lists.ratings))
    _choose(sheet, language, "C", len(lists.risks), _range(language, "stages", lists.stages))


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
