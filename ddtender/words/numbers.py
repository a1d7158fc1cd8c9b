"""How a number is written that no language has a say in: messages, data for programs."""

from __future__ import annotations

from decimal import Decimal


def plain_number(value: Decimal) -> str:
    """A Decimal without exponent, trailing zeros and the sign of a zero: 7, 4.9, 12.25."""
    text = f"{value or Decimal(0):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
