"""What is typed on the page is read by one rule, whatever form it is typed into."""

from decimal import Decimal

import pytest

from ddtender.desk.facts.field_answers import NoAnswer, parse
from ddtender.desk.facts.field_values import FactField
from ddtender.web.forms import typed
from ddtender.web.problems import Problem

TEXTS = {
    "12": 12,
    " 12,5 ": Decimal("12.5"),
    "1 250,50": Decimal("1250.50"),
    "1.250,50": Decimal("1250.50"),
    "1'250'000": 1250000,
    "1.250": None,
    "0.125": Decimal("0.125"),
    "1 2": None,
    "12 points": None,
    "1e3": None,
    "٣": None,
}


@pytest.mark.parametrize(("text", "meant"), TEXTS.items())
def test_a_number_is_the_same_among_the_facts_and_in_a_grid(text: str, meant: object) -> None:
    fact = parse(FactField(("award", "price"), "decimal"), text)
    try:
        grid = typed.number(text)
    except Problem:
        grid = None
    assert (None if isinstance(fact, NoAnswer) else fact) == meant == grid


def test_a_day_can_be_typed_where_a_browser_has_no_calendar() -> None:
    assert typed.day("31.3.2028") == typed.day("2028-03-31") is not None
    for text in ("3/4/2028", "2028-02-30", "1999-01-01", "tomorrow"):
        with pytest.raises(Problem):
            typed.day(text)
    with pytest.raises(Problem):
        typed.number("-3")
    with pytest.raises(Problem):
        typed.whole("12,5")
