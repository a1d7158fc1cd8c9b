"""Points that nobody knows how to earn cannot be awarded."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Kind


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if provision.kind is Kind.AWARD and provision.scoring is None:
            hint = "Add `scoring` with best_of, sum_of, tiers or graded."
            yield Diagnostic(
                Code.MISSING_SCORING,
                provision.location,
                "this award criterion does not say what earns its points",
                hint,
            )
