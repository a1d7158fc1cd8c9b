"""Only award criteria earn points; everything else is met or not met."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Kind


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if provision.scoring and provision.kind is not Kind.AWARD:
            message = f"{provision.kind.with_article} earns no points, but this one has scoring"
            hint = "Remove `scoring`, or make this an award criterion."
            yield Diagnostic(Code.MISPLACED_SCORING, provision.scoring.location, message, hint)
