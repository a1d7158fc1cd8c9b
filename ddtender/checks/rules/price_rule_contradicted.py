"""A price that earns no points by its rule is given none, and one that is the same for all decides nothing."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message
from ddtender.model import PRICE_EARNS_NOTHING

PRICE_RULE_CONTRADICTED = Code(
    "price-rule-contradicted",
    Topic.COMPOSITION,
    Severity.WARNING,
    "A procedure gives points for a price that earns none by its rule, or compares prices although the price is fixed.",
    why=(
        "A tender that states two weightings, or a tie-breaker by which all are equal, can be read in two ways. A "
        "fixed price cannot be abnormally low, so no passage says when it is."
    ),
    mend="Set `award.price` to 0 and give its points to quality. With a fixed price, leave it out of `award.ties`, and "
    "`price.abnormally_low` out of the file.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        award, rule = draft.award, draft.facts.get("price.rule")
        low = (draft.procedure.facts if draft.procedure else {}).get("price.abnormally_low_percent")
        if rule == "fixed" and low is not None:
            said = "what is abnormally low is stated, and the price is fixed and so the same for all"
            message = Message(said, "messages.price_rule_contradicted.low")
            yield Diagnostic(PRICE_RULE_CONTRADICTED, low[1], message, "Leave `price.abnormally_low` out.")
        if award is None or rule not in PRICE_EARNS_NOTHING:
            continue
        if award.price > 0:
            said = f"the price has {award.price:f} points, and earns none by the rule '{rule}'"
            message = Message(said, "messages.price_rule_contradicted.points", points=award.price)
            hint = "Set `award.price` to 0 and give its points to quality."
            yield Diagnostic(PRICE_RULE_CONTRADICTED, award.location, message, hint)
        if rule == "fixed" and "price" in str(draft.facts.get("award.ties", "")):
            said = "an equal rank is decided by the price, which is fixed and so the same for all"
            message = Message(said, "messages.price_rule_contradicted.ties")
            hint = "Write [quality, lots-drawn] or [lots-drawn] at `award.ties`."
            yield Diagnostic(PRICE_RULE_CONTRADICTED, award.location, message, hint)
