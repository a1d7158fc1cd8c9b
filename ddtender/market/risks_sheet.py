"""The worksheet for scoping human rights risks in four steps (manual 3.1), prefilled and with drop-downs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ddtender.market.sheets import finished, header, on_paper, put, room, workbook
from ddtender.model.market import RiskLists, Topic

#: Rows to fill in; more can be added.
_MATERIALS, _PLACES, _RISKS = 12, 36, 60
_KINDS = ("component", "raw material")


def risks_sheet(lists: RiskLists, product: str, moment: datetime) -> bytes:
    """An .xlsx with a page of instructions, one sheet for each step, and the lists that the drop-downs choose from."""
    book = workbook(f"{lists.title}: {product}" if product else lists.title)
    _start(book.create_sheet("Start"), lists, product)
    names = [f"{n} {step.name}" for n, step in enumerate(lists.steps, 1)]
    materials = [*(book.create_sheet(name) for name in names)]
    _step1(materials[0], lists)
    if len(materials) > 1:
        _step2(materials[1], lists, names)
    if len(materials) > 2:
        _step3(materials[2], lists, names)
    if len(materials) > 3:
        _step4(materials[3], lists)
    for name, topics in (("Risks", lists.risks), ("Stages", lists.stages), ("Sources", lists.sources)):
        _list(book.create_sheet(name), name, topics)
    choices = book.create_sheet("Choices")
    header(choices, 1, ["Rating", "Kind"], [24, 24])
    for column, values in enumerate((lists.ratings, _KINDS), 1):
        for row, value in enumerate(values, 2):
            put(choices, row, column, value)
    return finished(book, moment)


def _start(sheet, lists: RiskLists, product: str) -> None:
    from openpyxl.styles import Alignment, Font

    bold = Font(name="Arial", size=10, bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 100
    sheet.cell(1, 1, lists.title).font = Font(name="Arial", size=16, bold=True)
    sheet.cell(1, 1).alignment = Alignment(wrap_text=False)
    sheet.row_dimensions[1].height = 26
    rows = [("Product", product), ("Filled in by", ""), ("Date", "")]
    rows += [(f"Step {n}: {step.name}", step.about) for n, step in enumerate(lists.steps, 1)]
    said = "You need not do the suppliers' work: the aim is to know enough for an informed talk with the market."
    rows.append(("How far to go", said))
    for row, (label, value) in enumerate(rows, 3):
        put(sheet, row, 1, label).font = bold
        put(sheet, row, 2, value)
    sheet.sheet_view.showGridLines = False
    on_paper(sheet)


def _step1(sheet, lists: RiskLists) -> None:
    header(
        sheet,
        1,
        ["No.", "Component or raw material", "Kind", "Stage", "Why it matters", "Source"],
        [6, 34, 16, 24, 50, 30],
    )
    for n in range(1, _MATERIALS + 1):
        put(sheet, n + 1, 1, n)
    room(sheet, _MATERIALS, 6)
    _choose(sheet, "C", _MATERIALS, f"Choices!$B$2:$B${len(_KINDS) + 1}")
    _choose(sheet, "D", _MATERIALS, _range("Stages", lists.stages))
    _choose(sheet, "F", _MATERIALS, _range("Sources", lists.sources))


def _step2(sheet, lists: RiskLists, names: Sequence[str]) -> None:
    header(
        sheet, 1, ["Component or raw material", "Country or region", "Share or importance", "Source"], [34, 30, 34, 34]
    )
    room(sheet, _PLACES, 4)
    _choose(sheet, "A", _PLACES, f"'{names[0]}'!$B$2:$B${_MATERIALS + 1}")
    _choose(sheet, "D", _PLACES, _range("Sources", lists.sources))


def _step3(sheet, lists: RiskLists, names: Sequence[str]) -> None:
    headings = ["Component or raw material", "Country or region", "Stage", "Risk", "What is known", "Severity"]
    headings += ["Likelihood", "Source", "Checked against a second source"]
    header(sheet, 1, headings, [30, 24, 22, 30, 50, 14, 14, 30, 20])
    room(sheet, _RISKS, 9)
    _choose(sheet, "A", _RISKS, f"'{names[0]}'!$B$2:$B${_MATERIALS + 1}")
    _choose(sheet, "B", _RISKS, f"'{names[1]}'!$B$2:$B${_PLACES + 1}")
    _choose(sheet, "C", _RISKS, _range("Stages", lists.stages))
    _choose(sheet, "D", _RISKS, _range("Risks", lists.risks))
    for column in "FG":
        _choose(sheet, column, _RISKS, f"Choices!$A$2:$A${len(lists.ratings) + 1}")
    _choose(sheet, "H", _RISKS, _range("Sources", lists.sources))


def _step4(sheet, lists: RiskLists) -> None:
    headings = ["Risk", "Relevant for this product", "Where in the chain", "Summary", "Ask the market", "Require"]
    header(sheet, 1, headings, [34, 20, 24, 60, 34, 34])
    for row, risk in enumerate(lists.risks, 2):
        put(sheet, row, 1, risk.name)
    room(sheet, len(lists.risks), 6)
    _choose(sheet, "B", len(lists.risks), f"Choices!$A$2:$A${len(lists.ratings) + 1}")
    _choose(sheet, "C", len(lists.risks), _range("Stages", lists.stages))


def _list(sheet, name: str, topics: Sequence[Topic]) -> None:
    header(sheet, 1, [name, "What it is", "Examples", "Address"], [38, 60, 60, 50])
    for row, topic in enumerate(topics, 2):
        number = f"{row - 1}. " if name == "Sources" else ""
        for column, value in enumerate((number + topic.name, topic.about, topic.examples, topic.url), 1):
            put(sheet, row, column, value)
        if topic.url:
            sheet.cell(row, 4).hyperlink = topic.url
    if not any(topic.examples for topic in topics):
        sheet.column_dimensions["C"].hidden = True
    if not any(topic.url for topic in topics):
        sheet.column_dimensions["D"].hidden = True


def _range(sheet: str, topics: Sequence[Topic]) -> str:
    return f"{sheet}!$A$2:$A${len(topics) + 1}"


def _choose(sheet, column: str, rows: int, source: str) -> None:
    """A drop-down in these rows; other words may be typed as well, after a question."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation("list", formula1=source, allow_blank=True, errorStyle="warning", showErrorMessage=True)
    choice.error, choice.errorTitle = "This is not in the list. Keep it anyway?", "Not in the list"
    sheet.add_data_validation(choice)
    choice.add(f"{column}2:{column}{rows + 1}")
