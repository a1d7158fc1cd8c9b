"""Points that nobody knows how to earn cannot be awarded."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind

MISSING_SCORING = Code(
    "missing-scoring",
    Topic.SCORING,
    Severity.ERROR,
    "An award criterion has no scoring.",
    why="Tenderers must know beforehand what earns points.",
    mend="Add `scoring` with `best_of`, `sum_of`, `tiers` or `graded`.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if provision.kind is Kind.AWARD and provision.scoring is None:
            hint = "Add `scoring` with best_of, sum_of, tiers or graded."
            yield Diagnostic(
                MISSING_SCORING,
                provision.location,
                "this award criterion does not say what earns its points",
                hint,
            )
