"""A blank that is printed before "months" or "days", or that a due date counts with, is a number of that unit."""

import re
from collections.abc import Iterator
from functools import cache

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.library.facts import TIME_UNITS
from ddtender.model import Parameter, Provision
from ddtender.words import Lexicon

UNIT_MISMATCH = Code(
    "unit-mismatch",
    Topic.CONTRACT,
    Severity.ERROR,
    "A blank before a unit of time, or in a due rule, is no number of that unit.",
    why="A list of words would be printed as months, or days be counted as months.",
    mend="Declare the parameter with `type: number` and the unit that is printed behind it.",
)


def _units(lexicon: Lexicon) -> str:
    """A unit of time; the group that matches bears its name."""
    return "|".join(f"(?P<{unit}s>{lexicon.one_of(f'times.{unit}')})" for unit in ("day", "week", "month", "year"))


@cache
def _unit(lexicon: Lexicon) -> re.Pattern[str]:
    """One behind a blank."""
    return re.compile(rf"\s+(?:{lexicon.one_of('times.which')}\s+)?(?:{_units(lexicon)})\b", re.IGNORECASE)


@cache
def _any_unit(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_units(lexicon)})\b", re.IGNORECASE)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        for name, unit, place in (*_printed(wording, provision), *_counted(provision)):
            parameter = wording.parameters.get(name)
            if parameter is not None and not (parameter.type == "number" and parameter.unit == unit):
                message = f"a number of {unit} belongs here, and '{name}' is {_described(parameter)}"
                hint = f"Use a parameter with `type: number` and `unit: {unit}`, or write another unit."
                yield Diagnostic(UNIT_MISMATCH, place, message, hint)

    yield from _asked(wording)


def _asked(wording: Wording) -> Iterator[Diagnostic]:
    """Numbers of a unit of time whose label or question speaks of another one only."""
    units = _any_unit(wording.lexicon)
    for parameter in wording.parameters.values():
        if parameter.type != "number" or parameter.unit not in TIME_UNITS:
            continue
        for what, text in (("label", parameter.label), ("question", parameter.question)):
            named = {f"{match.lastgroup}" for match in units.finditer(text)}
            if named and parameter.unit not in named:
                other = " and ".join(sorted(named))
                message = f"the {what} of '{parameter.name}' speaks of {other}, and its unit is {parameter.unit}"
                hint = "Let label and question ask for a number of the unit that is printed behind it."
                yield Diagnostic(UNIT_MISMATCH, parameter.location, message, hint)


def _printed(wording: Wording, provision: Provision) -> Iterator[tuple[str, str, Location]]:
    """The blanks of running text before a unit of time: name, unit, place."""
    unit = _unit(wording.lexicon)
    for passage in wording.passages(provision):
        for start, blank in passage.prose.placed_blanks() if passage.prose.blanks else ():
            if found := unit.match(passage.prose.text, start + 1):
                yield blank.name, found.lastgroup or "", blank.location


def _counted(provision: Provision) -> Iterator[tuple[str, str, Location]]:
    for n, kpi in enumerate(provision.kpis):
        if kpi.due and isinstance(kpi.due.amount, str):
            yield kpi.due.amount, kpi.due.unit, provision.place("kpis", n, "due", kpi.due.unit)


def _described(parameter: Parameter) -> str:
    if parameter.type != "number":
        return f"a {parameter.type}"
    if parameter.unit in TIME_UNITS:
        return f"a number of {parameter.unit}"
    return f"a number with the unit '{parameter.unit}'" if parameter.unit else "a number without a unit"
