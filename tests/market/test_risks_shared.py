"""A finished worksheet goes from buyer to buyer with who judged it; what comes from outside is treated as such."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ddtender.desk.market.risks import known
from ddtender.market.risks_read import JudgedRisk, RiskSheet, ScopedMaterial, ScopedPlace, read_sheet
from ddtender.market.risks_shared import MOST_BYTES, prefill_shared, read_shared, share
from ddtender.market.risks_sheet import is_judged, risks_sheet
from ddtender.model.risks import RiskSummary
from ddtender.words import language
from tests.documents import MOMENT
from tests.examples import sample
from tests.market.test_risks_back import example as example
from tests.procurement.test_beginning import ddtender
from tests.tools import ROOT

LISTS = known(ROOT)[0]
FACTS = {"authority_name": "City of Example", "reference": "R-1", "title": "Laptops"}
SHEET = RiskSheet(
    "laptops",
    "A. Officer",
    "2026-12-01",
    (ScopedMaterial("tin", "raw material", "Mining", "solder", "a list", "a report"),),
    (ScopedPlace("tin", "Peru", "large", "a list", "a report"),),
    (JudgedRisk("tin", "Peru", "Mining", "Child labour", "=1+1", "high", "low", "", "a report"),),
    (RiskSummary("Child labour", "high", "Mining", "Sum", "Ask", "Require"),),
)


def shared(sheet: RiskSheet = SHEET) -> bytes:
    return share(sheet, LISTS, FACTS, MOMENT.date(), language())


def altered(**more: object) -> bytes:
    return json.dumps({**json.loads(shared()), **more}).encode()


def test_what_is_shared_comes_back_to_be_checked_and_judged_with_whose_it_was() -> None:
    read = read_shared(shared())
    assert read.sheet == SHEET and (read.authority, read.procurement) == ("City of Example", "R-1, Laptops")
    content = risks_sheet(LISTS, "laptops", MOMENT, language(), prefill_shared(read, language()))
    back, _ = read_sheet(content, "r.xlsx", LISTS, language())
    assert back and not is_judged(content, "r.xlsx") and back.sheet.by == ""
    (risk,), rows = back.sheet.risks, (*back.sheet.materials, *back.sheet.places, *back.sheet.risks)
    assert all(row.checked == "check this" and "shared by City of Example on" in row.source for row in rows)
    assert (risk.severity, risk.likelihood, risk.known) == ("high", "low", "=1+1")
    assert load_workbook(io.BytesIO(content))["3 Risk scoping"]["E2"].data_type == "s"
    first = " ".join(str(cell.value) for row in load_workbook(io.BytesIO(content))["Start"] for cell in row)
    assert "A. Officer on 2026-12-01" in first and "“R-1, Laptops”" in first and "ict-hardware 1.1.0" in first
    assert [(r.relevant, r.ask) for r in back.sheet.report if r.summary] == [("", "Ask")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "truncated"),
        (b"\xff\xfe", "malformed"),
        (b"[" * 100_000, "Expected `object`"),
        (b"{}", "missing required field"),
        (b" " * (MOST_BYTES + 1), "larger than any worksheet"),
        (altered(form="ddtender risks 2"), "Invalid enum value"),
        (altered(extra=1), "unknown field"),
        (altered(authority="\u202e\x00"), "does not say whose it is"),
        (altered(sheet={**json.loads(shared())["sheet"], "by": " \x00"}), "by whom"),
        (altered(sheet={**json.loads(shared())["sheet"], "places": [{}] * 3}), "missing required field"),
        (
            altered(
                sheet={**json.loads(shared())["sheet"], "report": [json.loads(shared())["sheet"]["report"][0]] * 501}
            ),
            "more than 500 rows",
        ),
    ],
    ids=range(11),
)
def test_what_is_none_is_refused_with_the_reason(content: bytes, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_shared(content)


@settings(max_examples=sample(3, 200), deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_texts_of_others_are_texts(known_: str, by: str) -> None:
    sheet = json.loads(shared())["sheet"]
    sheet["risks"][0]["known"], sheet["by"] = known_.replace("\ud800", ""), f"A {by}"
    read = read_shared(altered(sheet=sheet))
    content = risks_sheet(LISTS, "x", MOMENT, language(), prefill_shared(read, language()))
    assert load_workbook(io.BytesIO(content))["3 Risk scoping"]["E2"].data_type != "f"


@pytest.mark.parametrize("lacks", ["authority_name", "product", "by", "on", "procurement"])
def test_nothing_is_shared_without_its_provenance(lacks: str) -> None:
    facts = {key: value for key, value in FACTS.items() if lacks not in (key, "procurement") or key == "authority_name"}
    if lacks == "authority_name":
        facts.pop(lacks)
    product, by, on = ("" if key == lacks else getattr(SHEET, key) for key in ("product", "by", "on"))
    with pytest.raises(ValueError, match="does not say"):
        share(RiskSheet(product, by, on), LISTS, facts, MOMENT.date(), language())
    with pytest.raises(ValueError, match="example of the library"):
        share(RiskSheet("x", "Nobody: an example of the library", "y"), LISTS, FACTS, MOMENT.date(), language())


def test_the_commands(example: bytes, tmp_path: Path) -> None:
    path, file, new = tmp_path / "risks.xlsx", tmp_path / "risks.json", tmp_path / "new.xlsx"
    path.write_bytes(example)
    facts = ROOT / "scenarios/procedures/laptops.yaml"
    assert "the authority" in ddtender("risks", path, "--check", "--share", file, code=2).stderr and not file.exists()
    ddtender("risks", path, "--check", "--procedure", facts, "--share", file)
    assert "check every row" in ddtender("risks", "-o", new, "--from", file).stdout
    assert load_workbook(new)["3 Risk scoping"]["I2"].value == "check this"
    file.write_text("{}")
    assert "is no shared risk worksheet" in ddtender("risks", "-o", tmp_path / "b.xlsx", "--from", file, code=2).stderr
