"""A Contractor is late only by the clause: the due rule of a KPI counts what the clause says, from the same day."""

import re
from collections.abc import Iterator
from functools import cache, cached_property

from ddtender.checks import Wording
from ddtender.checks.numbers import number_words
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Due
from ddtender.words import Lexicon

DUE_NOT_IN_CLAUSE = Code(
    "due-not-in-clause",
    Topic.CONTRACT,
    Severity.ERROR,
    "The due rule of a KPI counts otherwise than its clause.",
    why="The register would call a Contractor late on a day that the contract does not name, or never.",
    mend="Let amount, unit, event and repetition of `due` be those of the clause; the clause says them in words.",
)

#: The units of a rule, and of how many of them a clause may make one: its key in the lexicon.
_UNITS = {"months": {1: "times.month", 12: "times.year"}, "days": {1: "times.day", 7: "times.week"}}
#: Days that the words behind an amount of time may name, as the rule calls them.
_EVENTS = ("award", "contract_start", "request")


class Times:
    """How a language says from when something counts, and that it comes again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        lexicon.needed("times.from")

    @cached_property
    def counts_from(self) -> re.Pattern[str]:
        return re.compile(rf"\s*{self.lexicon.one_of('times.from')}\s+(?P<event>[^.,;:]*)")

    @cached_property
    def again(self) -> re.Pattern[str]:
        return re.compile(rf"\b{self.lexicon.one_of('times.again')}\b")

    @cached_property
    def due_again(self) -> re.Pattern[str]:
        return self.lexicon.expression("due_again")

    @cached_property
    def counts_back(self) -> re.Pattern[str]:
        return re.compile(rf"\s*{self.lexicon.one_of('times.back')}\b")

    def repeats(self, months: int) -> re.Pattern[str]:
        """How a clause may say that something comes again after so many months."""
        spelt = _spelt(_whole(months, "months", self.lexicon), self.lexicon)
        if self.lexicon.has(period := f"times.period_{months}"):
            spelt += rf"|(?<![\w-]){self.lexicon.one_of(period)}\b"
        return re.compile(spelt, re.IGNORECASE)

    @cached_property
    def working(self) -> re.Pattern[str]:
        return re.compile(rf"\b{self.lexicon.one_of('times.working')}\b")

    @cached_property
    def delivery(self) -> re.Pattern[str]:
        return re.compile(rf"\b{self.lexicon.one_of('times.delivery')}")

    @cached_property
    def events(self) -> dict[str, re.Pattern[str]]:
        return {event: re.compile(self.lexicon.one_of(f"times.{event}")) for event in _EVENTS}


times = cache(Times)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = times(wording.lexicon)
    for provision in wording.provisions:
        repeated = any(kpi.due is not None and kpi.due.every for kpi in provision.kpis)
        for n, kpi in enumerate(provision.kpis):
            if kpi.due is None or (isinstance(kpi.due.amount, str) and kpi.due.amount not in wording.parameters):
                continue
            faults = [*_faults(kpi.due, provision.wording, known)]
            # what is due on request is due again by itself; another KPI of the clause may be the one that repeats
            if not repeated and kpi.due.after != "request" and known.due_again.search(provision.wording):
                faults.append(
                    ("after", "is due once, and the clause says when the next one is due; `every` is left out")
                )
            for key, fault in faults:
                message = f"the due rule of the KPI '{kpi.id}' {fault}"
                hint = "Let the rule count as the clause does, or say in the clause when it is due."
                yield Diagnostic(DUE_NOT_IN_CLAUSE, provision.place("kpis", n, "due", key), message, hint)


def _faults(due: Due, clause: str, known: Times) -> Iterator[tuple[str, str]]:
    """What the rule says and the clause does not: the key of the rule, and the fault as the end of a sentence."""
    said = [*re.finditer(_amount(due, known.lexicon), clause)]
    shown = f"{{{{ {due.amount} }}}}" if isinstance(due.amount, str) else str(due.amount)
    if not said:
        yield due.unit, f"counts {shown} {due.unit}, of which the clause says nothing"
    elif all(known.working.search(match.group()) for match in said):
        yield due.unit, "counts days of the calendar, and the clause working days"
    events = [known.counts_from.match(clause, match.end()) for match in said]
    named = [
        {name for name, words in known.events.items() if words.search(event["event"])} for event in events if event
    ]
    if said and len(named) == len(said) and all(found and due.after not in found for found in named):
        yield "after", f"counts from the {due.after.replace('_', ' ')}, and the clause from another day"
    if said and all(known.counts_back.match(clause, match.end()) for match in said):
        yield "after", f"counts from the {due.after.replace('_', ' ')} on, and the clause back from a day"
    if due.every and not known.again.search(clause):
        yield "every", f"repeats every {due.every} months, and the clause does not"
    elif due.every and not known.repeats(due.every).search(clause):
        yield "every", f"repeats every {due.every} months, and the clause after another time"
    if due.before and not known.delivery.search(clause):
        yield "before", "ends before the delivery, of which the clause says nothing"


def _amount(due: Due, lexicon: Lexicon) -> str:
    """A pattern of the amount with its unit, as the clause may spell it."""
    if isinstance(due.amount, str):
        return _spelt([(rf"\{{\{{ {re.escape(due.amount)} \}}\}}", _UNITS[due.unit][1])], lexicon)
    return _spelt(_whole(due.amount, due.unit, lexicon), lexicon)


def _whole(amount: int, unit: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """The ways to say an amount: the pattern of the number, and the key of its unit."""
    return [
        ("|".join(number_words(amount // many, lexicon) + [lexicon.one_of("times.a")] * (amount == many)), key)
        for many, key in _UNITS[unit].items()
        if amount % many == 0
    ]


def _spelt(amounts: list[tuple[str, str]], lexicon: Lexicon) -> str:
    which = lexicon.one_of("times.which")
    spelt = "|".join(rf"(?:{amount})\)?[\s-]+(?:{which}\s+)?{lexicon.one_of(key)}" for amount, key in amounts)
    return rf"(?<![\w.,])(?:{spelt})\b"
