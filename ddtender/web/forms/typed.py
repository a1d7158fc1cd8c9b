"""What somebody types into a field, as the value that is meant. Each raises Problem with what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ddtender.library.days import days_in
from ddtender.library.numbers import numbers_in
from ddtender.model.due import YEARS
from ddtender.sheets.stored import clean
from ddtender.web.problems import Problem

#: No count on the page is as large.
_MOST = 10**9


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
    """A number from 0, as the facts of a procurement take it; None where nothing is typed."""
    found = _read(text, "web.typed.number")
    return None if found is None else Decimal(found)


def whole(text: str) -> int | None:
    """A whole number from 0."""
    found = _read(text, "web.typed.whole")
    if not isinstance(found, int | None) or (found or 0) >= _MOST:
        raise Problem("web.typed.whole", text=text.strip()[:20])
    return found


def _read(text: str, otherwise: str) -> int | Decimal | None:
    if not text.strip():
        return None
    found = numbers_in(text)
    if found is not None and len(found) > 1:
        raise Problem("web.typed.unclear", text=text.strip()[:20])
    if not found or found[0] < 0:
        raise Problem(otherwise, text=text.strip()[:20])
    return found[0]


def day(text: str) -> date | None:
    """A day as browsers send it (2028-03-31), or as it is typed where they have no calendar (31.3.2028)."""
    if not text.strip():
        return None
    found = days_in(text)
    if not found or len(found) > 1 or found[0].year not in YEARS:
        raise Problem("web.typed.day", text=text.strip()[:20])
    return found[0]


def shown(value: Decimal | None) -> str:
    """A number as it stands in a field."""
    return "" if value is None else f"{value.normalize():f}"
