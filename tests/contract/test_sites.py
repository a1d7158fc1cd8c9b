"""Sites in a register take their risk from the worksheet, keep what somebody judges otherwise, and are read back."""

import io

from msgspec.structs import replace
from openpyxl import load_workbook

from ddtender.contract.performance import perform
from ddtender.contract.places import FIRST, sites_sheet
from ddtender.contract.plain import as_json
from ddtender.contract.plan import Risk
from ddtender.contract.reading import read_register
from ddtender.contract.register import register
from ddtender.contract.sites import site_risks, sites_table
from ddtender.desk.market.risks import known, worksheet
from ddtender.market.risks_read import read_sheet
from ddtender.words import language
from tests.documents import MOMENT
from tests.sheets.workbooks import STAMP, plan_of
from tests.tools import ROOT

EN = language()
LISTS = known(ROOT)[0]
#: The finished example of the library: a battery.
SHEET = read_sheet(worksheet(ROOT, "battery", as_example=True)[0], "b.xlsx", LISTS, EN)[0]
assert SHEET is not None
RISKS = site_risks(LISTS, SHEET.sheet)
PLAN = replace(plan_of("laptops"), site_risks=RISKS)


def typed(*cells: tuple[str, str]) -> bytes:
    book = load_workbook(io.BytesIO(register(PLAN, STAMP, EN)))
    for at, value in cells:
        book[sites_sheet(EN)][at] = value
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_the_worksheet_gives_one_risk_a_country_and_stage() -> None:
    assert len(RISKS) > 3 and len({(one.country, one.stage) for one in RISKS}) == len(RISKS)
    congo = next(one for one in RISKS if one.country.startswith("Democratic Republic") and one.stage == "Mining")
    assert congo.risk is Risk.HIGH and "Child labour" in congo.risks


def test_a_site_has_the_risk_of_its_country_and_stage_until_somebody_types_another() -> None:
    first, other = RISKS[0], next(one for one in RISKS if one.risk is not RISKS[0].risk)
    content = typed(
        (f"B{FIRST}", "Mill, Operator"), (f"D{FIRST}", first.country.upper()), (f"E{FIRST}", first.stage),
        (f"B{FIRST + 1}", "Works"), (f"D{FIRST + 1}", other.country), (f"E{FIRST + 1}", other.stage),
        (f"G{FIRST + 1}", first.risk.said(EN)), (f"I{FIRST + 1}", "visited"),
        (f"B{FIRST + 2}", "Elsewhere"), (f"D{FIRST + 2}", "Atlantis"), (f"E{FIRST + 2}", "Mining"),
    )  # fmt: skip
    filled, findings = read_register(content, "register.xlsx")
    assert filled is not None and not findings
    told = as_json(perform(filled, MOMENT.date()))["sites"]
    assert [one["risk"] for one in told] == [first.risk, first.risk, None]
    assert told[1]["remarks"] == "visited"
    headings, rows = sites_table(perform(filled, MOMENT.date()), EN)
    assert headings[0] == "Site and operator" and rows[-1][0] == "Elsewhere"
    again, more = read_register(register(PLAN, STAMP, EN, filled), "register.xlsx")
    assert again == filled and not more


def test_a_site_without_a_name_and_a_risk_that_is_none_are_told() -> None:
    _, findings = read_register(typed((f"D{FIRST}", "China"), (f"G{FIRST}", "enormous")), "register.xlsx")
    assert ["has no 'Site and operator'" in one.message for one in findings].count(True) == 1
    assert any("enormous" in one.message for one in findings)


def test_a_register_without_a_worksheet_has_no_such_sheet() -> None:
    book = load_workbook(io.BytesIO(register(plan_of("laptops"), STAMP, EN)))
    assert sites_sheet(EN) not in book.sheetnames
    filled = read_register(register(plan_of("laptops"), STAMP, EN), "register.xlsx")[0]
    assert filled and filled.sites == ()
