"""A worked example of the rule for the price: a small table with bars, the same in tender, workbook and annex."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from ddtender.layout.values import Column, Line, Role, Table
from ddtender.model.prices import price_points, rounded
from ddtender.resolve.phrases import phrase, text
from ddtender.words import Language

#: What a bar is drawn with, and how many of them stand for the most that can be.
BAR, LONGEST_BAR = "█", 20
#: Of each rule, what is shown in the first column: prices where the lowest is 100; percentages of the ceiling; points.
GIVEN = {
    "lowest-ratio": (100, 120, 140, 160, 200, 300),
    "linear": (0, 25, 50, 75, 90, 100),
    "quality-discount": (100, 80, 60, 40, 20),
    "fixed": (90, 75, 60),
}


class PriceExample(Struct, frozen=True):
    """What the example is counted with: the rule, the maximum points of the price, the amount; None where not known."""

    rule: str
    maximum: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""

    @property
    def most(self) -> Decimal:
        """The maximum points; a hundred, for percentages of the maximum, as long as they are not known."""
        return Decimal(100) if self.maximum is None else self.maximum

    @property
    def rows(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """What is given and what follows. linear gives a price, or a percentage of the ceiling where that is open;
        fixed has ranks in the second column, quality-discount the value that is taken off, or points while it is open.
        """
        return tuple((self._given(Decimal(n)), self._result(Decimal(n), r)) for r, n in enumerate(GIVEN[self.rule], 1))

    def _given(self, n: Decimal) -> Decimal:
        return rounded(self.amount * n / 100) if self.rule == "linear" and self.amount is not None else n

    def _result(self, n: Decimal, rank: int) -> Decimal:
        if self.rule == "fixed":
            return Decimal(rank)
        if self.rule == "quality-discount":
            return n if self.amount is None else rounded(n * self.amount)
        ceiling = self.amount or Decimal(100)
        return price_points(self.rule, self.most, self._given(n), Decimal(100), ceiling) or Decimal(0)

    @property
    def lengths(self) -> tuple[Decimal, ...]:
        """How long each bar is, as a part of the longest one that can be: of fixed, it shows the points."""
        if self.rule in ("fixed", "quality-discount"):
            return tuple(Decimal(n) / 100 for n in GIVEN[self.rule])
        return tuple(points / self.most if self.most else Decimal(0) for _, points in self.rows)


def bar(length: Decimal) -> str:
    """A bar of a part of the longest one."""
    return BAR * int((LONGEST_BAR * length).quantize(Decimal(1), "ROUND_HALF_UP"))


def example_headings(example: PriceExample, language: Language) -> tuple[str, str, str]:
    """The headings of its table."""
    known = "open" if _result_is_open(example) else "known"
    given = f"linear.{'open' if example.amount is None else 'known'}" if example.rule == "linear" else example.rule
    keys = f"given.{given}", f"result.{example.rule}.{known}", f"bar.{example.rule}"
    first, second, third = (language.say(f"layout.price_example.{key}") for key in keys)
    return first, second, third


def example_cells(example: PriceExample, language: Language) -> list[tuple[str, str, str]]:
    """Its rows as they are printed."""
    return [
        (_shown(example, given, "given", language), _shown(example, result, "result", language), bar(length))
        for (given, result), length in zip(example.rows, example.lengths, strict=True)
    ]


def example_blocks(example: PriceExample, language: Language) -> tuple[Line | Table, ...]:
    """The label and the table below the sentences of the rule."""
    shares = (30, 30, 40)
    columns = tuple(
        Column(heading, share, figures=n < 2)
        for n, (heading, share) in enumerate(zip(example_headings(example, language), shares, strict=True))
    )
    rows = tuple(tuple(text(cell) for cell in row) for row in example_cells(example, language))
    description = language.say("layout.price_example.description")
    label = phrase(language, "layout.price_example.label")
    return Line(Role.LABEL, label, keep=True), Table(columns, rows, description, inside=True, together=True)


def _result_is_open(example: PriceExample) -> bool:
    return example.amount is None if example.rule == "quality-discount" else example.maximum is None


def _shown(example: PriceExample, value: Decimal, column: str, language: Language) -> str:
    is_amount = (example.rule, column) in (("linear", "given"), ("quality-discount", "result"))
    if is_amount and example.amount is not None:
        return language.amount(value, example.currency) if example.currency else language.number(value, 2)
    is_share = (example.rule == "linear" and column == "given") or (
        column == "result" and example.rule != "fixed" and _result_is_open(example)
    )
    return language.percent(value, 2) if is_share else language.number(value, 2)
