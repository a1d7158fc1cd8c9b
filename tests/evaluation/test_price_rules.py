"""Every rule for the price and for equals: the workbook in LibreOffice, our count, and a second one in fractions."""

from collections import Counter
from fractions import Fraction

import pytest

from ddtender.evaluation.places import ranking_headings
from ddtender.evaluation.reading import read_evaluation
from ddtender.words import language
from tests.evaluation.ruled import few_rows, ruled_filling
from tests.examples import sample
from tests.sheets.filling import Filling, expected, fill
from tests.sheets.workbooks import calculated, columns, head_of, opened

#: Of the first thousand, a few that have everything: each rule and remark, thresholds, draws, holes, 0, a rejection.
SEEDS = range(4000) if sample(0, 1) else (10, 15, 22, 53, 90, 97, 192, 426)
#: So many workbooks are given to LibreOffice at once.
AT_ONCE = 40

pytestmark = pytest.mark.usefixtures("needs_libreoffice")


def differences(filling: Filling, content: bytes) -> list[str]:
    """Where the workbook or our count says something else than the second computation."""
    results, wrong = expected(filling), []
    read, findings = read_evaluation(content, "e.xlsx")
    wrong += [str(f) for f in findings if f.code.name == "evaluation-differs"]
    ours = {s.tender.number: s for s in read.scores}
    sheet = opened(content, values=True)["Ranking"]
    head = head_of(sheet, "No.")
    at, names = columns(sheet, head), ranking_headings(filling.plan, language())
    for number, of in results.items():
        score = ours[number]
        wanted = {
            "price_points": (of["price"], score.price_points),
            "other_quality": (of["quality"], score.other_quality),
            **{f"criterion {n}": (of["criteria"][n], score.points[n]) for n in range(len(filling.plan.criteria))},
            "total": (of["total"], score.total),
            "rank": (of["rank"], score.rank),
        }
        if "lowered" in names:
            wanted["lowered"] = of["lowered"], score.lowered
        for name, (second, python) in wanted.items():
            value = sheet.cell(head + number, at[names[name]]).value
            value = None if value in (None, "") else Fraction(value)
            same = (value is None) == (second is None) == (python is None)
            if not same or (second is not None and (abs(value - second) > Fraction(1, 10**7) or python != second)):
                wrong.append(f"{number} {name}: workbook {value}, ours {python}, second {second}")
        remark = sheet.cell(head + number, at[names["remark"]]).value or ""
        if of["remark"] and remark != of["remark"]:
            wrong.append(f"{number}: '{remark}' is not '{of['remark']}'")
        if (of["below"] and of["admitted"] == "pass") != (remark == "below a minimum"):
            wrong.append(f"{number}: '{remark}', and below a minimum is {of['below']}")
        rejected = next(t for t in filling.tenders if t.number == number).rejected
        if bool(rejected) != (remark == "rejected"):
            wrong.append(f"{number}: '{remark}', and rejected is {rejected}")
        if "price_check" in names:
            told = bool(sheet.cell(head + number, at[names["price_check"]]).value)
            if not told == score.low_price == of["low"]:
                wrong.append(f"{number}: a low price is told {told}, ours {score.low_price}, second {of['low']}")
    return wrong


def test_workbook_and_both_computations_agree() -> None:
    seen: Counter[str] = Counter()
    for start in range(0, len(SEEDS), AT_ONCE):
        seeds = SEEDS[start : start + AT_ONCE]
        fillings = [ruled_filling(seed) for seed in seeds]
        with few_rows():
            books = calculated([fill(f) for f in fillings])
            found = {seed: differences(*one) for seed, *one in zip(seeds, fillings, books, strict=True)}
        assert {seed: wrong for seed, wrong in found.items() if wrong} == {}
        for filling in fillings:
            for of in expected(filling).values():
                seen.update(["rejected"] if any(t.rejected for t in filling.tenders) else [])
                seen.update([filling.plan.price_rule, of["remark"] or "", f"low {of['low']}", f"below {of['below']}"])
    wanted = {"rejected", "lowest-ratio", "linear", "quality-discount", "fixed", "low True", "below True"}
    wanted |= {"first by the lower price", "first by more points for the award criteria", "first by lot"}
    assert {*wanted, "lots to be drawn"} <= seen.keys(), seen
