"""What a KPI says of a time is what its clause says: the clause binds, and the KPI is printed beside it."""

import re
from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.due_times import Times, times
from ddtender.checks.numbers import number_of
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Inline, Kpi, Paragraph, Provision
from ddtender.model.text import as_written

TIME_NOT_IN_CLAUSE = Code(
    "time-not-in-clause",
    Topic.CONTRACT,
    Severity.ERROR,
    "A KPI speaks of a number of days, weeks, months or years of which its clause says nothing.",
    why="The KPI would measure by another time than the one that binds, and both stand in one contract.",
    mend="Say it as the clause does, or leave it to the clause: 'within the time allowed'.",
)

_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = times(wording.lexicon)
    for provision in wording.provisions:
        said = None
        for n, kpi in enumerate(provision.kpis):
            for key, inlines in _texts(kpi):
                text = as_written([Paragraph(inlines, kpi.location)])
                for match in known.any_time.finditer(text):
                    if known.article.match(match.group()):
                        continue  # a year, each day: of any one, not of how many
                    said = _amounts(known, provision) if said is None else said
                    if _amount(known, match) not in said:
                        place = provision.place("kpis", n, key)
                        words = " ".join(match.group().split())
                        message = f"the KPI '{kpi.id}' says '{words}', of which its clause says nothing"
                        yield Diagnostic(TIME_NOT_IN_CLAUSE, place, message, TIME_NOT_IN_CLAUSE.mend)


def _texts(kpi: Kpi) -> tuple[tuple[str, tuple[Inline, ...]], ...]:
    return ("indicator", kpi.indicator), ("target", kpi.target), ("measured_by", kpi.measured_by), ("when", kpi.when)


def _amounts(known: Times, provision: Provision) -> set[tuple[str, str | int]]:
    """All times that a clause names."""
    return {_amount(known, match) for match in known.any_time.finditer(provision.wording)}


def _amount(known: Times, match: re.Match[str]) -> tuple[str, str | int]:
    """A time as its unit and number; a year is twelve months and a week seven days, however they are written."""
    written = match.group().casefold()
    unit = next(unit for unit in (*_MONTHS, *_DAYS) if known.units[unit].search(written))
    number = known.units[unit].sub("", written).strip(" -)")
    which = known.which.search(number)
    number = known.which.sub("", number).strip(" -)")
    found = number_of(number, known.lexicon)
    kind = "months" if unit in _MONTHS else "days"
    many = (_MONTHS | _DAYS)[unit]
    amount = number if found is None else found * many
    if found is None and many > 1:
        kind = unit  # a blank before years counts years
    return f"{kind} {which.group() if which else ''}".strip(), amount
