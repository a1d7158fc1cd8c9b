"""How a Contractor performs as plain values, for ``ddtender kpis --format json``."""

from __future__ import annotations

from ddtender.contract.performance import Performance
from ddtender.contract.plan import Aspect
from ddtender.contract.sites import sites_as_json


def as_json(performance: Performance) -> dict:
    """Plain values, for ``--format json``."""
    plan = performance.plan
    return {
        "title": plan.title,
        "reference": plan.reference,
        "contractor": plan.contractor,
        "as_of": performance.as_of.isoformat(),
        "risk": performance.risk or None,
        "clauses": [
            {
                "id": clause.id,
                "number": clause.number,
                "title": clause.title,
                **{
                    aspect: performance.counts(clause, aspect)
                    if any(i.aspect == aspect for i in clause.indicators) or performance.counts(clause, aspect)
                    else None
                    for aspect in Aspect
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
                "counted": s.entry.counted,
                "out_of": s.entry.out_of,
                "evidence": s.entry.evidence,
                "remarks": s.entry.remarks,
                "status": s.status,
                "days_late": s.days_late,
            }
            for s in performance.standings
        ],
        "sites": sites_as_json(performance),
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
        "own": [
            {
                "what": o.row.what,
                "who": o.row.who,
                "due": o.row.due.isoformat() if o.row.due else None,
                "done": o.row.done.isoformat() if o.row.done else None,
                "evidence": o.row.evidence,
                "remarks": o.row.remarks,
                "status": o.status,
                "days_late": o.days_late,
            }
            for o in performance.own
        ],
        "history": [
            {"on": m.on.isoformat(), "from": m.before.isoformat(), "to": m.end.isoformat(), "why": m.why}
            for m in plan.history
        ],
        "without_evidence": [s.entry.row.key for s in performance.without_evidence],
    }
