"""What ``ddtender kpis`` says: rows for a terminal, and the Word report for the yearly dialogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from ddtender.contract.performance import AnsweredRequest, DueStatus, ObligationStanding, Performance
from ddtender.contract.places import SOON, columns
from ddtender.contract.plan import Aspect, Clause, Indicator
from ddtender.layout.named import fact_name, kpi_headings, not_known, titled
from ddtender.model import Kind
from ddtender.render.report import Report
from ddtender.words import Language
from ddtender.words import language as language_of

#: What asks for attention, the most urgent first, and what asks for none yet.
_OPEN = (
    DueStatus.OVERDUE, DueStatus.MISSING, DueStatus.DUE_SOON, DueStatus.TO_BE_CHECKED, DueStatus.LATE,
    DueStatus.NOT_MET, DueStatus.PARTLY_MET,
)  # fmt: skip
_UNTOUCHED = (DueStatus.NOT_YET_DUE, DueStatus.AWAITED, DueStatus.NO_DATE_YET)


def table(performance: Performance, language: Language) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and one row a clause."""
    rows = [
        (clause.shown_number, clause.title, *(counted(performance, clause, aspect, language) for aspect in Aspect))
        for clause in performance.plan.clauses
    ]
    names = columns(("clause", "title"), language).values()
    return (*names, *(language.capital(aspect.said(language)) for aspect in Aspect)), rows


def open_rows(performance: Performance, language: Language) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and one row for everything that asks for attention, the most urgent first."""
    found = [s for state in _OPEN for s in performance.with_status(state)]
    rows = [
        (
            s.status.said(language),
            s.clause.shown_number,
            _aspect(s, language),
            _no(s, language),
            _on(s.due, language),
            _late(s),
        )
        for s in found
    ]
    rows += [
        (
            a.status.said(language),
            a.request.clause.shown_number,
            Aspect.RESPONSIVENESS.said(language),
            language.say("contract.report.request", number=a.request.number),
            _on(a.due, language),
            _late(a),
        )
        for a in performance.answers
        if a.status in _OPEN
    ]
    return _headings(("status", "clause", "aspect", "number", "due", "days_late"), language), rows


def counted(performance: Performance, clause: Clause, aspect: Aspect, language: Language) -> str:
    """ "2 in time, 1 late" """
    counts = performance.counts(clause, aspect)
    if not counts and not any(i.aspect == aspect for i in clause.indicators):
        return "–"
    if not counts and aspect == Aspect.RESPONSIVENESS:
        return language.say("contract.no_requests")
    return _counts(counts, language)


def _counts(counts: Mapping[DueStatus, int], language: Language) -> str:
    return ", ".join(language.say(f"contract.counted.{status.name.lower()}", count=n) for status, n in counts.items())


def report(performance: Performance, template: bytes, moment: datetime, language: Language) -> bytes:
    """The bytes of the Word report about the Contractor, for the yearly dialogue; ``moment`` is its date.

    Raises PackageError when ``template`` is not one.
    """
    plan, say = performance.plan, language.say
    about = ", ".join(part for part in (plan.title, plan.reference) if part)
    made = Report(template, language, say("contract.report.title"), plan.title, plan.reference)
    unknown = not_known(language)
    made.facts(
        (say("contract.report.procurement"), about or unknown),
        (fact_name("authority", language), plan.authority or unknown),
        (fact_name("contractor", language), plan.contractor or unknown),
        (say("contract.report.as_of"), language.date(performance.as_of)),
        *([(say("contract.report.risk"), performance.risk.said(language))] if performance.risk else []),
    )
    made.heading(say("contract.report.overview"))
    names, rows = table(performance, language)
    made.table(names, rows, (8, 22, 18, 18, 17, 17), say("contract.report.overview_table"))
    made.heading(say("contract.report.open"))
    names, rows = open_rows(performance, language)
    if rows:
        made.table(names, rows, (14, 8, 16, 12, 16, 10), say("contract.report.open_table"))
    else:
        made.paragraph(say("contract.report.nothing_open"))
    if performance.without_evidence:
        made.paragraph(say("contract.report.unproved"))
        made.bullets([_unproved(s, language) for s in performance.without_evidence])
    for clause in plan.clauses:
        _clause(made, performance, clause, language)
    if performance.own:
        made.heading(say("contract.report.own"))
        made.paragraph(say("contract.report.own_lead"))
        names, rows = own_rows(performance, language)
        made.table(names, rows, (28, 14, 12, 12, 12, 8, 14), say("contract.report.own_table"))
    made.heading(say("contract.report.agreed"))
    names = _headings(("what", "who", "by_when"), language)
    made.table(names, [("", "", "")] * 4, (6, 2, 2), say("contract.report.agreed_table"))
    return made.finish(moment)


def _headings(names: Iterable[str], language: Language) -> tuple[str, ...]:
    return tuple(columns(names, language).values())


def _unproved(s: ObligationStanding, language: Language) -> str:
    places = {"number": s.clause.shown_number, "aspect": _aspect(s, language), "n": s.entry.row.n, "of": s.entry.row.of}
    return language.say("contract.report.unproved_one", **places)


def _clause(made: Report, performance: Performance, clause: Clause, language: Language) -> None:
    say = language.say
    made.heading(titled(Kind.CONTRACT, clause.shown_number, clause.title, language))
    made.table(
        (*kpi_headings(("aspect", "indicator", "target"), language), *_headings(["result"], language)),
        [
            (
                language.capital(i.aspect.said(language)),
                i.indicator,
                i.target,
                _result(performance, clause, i, language),
            )
            for i in clause.indicators
        ],
        (13, 36, 30, 21),
        say("contract.report.indicators_table", number=clause.shown_number),
    )
    touched = [s for s in performance.of(clause) if s.status not in _UNTOUCHED]
    if touched:
        rows = [
            (
                _aspect(s, language),
                _no(s, language),
                _on(s.due, language),
                _on(s.received, language),
                s.status.said(language),
                _late(s),
                _said(s.entry.evidence, s.entry.remarks),
            )
            for s in touched
        ]
        names = _headings(("aspect", "number", "due", "received", "status", "days_late", "said"), language)
        about = say("contract.report.obligations_table", number=clause.shown_number)
        made.table(names, rows, (13, 8, 13, 13, 13, 8, 32), about)
    if numbers := [_number(s, language) for s in performance.of(clause) if s.entry.counted is not None]:
        names = _headings(("what_counted", "number", "due", "counted", "out_of", "share"), language)
        about = say("contract.report.counted_table", number=clause.shown_number)
        made.table(names, numbers, (40, 10, 16, 10, 12, 12), about)
    answers = performance.answers_of(clause)
    if answers:
        names = _headings(("request", "requested_on", "answer_due", "answered_on", "status", "said"), language)
        about = say("contract.report.requests_table", number=clause.shown_number)
        rows = [_answer(a, language) for a in answers]
        made.table(names, rows, (28, 13, 13, 13, 12, 21), about)


def _number(s: ObligationStanding, language: Language) -> tuple[str, ...]:
    """What was counted of one obligation, and which share of what there is."""
    counts, these, of = s.indicator.counts, s.entry.counted, s.entry.out_of
    share = language.percent(Decimal(100 * these) / of, 1) if these is not None and of else "–"
    what = counts.these if counts else ""
    return what, _no(s, language), _on(s.due, language), str(these), "–" if of is None else str(of), share


def own_rows(performance: Performance, language: Language) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and one row for each row of the contract manager's own."""
    rows = [
        (
            o.row.what,
            o.row.who,
            _on(o.row.due, language),
            _on(o.row.done, language),
            o.status.said(language),
            "" if o.days_late is None else str(o.days_late),
            _said(o.row.evidence, o.row.remarks),
        )
        for o in performance.own
    ]
    return _headings(("what", "who", "due", "done_on", "status", "days_late", "said"), language), rows


def _answer(a: AnsweredRequest, language: Language) -> tuple[str, ...]:
    days = (_on(day, language) for day in (a.request.on, a.due, a.request.answered))
    return (a.request.asked or "–", *days, a.status.said(language), _said(a.request.evidence, a.request.remarks))


def _result(performance: Performance, clause: Clause, indicator: Indicator, language: Language) -> str:
    if indicator.aspect == Aspect.RESPONSIVENESS:
        return counted(performance, clause, indicator.aspect, language)
    return _counts(Counter(s.status for s in performance.of(clause) if s.indicator.id == indicator.id), language)


def _aspect(s: ObligationStanding, language: Language) -> str:
    """The aspect, with the id of the indicator where the clause has several of that aspect."""
    aspect = s.indicator.aspect.said(language)
    alike = [i for i in s.clause.indicators if i.aspect == s.indicator.aspect]
    if len(alike) < 2:
        return aspect
    return language.say("contract.report.aspect_of", aspect=aspect, indicator=s.indicator.id)


def _no(s: ObligationStanding, language: Language) -> str:
    return language.say("contract.n_of", n=s.entry.row.n, of=s.entry.row.of)


def _on(day: date | None, language: Language) -> str:
    return language.date(day) if day else "–"


def _late(what: ObligationStanding | AnsweredRequest) -> str:
    return "" if what.days_late is None else str(what.days_late)


def _said(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def summary(performance: Performance) -> Sequence[str]:
    """A line on the terminal for each thing that a contract manager asks first."""
    waiting = [one for one in performance.answers if one.status in (DueStatus.DUE_SOON, DueStatus.NOT_YET_DUE)]
    near = sum(one.due is not None and (one.due - performance.as_of).days <= SOON for one in waiting)
    due = len(performance.with_status(DueStatus.DUE_SOON)) + near
    overdue = len(performance.with_status(DueStatus.OVERDUE))
    overdue += sum(one.status is DueStatus.OVERDUE for one in performance.answers)
    missing = len(performance.with_status(DueStatus.MISSING))
    unproved = len(performance.without_evidence)
    day = language_of().date(performance.as_of)
    return (
        f"As of {day}: {due} due within 30 days, {overdue} overdue, {missing} checks missing, "
        f"{unproved} without evidence.",
    )
