"""What ``ddtender kpis`` says: rows for a terminal, values for JSON, and the Word report for the yearly dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ddtender.contract.performance import AnsweredRequest, ObligationStanding, Performance
from ddtender.contract.plan import Clause
from ddtender.library.facts import shown
from ddtender.render.report import Report

ASPECTS = ("timeliness", "completeness", "contents", "responsiveness")
_OPEN = ("overdue", "missing", "due soon", "to be checked", "late", "not met", "partly met")


def table(performance: Performance) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and one row a clause."""
    rows = [
        (str(clause.number), clause.title, *(counted(performance, clause, aspect) for aspect in ASPECTS))
        for clause in performance.plan.clauses
    ]
    return ("Clause", "Title", *(aspect.capitalize() for aspect in ASPECTS)), rows


def open_rows(performance: Performance) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and one row for everything that asks for attention, the most urgent first."""
    found = [s for state in _OPEN for s in performance.with_status(state)]
    rows = [
        (s.status, str(s.clause.number), _aspect(s), f"{s.entry.row.n} of {s.entry.row.of}", _due(s), _late(s))
        for s in found
    ]
    rows += [
        (a.status, str(a.request.clause.number), "responsiveness", f"request {a.request.number}", _on(a.due), _late(a))
        for a in performance.answers
        if a.status in _OPEN
    ]
    return ("Status", "Clause", "Aspect", "No.", "Due", "Days late"), rows


def counted(performance: Performance, clause: Clause, aspect: str) -> str:
    """ "2 in time, 1 late" """
    if not any(i.aspect == aspect for i in clause.indicators):
        return "–"
    counts = performance.counts(clause, aspect)
    if not counts and aspect == "responsiveness":
        return "no requests"
    return ", ".join(f"{n} {status}" for status, n in counts.items())


def as_json(performance: Performance) -> dict:
    """Plain values, for ``--format json``."""
    plan = performance.plan
    return {
        "title": plan.title,
        "reference": plan.reference,
        "contractor": plan.contractor,
        "as_of": performance.as_of.isoformat(),
        "clauses": [
            {
                "id": clause.id,
                "number": clause.number,
                "title": clause.title,
                **{
                    aspect: performance.counts(clause, aspect)
                    if any(i.aspect == aspect for i in clause.indicators)
                    else None
                    for aspect in ASPECTS
                },
            }
            for clause in plan.clauses
        ],
        "obligations": [
            {
                "key": s.entry.row.key,
                "clause": s.clause.id,
                "aspect": s.indicator.aspect,
                "due": s.due.isoformat() if s.due else None,
                "received": s.received.isoformat() if s.received else None,
                "mark": s.entry.mark or None,
                "evidence": s.entry.evidence,
                "remarks": s.entry.remarks,
                "status": s.status,
                "days_late": s.days_late,
            }
            for s in performance.standings
        ],
        "requests": [
            {
                "clause": a.request.clause.id,
                "requested": a.request.on.isoformat(),
                "asked": a.request.asked,
                "due": a.due.isoformat() if a.due else None,
                "answered": a.request.answered.isoformat() if a.request.answered else None,
                "status": a.status,
                "days_late": a.days_late,
            }
            for a in performance.answers
        ],
        "without_evidence": [s.entry.row.key for s in performance.without_evidence],
    }


def report(performance: Performance, template: bytes, moment: datetime) -> bytes:
    """The bytes of the Word report about the Contractor, for the yearly dialogue; ``moment`` is its date.

    Raises PackageError when ``template`` is not one.
    """
    plan = performance.plan
    about = ", ".join(part for part in (plan.title, plan.reference) if part)
    made = Report(template, "Supplier report", plan.title, plan.reference)
    made.facts(
        ("Procurement", about or "not known"),
        ("Contracting Authority", plan.authority or "not known"),
        ("Contractor", plan.contractor or "not known"),
        ("As of", shown(performance.as_of)),
    )
    made.heading("Overview")
    names, rows = table(performance)
    made.table(names, rows, (6, 22, 18, 18, 18, 18), "Performance by clause and aspect")
    made.heading("What to talk about")
    names, rows = open_rows(performance)
    if rows:
        made.table(names, rows, (14, 8, 16, 12, 16, 10), "Everything that is open, late or not met")
    else:
        made.paragraph("Nothing is overdue, late, missing or not met.")
    if performance.without_evidence:
        made.paragraph("Received or found to be met, but without evidence in the register:")
        made.bullets([f"{s.clause.label}, {_aspect(s)}, {_no(s)}" for s in performance.without_evidence])
    for clause in plan.clauses:
        _clause(made, performance, clause)
    made.heading("Agreed in the dialogue")
    made.table(("What", "Who", "By when"), [("", "", "")] * 4, (6, 2, 2), "To be filled in")
    return made.finish(moment)


def _clause(made: Report, performance: Performance, clause: Clause) -> None:
    made.heading(f"{clause.label}: {clause.title}")
    made.table(
        ("Aspect", "Indicator", "Target", "Result"),
        [
            (i.aspect.capitalize(), i.indicator, i.target, _result(performance, clause, i.id, i.aspect))
            for i in clause.indicators
        ],
        (13, 36, 30, 21),
        f"Indicators of {clause.label.lower()}",
    )
    touched = [s for s in performance.of(clause) if s.status not in ("not yet due", "awaited", "no date yet")]
    if touched:
        rows = [
            (
                _aspect(s),
                _no(s),
                _due(s),
                _on(s.received),
                s.status,
                _late(s),
                _said(s.entry.evidence, s.entry.remarks),
            )
            for s in touched
        ]
        names = ("Aspect", "No.", "Due", "Received", "Status", "Days late", "Evidence and remarks")
        made.table(names, rows, (13, 8, 13, 13, 13, 8, 32), f"Obligations under {clause.label.lower()}")
    answers = performance.answers_of(clause)
    if answers:
        rows = [
            (a.request.asked or "–", _on(a.request.on), _on(a.due), _on(a.request.answered), a.status,
             _said(a.request.evidence, a.request.remarks))
            for a in answers
        ]  # fmt: skip
        names = ("Request", "Requested on", "Answer due", "Answered on", "Status", "Evidence and remarks")
        made.table(names, rows, (28, 13, 13, 13, 12, 21), f"Requests under {clause.label.lower()}")


def _result(performance: Performance, clause: Clause, indicator: str, aspect: str) -> str:
    if aspect == "responsiveness":
        return counted(performance, clause, aspect)
    states = [s.status for s in performance.of(clause) if s.indicator.id == indicator]
    return ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))


def _aspect(s: ObligationStanding) -> str:
    """The aspect, with the id of the indicator where the clause has several of that aspect."""
    alike = [i for i in s.clause.indicators if i.aspect == s.indicator.aspect]
    return s.indicator.aspect if len(alike) < 2 else f"{s.indicator.aspect} ({s.indicator.id})"


def _no(s: ObligationStanding) -> str:
    return f"{s.entry.row.n} of {s.entry.row.of}"


def _due(s: ObligationStanding) -> str:
    return _on(s.due)


def _on(day: date | None) -> str:
    return shown(day) if day else "–"


def _late(what: ObligationStanding | AnsweredRequest) -> str:
    return "" if what.days_late is None else str(what.days_late)


def _said(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def summary(performance: Performance) -> Sequence[str]:
    """A line for each thing that a contract manager asks first."""
    due = len(performance.with_status("due soon"))
    overdue = len(performance.with_status("overdue"))
    missing = len(performance.with_status("missing"))
    unproved = len(performance.without_evidence)
    return (
        f"As of {shown(performance.as_of)}: {due} due within 30 days, {overdue} overdue, {missing} checks missing, "
        f"{unproved} without evidence.",
    )
