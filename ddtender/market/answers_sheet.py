"""The Excel sheet of all answers: one row a supplier, one column a statement, and a sheet of remarks and findings."""

from __future__ import annotations

from datetime import datetime

from ddtender.market.assess import Assessment
from ddtender.market.sheets import finished, header, on_paper, put, workbook
from ddtender.market.values import Supplier
from ddtender.model.market import DIMENSIONS, Questionnaire
from ddtender.words import Language


def answers_sheet(assessment: Assessment, questionnaire: Questionnaire, moment: datetime, language: Language) -> bytes:
    """An .xlsx with the sheets Answers, Points, Notes and Not read."""
    book = workbook(language.say("market.answers.title", questionnaire=questionnaire.title))
    _answers(book.create_sheet(language.say("market.answers.sheets.answers")), language, assessment, questionnaire)
    _points(book.create_sheet(language.say("market.answers.sheets.points")), language, assessment, questionnaire)
    _notes(book.create_sheet(language.say("market.answers.sheets.notes")), language, assessment)
    _unread(book.create_sheet(language.say("market.answers.sheets.unread")), language, assessment)
    return finished(book, language, moment)


def _answers(sheet, language: Language, assessment: Assessment, questionnaire: Questionnaire) -> None:
    say = language.say
    statements = [(group, option) for group in questionnaire.groups for option in group.options]
    texts = [f"kind.{k.id}" for k in questionnaire.kinds if k.describe]
    labels = [k.describe for k in questionnaire.kinds if k.describe]
    for group in questionnaire.groups:
        described = [o for o in group.options if o.describe]
        texts += [f"{group.id}.{o.id}" for o in described] + ([group.id] if group.remarks else [])
        labels += [o.describe for o in described if o.describe] + ([group.remarks] if group.remarks else [])
    headings = [say(f"market.answers.{name}") for name in ("file", "company", "contact", "kind")]
    headings += [say(f"market.answers.{what}.{name}") for name in DIMENSIONS for what in ("score", "level")]
    headings += [say("market.answers.overall"), say("market.answers.counted")]
    headings += [
        say("market.answers.statement", group=group.title, statement=option.text) for group, option in statements
    ] + labels
    header(sheet, 1, headings, [28, 28, 28, 14] + [11] * 8 + [22] * len(statements) + [28] * len(texts))
    sheet.row_dimensions[1].height = 150
    sheet.freeze_panes = "C2"
    sheet.print_title_cols = "A:B"
    on_paper(sheet, one_page_wide=False)
    for row, supplier in enumerate(assessment.suppliers, 2):
        answers = supplier.answers
        kind = questionnaire.kind(answers.kind)
        values: list[str | int | None] = [answers.file, answers.company, answers.contact]
        values.append(kind.label.rstrip(":") if kind else say("market.unread"))
        for name in DIMENSIONS:
            score = supplier.dimensions[name]
            values += [score.score, say(f"market.levels.{score.level}" if score.level else "market.no_score")]
        values.append(say(f"market.levels.{supplier.level}" if supplier.level else "market.answers.no_level"))
        values.append(say(f"market.answers.{'yes' if supplier.counted else 'no'}"))
        values += [_said(language, supplier, group.id, option.id) for group, option in statements]
        values += [answers.texts.get(name, "") for name in texts]
        for column, value in enumerate(values, 1):
            put(sheet, row, column, value)
    sheet.auto_filter.ref = sheet.dimensions


def _said(language: Language, supplier: Supplier, group: str, option: str) -> str:
    if (group, option) in supplier.answers.unread:
        return language.say("market.unread")
    return language.say("market.answers.yes") if option in supplier.answers.ticked.get(group, ()) else ""


def _points(sheet, language: Language, assessment: Assessment, questionnaire: Questionnaire) -> None:
    names = ("company", "file", "dimension", "statement_heading", "points")
    header(sheet, 1, [language.say(f"market.answers.{name}") for name in names], [28, 28, 14, 80, 9])
    row = 2
    for supplier in assessment.suppliers:
        for name in DIMENSIONS:
            for group, option, points in supplier.dimensions[name].earned:
                text = questionnaire.behind(group, option).text
                dimension = language.say(f"market.dimensions.{name}")
                values = [supplier.answers.company, supplier.answers.file, dimension, text, points]
                for column, value in enumerate(values, 1):
                    put(sheet, row, column, value)
                row += 1


def _notes(sheet, language: Language, assessment: Assessment) -> None:
    header(sheet, 1, [language.say(f"market.answers.{name}") for name in ("company", "file", "note")], [28, 28, 120])
    rows = [(s.answers.company, s.answers.file, note) for s in assessment.suppliers for note in s.notes]
    for row, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            put(sheet, row, column, value)


def _unread(sheet, language: Language, assessment: Assessment) -> None:
    header(sheet, 1, [language.say("market.answers.file"), language.say("market.answers.why")], [40, 120])
    for row, finding in enumerate(assessment.unread, 2):
        put(sheet, row, 1, finding.location.path)
        put(sheet, row, 2, finding.message)
