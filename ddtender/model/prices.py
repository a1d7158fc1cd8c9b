"""Points for a price, in decimal numbers: what the sentences of the general provisions say, for all that counts."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")
#: More decimals than any price has: below them, a spreadsheet's binary fractions are noise.
_FINEST = Decimal("0.000001")


def rounded(value: Decimal) -> Decimal:
    """To a hundredth of a point or of a currency's unit, a half upwards."""
    return value.quantize(_CENT, ROUND_HALF_UP)


def price_points(
    rule: str, maximum: Decimal | None, price: Decimal | None, lowest: Decimal | None, amount: Decimal | None
) -> Decimal | None:
    """The points of one price; None while something is not known.

    lowest-ratio: the lowest price divided by this one, times the maximum. linear: what is left up to the ``amount``,
    divided by it, times the maximum. The other rules give no points for the price.
    """
    if rule in ("quality-discount", "fixed"):
        return Decimal(0)
    if maximum is None:
        return None
    if not maximum:
        return Decimal(0)
    if price is None:
        return None
    if rule == "linear":
        if amount is None:
            return None
        return rounded(maximum * (amount - price) / amount) if price < amount else Decimal(0)
    return rounded(maximum * lowest / price) if price and lowest is not None else None


def lowered(price: Decimal | None, points: Decimal | None, value: Decimal | None) -> Decimal | None:
    """The price that quality-discount ranks by: the price less the value of the points; None if any is not known."""
    if price is None or points is None or value is None:
        return None
    return (price - rounded(points * value)).quantize(_FINEST, ROUND_HALF_UP)
