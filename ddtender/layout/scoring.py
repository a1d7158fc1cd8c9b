"""How an award criterion earns its points: the maximum, how percentages combine, one row an option."""

from __future__ import annotations

from decimal import Decimal

from ddtender.layout.lots import lot_points
from ddtender.layout.values import Cell, Column, Line, Role, Table
from ddtender.resolve.phrases import phrase, text
from ddtender.resolve.values import ResolvedOption, ResolvedScoring
from ddtender.words import Language


def scoring_blocks(scoring: ResolvedScoring, language: Language) -> tuple[Line | Table, ...]:
    maximum = phrase(language, "layout.scoring.maximum", points=scoring.maximum)
    if scoring.by_lot:
        maximum = phrase(language, "layout.scoring.by_lot")
    elif scoring.minimum is not None:
        key = "layout.scoring.maximum_and_minimum"
        maximum = phrase(language, key, points=scoring.maximum, minimum=scoring.minimum)
    made = (
        Line(Role.LABEL, maximum, keep=True),
        *lot_points(scoring, language),
        Line(Role.UNDER_LABEL, phrase(language, f"layout.scoring.how.{scoring.way}"), keep=True),
        options(scoring, language),
    )
    if not scoring.steps:
        return made
    return (
        *made,
        Line(Role.LABEL, phrase(language, "layout.scoring.steps.label"), keep=True),
        steps(scoring, language),
    )


def options(scoring: ResolvedScoring, language: Language) -> Table:
    """What earns which percentage, and points where the maximum is known."""
    say, with_points = language.say, scoring.maximum.text is not None and not scoring.by_lot
    rows = [_row(option, with_points, language) for option in scoring.options]
    if scoring.may_earn_nothing:
        zero = (text(say("layout.scoring.otherwise")), text(language.percent(0)))
        rows.append((*zero, text(language.number(0))) if with_points else zero)
    shares = (66, 18, 16) if with_points else (80, 20)
    names = ("what", "percent", "points")[: len(shares)]
    columns = tuple(
        Column(say(f"layout.scoring.options.{name}"), share, figures=name != "what", sentence=name == "what")
        for name, share in zip(names, shares, strict=True)
    )
    return Table(columns, tuple(rows), say("layout.scoring.options.description"), inside=True, together=True)


def steps(scoring: ResolvedScoring, language: Language) -> Table:
    """The scale on which each element is judged."""
    say = language.say
    columns = (
        Column(say("layout.scoring.steps.what"), 70, sentence=True),
        Column(say("layout.scoring.steps.percent"), 30, figures=True),
    )
    rows = tuple(_row(step, False, language) for step in scoring.steps)
    return Table(columns, rows, say("layout.scoring.steps.description"), inside=True, together=True)


def _row(option: ResolvedOption, with_points: bool, language: Language) -> tuple[Cell, ...]:
    cells = ((option.when,), text(language.percent(option.percent)))
    return (*cells, text(language.number(option.points or Decimal(0)))) if with_points else cells
