"""The KPI register: filled at random, calculated by LibreOffice, read back; and edited by hand in every way."""

import random
from datetime import date

import pytest

from ddtender.contract.performance import perform
from ddtender.contract.plain import as_json
from ddtender.contract.reading import read_register
from ddtender.contract.report import report, table
from ddtender.words import language
from tests import tools
from tests.documents import MOMENT
from tests.sheets.filling import filled_register
from tests.sheets.workbooks import calculated, columns, head_of, opened, plan_of, register_of, saved
from tests.tools import ROOT

MARKET = (ROOT / "templates/market.docx").read_bytes()
VARIANTS = ("laptops", "medium-final", "low-final", "high")


@pytest.mark.usefixtures("needs_libreoffice")
def test_statuses_of_the_workbook_are_ours() -> None:
    cases = [(variant, *filled_register(variant, seed)) for variant in VARIANTS for seed in range(4)]
    compared = 0
    for (variant, _, as_of), content in zip(cases, calculated([c[1] for c in cases]), strict=True):
        result, findings = read_register(content, "r.xlsx")
        assert not findings, findings
        performance = perform(result, as_of)
        book = opened(content, values=True)
        sheet = book["Register"]
        at = columns(sheet, head_of(sheet, "Key"))
        rows = {row[0].value: row for row in sheet.iter_rows(min_row=5) if row[0].value}
        for s in performance.standings:
            row = rows[s.entry.row.key]
            assert row[at["Status"] - 1].value == s.status, (variant, s)
            assert (row[at["Days late"] - 1].value or None) == (s.days_late or None), (variant, s)
            compared += 1
        for n, answer in enumerate(performance.answers, start=5):
            shown = [book["Requests"].cell(n, column).value or None for column in (11, 12)]
            assert shown == [answer.status, answer.days_late or None]
            compared += 1
        for n, own in enumerate(performance.own, start=5):
            shown = [book["Own rows"].cell(n, column).value or None for column in (8, 9)]
            assert shown == [own.status, own.days_late or None]
            compared += 1
        overview = book["Overview"]
        names = [cell.value for cell in overview[12]]
        for r, clause in enumerate(plan_of(variant).clauses, start=13):
            for column, name in enumerate(names[2:], start=3):
                count = sum(s.status == name for s in performance.of(clause))
                assert overview.cell(r, column).value == count, (variant, name)
    assert compared > 200


def edited(change, variant: str = "laptops") -> tuple:
    book = opened(register_of(variant))
    change(book)
    return read_register(saved(book), "kpis.xlsx")


def refused(change) -> list[tuple[str, int, int]]:
    _, findings = edited(change)
    assert all(f.hint and "!" in f.message for f in findings if f.code.name != "register-row")
    return [(f.code.name, f.location.line, f.location.column) for f in findings]


def received(book, value, row: int = 5) -> None:
    book["Register"].cell(row, 10).value = value


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2028-03-31", date(2028, 3, 31)),
        ("31.3.2028", date(2028, 3, 31)),
        ("04.03.2028", date(2028, 3, 4)),
        ("31/03/2028", date(2028, 3, 31)),
        ("3/31/2028", date(2028, 3, 31)),
        ("03-03-2028", date(2028, 3, 3)),
    ],
)
def test_dates_as_text_that_have_one_reading_are_read(text: str, read: date) -> None:
    result, findings = edited(lambda book: received(book, text))
    assert result.entries[0].received == read
    assert [(f.code.name, f.severity.value) for f in findings] == [("text-date", "warning")]


@pytest.mark.parametrize(
    "value",
    ["03/04/2028", "31.02.2028", "yesterday", "2028", 46813, 46813.5, True, "=TODAY()", "#N/A", date(1928, 3, 1)],
)
def test_other_dates_are_refused_by_row_and_column(value: object) -> None:
    def change(book) -> None:
        received(book, value)
        if isinstance(value, int | float):
            book["Register"]["J5"].number_format = "General"

    assert refused(change) == [("workbook-value", 5, 10)]


@pytest.mark.parametrize(("today", "told"), [(date(2028, 3, 30), True), (date(2028, 3, 31), False), (None, False)])
def test_nothing_has_been_received_on_a_day_that_is_yet_to_come(today: date | None, told: bool) -> None:
    book = opened(register_of("laptops"))
    received(book, date(2028, 3, 31))
    _, findings = read_register(saved(book), "kpis.xlsx", today=today)
    assert [(f.location.line, f.location.column) for f in findings] == ([(5, 10)] if told else [])
    assert all("is yet to come" in f.message for f in findings)


def test_rows_may_be_sorted_and_columns_moved() -> None:
    def shuffle(book) -> None:
        sheet = book["Register"]
        received(book, date(2028, 3, 1))
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        random.Random(1).shuffle(rows)
        for r, row in enumerate(rows, start=7):  # and two rows further down, with two columns swapped
            for column, value in enumerate(row, start=1):
                sheet.cell(r, {14: 15, 15: 14}.get(column, column)).value = value
        for column in range(1, 20):
            for r in (5, 6):
                sheet.cell(r, column).value = None
        sheet["N4"].value, sheet["O4"].value = "Remarks", "Evidence"

    result, findings = edited(shuffle)
    assert not findings
    assert result.entries[0].received == date(2028, 3, 1)
    assert [e.row for e in result.entries] == list(plan_of("laptops").rows)


def test_rows_that_are_added_copied_or_gone_are_named() -> None:
    def add(book) -> None:
        book["Register"].cell(60, 1).value = "contract.other/on-time/1"
        book["Register"].cell(60, 6).value = "of another register"

    def copy(book) -> None:
        for column in range(1, 20):
            book["Register"].cell(60, column).value = book["Register"].cell(6, column).value

    def drop(book) -> None:
        book["Register"].delete_rows(6)

    assert refused(add) == [("register-row", 60, 1)]
    assert refused(copy) == [("register-row", 60, 1)]
    assert refused(drop) == [("register-row", 4, 1)]


def test_marks_due_dates_and_misplaced_receipts_are_refused() -> None:
    def change(book) -> None:
        sheet = book["Register"]
        sheet["K6"].value = "Yes!"
        sheet["K5"].value = "yes"
        sheet["H5"].value = date(2030, 1, 1)
        sheet["J6"].value = date(2028, 4, 1)
        sheet["N6"].value = "=1+1"

    found = sorted(refused(change))
    assert found == [
        ("not-an-option", 5, 11),
        ("not-an-option", 6, 11),
        ("workbook-altered", 5, 8),
        ("workbook-value", 6, 10),
        ("workbook-value", 6, 14),
    ]


def test_requests_are_checked() -> None:
    def change(book) -> None:
        sheet = book["Requests"]
        sheet["B5"].value, sheet["C5"].value, sheet["H5"].value = (
            "Contract clause C2",
            date(2028, 5, 2),
            date(2028, 5, 1),
        )
        sheet["B6"].value, sheet["C6"].value = "Contract clause C99", date(2028, 5, 2)
        sheet["D7"].value = "what?"

    assert sorted(refused(change)) == [
        ("not-an-option", 6, 2),
        ("workbook-value", 5, 8),
        ("workbook-value", 7, 2),
        ("workbook-value", 7, 3),
    ]


def test_text_of_others_stays_text_and_loses_what_a_terminal_would_obey() -> None:
    def change(book) -> None:
        for column, text in ((14, "=HYPERLINK(1)"), (15, "@x\u202e")):
            cell = book["Register"].cell(5, column)
            cell.value, cell.data_type = text, "s"

    result, findings = edited(change)
    assert not findings
    assert (result.entries[0].evidence, result.entries[0].remarks) == ("=HYPERLINK(1)", "@x")


@pytest.mark.usefixtures("needs_validator", "needs_libreoffice")
def test_the_supplier_report_is_sound_and_says_what_is_late(tmp_path) -> None:
    paths = []
    for variant in VARIANTS:
        content, as_of = filled_register(variant, 1)
        performance = perform(read_register(content, "r.xlsx")[0], as_of)
        made = report(performance, MARKET, MOMENT, language())
        assert made == report(performance, MARKET, MOMENT, language())
        assert as_json(performance)["as_of"] == as_of.isoformat()
        paths.append(tmp_path / f"{variant}.docx")
        paths[-1].write_bytes(made)
    assert tools.validate_docx(paths) == []
    text = tools.pdf_text(tools.libreoffice_pdf(paths[0], tmp_path))
    for word in ("Timeliness", "Completeness", "Contents", "Responsiveness", "Agreed in the dialogue"):
        assert word in text


@pytest.mark.usefixtures("needs_validator")
def test_workbooks_are_sound(tmp_path) -> None:
    from tests.sheets.workbooks import evaluation_of

    paths = []
    for variant in ("laptops", "low", "medium-final"):
        for name, content in (("k", register_of(variant)), ("e", evaluation_of(variant))):
            paths.append(tmp_path / f"{name}-{variant}.xlsx")
            paths[-1].write_bytes(content)
    assert tools.validate_docx(paths) == []


def row_of(key: str, variant: str = "laptops") -> int:
    """The line in which a row of the plan stands."""
    return next(r for r, row in enumerate(plan_of(variant).rows, start=5) if row.key == key)


REPORT, PLAN = "contract.mitigation-reporting/on-time/1", "contract.risk-assessment/on-time/1"


@pytest.mark.parametrize(
    ("variant", "key", "day", "told"),
    [
        ("laptops", REPORT, date(2027, 2, 28), "before the Contract, which begins with 2027-03-01"),
        ("laptops", REPORT, date(2027, 3, 15), "this reports what was done under it"),
        ("laptops", REPORT, date(2027, 4, 1), ""),
        ("low-final", PLAN, date(2027, 4, 20), ""),  # what is due once may come between award and start
    ],
)
def test_what_comes_before_the_contract(variant: str, key: str, day: date, told: str) -> None:
    plan = plan_of(variant)
    if not told and variant == "low-final":
        day = plan.award
        assert plan.award < plan.start
    _, findings = edited(lambda book: received(book, day, row_of(key, variant)), variant)
    assert [told in f.message for f in findings] == ([True] if told else [])


def test_an_assessment_that_came_with_the_tender_is_not_overdue() -> None:
    line = row_of(PLAN, "low-final")

    def change(book) -> None:
        received(book, date(2027, 1, 4), line)  # with the Tender, before the award
        book["Register"].cell(line, 11).value = "Accepted with the Tender"

    filled, findings = edited(change, "low-final")
    assert not findings
    performance = perform(filled, date(2090, 1, 1))
    of = performance.of(performance.plan.clause("contract.risk-assessment"))
    assert {s.status for s in of} == {"accepted with the Tender", "not applicable"}
    assert [s.entry.row.key for s in performance.without_evidence] == [PLAN]
    _, rows = table(performance, language())
    assert "1 accepted with the Tender" in rows[0]


def test_what_comes_every_year_cannot_have_come_with_the_tender() -> None:
    def change(book) -> None:
        book["Register"].cell(row_of(REPORT), 11).value = "accepted with the Tender"

    assert refused(change) == [("not-an-option", row_of(REPORT), 11)]


def test_goods_are_delivered_while_there_is_a_contract() -> None:
    for day, told in ((date(2027, 3, 31), "before"), (date(2027, 4, 1), ""), (date(2031, 4, 1), "after")):
        _, findings = edited(lambda book, day=day: book["Overview"].cell(9, 3, day))
        assert [told in f.message for f in findings] == ([True] if told else [])


def test_own_rows_are_kept_and_never_counted() -> None:
    def change(book) -> None:
        for column, value in ((2, "visit of the works"), (3, "A. Vos"), (4, date(2028, 1, 1)), (7, "=soon")):
            book["Own rows"].cell(5, column).value = value
        book["Own rows"].cell(5, 7).data_type = "s"
        book["Register"].cell(70, 6).value, book["Register"].cell(70, 8).value = "ours too", date(2028, 2, 1)

    filled, findings = edited(change)
    assert not findings
    assert [(row.what, row.who, row.due, row.remarks) for row in filled.own] == [
        ("visit of the works", "A. Vos", date(2028, 1, 1), "=soon"),
        ("ours too", "", date(2028, 2, 1), ""),
    ]
    empty = perform(edited(lambda book: None)[0], date(2028, 3, 1))
    performance = perform(filled, date(2028, 3, 1))
    assert performance.standings == empty.standings
    assert table(performance, language()) == table(empty, language())
    assert [o["status"] for o in as_json(performance)["own"]] == ["overdue", "overdue"]
    assert edited(lambda book: book["Own rows"].cell(5, 3, "nobody knows what"))[1][0].code.name == "workbook-value"


def test_numbers_are_read_where_a_kpi_counts() -> None:
    keys = ("transparency-reporting-per-site/complete", "mitigation-reporting/actions")
    listed, actions = (row_of(f"contract.{key}/1") for key in keys)

    def change(book) -> None:
        sheet = book["Register"]
        sheet.cell(listed, 12).value, sheet.cell(listed, 13).value = 14, 20
        sheet.cell(actions, 12).value = 3.0

    filled, findings = edited(change)
    assert not findings
    numbers = {e.row.key: (e.counted, e.out_of) for e in filled.entries if e.counted is not None}
    assert sorted(numbers.values(), key=str) == [(14, 20), (3, None)]

    def wrong(book) -> None:
        sheet = book["Register"]
        sheet.cell(listed, 12).value, sheet.cell(listed, 13).value = 21, 20
        sheet.cell(actions, 12).value, sheet.cell(actions, 13).value = 1.5, 4
        sheet.cell(row_of(REPORT), 12).value = 1

    found = {(line, column) for _, line, column in refused(wrong)}
    assert found == {(listed, 12), (actions, 12), (actions, 13), (row_of(REPORT), 12)}


def test_requests_may_be_made_under_any_clause() -> None:
    plan = plan_of("laptops")
    clause = next(c for c in plan.clauses if c.response_days is None)

    def change(book) -> None:
        sheet = book["Requests"]
        sheet["B5"].value, sheet["C5"].value, sheet["E5"].value = (
            f"Contract clause {clause.shown_number}", date(2028, 5, 2), date(2028, 5, 20)
        )  # fmt: skip

    filled, findings = edited(change)
    assert not findings
    performance = perform(filled, date(2028, 6, 1))
    assert [(a.due, a.status, a.days_late) for a in performance.answers] == [(date(2028, 5, 20), "overdue", 12)]
    assert performance.counts(clause, "responsiveness") == {"overdue": 1}


def test_the_risk_that_was_typed_goes_before_that_of_the_procurement() -> None:
    filled, findings = edited(lambda book: book["Overview"].cell(10, 3, "high"))
    assert not findings
    assert perform(filled, date(2028, 1, 1)).risk == "high"
    assert [f.code.name for f in edited(lambda book: book["Overview"].cell(10, 3, "huge"))[1]] == ["not-an-option"]
