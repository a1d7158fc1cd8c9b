"""Price or cost is always among what decides the award."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message
from ddtender.model import PRICE_EARNS_NOTHING

PRICE_WITHOUT_POINTS = Code(
    "price-without-points",
    Topic.COMPOSITION,
    Severity.WARNING,
    "A procedure gives no points for the price, and has no rule by which it counts without them.",
    why=(
        "The most economically advantageous tender is found on the basis of price or cost; quality alone decides "
        "only where the price or cost is fixed."
    ),
    mend="Give points for the price, or choose a rule that needs none: `fixed` or `quality-discount` at `price.rule`.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if draft.award and draft.award.price == 0 and draft.facts.get("price.rule") not in PRICE_EARNS_NOTHING:
            said = "the price earns no points, and no rule says how it counts without them"
            message = Message(said, "messages.price_without_points")
            yield Diagnostic(PRICE_WITHOUT_POINTS, draft.award.location, message, PRICE_WITHOUT_POINTS.mend)
