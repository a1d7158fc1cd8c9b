"""A worked example of the rule for the price: a small table, and the rule as a line (or bars, where it has none); the
same in tender, workbook, annex and page."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from ddtender.layout.values import Column, Line, Plot, Role, Table
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
#: Where the line of each rule is drawn from, in the same measure; fixed has none: whatever is typed, the price is one.
DRAWN = {"lowest-ratio": range(100, 301, 5), "linear": range(0, 101, 10), "quality-discount": range(0, 101, 10)}


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

    @property
    def line(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """The points of the rule's line, from left to right: what is given, and what follows; none for fixed."""
        return tuple((self._given(Decimal(n)), self._result(Decimal(n), 0)) for n in DRAWN.get(self.rule, ()))

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
    def has_bars(self) -> bool:
        """Whether the table has bars, for want of a line: of fixed, which show the points."""
        return self.rule not in DRAWN


def bar(percent: Decimal) -> str:
    """A bar of a part of the longest one."""
    return BAR * int((LONGEST_BAR * percent / 100).quantize(Decimal(1), "ROUND_HALF_UP"))


def example_headings(example: PriceExample, language: Language) -> tuple[str, ...]:
    """The headings of its table."""
    known = "open" if _result_is_open(example) else "known"
    given = f"linear.{'open' if example.amount is None else 'known'}" if example.rule == "linear" else example.rule
    bars = (f"bar.{example.rule}",) if example.has_bars else ()
    keys = (f"given.{given}", f"result.{example.rule}.{known}", *bars)
    return tuple(language.say(f"layout.price_example.{key}") for key in keys)


def example_shares(example: PriceExample) -> tuple[int, ...]:
    """The widths of the columns of its table, in proportion."""
    return (30, 30, 40) if example.has_bars else (50, 50)


def example_cells(example: PriceExample, language: Language) -> list[tuple[str, ...]]:
    """Its rows as they are printed."""
    return [
        (
            _shown(example, given, "given", language),
            _shown(example, result, "result", language),
            *((bar(given),) if example.has_bars else ()),
        )
        for given, result in example.rows
    ]


def example_plot(example: PriceExample, language: Language) -> Plot | None:
    """The rule as a line, with the rows of the table as marks on it; None for a rule that has none."""
    if not example.line:
        return None
    across, up = example_headings(example, language)
    rows = [
        language.say("layout.price_example.plot.point", across=given, up=result)
        for given, result in example_cells(example, language)
    ]
    title = language.say("layout.price_example.plot.title")
    told = language.say("layout.price_example.plot.words", across=across, up=up, points=language.listing(rows))
    return Plot(example.line, example.rows, across, up, title, told)


def example_blocks(example: PriceExample, language: Language) -> tuple[Line | Table | Plot, ...]:
    """The label, the table and the line below the sentences of the rule."""
    shares = zip(example_headings(example, language), example_shares(example), strict=True)
    columns = tuple(Column(heading, share, figures=n < 2) for n, (heading, share) in enumerate(shares))
    rows = tuple(tuple(text(cell) for cell in row) for row in example_cells(example, language))
    description = language.say("layout.price_example.description")
    label = phrase(language, "layout.price_example.label")
    plot = example_plot(example, language)
    table = Table(columns, rows, description, inside=True, together=True)
    return (Line(Role.LABEL, label, keep=True), *filter(None, (plot,)), table)


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
