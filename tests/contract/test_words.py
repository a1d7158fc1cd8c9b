"""The register, its calendar and the report have no word that code has typed, and are read in any language."""

from datetime import date
from itertools import cycle

import icalendar
import pytest

from ddtender.contract.calendar import calendar
from ddtender.contract.performance import DueStatus, Performance, perform
from ddtender.contract.places import (
    CHECKED,
    CheckMark,
    headings,
    overview_sheet,
    register_sheet,
    request_headings,
    requests_sheet,
)
from ddtender.contract.plan import Aspect, RegisterPlan, Risk, register_plan
from ddtender.contract.reading import read_register
from ddtender.contract.register import register
from ddtender.contract.report import open_rows, report, table
from ddtender.sheets.words import at, quoted
from ddtender.words import Language, language, pseudo
from tests.contract.test_register import MARKET
from tests.documents import MOMENT, composed
from tests.sheets.filling import filled_register
from tests.sheets.workbooks import STAMP, calculated, opened, register_of, saved
from tests.words.typed import of_word, of_workbook, texts_in, typed

PSEUDO = pseudo(language())
#: The alternative text of a table of facts is that of all small papers.
OF_PAPER = "Fields to fill in"
VARIANTS = ("laptops", "low-final", "high")


def planned(variant: str, words: Language = PSEUDO) -> RegisterPlan:
    return register_plan(composed(variant), words)


def performed(variant: str) -> Performance:
    content, as_of = filled_register(variant, 1)
    return perform(read_register(content, "r.xlsx")[0], as_of)


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_register_has_no_typed_word(variant: str) -> None:
    plan = planned(variant)
    assert typed(of_workbook(register(plan, STAMP, PSEUDO)), texts_in(plan)) == []


def test_the_calendar_has_no_typed_word() -> None:
    plan = planned("laptops")
    made = icalendar.Calendar.from_ical(calendar(plan, STAMP, PSEUDO))
    texts = [str(made["x-wr-calname"])]
    for entry in made.walk("VEVENT"):
        texts += [str(entry["summary"]), *map(str, entry["categories"].cats), *str(entry["description"]).split("\n")]
        texts += [str(alarm["description"]) for alarm in entry.walk("VALARM")]
    assert len(texts) > 20 and typed(texts, texts_in(plan)) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_report_has_no_typed_word(variant: str) -> None:
    performance = performed(variant)
    known = [OF_PAPER, *texts_in(performance.plan), *(e.entry.evidence for e in performance.standings)]
    known += [own.row.what for own in performance.own]
    assert typed(of_word(report(performance, MARKET, MOMENT, PSEUDO)), known) == []
    for names, rows in (table(performance, PSEUDO), open_rows(performance, PSEUDO)):
        assert typed([*names, *(text for row in rows for text in row)], known) == []


def test_every_word_is_found_by_what_is_not_one() -> None:
    """The measure itself: a language without marks has typed words everywhere."""
    plan = planned("laptops", language())
    assert len(typed(of_workbook(register(plan, STAMP, language())), texts_in(plan))) > 100


@pytest.mark.usefixtures("needs_libreoffice")
def test_a_register_in_another_language_counts_and_is_read_back() -> None:
    plan = planned("laptops")
    book = opened(register(plan, STAMP, PSEUDO))
    sheet, names = book[register_sheet(PSEUDO)], [*headings(PSEUDO)]
    book[overview_sheet(PSEUDO)]["C8"].value = date(2028, 5, 1)
    marks = [*CHECKED, None]
    turn = cycle(marks)
    for r, row in enumerate(plan.rows, start=5):
        if row.is_submission:
            sheet.cell(r, names.index("received_on") + 1).value = date(2028, 4, 2) if r % 2 else None
        elif mark := next(turn):
            sheet.cell(r, names.index("complete") + 1).value = mark.said(PSEUDO)
    asked = book[requests_sheet(PSEUDO)]
    asked["B5"].value, asked["C5"].value = asked["N5"].value, date(2028, 4, 3)
    (content,) = calculated([saved(book)])
    filled, findings = read_register(content, "r.xlsx", lambda tag: PSEUDO)
    assert findings == [] and len(filled.requests) == 1
    assert {entry.mark for entry in filled.entries} == set(marks)
    performance = perform(filled, date(2028, 5, 1))
    sheet = opened(content, values=True)[register_sheet(PSEUDO)]
    status = {row[0].value: row[names.index("status")].value for row in sheet.iter_rows(min_row=5)}
    assert len({s.status for s in performance.standings}) > 3
    for s in performance.standings:
        assert status[s.entry.row.key] == s.status.said(PSEUDO)


def test_a_word_of_another_language_is_refused_by_row_and_column() -> None:
    plan = planned("laptops")
    book = opened(register(plan, STAMP, PSEUDO))
    book[register_sheet(PSEUDO)]["K6"].value = "yes"
    _, findings = read_register(saved(book), "r.xlsx", lambda tag: PSEUDO)
    assert [(f.code.name, f.location.line, f.location.column) for f in findings] == [("not-an-option", 6, 11)]
    assert "⟦yes⟧" in findings[0].message


def test_a_plan_names_its_language_unless_it_is_english() -> None:
    assert b'"language"' not in b"".join(t.encode() for t in plan_texts(register_of("laptops")))
    flemish = Language("nl-BE", language().files)
    content = register(planned("laptops", flemish), STAMP, flemish)
    assert '"language":"nl-BE"' in "".join(plan_texts(content))
    asked: list[str] = []
    filled, findings = read_register(content, "r.xlsx", lambda tag: asked.append(tag) or flemish)
    assert asked == ["nl-BE"] and filled.plan.language == "nl-BE" and not findings


def test_a_language_that_is_not_there_is_said() -> None:
    maltese = Language("mt-MT", language().files)
    filled, (finding,) = read_register(register(planned("laptops", maltese), STAMP, maltese), "r.xlsx")
    assert filled is None and finding.code.name == "unreadable-workbook" and "'mt-MT'" in finding.message


def plan_texts(content: bytes) -> list[str]:
    return [str(row[0].value) for row in opened(content)["plan"].iter_rows()]


def test_the_words_of_every_list_can_be_told_apart() -> None:
    for words in (CheckMark, DueStatus, Aspect, Risk):
        said = [word.said(language()) for word in words]
        assert len(set(said)) == len(said) and not any("," in word for word in said)
        assert [word.value for word in words] == said, "JSON has the English words"
    for names in (headings(language()), request_headings(language())):
        assert len(set(names.values())) == len(names)


def test_names_and_texts_in_formulas() -> None:
    assert (at("Overview"), at("Award 1"), at("L'appel")) == ("Overview!", "'Award 1'!", "'L''appel'!")
    assert (at("AB1"), at("TRUE"), at("RC")) == ("'AB1'!", "'TRUE'!", "'RC'!")
    assert quoted('a "b"') == '"a ""b"""'
