"""What somebody types into a field, as the value that is meant. Each raises Problem with what is wrong."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from ddtender.model.due import YEARS
from ddtender.sheets.stored import clean
from ddtender.web.problems import Problem

_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,6})?")
#: One mark with three digits after it: thousands to some readers, thousandths to others.
_UNCLEAR = re.compile(r"\d{1,3}[.,]\d{3}")
_BLANKS = re.compile(r"[\s'\u2019\u00a0\u202f]+")


def line(text: str, most: int = 32_000) -> str:
    """A text on one line."""
    return _short(" ".join(clean(text).split()), most)


def lines(text: str, most: int = 32_000) -> str:
    """A text of any number of lines, as a cell of a workbook has it."""
    return _short(clean(text), most)


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise Problem("web.typed.long", most=most)
    return text


def number(text: str) -> Decimal | None:
    """A number from 0 with a point or a comma before its decimals; None where nothing is typed."""
    bare = _BLANKS.sub("", text)
    if not bare:
        return None
    if _UNCLEAR.fullmatch(bare) and not bare.startswith("0"):
        raise Problem("web.typed.unclear", text=text.strip()[:20])
    if not _NUMBER.fullmatch(bare):
        raise Problem("web.typed.number", text=text.strip()[:20])
    return Decimal(bare.replace(",", "."))


def whole(text: str) -> int | None:
    """A whole number from 0."""
    bare = _BLANKS.sub("", text)
    if not bare:
        return None
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= 9):
        raise Problem("web.typed.whole", text=text.strip()[:20])
    return int(bare)


def day(text: str) -> date | None:
    """A day as browsers send it (2028-03-31)."""
    if not text.strip():
        return None
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        raise Problem("web.typed.day", text=text.strip()[:20]) from None
    if found.year not in YEARS:
        raise Problem("web.typed.day", text=text.strip()[:20])
    return found


def shown(value: Decimal | None) -> str:
    """A number as it stands in a field."""
    return "" if value is None else f"{value.normalize():f}"
