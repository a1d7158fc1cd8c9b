"""The Excel sheet of all answers: one row a supplier, one column a statement, and a sheet of remarks and findings."""

from __future__ import annotations

from datetime import datetime

from ddtender.market.assess import Assessment
from ddtender.market.sheets import finished, header, on_paper, put, workbook
from ddtender.market.values import Supplier
from ddtender.model.market import DIMENSIONS, Questionnaire


def answers_sheet(assessment: Assessment, questionnaire: Questionnaire, moment: datetime) -> bytes:
    """An .xlsx with the sheets Answers, Points, Notes and Not read."""
    book = workbook(f"Answers: {questionnaire.title}")
    _answers(book.create_sheet("Answers"), assessment, questionnaire)
    _points(book.create_sheet("Points"), assessment, questionnaire)
    _notes(book.create_sheet("Notes"), assessment)
    _unread(book.create_sheet("Not read"), assessment)
    return finished(book, moment)


def _answers(sheet, assessment: Assessment, questionnaire: Questionnaire) -> None:
    statements = [(group, option) for group in questionnaire.groups for option in group.options]
    texts = [f"kind.{k.id}" for k in questionnaire.kinds if k.describe]
    labels = [k.describe for k in questionnaire.kinds if k.describe]
    for group in questionnaire.groups:
        described = [o for o in group.options if o.describe]
        texts += [f"{group.id}.{o.id}" for o in described] + ([group.id] if group.remarks else [])
        labels += [o.describe for o in described] + ([group.remarks] if group.remarks else [])
    headings = ["File", "Company", "Contact", "Kind"]
    headings += [f"{name.capitalize()}: {what}" for name in DIMENSIONS for what in ("score", "level")]
    headings += ["Level", "Counted"]
    headings += [f"{group.title}: {option.text}" for group, option in statements] + labels
    header(sheet, 1, headings, [28, 28, 28, 14] + [11] * 8 + [22] * len(statements) + [28] * len(texts))
    sheet.row_dimensions[1].height = 150
    sheet.freeze_panes = "C2"
    sheet.print_title_cols = "A:B"
    on_paper(sheet, one_page_wide=False)
    for row, supplier in enumerate(assessment.suppliers, 2):
        answers = supplier.answers
        kind = questionnaire.kind(answers.kind)
        values: list[str | int | None] = [answers.file, answers.company, answers.contact]
        values.append(kind.label.rstrip(":") if kind else "unread")
        for name in DIMENSIONS:
            values += [supplier.dimensions[name].score, supplier.dimensions[name].level or "no score"]
        values += [supplier.level or "no level", "yes" if supplier.counted else "no"]
        values += [_said(supplier, group.id, option.id) for group, option in statements]
        values += [answers.texts.get(name, "") for name in texts]
        for column, value in enumerate(values, 1):
            put(sheet, row, column, value)
    sheet.auto_filter.ref = sheet.dimensions


def _said(supplier: Supplier, group: str, option: str) -> str:
    if (group, option) in supplier.answers.unread:
        return "unread"
    return "yes" if option in supplier.answers.ticked.get(group, ()) else ""


def _points(sheet, assessment: Assessment, questionnaire: Questionnaire) -> None:
    header(sheet, 1, ["Company", "File", "Dimension", "Statement", "Points"], [28, 28, 14, 80, 9])
    row = 2
    for supplier in assessment.suppliers:
        for name in DIMENSIONS:
            for group, option, points in supplier.dimensions[name].earned:
                text = questionnaire.group(group).option(option).text
                for column, value in enumerate(
                    [supplier.answers.company, supplier.answers.file, name, text, points], 1
                ):
                    put(sheet, row, column, value)
                row += 1


def _notes(sheet, assessment: Assessment) -> None:
    header(sheet, 1, ["Company", "File", "Note"], [28, 28, 120])
    rows = [(s.answers.company, s.answers.file, note) for s in assessment.suppliers for note in s.notes]
    for row, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            put(sheet, row, column, value)


def _unread(sheet, assessment: Assessment) -> None:
    header(sheet, 1, ["File", "Why it was not read"], [40, 120])
    for row, finding in enumerate(assessment.unread, 2):
        put(sheet, row, 1, finding.location.path)
        put(sheet, row, 2, finding.message)
