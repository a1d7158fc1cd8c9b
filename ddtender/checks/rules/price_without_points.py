"""Price or cost is always among what decides the award."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

PRICE_WITHOUT_POINTS = Code(
    "price-without-points",
    Topic.COMPOSITION,
    Severity.WARNING,
    "A procedure gives no points for the price, and does not say that the price is fixed.",
    why=(
        "The most economically advantageous tender is found on the basis of price or cost; quality alone decides "
        "only where the price or cost is fixed (Directive 2014/24/EU, Article 67(2))."
    ),
    mend="Give points for the price, or say `price: {rule: fixed}` and state the price in the tender documents.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if draft.award and draft.award.price == 0 and draft.facts.get("price.rule") != "fixed":
            message = "the price earns no points, and is not said to be fixed"
            yield Diagnostic(PRICE_WITHOUT_POINTS, draft.award.location, message, PRICE_WITHOUT_POINTS.mend)
