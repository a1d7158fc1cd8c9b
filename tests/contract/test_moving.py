"""A Contract whose end is moved: every entry stays, the dates follow, and the old file is as it was."""

from datetime import date

import icalendar
import pytest
from click.testing import CliRunner, Result

from ddtender.cli.group import cli
from ddtender.contract.moving import CannotMove, later_by_months, moved
from ddtender.contract.performance import perform
from ddtender.contract.reading import read_register
from ddtender.contract.register import register
from ddtender.words import language
from tests.sheets.workbooks import STAMP, opened, plan_of, register_of, saved
from tests.tools import ROOT

REPORT = "contract.mitigation-reporting/on-time"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(ROOT), *arguments])


def filled(change=lambda book: None, variant: str = "laptops"):
    book = opened(register_of(variant))
    change(book)
    read, findings = read_register(saved(book), "r.xlsx")
    assert not findings, findings
    return read


def row_of(key: str) -> int:
    return next(r for r, row in enumerate(plan_of("laptops").rows, start=5) if row.key == key)


def dates(read) -> list[tuple[int, date, bool]]:
    rows = [row for row in read.plan.rows if row.key.startswith(f"{REPORT}/")]
    return [(row.n, row.on, row.dropped) for row in rows]


def test_months_end_where_the_last_day_of_a_contract_would() -> None:
    assert later_by_months(date(2031, 3, 31), 12) == date(2032, 3, 31)
    assert later_by_months(date(2027, 2, 28), 12) == date(2028, 2, 29)
    assert later_by_months(date(2027, 11, 30), 3) == date(2028, 2, 29)


def test_an_extension_adds_dates_and_the_old_last_day_becomes_the_yearly_one() -> None:
    read = filled()
    assert dates(read)[-1] == (4, date(2031, 3, 31), False)
    made = moved(read, date(2033, 3, 31), date(2031, 1, 15), "two options")
    assert dates(made)[:3] == dates(read)[:3]
    assert dates(made)[3:] == [
        (4, date(2031, 4, 1), False),
        (5, date(2032, 4, 1), False),
        (6, date(2033, 3, 31), False),
    ]
    (change,) = made.plan.history
    assert (change.before, change.end, change.why, change.dropped) == (
        date(2031, 3, 31), date(2033, 3, 31), "two options", 0
    )  # fmt: skip
    reporting = {row.clause for row in read.plan.rows if row.of > 1}
    assert change.added == 2 * len(reporting)


def test_what_was_received_for_the_old_last_day_keeps_it_and_is_not_asked_for_again() -> None:
    def receive(book) -> None:
        book["Register"].cell(row_of(f"{REPORT}/4"), 10).value = date(2031, 3, 20)

    made = moved(filled(receive), date(2032, 3, 31), date(2031, 3, 25), "first option")
    assert dates(made)[3:] == [(4, date(2031, 3, 31), False), (5, date(2032, 3, 31), False)]
    (standing,) = [s for s in perform(made, date(2031, 4, 2)).standings if s.entry.row.key == f"{REPORT}/4"]
    assert standing.status == "in time"


def test_an_early_end_leaves_what_is_past_and_drops_the_rest() -> None:
    read = filled(lambda book: book["Register"].cell(row_of(f"{REPORT}/1"), 10, date(2028, 4, 1)))
    made = moved(read, date(2029, 10, 31), date(2029, 9, 1), "terminated by agreement")
    assert dates(made) == [
        (1, date(2028, 4, 1), False),
        (2, date(2029, 4, 1), False),
        (3, date(2029, 10, 31), False),
        (4, date(2031, 3, 31), True),
    ]
    performance = perform(made, date(2032, 1, 1))
    of = {s.entry.row.key: s.status for s in performance.standings}
    assert [of[f"{REPORT}/{n}"] for n in (1, 2, 3, 4)] == ["in time", "overdue", "overdue", "no longer due"]
    assert of["contract.mitigation-reporting/actions/4"] == "no longer due"
    again = moved(made, date(2031, 3, 31), date(2029, 10, 1), "taken back")
    assert [row[1:] for row in dates(again)] == [row[1:] for row in dates(read)]
    assert len(again.plan.history) == 2


def test_what_was_overdue_stays_overdue() -> None:
    made = moved(filled(), date(2033, 3, 31), date(2029, 6, 1), "option")
    overdue = [s for s in perform(made, date(2029, 6, 1)).standings if s.status == "overdue"]
    assert {s.due for s in overdue if s.entry.row.key.startswith(REPORT)} == {date(2028, 4, 1), date(2029, 4, 1)}


@pytest.mark.parametrize(
    ("variant", "end", "why"),
    [
        ("laptops", date(2031, 3, 31), "already ends on"),
        ("laptops", date(2027, 1, 1), "before the Contract"),
        ("high", date(2031, 3, 31), "knows no dates"),
    ],
)
def test_an_end_that_cannot_be(variant: str, end: date, why: str) -> None:
    with pytest.raises(CannotMove, match=why):
        moved(filled(variant=variant), end, date(2029, 1, 1), "x")


def typed_everywhere(book) -> None:
    sheet = book["Register"]
    line = row_of("contract.transparency-reporting-per-site/complete/1")
    for column, value in ((11, "partly"), (12, 14), (13, 20), (14, "mail"), (15, "=not a formula")):
        sheet.cell(line, column).value = value
    sheet.cell(line, 15).data_type = "s"
    sheet.cell(line - 1, 10).value = date(2028, 3, 31)
    book["Requests"]["B5"].value, book["Requests"]["C5"].value = "Contract clause C2", date(2028, 5, 2)
    book["Requests"]["D5"].value, book["Requests"]["H5"].value = "which sites?", date(2028, 5, 9)
    book["Own rows"]["B5"].value, book["Own rows"]["D5"].value = "visit", date(2028, 6, 1)
    book["Overview"]["C8"].value, book["Overview"]["C9"].value = date(2028, 6, 2), date(2027, 6, 1)
    book["Overview"]["C10"].value = "high"


def test_the_command_writes_a_register_that_continues_the_old_one(tmp_path) -> None:
    old = tmp_path / "kpi-register.xlsx"
    book = opened(register_of("laptops"))
    typed_everywhere(book)
    book["Register"].cell(7, 25).value = "a note beside the table"
    book.create_sheet("Ours")["A1"] = "x"
    old.write_bytes(saved(book))
    before = old.read_bytes()
    asked = ["extend", str(old), "--months", "12", "--times", "2", "--why", "both options", "--on", "2026-11-01"]
    result = run(*asked)
    assert result.exit_code == 0, result.output
    assert "ends on 2033-03-31, no longer on 2031-03-31" in result.output
    assert result.output.count("not-carried-over") == 2
    assert old.read_bytes() == before
    new = tmp_path / "kpi-register-to-2033-03-31.xlsx"
    was, _ = read_register(before, "r.xlsx")
    read, more = read_register(new.read_bytes(), "r.xlsx")
    assert not more and (read.requests, read.own, read.risk, read.as_of, read.first_delivery) == (
        was.requests, was.own, was.risk, was.as_of, was.first_delivery
    )  # fmt: skip
    kept = {e.row.key: e for e in read.entries}
    for entry in was.entries:
        now = kept[entry.row.key]
        assert (now.received, now.mark, now.counted, now.out_of, now.evidence, now.remarks) == (
            entry.received, entry.mark, entry.counted, entry.out_of, entry.evidence, entry.remarks
        )  # fmt: skip
    assert opened(new.read_bytes())["History"]["D5"].value == "both options"
    entries = icalendar.Calendar.from_ical((tmp_path / "kpi-calendar-to-2033-03-31.ics").read_bytes()).walk("VEVENT")
    assert max(entry["dtstart"].dt for entry in entries) == date(2033, 3, 31)
    assert run("kpis", str(new), "--as-of", "2028-06-02").exit_code == 0


def test_what_is_no_longer_due_is_cancelled_in_the_calendar(tmp_path) -> None:
    old = tmp_path / "r.xlsx"
    old.write_bytes(register_of("laptops"))
    result = run("extend", str(old), "--end", "2029-10-31", "--why", "by agreement", "-o", str(tmp_path / "new"))
    assert result.exit_code == 0, result.output
    made = icalendar.Calendar.from_ical((tmp_path / "new/kpi-calendar-to-2029-10-31.ics").read_bytes())
    states = {(str(e.get("status")), e["dtstart"].dt > date(2029, 10, 31)) for e in made.walk("VEVENT")}
    assert states == {("None", False), ("CANCELLED", True)}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--why", "x"], "Name the new end"),
        (["--end", "2032-01-01", "--months", "2", "--why", "x"], "Name the new end"),
        (["--end", "2032-01-01", "--times", "2", "--why", "x"], "--times"),
        (["--end", "2031-03-31", "--why", "x"], "already ends"),
        (["--end", "2032-01-01", "--why", "  "], "--why"),
        (["--end", "2032-01-01", "--why", "x", "--on", "2090-01-01"], "yet to come"),
    ],
)
def test_what_is_asked_for_wrongly_writes_nothing(tmp_path, asked: list[str], said: str) -> None:
    old = tmp_path / "r.xlsx"
    old.write_bytes(register_of("laptops"))
    result = run("extend", str(old), *asked)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert [path.name for path in tmp_path.iterdir()] == ["r.xlsx"]


def test_a_register_with_errors_is_not_continued(tmp_path) -> None:
    book = opened(register_of("laptops"))
    book["Register"]["J5"].value = "yesterday"
    (tmp_path / "r.xlsx").write_bytes(saved(book))
    result = run("extend", str(tmp_path / "r.xlsx"), "--months", "12", "--why", "x")
    assert result.exit_code == 1 and "correct the register first" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["r.xlsx"]


def test_the_history_of_a_register_without_a_moved_end_has_no_sheet() -> None:
    made = moved(filled(), date(2032, 3, 31), date(2029, 1, 1), "why")
    assert "History" not in opened(register(plan_of("laptops"), STAMP, language())).sheetnames
    assert "History" in opened(register(made.plan, STAMP, language(), made)).sheetnames
