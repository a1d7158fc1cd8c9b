"""A Contractor is late only by the clause: the due rule of a KPI counts what the clause says, from the same day."""

import re
from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.numbers import number_words
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Due

_UNITS = {"months": {1: "months?", 12: "years?"}, "days": {1: "days?", 7: "weeks?"}}
#: A day that the words behind an amount of time name.
_EVENTS = {
    "award": r"award",
    "contract_start": r"contract\s+start|start\s+of\s+(?:the\s+)?(?:contract|performance)|commencement",
    "request": r"request",
}
_FROM = re.compile(r"\s*(?:after|from|following|of|since|as of)\s+(?P<event>[^.,;:]*)")
_AGAIN = re.compile(
    r"\b(?:every|each|yearly|annual(?:ly)?|monthly|quarterly|weekly|half-yearly|per (?:year|month|quarter)"
    r"|periodic(?:ally)?|(?:once|twice|times) (?:a|per)|a (?:year|month|quarter))\b"
)
#: How else than by an amount of months a clause says that something comes again after so many months.
_PERIODS = {
    1: r"monthly|(?:every|each|per|a) month",
    3: r"quarterly|(?:every|each|per|a) quarter",
    6: r"half-yearly|semi-annual(?:ly)?|(?:every|each) half[\s-]year|twice (?:a|per|every|each) year",
    12: r"yearly|annual(?:ly)?|(?:every|each|per|a) year",
    24: r"biennial(?:ly)?|every (?:other|second) year",
}
_BACK = re.compile(r"\s*(?:before|prior to|ahead of|in advance of)\b")
_WORKING = re.compile(r"\b(?:working|business)\b")
_DELIVERY = re.compile(r"\bdeliver")


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        for n, kpi in enumerate(provision.kpis):
            if kpi.due is None or (isinstance(kpi.due.amount, str) and kpi.due.amount not in wording.parameters):
                continue
            for key, fault in _faults(kpi.due, provision.wording):
                message = f"the due rule of the KPI '{kpi.id}' {fault}"
                hint = "Let the rule count as the clause does, or say in the clause when it is due."
                yield Diagnostic(Code.DUE_NOT_IN_CLAUSE, provision.place("kpis", n, "due", key), message, hint)


def _faults(due: Due, clause: str) -> Iterator[tuple[str, str]]:
    """What the rule says and the clause does not: the key of the rule, and the fault as the end of a sentence."""
    said = [*re.finditer(_amount(due), clause)]
    shown = f"{{{{ {due.amount} }}}}" if isinstance(due.amount, str) else str(due.amount)
    if not said:
        yield due.unit, f"counts {shown} {due.unit}, of which the clause says nothing"
    elif all(_WORKING.search(match.group()) for match in said):
        yield due.unit, "counts days of the calendar, and the clause working days"
    events = [_FROM.match(clause, match.end()) for match in said]
    named = [{name for name, words in _EVENTS.items() if re.search(words, event["event"])} for event in events if event]
    if said and len(named) == len(said) and all(found and due.after not in found for found in named):
        yield "after", f"counts from the {due.after.replace('_', ' ')}, and the clause from another day"
    if said and all(_BACK.match(clause, match.end()) for match in said):
        yield "after", f"counts from the {due.after.replace('_', ' ')} on, and the clause back from a day"
    if due.every and not _AGAIN.search(clause):
        yield "every", f"repeats every {due.every} months, and the clause does not"
    elif due.every and not re.search(_period(due.every), clause):
        yield "every", f"repeats every {due.every} months, and the clause after another time"
    if due.before and not _DELIVERY.search(clause):
        yield "before", "ends before the delivery, of which the clause says nothing"


def _period(months: int) -> str:
    """A pattern of the time between two due dates, as the clause may spell it."""
    spelt = _spelt(_whole(months, "months"))
    return rf"(?i){spelt}|(?<![\w-])(?:{_PERIODS[months]})\b" if months in _PERIODS else f"(?i){spelt}"


def _amount(due: Due) -> str:
    """A pattern of the amount with its unit, as the clause may spell it."""
    if isinstance(due.amount, str):
        return _spelt([(rf"\{{\{{ {re.escape(due.amount)} \}}\}}", _UNITS[due.unit][1])])
    return _spelt(_whole(due.amount, due.unit))


def _whole(amount: int, unit: str) -> list[tuple[str, str]]:
    """The ways to say an amount: the patterns of the number and of its unit."""
    return [
        ("|".join(number_words(amount // times) + ["an?"] * (amount == times)), pattern)
        for times, pattern in _UNITS[unit].items()
        if amount % times == 0
    ]


def _spelt(amounts: list[tuple[str, str]]) -> str:
    spelt = "|".join(
        rf"(?:{amount})\)?[\s-]+(?:(?:working|business|calendar|full)\s+)?{unit}" for amount, unit in amounts
    )
    return rf"(?<![\w.,])(?:{spelt})\b"
