"""The Excel sheet of all answers: one row a supplier, one column a statement, and a sheet of remarks and findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from ddtender.market.assess import Assessment
from ddtender.market.form import form_name
from ddtender.market.initiatives_table import source_of, star_cell
from ddtender.market.sheets import finished, long_sheet, long_workbook, on_paper
from ddtender.market.values import NONE_NAMED, Supplier
from ddtender.model.market import DIMENSIONS, Questionnaire
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def answers_sheet(assessment: Assessment, questionnaire: Questionnaire, moment: datetime, language: Language) -> bytes:
    """An .xlsx with the sheets Answers, Points, Notes, Questions, Not read and About, and, where a supplier named some,
    Initiatives."""
    book = long_workbook(language.say("market.answers.title", questionnaire=questionnaire.title))
    _answers(book, language, assessment, questionnaire)
    _points(book, language, assessment, questionnaire)
    _notes(book, language, assessment)
    _questions(book, language, assessment)
    if any(s.named != NONE_NAMED for s in assessment.suppliers):
        _initiatives(book, language, assessment)
    _unread(book, language, assessment)
    _about(book, language, assessment, questionnaire)
    return finished(book, language, moment)


def _answers(book: Workbook, language: Language, assessment: Assessment, questionnaire: Questionnaire) -> None:
    from openpyxl.utils import get_column_letter

    say = language.say
    statements = [(group, option) for group in questionnaire.groups for option in group.options]
    texts = [f"kind.{k.id}" for k in questionnaire.kinds if k.describe]
    labels = [k.describe for k in questionnaire.kinds if k.describe]
    for group in questionnaire.groups:
        described = [o for o in group.options if o.describe]
        texts += [f"{group.id}.{o.id}" for o in described] + ([group.id] if group.remarks else [])
        labels += [o.describe for o in described if o.describe] + ([group.remarks] if group.remarks else [])
    choices = questionnaire.choices
    labels += [choice.label for choice in choices]
    headings = [say(f"market.answers.{name}") for name in ("file", "company", "contact", "kind")]
    headings += [say(f"market.answers.{what}.{name}") for name in DIMENSIONS for what in ("score", "level")]
    headings += [say("market.answers.overall"), say("market.answers.counted")]
    headings += [
        say("market.answers.statement", group=group.title, statement=option.text) for group, option in statements
    ] + labels

    def row(supplier: Supplier) -> list[str | int | None]:
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
        return values + [choice.text(answers.choices.get(choice.id)) or "" for choice in choices]

    def settings(sheet: Worksheet) -> None:
        sheet.row_dimensions[1].height = 150
        sheet.freeze_panes = "C2"
        sheet.print_title_cols = "A:B"
        on_paper(sheet, one_page_wide=False)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(suppliers) + 1}"

    suppliers, name = assessment.suppliers, say("market.answers.sheets.answers")
    widths = [28, 28, 28, 14] + [11] * 8 + [22] * len(statements) + [28] * (len(texts) + len(choices))
    long_sheet(book, name, headings, widths, map(row, suppliers), len(suppliers), settings)


def _said(language: Language, supplier: Supplier, group: str, option: str) -> str:
    if (group, option) in supplier.answers.unread:
        return language.say("market.unread")
    return language.say("market.answers.yes") if option in supplier.answers.ticked.get(group, ()) else ""


def _points(book: Workbook, language: Language, assessment: Assessment, questionnaire: Questionnaire) -> None:
    names = ("company", "file", "dimension", "statement_heading", "points")
    headings = [language.say(f"market.answers.{name}") for name in names]
    earned = [(s, name, s.dimensions[name].earned) for s in assessment.suppliers for name in DIMENSIONS]
    rows = (
        (s.answers.company, s.answers.file, language.say(f"market.dimensions.{name}"), said, points)
        for s, name, all_ in earned
        for said, points in ((questionnaire.behind(group, option).text, points) for group, option, points in all_)
    )
    number = sum(len(all_) for _, _, all_ in earned)
    long_sheet(book, language.say("market.answers.sheets.points"), headings, [28, 28, 14, 80, 9], rows, number)


def _notes(book: Workbook, language: Language, assessment: Assessment) -> None:
    headings = [language.say(f"market.answers.{name}") for name in ("company", "file", "note")]
    rows = ((s.answers.company, s.answers.file, note) for s in assessment.suppliers for note in s.notes)
    number = sum(len(s.notes) for s in assessment.suppliers)
    long_sheet(book, language.say("market.answers.sheets.notes"), headings, [28, 28, 120], rows, number)


def _questions(book: Workbook, language: Language, assessment: Assessment) -> None:
    """What each supplier lacks for a level and what to ask it, with room for what it says."""
    headings = [language.say(f"market.answers.{name}") for name in ("company", "file", "what", "question", "reply")]
    lacks, ask = language.say("market.answers.lacks"), language.say("market.answers.question")
    rows = (
        (s.answers.company, s.answers.file, what, text, "")
        for s in assessment.suppliers
        for what, texts in ((lacks, s.lacks), (ask, s.questions))
        for text in texts
    )
    number = sum(len(s.lacks) + len(s.questions) for s in assessment.suppliers)
    long_sheet(book, language.say("market.answers.sheets.questions"), headings, [28, 28, 18, 80, 60], rows, number)


def _initiatives(book: Workbook, language: Language, assessment: Assessment) -> None:
    """What each supplier named, and what is known of it."""
    say, known = language.say, assessment.initiatives
    tests = known.tests.tests if known.tests else ()
    names = ("initiative", "covers", "lacks")
    headings = [say("market.answers.company"), say("market.answers.file")]
    headings += [say(f"market.initiatives.columns.{name}") for name in names]
    headings += [*(test.name for test in tests), say("market.initiatives.labels.source")]

    def rows() -> Iterator[tuple[str, ...]]:
        for s in assessment.suppliers:
            for one in known.of(s.named.known):
                stars = [" ".join(star_cell(one, t.id, known.tests.maximum, language)) for t in tests if known.tests]
                said = (one.short, one.covers, one.lacks, *stars, source_of(one, language))
                yield (s.answers.company, s.answers.file, *said)
            for name in s.named.unknown:
                told = (say("market.initiatives.not_known", name=name), say("market.initiatives.ask"), "")
                yield (s.answers.company, s.answers.file, *told, *("" for _ in tests), "")

    number = sum(len(s.named.known) + len(s.named.unknown) for s in assessment.suppliers)
    widths = [24, 24, 24, 44, 44, *(13 for _ in tests), 30]
    long_sheet(book, say("market.answers.sheets.initiatives"), headings, widths, rows(), number)


def _about(book: Workbook, language: Language, assessment: Assessment, questionnaire: Questionnaire) -> None:
    """Whose assessment it is, of which procurement, of which day and on which form."""
    about, say = assessment.about, language.say
    rows = [(say(f"market.report.facts.{name}.label"), value or "") for name, value in about.facts().items()]
    rows.append((say("market.report.date"), language.date(about.on) if about.on else ""))
    rows.append((say("market.answers.form"), form_name(questionnaire, language)))
    headings = [say("market.answers.what"), say("market.answers.answer")]
    long_sheet(book, say("market.answers.sheets.about"), headings, [28, 80], rows, len(rows))


def _unread(book: Workbook, language: Language, assessment: Assessment) -> None:
    headings = [language.say("market.answers.file"), language.say("market.answers.why")]
    rows = ((finding.location.path, finding.message) for finding in assessment.unread)
    long_sheet(book, language.say("market.answers.sheets.unread"), headings, [40, 120], rows, len(assessment.unread))
