"""A perfect offer must earn exactly 100 %, or the published weight of a criterion is not its real weight."""

from collections.abc import Iterator
from decimal import Decimal

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.model import BestOf, Graded, Scoring, Tiers
from ddtender.words.numbers import plain_number

SCORING_TOTAL = Code(
    "scoring-total",
    Topic.SCORING,
    Severity.ERROR,
    "The scoring cannot reach exactly 100 %, or an option is outside 0 to 100 %.",
    why="If nobody can reach all points, the published weight of the criterion is not its real weight.",
    mend="Let the best alternative or tier be 100, or let halves and elements add up to 100.",
)

_FULL = Decimal(100)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if scoring := provision.scoring:
            for place, message, hint in (*_outside(scoring), *_unreached(scoring), *_scale(scoring)):
                yield Diagnostic(SCORING_TOTAL, place, message, hint)


def _outside(scoring: Scoring) -> Iterator[tuple[Location, str, str]]:
    for option in scoring.options:
        if not 0 < option.percent <= _FULL:
            message = f"the option '{option.id}' is worth {plain_number(option.percent)} %"
            yield option.location, message, "Give it more than 0 % and at most 100 %."
    for step in getattr(scoring, "steps", ()):
        if not 0 <= step.percent <= _FULL:
            message = f"the step '{step.id}' is worth {plain_number(step.percent)} %"
            yield step.location, message, "Give it at least 0 % and at most 100 %."


def _unreached(scoring: Scoring) -> Iterator[tuple[Location, str, str]]:
    percents = [option.percent for option in scoring.options]
    if isinstance(scoring, BestOf | Tiers):
        if max(percents) != _FULL:
            message = f"the best of these options reaches {plain_number(max(percents))} %, not 100 %"
            yield scoring.location, message, "Let the best option be worth 100 %."
    elif sum(percents) != _FULL:
        message = f"these parts add up to {plain_number(sum(percents, Decimal(0)))} %, not to 100 %"
        yield scoring.location, message, "Correct the percentages so that they add up to 100."


def _scale(scoring: Scoring) -> Iterator[tuple[Location, str, str]]:
    if isinstance(scoring, Graded) and not {Decimal(0), _FULL} <= {step.percent for step in scoring.steps}:
        yield (
            scoring.steps[0].location,
            "the steps do not reach from 0 % to 100 %",
            "Add the step that is missing at the end of the scale.",
        )
