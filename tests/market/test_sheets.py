"""The workbooks of the market and of the contract: valid for Office, and on paper no longer than they are filled."""

import re

import pytest

from ddtender.library.risks import read_risks
from ddtender.library.source import decode
from ddtender.market.answers_sheet import answers_sheet
from ddtender.market.risks_sheet import risks_sheet
from ddtender.words import language
from tests import tools
from tests.documents import MOMENT
from tests.market.forms import HIGH, MEDIUM, answers_of, assessed, questionnaire
from tests.packages import parts_of
from tests.sheets.workbooks import evaluation_of, register_of
from tests.tools import ROOT


def risks() -> bytes:
    path = "clause_library/risks/ict-hardware.yaml"
    source, _ = decode(path, (ROOT / path).read_bytes())
    return risks_sheet(read_risks(source)[0], "laptops", MOMENT, language())


def answers() -> bytes:
    of = assessed(answers_of(HIGH, company="=1+1"), answers_of(MEDIUM, company="B"))
    return answers_sheet(of, questionnaire(), MOMENT, language())


WORKBOOKS = {
    "risks": risks,
    "answers": answers,
    "register": lambda: register_of("laptops"),
    "evaluation": lambda: evaluation_of("laptops"),
}


@pytest.mark.usefixtures("needs_validator")
def test_office_finds_nothing_wrong(tmp_path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in WORKBOOKS]
    for path in paths:
        path.write_bytes(WORKBOOKS[path.stem]())
    assert tools.validate_docx(paths) == []


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_sheet_has_its_page_numbers_and_is_the_same_again(name: str) -> None:
    content = WORKBOOKS[name]()
    parts = parts_of(content)
    sheets = [data for part, data in parts.items() if part.startswith("xl/worksheets/sheet")]
    shown = [data for data in sheets if b"sheetProtection" in data or name in ("risks", "answers")]
    assert len(shown) > 3 and sum(b"&amp;P / &amp;N" in data for data in shown) >= len(shown) - 1  # not the plan
    assert WORKBOOKS[name]() == content


def test_rows_to_fill_in_are_printed_as_far_as_they_are_used() -> None:
    areas = {}
    for name in WORKBOOKS:
        book = parts_of(WORKBOOKS[name]())["xl/workbook.xml"].decode()
        for area in re.findall(r'name="_xlnm.Print_Area"[^>]*>([^<]*)<', book):
            areas[area.partition("!")[0].strip("'")] = area
    formula = (
        "'Award A1'!$A$1:INDEX('Award A1'!$G$1:$G$70,MAX(11,SUMPRODUCT(MAX(('Award A1'!$B$11:$B$70&lt;&gt;\"\")*ROW"
    )
    assert areas["Award A1"].startswith(formula)
    assert {"Tenderers", "Selection", "Award A1", "Award A2", "Ranking", "Requests"} <= {
        sheet for sheet, area in areas.items() if "INDEX(" in area
    }
    assert sum("INDEX(" in area for area in areas.values()) == 11  # and own rows, and the four steps of the risks
