"""Numbers as people type them into a field: with a point or a comma before decimals, with marks for thousands."""

from __future__ import annotations

import re
from decimal import Decimal

#: Blanks within a number: the usual one, and those that do not break.
BLANKS = " \u00a0\u202f\t"
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?")
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?=[.,]|\Z)")
_BOTH = re.compile(r"\d{1,3}(?:(?P<group>[.,])\d{3})+(?!(?P=group))[.,]\d+")
_MANY_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,}")
#: One mark with three digits after it: thousands to some readers, thousandths to others.
_UNCLEAR = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")


def numbers_in(text: str) -> list[int | Decimal] | None:
    """The numbers that a text can name: 1250, 12.5, 12,5, 1 250,50, 1.250,50 and -3 name one, 1.250 two (1250 and
    1.25). None for a text that is not written as a number."""
    plain = text.strip()
    if _GROUPED.match(plain):
        plain = re.sub(r"[ \u00a0\u202f'’]", "", plain)
    if unclear := _UNCLEAR.fullmatch(plain):
        return [int(unclear[1] + unclear[2]), Decimal(f"{unclear[1]}.{unclear[2]}")]
    if _MANY_GROUPS.fullmatch(plain):
        plain = re.sub(r"[.,]", "", plain)
    elif _BOTH.fullmatch(plain):
        whole, decimals = re.split(r"[.,](?=\d+\Z)", plain)
        plain = f"{re.sub('[.,]', '', whole)}.{decimals}"
    plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain
    sign, plain = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    if not plain.isascii() or not _NUMBER.fullmatch(plain):
        return None
    return [Decimal(sign + plain) if "." in plain else int(sign + plain)]
