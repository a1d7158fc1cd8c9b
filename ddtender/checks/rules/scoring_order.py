"""More must never earn less: options fall from the best to the least, and counts of tiers with them."""

from collections.abc import Iterator
from itertools import pairwise

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import BestOf, Graded, Tiers
from ddtender.words.numbers import plain_number

SCORING_ORDER = Code(
    "scoring-order",
    Topic.SCORING,
    Severity.ERROR,
    "Tiers or alternatives are not in descending order, or two are worth the same.",
    why="More effort must never earn fewer points.",
    mend="List the options from the highest percentage to the lowest, with falling counts.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        scoring = provision.scoring
        if isinstance(scoring, BestOf | Tiers):
            yield from _falling(scoring)
        if isinstance(scoring, Tiers):
            yield from _counts(scoring)
        if isinstance(scoring, Graded):
            yield from _steady(scoring)


def _falling(scoring: BestOf | Tiers) -> Iterator[Diagnostic]:
    for better, option in pairwise(scoring.options):
        if option.percent >= better.percent:
            amounts = f"{plain_number(option.percent)} %, '{better.id}' before it {plain_number(better.percent)} %"
            hint = "List the options from the highest percentage to the lowest; no two are worth the same."
            yield Diagnostic(SCORING_ORDER, option.location, f"'{option.id}' is worth {amounts}", hint)


def _counts(scoring: Tiers) -> Iterator[Diagnostic]:
    for better, option in pairwise(scoring.options):
        if (option.count or 0) >= (better.count or 0):
            message = f"'{option.id}' asks for {option.count}, '{better.id}' before it for {better.count}"
            hint = "Let each tier ask for fewer than the one before it."
            yield Diagnostic(SCORING_ORDER, option.location, message, hint)
    for option in scoring.options:
        if (option.count or 0) < 1:
            hint = "Let the lowest tier ask for at least 1."
            yield Diagnostic(SCORING_ORDER, option.location, f"'{option.id}' asks for {option.count}", hint)


def _steady(scoring: Graded) -> Iterator[Diagnostic]:
    rising = scoring.steps[-1].percent > scoring.steps[0].percent
    for before, step in pairwise(scoring.steps):
        if step.percent == before.percent or (step.percent > before.percent) is not rising:
            message = f"the step '{step.id}' ({plain_number(step.percent)} %) is out of order"
            hint = (
                "List the steps from the lowest percentage to the highest or the other way round; no two are the same."
            )
            yield Diagnostic(SCORING_ORDER, step.location, message, hint)
