"""The scoring table of an award criterion."""

from __future__ import annotations

from decimal import Decimal

from ddtender.model import Text
from ddtender.office import wml
from ddtender.office.wml import Element
from ddtender.render.blocks import BlockWriter
from ddtender.render.tables import Cell, simple_table, text_cell
from ddtender.resolve.values import Inlines, ResolvedOption, ResolvedProvision, ResolvedScoring
from ddtender.words.numbers import plain_number


def scoring_table(provision: ResolvedProvision, writer: BlockWriter) -> list[Element]:
    """The maximum points, how percentages combine, and one row an option; nothing without scoring."""
    scoring = provision.scoring
    if scoring is None:
        return []
    styles = writer.styles
    maximum = [wml.text_run("Maximum points: "), writer.blank(scoring.maximum)]
    made = [
        wml.paragraph(styles.p("Provision Label"), maximum, keepNext=True),
        wml.paragraph(styles.p("Provision Continued"), [wml.text_run(scoring.how)], keepNext=True),
        _options(scoring, writer),
    ]
    if scoring.steps:
        made.append(
            wml.paragraph(
                styles.p("Provision Label"), [wml.text_run("Degree to which an element is met")], keepNext=True
            )
        )
        made.append(_steps(scoring, writer))
    return made


def _options(scoring: ResolvedScoring, writer: BlockWriter) -> Element:
    with_points = scoring.maximum.text is not None
    rows = [_row(writer, option, with_points) for option in scoring.options]
    if scoring.may_earn_nothing:
        zero = [text_cell("Otherwise"), text_cell("0 %")]
        rows.append([*zero, text_cell("0")] if with_points else zero)
    headings = ["What earns points", "Percentage", "Points"] if with_points else ["What earns points", "Percentage"]
    return simple_table(
        writer.styles,
        [66, 18, 16] if with_points else [80, 20],
        headings,
        rows,
        description="Options and what they earn",
        numbers=frozenset({1, 2}),
        inside_provision=True,
        together=True,
    )


def _steps(scoring: ResolvedScoring, writer: BlockWriter) -> Element:
    rows = [_row(writer, step, False) for step in scoring.steps]
    headings = ["Degree", "Part of the element's percentage"]
    return simple_table(
        writer.styles,
        [70, 30],
        headings,
        rows,
        description="Degrees to which an element is met",
        numbers=frozenset({1}),
        inside_provision=True,
        together=True,
    )


def _row(writer: BlockWriter, option: ResolvedOption, with_points: bool) -> list[Cell]:
    cells: list[Cell] = [[writer.inlines(_sentence(option.when))], text_cell(f"{plain_number(option.percent)} %")]
    if with_points:
        cells.append(text_cell(plain_number(option.points or Decimal(0))))
    return cells


def _sentence(inlines: Inlines) -> Inlines:
    """With a capital, as a table cell begins."""
    first = inlines[0] if inlines else None
    if not isinstance(first, Text) or not first.text:
        return inlines
    return (Text(first.text[0].upper() + first.text[1:], first.location), *inlines[1:])
