"""A Contractor is late only by the clause: the due rule of a KPI counts what the clause says, from the same day."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ddtender.checks import Wording
from ddtender.checks.due_times import Times, outside, times
from ddtender.checks.duties import reporting
from ddtender.checks.numbers import UNITS, amounts_spelt, whole_amounts
from ddtender.checks.passages import places_of
from ddtender.checks.repetition import repetitions
from ddtender.checks.sentences import ENDS, around, ends
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Due, Kpi
from ddtender.model.text import normalised
from ddtender.words import Lexicon

DUE_NOT_IN_CLAUSE = Code(
    "due-not-in-clause",
    Topic.CONTRACT,
    Severity.ERROR,
    "The due rule of a KPI counts otherwise than its clause.",
    why="The register would call a Contractor late on a day that the contract does not name, or never.",
    mend="Let amount, unit, event and repetition of `due` be those of the clause; the clause says them in words.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = times(wording.lexicon)
    for provision in wording.provisions:
        repeated = {kpi.due.every for kpi in provision.kpis if kpi.due is not None and kpi.due.every}
        again = [*repeated_duties(provision.wording, known)] if any(kpi.due for kpi in provision.kpis) else []
        told = False
        for n, kpi in enumerate(provision.kpis):
            if kpi.due is None or (isinstance(kpi.due.amount, str) and kpi.due.amount not in wording.parameters):
                continue
            found = [*faults(kpi, kpi.due, provision.wording, known)]
            # what is due on request is due again by itself; another KPI of the clause may be the one that repeats
            if not repeated and kpi.due.after != "request" and known.times_again(provision.wording):
                found.append(
                    ("after", "is due once, and the clause says when the next one is due; `every` is left out")
                )
            # a clause may ask for several documents; each repetition that it speaks of is that of one of its rules
            others = [said for months, said in again if months not in repeated]
            known_already = any(key != "every" for key, _ in found)
            if others and not (known_already or told or kpi.due.after == "request" or (repeated and not kpi.due.every)):
                every = f"repeats every {kpi.due.every} months" if kpi.due.every else "is due once"
                found = [("every" if kpi.due.every else "after", f"{every}, and the clause says '{others[0]}'")]
                told = True
            for key, fault in found:
                message = f"the due rule of the KPI '{kpi.id}' {fault}"
                hint = "Let the rule count as the clause does, or say in the clause when it is due."
                yield Diagnostic(DUE_NOT_IN_CLAUSE, provision.place("kpis", n, "due", key), message, hint)


def repeated_duties(clause: str, known: Times) -> Iterator[tuple[int, str]]:
    """The repetitions of which a clause's duties to report speak: in months (0: in no whole ones), and in words."""
    again, duty = repetitions(known.lexicon), reporting(known.lexicon)
    start = 0
    for stop in [*(match.end() for match in ENDS.finditer(clause)), len(clause)]:
        sentence = clause[start:stop].strip()
        start = stop
        if not duty.binds_the_buyer(sentence) and (duty.duty_in("", sentence) or known.due_again.search(sentence)):
            yield from again.said(sentence)


def faults(kpi: Kpi, due: Due, clause: str, known: Times) -> Iterator[tuple[str, str]]:
    """What the rule says and the clause does not: the key of the rule, and the fault as the end of a sentence."""
    shown = f"{{{{ {due.amount} }}}}" if isinstance(due.amount, str) else str(due.amount)
    quotations = _quotations(kpi, clause)
    quoted = [around(clause, *place) for place in quotations]
    again = known.times_again(clause)
    said = outside(again, re.finditer(_amount(due, known.lexicon), clause))
    times_quoted = _within(quoted, outside(again, known.any_time.finditer(clause)))
    counted = _within(quoted, said) if times_quoted else said
    if not said:
        yield due.unit, f"counts {shown} {due.unit}, of which the clause says nothing"
    elif not counted or _another_behind(quotations, clause, said, known):
        yield due.unit, f"counts {shown} {due.unit}, and the sentence that `asks` quotes another time"
    elif all(known.working.search(match.group()) for match in counted):
        yield due.unit, "counts days of the calendar, and the clause working days"
    elif all(
        known.changed(clause, match) or known.prolonged.search(clause[match.end() : ends(clause, match.end())])
        for match in counted
    ):
        yield due.unit, f"counts {shown} {due.unit}, and the clause more or less than that"
    events = [known.counts_from.match(clause, match.end()) for match in counted]
    named = [known.event_in(event["event"]) for event in events if event]
    if counted and len(named) == len(counted) and all(due.after not in found for found in named):
        yield "after", f"counts from the {due.after.replace('_', ' ')}, and the clause from another day"
    if counted and all(known.counts_back.match(clause, match.end()) for match in counted):
        yield "after", f"counts from the {due.after.replace('_', ' ')} on, and the clause back from a day"
    asked = [clause[start : max(start, end)] for (start, _), (_, end) in zip(quoted, quotations, strict=True)]
    if asked and due.after != "request" and all(map(known.on_request.search, asked)):
        yield "after", f"counts from the {due.after.replace('_', ' ')}, and the clause only if somebody asks for it"
    yield from _faults_of_repetition(due, clause, known)
    if due.before and not known.delivery.search(clause):
        yield "before", "ends before the delivery, of which the clause says nothing"
    elif counted and not due.before and any(known.before_delivery.search(clause[a:b]) for a, b in quoted):
        yield "after", "has no `before: delivery`, and the clause says that it is due before a delivery"


def _faults_of_repetition(due: Due, clause: str, known: Times) -> Iterator[tuple[str, str]]:
    if not due.every:
        return
    again = known.says_again(clause)
    if due.after == "request":
        yield "every", f"repeats every {due.every} months, and a request is answered once"
    elif not known.again.search(clause):
        yield "every", f"repeats every {due.every} months, and the clause does not"
    elif known.no_more.search(clause) or any(known.not_again.search(sentence) for sentence in again):
        yield "every", f"repeats every {due.every} months, which the clause denies"
    elif not any(known.repeats(sentence, due.every) for sentence in again or [clause]) or known.says_otherwise(clause):
        yield "every", f"repeats every {due.every} months, and the clause after another time"


def _quotations(kpi: Kpi, clause: str) -> list[tuple[int, int]]:
    """Where the words that the KPI quotes begin and end."""
    quote = normalised(kpi.asks.replace("*", ""))
    return [(at, at + len(quote)) for at in places_of(quote, clause)] if quote else []


def _another_behind(quotations: list[tuple[int, int]], clause: str, said: list[re.Match[str]], known: Times) -> bool:
    """Whether another time than those that the rule counts stands right behind the words that the KPI quotes."""
    behind = {end + 1 for _, end in quotations}
    return (
        bool(behind)
        and all(known.any_time.match(clause, at) for at in behind)
        and behind.isdisjoint(match.start() for match in said)
    )


def _within(spans: Sequence[tuple[int, int]], matches: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    return [match for match in matches if any(start <= match.start() < end for start, end in spans)]


def _amount(due: Due, lexicon: Lexicon) -> str:
    """A pattern of the amount with its unit, as the clause may spell it."""
    if isinstance(due.amount, str):
        return amounts_spelt([(rf"\{{\{{ {re.escape(due.amount)} \}}\}}", UNITS[due.unit][1])], lexicon)
    return amounts_spelt(whole_amounts(due.amount, due.unit, lexicon), lexicon)
