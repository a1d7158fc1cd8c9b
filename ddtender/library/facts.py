"""Values of parameters: from what a file says to the parameter's own type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ddtender.library.amounts import amount_of
from ddtender.library.days import day_of
from ddtender.library.form_values import not_a_number
from ddtender.model import FactValue, Parameter

#: Units of parameters with which days of the calendar are counted; one is found from whole ones only.
TIME_UNITS = ("days", "weeks", "months", "years")


def convert(parameter: Parameter, raw: object) -> FactValue:
    """``raw`` (text, whole number, Decimal or date) as the parameter's type.

    Raises ValueError, with a message for the user, when it does not fit.
    """
    if parameter.type in ("text", "languages"):
        return str(raw)
    if parameter.type == "amount":
        return raw if isinstance(raw, str) else Decimal(amount_of(_number(parameter, raw))[0])
    if parameter.type == "date":
        return _date(raw)
    return _number(parameter, raw)


def _date(raw: object) -> date:
    return raw if isinstance(raw, date) else day_of(str(raw))


def _number(parameter: Parameter, raw: object) -> int | Decimal:
    if not isinstance(raw, int | Decimal):
        raise ValueError(f"'{raw}' is not a number: {not_a_number(raw)}")
    unit = f" {parameter.unit}" if parameter.unit else ""
    if parameter.unit in TIME_UNITS and raw != int(raw):
        raise ValueError(f"{raw} is not a whole number of {parameter.unit}: a day of the calendar is counted with it")
    if parameter.unit in TIME_UNITS and raw < 1:
        raise ValueError(f"{raw}{unit} is no time to do anything in: write 1 or more")
    if parameter.minimum is not None and raw < parameter.minimum:
        raise ValueError(f"{raw} is below the minimum of {parameter.minimum}{unit}")
    if parameter.maximum is not None and raw > parameter.maximum:
        raise ValueError(f"{raw} is above the maximum of {parameter.maximum}{unit}")
    return raw
