"""All contracts below a folder on one page: found by what they are, those that cannot wait first, none lost."""

import io
import re
import zipfile
from datetime import date
from html import unescape
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from ddtender.cli.group import cli
from ddtender.contract.calendar import calendar
from ddtender.contract.moving import moved
from ddtender.contract.plan import Risk
from ddtender.contract.reading import read_register
from ddtender.contract.register import register
from ddtender.desk.contract.contracts import _is_register, portfolio_of
from ddtender.office.package import open_workbook
from ddtender.sheets.quick import QuickSheets
from ddtender.sheets.stored import stored
from ddtender.words import language
from ddtender.workspace.processes import Lost, Why
from tests.sheets.filling import filled_register
from tests.sheets.workbooks import STAMP, calculated, evaluation_of, opened, plan_of, register_of, saved

DAY = date(2028, 3, 10)
OTHER = '<script>alert(1)</script> & "Söhne"'


def damaged() -> Exception:
    return AssertionError("a sheet is damaged")


def same(content: bytes) -> bool:
    """Whether both ways give the same cells; number formats are for who looks for what is hidden."""
    parts = open_workbook(content)
    rows = {
        name: tuple((r, tuple(replace(cell, form="") for cell in cells)) for r, cells in of)
        for name, of in stored(parts).items()
    }
    return dict(QuickSheets(parts, damaged)) == rows


def test_cells_are_read_as_openpyxl_reads_them() -> None:
    book = opened(register_of("laptops"))
    values = [1, 1.5, -0.0, True, "=1+1", "#N/A", date(2028, 3, 1), "a\nb", " ", "1e5", "ü", "=A1", 1e20]
    for n, value in enumerate(values, start=1):
        book["Overview"].cell(40, n).value = value
        book["Overview"].cell(41, n).value = value
        book["Overview"].cell(41, n).number_format = "[h]:mm" if n % 2 else "d mmm yyyy"
    for content in (saved(book), register_of("high"), evaluation_of("laptops"), filled_register("laptops", 1)[0]):
        assert same(content)


@pytest.mark.usefixtures("needs_libreoffice")
def test_cells_of_another_program_are_read_alike() -> None:
    assert all(map(same, calculated([filled_register("laptops", 2)[0], evaluation_of("laptops")])))


def filled(**plan):
    read, _ = read_register(register_of("laptops"), "r.xlsx")
    return replace(read, plan=replace(read.plan, **plan))


def put(folder: Path, name: str, of, book: str = "kpi-register.xlsx") -> Path:
    path = folder / name / book
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(register(of.plan, STAMP, language(), of))
    return path


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    put(
        folder,
        "2027-01/contracts/1-acme",
        filled(reference="2027-01", contractor="Acme", risk=Risk.LOW),
        "register.xlsx",
    )
    put(folder, "build/high", filled(reference="2027-02", contractor=OTHER, risk=Risk.HIGH))
    received = filled(reference="2027-03", contractor="Acme")
    entries = tuple(
        replace(e, received=date(2028, 3, 1), evidence="mail") if e.row.is_submission and e.row.n == 1 else e
        for e in received.entries
    )
    put(folder, "2027-03", replace(received, entries=entries))
    return folder


def test_contracts_with_a_high_risk_come_first_and_an_unstated_one_before_a_medium_one(contracts: Path) -> None:
    put(contracts, "2027-04", filled(reference="2027-04", risk=Risk.MEDIUM))
    of, outputs = portfolio_of(contracts, DAY, 1)
    assert [one.reference for one in of.contracts] == ["2027-02", "2027-03", "2027-04", "2027-01"]
    assert set(outputs) == {"portfolio.html", "portfolio.xlsx", "portfolio.ics"} and not of.unread
    assert of.urgent() == [] and of.this_month() == []
    later, _ = portfolio_of(contracts, date(2028, 4, 1), 1)
    assert {(one.reference, duty.due) for one, duty in later.this_month()} == {
        ("2027-02", date(2028, 4, 1)), ("2027-04", date(2028, 4, 1)), ("2027-01", date(2028, 4, 1))
    }  # fmt: skip
    late, _ = portfolio_of(contracts, date(2028, 5, 1), 1)
    assert late.urgent()[0][0].reference == "2027-02"
    assert "2027-03" not in {one.reference for one, _ in late.urgent()}
    assert [(name, len(of)) for name, of in late.by_contractor()] == [("", 1), (OTHER, 1), ("Acme", 2)]
    months = dict(zip(late.months, late.plan()[0][1], strict=True))
    assert (
        sum(months.values())
        == months[date(2029, 4, 1)]
        == len({row.clause for row in plan_of("laptops").rows if row.of > 1})
    )


def test_the_page_is_safe_and_says_all_of_it(contracts: Path) -> None:
    (contracts / "broken-register.xlsx").write_bytes(b"PK not a workbook")
    (contracts / "kpi-register.ods").write_bytes(b"x")
    (contracts / "evaluation.xlsx").write_bytes(evaluation_of("laptops"))
    (contracts / "notes.txt").write_text("no register")
    book = opened(register_of("laptops"))
    book["Register"]["J5"].value = "yesterday"
    (contracts / "typing").mkdir()
    (contracts / "typing/register.xlsx").write_bytes(saved(book))
    of, outputs = portfolio_of(contracts, date(2028, 5, 1), 1)
    assert [one.file for one in of.unread] == ["broken-register.xlsx", "kpi-register.ods"]
    assert [one.file for one in of.faulty] == ["typing/register.xlsx"] and len(of.contracts) == 4
    page = outputs["portfolio.html"].decode()
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page
    assert "default-src 'none'; style-src 'sha256-" in unescape(page) and 'lang="en"' in page
    for said in ("broken-register.xlsx", "kpi-register.ods", "typing/register.xlsx", "2027-02", "Overdue or missing"):
        assert said in page
    assert all('scope="col"' in heading for heading in re.findall(r"<th\s[^>]*>", page))
    sheets = opened(outputs["portfolio.xlsx"])
    assert sheets.sheetnames == ["Contracts", "Open", "Plan", "Contractors", "Files"]
    assert sheets["Contracts"].max_row == 5 and sheets["Contracts"]["C2"].value == OTHER


def test_one_calendar_has_what_comes_and_loses_nothing_where_two_have_one_reference(contracts: Path) -> None:
    put(contracts, "lot-2", filled(reference="2027-01", contractor="Acme", risk=Risk.LOW))
    of, outputs = portfolio_of(contracts, DAY, 1)
    events = icalendar.Calendar.from_ical(outputs["portfolio.ics"]).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) == sum(len(one.coming) for one in of.contracts)
    assert any("2027-02" in str(event["summary"]) for event in events)


def names_of(contracts: Path, day: date = DAY) -> dict[str, list[str]]:
    """The names of the entries of each contract, by the reference and the place of the word in the summary."""
    found: dict[str, list[str]] = {}
    for event in icalendar.Calendar.from_ical(portfolio_of(contracts, day, 1)[1]["portfolio.ics"]).walk("VEVENT"):
        found.setdefault(str(event["summary"]).rpartition(" – ")[2], []).append(str(event["uid"]))
    return {contract: sorted(names) for contract, names in found.items()}


def test_names_of_entries_depend_neither_on_the_day_nor_on_where_files_lie(tmp_path: Path) -> None:
    folder = tmp_path / "a/b"
    first = filled(reference="2027-09", contractor="Acme", risk=Risk.LOW)
    put(folder, "one", first)
    put(folder, "two", filled(reference="2027-09", contractor="Bolt", risk=Risk.HIGH, award=date(2027, 5, 1)))
    names = names_of(folder)
    assert len(names) == 2 and not set.intersection(*map(set, names.values()))
    own = icalendar.Calendar.from_ical(calendar(first.plan, STAMP, language())).walk("VEVENT")
    acme = next(of for contract, of in names.items() if "Acme" in contract)
    assert {*acme} <= {str(event["uid"]) for event in own}  # that began first
    assert names_of(tmp_path) == names
    (folder / "two").rename(folder / "0")
    assert names_of(folder) == names


def test_a_register_that_was_continued_is_not_counted_twice(contracts: Path) -> None:
    old = filled(reference="2027-05")
    put(contracts, "2027-05", old)
    new = moved(old, date(2033, 3, 31), date(2027, 5, 1), "options")
    put(contracts, "2027-05", new, "kpi-register-to-2033-03-31.xlsx")
    put(contracts, "2027-05", old, "kpi-register (kept 2027-05-01 1).xlsx")
    of, _ = portfolio_of(contracts, DAY, 1)
    assert [one.end for one in of.contracts if one.reference == "2027-05"] == [date(2033, 3, 31)]
    assert sorted(one.why for one in of.left_out) == ["continued by 2027-05/kpi-register-to-2033-03-31.xlsx"] * 2


def test_the_command_says_what_it_found_and_ends_with_1_where_something_is_unread(contracts: Path, tmp_path) -> None:
    out = tmp_path / "out"
    asked = ["portfolio", str(contracts), "--as-of", "2028-05-01", "-o", str(out)]
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == 0, done.output
    assert "As of 2028-05-01: 3 contracts" in done.output
    assert {path.name for path in out.iterdir()} == {"portfolio.html", "portfolio.xlsx", "portfolio.ics"}
    (contracts / "register.xlsx").write_bytes(b"x")
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == 1 and "not read: register.xlsx" in done.output


def test_several_processes_say_the_same(contracts: Path) -> None:
    one, two = (portfolio_of(contracts, DAY, processes)[0] for processes in (1, 2))
    assert one == two


def test_files_of_a_lost_process_are_read_one_by_one(contracts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shared_out(begin, job, tasks, processes):
        read = begin(job)
        for task in tasks:
            yield Lost(Why.ENDED, "its process was ended") if isinstance(task, list) else read(task)

    expected, _ = portfolio_of(contracts, DAY, 1)
    monkeypatch.setattr("ddtender.workspace.processes.shared_out", shared_out)
    assert portfolio_of(contracts, DAY, 2)[0] == expected and len(expected.contracts) == 3


def test_an_empty_folder_is_an_empty_page(tmp_path: Path) -> None:
    of, outputs = portfolio_of(tmp_path, DAY, 1)
    assert not of.contracts and "No register was found." in outputs["portfolio.html"].decode()


def test_a_damaged_sheet_is_told() -> None:
    parts = open_workbook(register_of("laptops"))
    name = next(name for name, data in parts.items() if b'r="J5"' in data and b"sheetData" in data)
    broken = {**parts, name: re.sub(rb'<c r="A5"[^>]*>.*?</c>', b'<c r="A5" t="s"><v>99999</v></c>', parts[name])}
    with pytest.raises(AssertionError, match="damaged"):
        dict(QuickSheets(broken, damaged))


def test_what_somebody_types_hides_no_register() -> None:
    parts = open_workbook(register_of("laptops"))
    typed = b'<sst><si><t>{"form":"ddtender evaluation 1"</t></si></sst>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in {"xl/sharedStrings.xml": typed, "xl/worksheets/sheet99.xml": typed, **parts}.items():
            archive.writestr(name, content)
    assert _is_register(made.getvalue()) and not _is_register(evaluation_of("laptops"))
