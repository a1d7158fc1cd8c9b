"""What somebody types into a field, as the value that it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ddtender.desk.facts.field_values import FactField, Limits
from ddtender.library.days import days_in
from ddtender.library.numbers import BLANKS, numbers_in
from ddtender.library.yaml_writing import Plain
from ddtender.model.due import YEARS

FieldValue = Plain | date
_YES, _NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
_PAIR = re.compile(r"\s*([^=:\s]+)\s*[=:]\s*(.*?)\s*")


class NoAnswer(Struct, frozen=True):
    """Why something typed is no answer: the key of the sentence that says so, with what stands in its places."""

    key: str
    places: Mapping[str, str | int] = {}


def parse(field: FactField, text: str) -> FieldValue | NoAnswer:
    """The value that a text stands for in a field: None where it is empty. Blanks around it do not count; a day can be
    typed as 2027-03-15 or 15.3.2027, a number with a point or a comma."""
    typed = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not typed:
        return None
    if field.kind == "list":
        return _list(field, typed)
    if field.kind == "mapping":
        return _mapping(field, typed)
    return _within(_one(field, typed), field.limits)


def shown(value: FieldValue) -> str:
    """A value as it is typed into a field, so that reading it again gives the value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "\n".join(f"{key} = {shown(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "\n".join(map(shown, value))
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _problem(name: str, /, **places: str | int) -> NoAnswer:
    return NoAnswer(f"web.facts.problems.{name}", places)


def _one(field: FactField, typed: str) -> FieldValue | NoAnswer:
    match field.kind:
        case "day":
            return _day(typed)
        case "whole" | "decimal":
            number = _number(typed)
            if number is not None and not isinstance(number, NoAnswer):
                return _problem("whole") if field.kind == "whole" and not isinstance(number, int) else number
            return number or _problem(field.kind)
        case "choice":
            return _choice(field, typed)
        case "yes-no":
            said = typed.casefold()
            return True if said in _YES else False if said in _NO else _problem("yes_no")
    if field.shape == "amount":
        number = _number(typed)
        return typed if number is None else number
    return typed


def _day(typed: str) -> date | NoAnswer:
    days = days_in(typed)
    if days is None:
        return _problem("day")
    if len(days) != 1:
        return _problem("day_unclear" if days else "no_such_day")
    return days[0] if days[0].year in YEARS else _problem("day_of_another_century")


def _number(typed: str) -> int | Decimal | NoAnswer | None:
    """A number as countries write it; None for what is none, a problem for what could be two."""
    found = numbers_in(typed)
    return None if found is None else found[0] if len(found) == 1 else _problem("decimal_unclear")


def _choice(field: FactField, typed: str) -> str | NoAnswer:
    said = typed.casefold()
    for one in field.choices:
        if said in (one.value.casefold(), one.label.casefold()):
            return one.value
    return _problem("choice")


def _list(field: FactField, typed: str) -> list | NoAnswer:
    """One a line, or, as no answer of a list has one in it, with commas between."""
    inner = replace(field, kind=field.of, of="", limits=replace(field.limits, items=None))
    found = [parse(inner, one) for one in re.split(r"[\n,;]", typed.strip("[]")) if one.strip(BLANKS)]
    if problem := _first(found):
        return problem
    most = field.limits.items
    return _problem("too_many", limit=most) if most is not None and len(found) > most else found


def _mapping(field: FactField, typed: str) -> dict | NoAnswer:
    inner = replace(field, kind=field.of, of="")
    found: dict[str, Any] = {}
    for line in filter(str.strip, typed.split("\n")):
        match = _PAIR.fullmatch(line)
        if match is None or not match[2]:
            return _problem("mapping")
        if match[1] in found:
            return _problem("twice", name=match[1])
        found[match[1]] = parse(inner, match[2])
    return _first(found.values()) or found


def _first(found: Iterable[Any]) -> NoAnswer | None:
    return next((one for one in found if isinstance(one, NoAnswer)), None)


def _within(value: FieldValue | NoAnswer, limits: Limits) -> FieldValue | NoAnswer:
    if isinstance(value, str) and limits.longest is not None and len(value) > limits.longest:
        return _problem("too_long", limit=limits.longest)
    if isinstance(value, str) and limits.pattern and not re.search(limits.pattern, value):
        return _problem("shape")
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if limits.least is not None and value < limits.least:
            return _problem("too_small", limit=limits.least)
        if limits.most is not None and value > limits.most:
            return _problem("too_large", limit=limits.most)
    return value
