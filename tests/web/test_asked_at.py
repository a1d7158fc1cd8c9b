"""What is still to be done in an evaluation is told by Tenderer and criterion, and leads to the field."""

from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

from msgspec.structs import replace

from ddtender.evaluation.entries import Entries
from ddtender.evaluation.points import Judgement, Tender
from ddtender.evaluation.tenders import Difference, EvaluationPlan, View
from ddtender.evaluation.workbook import evaluation as workbook
from ddtender.stamp import Stamp
from ddtender.web.settings import Team, TeamMember
from ddtender.words import language
from tests.documents import MOMENT
from tests.sheets.workbooks import judged, opened, saved
from tests.tools import ROOT
from tests.web.browsing import Browser, Shown

BOOK = "/p/ict/evaluation/evaluation"


def tender(plan: EvaluationPlan, number: int, name: str) -> Tender:
    """One of which nothing is known but the name."""
    nothing = tuple(Judgement((None,) * (len(c.options) if c.in_parts else 1), "") for c in plan.criteria)
    return Tender(number, name, None, None, (None,) * len(plan.requirements), ("",) * len(plan.requirements), nothing)


def begun(purchases: Path, plan: EvaluationPlan) -> Path:
    """The evaluation of two Tenderers, with the price of the first."""
    folder = purchases / "ict"
    (folder / "evaluation").mkdir(parents=True)
    (folder / "procedure.yaml").write_bytes((ROOT / "tests/procedures/phones.yaml").read_bytes())
    tenders = replace(tender(plan, 1, "Acme <BV>"), price=Decimal(100)), tender(plan, 2, "Bolt NV")
    path = folder / "evaluation/evaluation.xlsx"
    path.write_bytes(workbook(plan, Stamp(False, MOMENT), language(), Entries(tenders=tenders)))
    return path


def in_dutch(browser: Browser) -> None:
    token = browser.see("/").tree.cssselect("input[name=csrf]")[0].get("value")
    browser.post("/language", data={"csrf": token, "language": "nl"})


def todo(page: Shown) -> dict[str, str]:
    """What stands after each link in the list of what is to be done, by the address it leads to."""
    items = page.tree.cssselect(".todo li:not(.finding)")
    assert items and all(one.cssselect("a") for one in items), page.text
    return {one.cssselect("a")[0].get("href"): " ".join(one.text_content().split()) for one in items}


def test_each_thing_to_be_done_leads_to_its_field_by_tenderer_and_criterion(browser: Browser, purchases: Path) -> None:
    plan = judged("laptops")
    begun(purchases, plan)
    in_dutch(browser)
    page = browser.see(BOOK)
    told = todo(page)
    assert "!" not in "".join(told.values()), told
    assert told[f"{BOOK}/tenderers#t2.price"] == "Inschrijvers en prijzen Bolt NV heeft nog geen prijs."
    criterion = f"{plan.label(plan.criteria[0].id, language('nl'))} {plan.criteria[0].title}"
    assert told[f"{BOOK}/criteria#t2.c0.o0"] == f"Gunningscriteria – {criterion} Voor Bolt NV is niets gekozen."
    passed = told[f"{BOOK}/selection#t1.q0"]
    assert passed.startswith("Geschiktheid – ") and "Acme <BV>" in passed and plan.requirements[0].title in passed
    for address in told:
        path, _, field = address.partition("#")
        assert browser.see(path).tree.get_element_by_id(unquote(field)) is not None, address


def test_the_cell_stands_beside_where_the_workbook_was_filled_in(browser: Browser, purchases: Path) -> None:
    path = begun(purchases, judged("laptops"))
    book = opened(path.read_bytes())
    book["Ranking"]["B5"].value = "counted"  # as a spreadsheet program leaves it
    path.write_bytes(saved(book))
    told = todo(browser.see(BOOK))
    assert "Tenderers!C6" in told[f"{BOOK}/tenderers#t2.price"]


def test_who_may_not_type_is_led_to_no_form_and_reads_the_cell(browser: Browser, purchases: Path) -> None:
    begun(purchases, judged("laptops"))
    team = Team("http://127.0.0.1", "x-who", {"r@city": TeamMember("R. Reader", ("reader",))}, ("testclient",))
    with Browser(replace(browser.settings, team=team), browser.engine) as reader:
        reader.headers["x-who"] = "r@city"
        page = reader.see(BOOK)
        assert not page.links(".todo li a") and "Tenderers!C6" in page.text, page.text


def test_a_tenderer_without_a_name_is_told_at_the_name(browser: Browser, purchases: Path) -> None:
    path = begun(purchases, judged("laptops"))
    book = opened(path.read_bytes())
    book["Tenderers"]["B6"].value = None
    book["Tenderers"]["C6"].value = 90
    path.write_bytes(saved(book))
    assert "Tenderer 2 has no name." in todo(browser.see(BOOK))[f"{BOOK}/tenderers#t2.name"]


def test_what_was_decided_without_a_reason_leads_to_the_difference(browser: Browser, purchases: Path) -> None:
    plan = judged("laptops")
    first = plan.criteria[0]
    views = tuple(View(by=by, chosen=(one.name,), why="x") for by, one in zip(("A", "B"), first.options, strict=False))
    differs = Difference(judged=first.id, number=2, tenderer="Bolt NV", views=views)
    begun(purchases, replace(plan, evaluators=("A", "B"), differences=(differs,)))
    told = todo(browser.see(BOOK))
    said = told[f"{BOOK}/differences#d0.why"]
    assert said.startswith(f"Differences – Award criterion {first.shown_number} {first.title} ")
    assert browser.see(f"{BOOK}/differences").tree.get_element_by_id("d0.why") is not None
