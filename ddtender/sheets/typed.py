"""What somebody has typed into a cell, as a text, a number or a day, or why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from ddtender.diagnostics.messages import Message
from ddtender.library.days import day_of
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.words import Meant, meant


def text_of(cell: SheetCell) -> str:
    """A typed text. Raises ValueError, with words for the user."""
    if cell.is_formula or cell.is_error:
        what = f"the error {cell.text}" if cell.is_error else "a formula"
        raise ValueError(Message(f"{what} stands where text is to be typed", "messages.workbook_value.text"))
    return cell.text


def one_of(cell: SheetCell, values: Mapping[str, Meant]) -> Meant | None:
    """What is meant by the word in a cell, None where there is none. Raises ValueError, with words for the user, where
    it is none of ``values`` to the formulas of the workbook."""
    if not cell.is_formula:
        if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip(" ")):
            return None
        if (found := meant(cell.value, values)) is not None:
            return found
    if cell.is_formula:
        shown = "a formula"
    elif isinstance(cell.value, str) and meant(cell.text, values) is not None:
        shown = f"'{cell.text[:40]}' with a tab, a line break or another blank that is no space around it"
    else:
        shown = f"'{cell.text[:40]}'"
    wanted = ", ".join(f"'{value}'" for value in values)
    places = {"typed": cell.text[:40], "wanted": tuple(map(str, values))}
    raise ValueError(Message(f"{shown} is not one of {wanted}", "messages.not_an_option", **places))


def number_of(cell: SheetCell) -> Decimal:
    """A typed number. Raises ValueError, with words for the user: text that looks like a number is not one."""
    if cell.is_formula:
        raise ValueError(Message("a formula stands where a number is to be typed", "messages.workbook_value.number"))
    if cell.is_error:
        raise ValueError(
            Message(f"the error {cell.text} stands where a number is to be typed", "messages.workbook_value.number")
        )
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float | Decimal):
        raise ValueError(
            Message(
                f"'{cell.text[:40]}' is text or a date, not a number, so the workbook does not count it",
                "messages.workbook_value.no_number",
                typed=cell.text[:40],
            )
        )
    return decimal_of(cell.value)


def decimal_of(value: int | float | Decimal) -> Decimal:
    """A stored number as the decimal number that was meant. Raises ValueError."""
    try:
        made = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        raise ValueError(Message("this is not a number", "messages.workbook_value.number")) from None
    if not made.is_finite() or abs(made) > Decimal(10) ** 15:
        raise ValueError(Message("this number is out of all proportion", "messages.workbook_value.huge"))
    return made


def date_of(cell: SheetCell) -> tuple[date, bool]:
    """A typed date, and whether it was typed as text. Raises ValueError where there is not one reading."""
    if cell.is_formula:
        raise ValueError(
            Message(
                "a formula stands where a date is to be typed; it would be another day tomorrow",
                "messages.workbook_value.day",
            )
        )
    if cell.is_error:
        raise ValueError(
            Message(f"the error {cell.text} stands where a date is to be typed", "messages.workbook_value.day")
        )
    if isinstance(cell.value, datetime):
        return cell.value.date(), False
    if isinstance(cell.value, date):
        return cell.value, False
    if not isinstance(cell.value, str):
        raise ValueError(
            Message(f"'{cell.text[:40]}' is not a date", "messages.workbook_value.no_day", typed=cell.text[:40])
        )
    return day_of(cell.text), True
