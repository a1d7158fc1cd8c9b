"""An evaluation whose weights somebody has changed: there is no ranking with any but those that were published."""

import hashlib
import json
from decimal import Decimal

import pytest
from msgspec import json as strict
from msgspec import to_builtins
from msgspec.structs import replace

from ddtender.evaluation.reading import read_evaluation
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.evaluation.weights import weights
from tests.commands import ddtender
from tests.documents import LAPTOPS
from tests.evaluation.test_evaluation_calculated import tenders
from tests.sheets.filling import fill
from tests.sheets.workbooks import evaluation_of, judged, opened, saved


def filled() -> bytes:
    return fill(tenders("laptops", ["100", "110", "125"]))


def moved(plan: EvaluationPlan) -> EvaluationPlan:
    """Ten points more for the price; the sum stays 100."""
    return replace(plan, price=plan.price + 10, other_quality=plan.other_quality - 10)


def scaled(plan: EvaluationPlan) -> EvaluationPlan:
    first, *rest = plan.criteria
    best, second, *others = first.options
    return replace(
        plan, criteria=(replace(first, options=(best, replace(second, percent=Decimal(95)), *others)), *rest)
    )


def forged(content: bytes, change, hidden: bool, seen: bool) -> bytes:
    """The workbook with other weights in its hidden plan, in its cells, or in both."""
    book = opened(content)
    plan = read_evaluation(content, "e.xlsx")[0].plan
    other = change(plan)
    (sheet,) = [s for s in book if s.sheet_state != "visible"]
    if hidden:
        text = strict.encode(other).decode()
        cells = [row[0] for row in sheet.iter_rows()]
        for cell in cells[1:]:
            cell.value = None
        cells[0].value = hashlib.sha256(text.encode()).hexdigest()
        cells[1].value = text
        cells[1].data_type = "s"
    if seen:
        points = [other.price, other.other_quality, *(c.maximum for c in other.criteria)]
        for r, value in enumerate(points, start=8):
            book["Overview"].cell(r, 3).value = float(value)
        for r, option in enumerate(other.criteria[0].options, start=6):
            book["Award A1"].cell(r, 3).value = float(option.percent)
    return saved(book)


@pytest.mark.parametrize("change", [moved, scaled])
@pytest.mark.parametrize(("hidden", "seen"), [(True, False), (False, True), (True, True)])
def test_no_ranking_with_forged_weights(change, hidden: bool, seen: bool, tmp_path) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(forged(filled(), change, hidden, seen))
    beside = {"evaluation": to_builtins(weights(judged("laptops"))), "outputs": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(beside))
    done = ddtender("evaluate", path, "-o", tmp_path / "annex.docx")
    assert done.returncode == 1 and "error[other-weights]" in done.stderr and "Traceback" not in done.stderr
    assert "T1" not in done.stdout and not (tmp_path / "annex.docx").exists()
    assert ("in the manifest beside it" in done.stderr) == hidden
    said = json.loads(ddtender("evaluate", path, "--format", "json").stdout)
    assert said["evaluation"] is None and "other-weights" in {d["code"] for d in said["diagnostics"]}


def test_without_anything_published_that_is_said(tmp_path) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled())
    done = ddtender("evaluate", path)
    assert done.stderr.count("held against nothing") == 1 and "other-weights" not in done.stderr
    assert "held against nothing" not in ddtender("evaluate", path, "--procedure", LAPTOPS).stderr
    for text in ("", "[]", "{", '{"evaluation": {"price": "NaN"}}', '{"evaluation": 1}', "[" * 100_000):
        (tmp_path / "manifest.json").write_text(text)
        assert "held against nothing" in ddtender("evaluate", path).stderr


def test_the_procedure_file_convicts_what_sheets_and_plan_agree_on(tmp_path) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(forged(filled(), moved, True, True))
    assert "other-weights" not in ddtender("evaluate", path).stderr
    done = ddtender("evaluate", path, "--procedure", LAPTOPS)
    assert done.returncode == 1 and "price 70 points, not 60 points as in the procedure file" in done.stderr


def test_the_points_of_a_plan_add_up_to_100() -> None:
    content = forged(evaluation_of("laptops"), lambda plan: replace(plan, price=Decimal(70)), True, True)
    _, findings = read_evaluation(content, "e.xlsx")
    assert "other-weights" in {f.code.name for f in findings}


def test_a_build_states_its_weights(tmp_path) -> None:
    done = ddtender("build", "--scenario", "high", "--procedure", LAPTOPS, "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    stated = json.loads((tmp_path / "out" / "manifest.json").read_text())["evaluation"]
    assert (stated["price"], stated["other_quality"]) == ("60", "25") and len(stated["criteria"]) == 2
    done = ddtender("evaluate", tmp_path / "out" / "evaluation.xlsx")
    assert done.returncode == 0 and "other-weights" not in done.stderr and "held against" not in done.stderr
