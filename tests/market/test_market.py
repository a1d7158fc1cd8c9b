"""Many suppliers, one market, and the scenario that fits it."""

import pytest

from tests.market.forms import HIGH, MEDIUM, NOTHING, answers_of, assessed, questionnaire

ANSWERS = {"low": NOTHING, "medium": MEDIUM, "high": HIGH}


def market_of(*levels: str, authority: str | None = None, asked=None):
    suppliers = [answers_of(ANSWERS[level], company=f"C{n}") for n, level in enumerate(levels)]
    return assessed(*suppliers, authority=authority, asked=asked)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["low"], "low"),
        (["low", "medium"], "medium"),
        (["low", "low", "medium"], "low"),
        (["low", "medium", "high"], "medium"),
        (["medium", "high"], "high"),
        (["low", "high"], "high"),
        (["low", "low", "high", "high"], "high"),
        (["medium", "medium", "high"], "medium"),
        (["high", "high", "low"], "high"),
    ],
)
def test_the_market_has_the_level_that_half_of_it_reaches(levels: list[str], expected: str) -> None:
    assessment = market_of(*levels)
    assert assessment.market.level == expected
    assert assessment.market.counts["level"] == {name: levels.count(name) for name in ("low", "medium", "high")}


def test_the_share_is_the_buyers_to_decide() -> None:
    strict = questionnaire(("market_share: 50", "market_share: 67"))
    assert market_of("low", "high", asked=strict).market.level == "low"
    assert any("if 67% were asked" in reason for reason in market_of("low", "high").market.reasons)


@pytest.mark.parametrize(
    ("market", "authority", "scenario"),
    [
        ("high", "high", "high"),
        ("high", "medium", "medium"),
        ("high", "low", "low"),
        ("high", None, "medium"),
        ("medium", "high", "medium"),
        ("medium", None, "medium"),
        ("medium", "low", "low"),
        ("low", "high", "low"),
        ("low", None, "low"),
    ],
)
def test_the_scenario_fits_both_sides(market: str, authority: str | None, scenario: str) -> None:
    assessment = market_of(market, market, market, authority=authority)
    assert assessment.market.recommended == scenario
    assert assessment.market.reasons[-1] == f"Recommended scenario: {scenario}."
    assert any("authority" in reason for reason in assessment.market.reasons)


def test_few_answers_are_said_to_be_few() -> None:
    assert any("say little" in reason for reason in market_of("low", "low").market.reasons)
    assert not any("say little" in reason for reason in market_of("low", "low", "low").market.reasons)


def test_it_is_said_when_the_market_depends_on_a_decision() -> None:
    uneven = [answers_of({**HIGH, "actions": ["none"]}, company=f"C{n}") for n in range(3)]
    reasons = assessed(*uneven).market.reasons
    assert any("with the middle, the market would be high" in reason for reason in reasons)


def test_nobody_can_be_counted() -> None:
    for suppliers in ([], [answers_of({}, None)]):
        assessment = assessed(*suppliers)
        assert (assessment.market.level, assessment.market.recommended) == (None, None)
        assert len(assessment.market.reasons) == 1


def test_a_company_counts_once_with_its_lower_form() -> None:
    first, second = answers_of(HIGH, company="Delta  Systems"), answers_of(NOTHING, company="delta systems")
    assessment = assessed(first, second, answers_of(MEDIUM, company="B"))
    assert [s.counted for s in assessment.suppliers] == [False, True, True]
    assert assessment.market.counts["level"] == {"low": 1, "medium": 1, "high": 0}
    assert all("also answered" in " ".join(s.notes) for s in assessment.suppliers[:2])


def test_forms_without_a_name_are_not_the_same_supplier() -> None:
    assessment = assessed(answers_of(HIGH, company=""), answers_of(HIGH, company=""))
    assert assessment.market.counts["level"]["high"] == 2
