"""How the price counts, as it was published: the part of a plan that says it, and its arithmetic in decimal numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, convert

from ddtender.library.amounts import stated_amount
from ddtender.model import AMOUNT_OF_RULE, FactValue
from ddtender.model.built import built
from ddtender.sheets.plan import Frozen

PriceRuleName = Literal["lowest-ratio", "linear", "quality-discount", "fixed"]
Tie = Literal["price", "quality", "lots-drawn"]


class Pricing(Frozen, kw_only=True):
    """The rule for the price; ``amount`` is the ceiling, the value of a point or the fixed price, None where the rule
    has none or the procedure does not say. ``low`` is the percentage from which on a low price is to be explained."""

    rule: PriceRuleName
    amount: Decimal | None = None
    currency: Annotated[str, Meta(pattern=r"^([A-Z]{3})?\Z")] = ""
    vat: Literal["excluded", "included", ""] = ""
    low: Decimal | None = None
    low_below: Literal["mean", "next"] = "mean"

    def __post_init__(self) -> None:
        if self.amount is not None and not (self.amount.is_finite() and self.amount > 0):
            raise ValueError("an amount is above 0")
        if self.low is not None and not (self.low.is_finite() and 0 < self.low < 100):
            raise ValueError("a percentage is above 0 and below 100")

    @property
    def needs_amount(self) -> bool:
        return self.rule in AMOUNT_OF_RULE

    @property
    def least(self) -> Decimal | None:
        """The lowest price that the rule can count with; None if it must be above 0."""
        return None if self.rule == "lowest-ratio" else Decimal(0)


def pricing_of(facts: Mapping[str, FactValue]) -> Pricing | None:
    """The rule that a procedure states, by its facts; None if it states none."""
    rule = facts.get("price.rule")
    if rule is None:
        return None
    amount, currency = stated_amount(facts)
    # A price that is the same for all is not below any other.
    percent = None if rule == "fixed" else facts.get("price.abnormally_low_percent")
    stated = {
        "rule": rule,
        "amount": amount,
        "currency": currency,
        "vat": facts.get("price.vat", ""),
        "low": None if percent is None else Decimal(str(percent)),
        "low_below": facts.get("price.abnormally_low_below", "mean"),
    }
    return convert(stated, built(Pricing))


def ties_of(facts: Mapping[str, FactValue]) -> tuple[Tie, ...]:
    """What decides between equal Tenders by the facts of a procedure; nothing if it does not say."""
    stated = facts.get("award.ties")
    return convert(str(stated).split(", "), built(tuple[Tie, ...])) if stated else ()


def is_low(price: Decimal, prices: Sequence[Decimal], pricing: Pricing) -> bool:
    """Whether a price is by the published percentage below what it is compared with.

    ``prices`` are those of all Tenders that count, this one among them: their mean without it, or the next one above
    the lowest, which several may share.
    """
    if pricing.low is None or len(prices) < 2:
        return False
    left = 100 - pricing.low
    if pricing.low_below == "mean":
        return 100 * price * (len(prices) - 1) < left * (sum(prices) - price)
    lowest = min(prices)
    following = min((other for other in prices if other > lowest), default=lowest)
    return price == lowest and 100 * price < left * following
