"""A number of months from which no date can be counted is a finding at its line: it lost every date in silence."""

from tests.commands import ddtender
from tests.documents import LAPTOPS
from tests.tools import ROOT


def test_a_fraction_of_a_month_is_refused_where_it_stands(tmp_path) -> None:
    path = tmp_path / "p.yaml"
    text = (ROOT / LAPTOPS).read_text(encoding="utf-8")
    path.write_text(text.replace("risk_assessment_months: 3", "risk_assessment_months: 2.5"), encoding="utf-8")
    done = ddtender("build", "--scenario", "high", "--procedure", path, "--output", tmp_path / "o")
    line = text[: text.index("risk_assessment_months")].count("\n") + 1
    assert done.returncode == 1 and f"p.yaml:{line}:" in done.stdout + done.stderr
    assert "2.5 is not a whole number of months" in done.stdout + done.stderr
