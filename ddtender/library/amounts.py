"""Amounts of money in a procedure file: a number in the currency of the file, or a text that has both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ddtender.model import AMOUNT_OF_RULE, FactValue

#: More than this is a slip of the keyboard, and no spreadsheet counts it to the cent.
_MOST = Decimal(10) ** 12
_SIGNS = {"euro": "EUR", "euros": "EUR", "€": "EUR"}
_CURRENCY = r"[A-Z]{3}|€|[Ee]uros?"
_TEXT = re.compile(
    rf"(?:(?P<before>{_CURRENCY})[ \u00a0]?)?(?P<number>\d+(?:\.\d+)?)(?:[ \u00a0]?(?P<after>{_CURRENCY}))?"
)


def stated_amount(facts: Mapping[str, FactValue]) -> tuple[Decimal | None, str]:
    """What the rule for the price counts with, by the facts of a procedure (which have been read): the amount, None
    where the rule has none or it is not given; and the currency, "" where it is not."""
    written = facts.get(f"price.{key}") if (key := AMOUNT_OF_RULE.get(str(facts.get("price.rule")))) else None
    amount, currency = (None, "") if written is None or isinstance(written, date) else amount_of(written)
    return amount, str(facts.get("price.currency", currency))


def amount_of(written: str | int | Decimal) -> tuple[Decimal, str]:
    """The number and the currency (ISO 4217, "" where none is written) of an amount: 900, "EUR 900.50", "900 euro".

    Raises ValueError, with a message for the user, for what has no one meaning.
    """
    currency = ""
    if isinstance(written, str):
        match = _TEXT.fullmatch(written.strip())
        if match is None or (match["before"] and match["after"]):
            shown = written if len(written) <= 40 else f"{written[:40]}…"
            mend = "write a number such as 250000 or 12.50, and `currency: EUR` beside it"
            raise ValueError(f"'{shown}' cannot be counted with: {mend}")
        sign = match["before"] or match["after"] or ""
        currency, written = _SIGNS.get(sign.lower(), sign), Decimal(match["number"])
    number = Decimal(written)
    if not 0 < number <= _MOST:
        raise ValueError("an amount is above 0 and at most 1000000000000")
    if -int(number.as_tuple().exponent) > 4:
        raise ValueError("an amount has at most four decimals")
    return number, currency
