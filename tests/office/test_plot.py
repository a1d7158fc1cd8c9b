"""A plot says its points in itself, on axes that hold all of them."""

from decimal import Decimal

import pytest
from lxml import etree

from ddtender.office.chart_xml import Letters
from ddtender.office.plot import bounds, line_plot

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LINE = tuple((Decimal(x), Decimal(y)) for x, y in ((100, "60"), (150, "40"), (300, "20.05")))


def plot() -> etree._Element:
    return etree.fromstring(line_plot(LINE, LINE[:2], "Price", "Points", Letters("Garamond", "nl-BE", 8.5)))


def test_the_points_are_those_that_were_given() -> None:
    def numbers(series: etree._Element, axis: str) -> list[str]:
        return [value.text for value in series.find(C + axis).iter(C + "v")]

    line, marks = plot().iter(C + "ser")
    assert numbers(line, "xVal") == ["100", "150", "300"] and numbers(line, "yVal") == ["60", "40", "20.05"]
    assert numbers(marks, "xVal") == ["100", "150"] and numbers(marks, "yVal") == ["60", "40"]
    assert [text.text for text in plot().iter(A + "t")] == ["Price", "Points"]
    assert plot().find(C + "externalData") is None


@pytest.mark.parametrize(
    "first, last, axis",
    [
        ("100", "300", (100, 300, 50)),
        ("0", "60", (0, 60, 20)),
        ("0", "250000.5", (0, 300_000, 100_000)),
        ("0", "0", (0, 1, 1)),
        ("0", "100", (0, 100, 20)),
        ("0", "0.5", (0, 1, 1)),
    ],
)
def test_an_axis_holds_all_values_and_has_few_round_numbers(first: str, last: str, axis: tuple[int, ...]) -> None:
    assert bounds(Decimal(first), Decimal(last)) == axis
    assert axis[0] <= Decimal(first) and Decimal(last) <= axis[1] and (axis[1] - axis[0]) % axis[2] == 0
