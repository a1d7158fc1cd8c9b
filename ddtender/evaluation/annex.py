"""What ``ddtender evaluate`` says: rows for a terminal, values for JSON, and the Word annex to the award report."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from ddtender.evaluation.points import Score, lowest_price
from ddtender.evaluation.reading import Evaluation
from ddtender.evaluation.tenders import Criterion
from ddtender.render.report import Report

_ADMITTED = {True: "yes", False: "no", None: "open"}


def table(evaluation: Evaluation) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and one row a Tenderer: the ranked ones first, best first."""
    names = ("Rank", "Tenderer", "Admitted", "Price points", "Other quality")
    criteria = tuple(c.label for c in evaluation.plan.criteria)
    rest = [s for s in evaluation.scores if s.rank is None]
    rows = [
        (
            "" if s.rank is None else str(s.rank),
            s.tender.name,
            _ADMITTED[s.tender.admitted],
            _number(s.price_points),
            _number(s.other_quality),
            *(_number(p) for p in s.points),
            _number(s.total),
        )
        for s in (*evaluation.ranking, *rest)
    ]
    return (*names, *criteria, "Total"), rows


def as_json(evaluation: Evaluation) -> dict:
    """Plain values, for ``--format json``; numbers are exact decimal numbers, as text."""
    plan = evaluation.plan
    lowest = lowest_price([s.tender for s in evaluation.scores])
    return {
        "title": plan.title,
        "reference": plan.reference,
        "scenario": plan.scenario,
        "library": plan.library,
        "maximum_points": {
            "price": _exact(evaluation.maxima.price),
            "other_quality": _exact(evaluation.maxima.other_quality),
            **{id_: _exact(points) for id_, points in evaluation.maxima.criteria.items()},
        },
        "lowest_price": _exact(lowest),
        "tenderers": [_tenderer(s, evaluation) for s in evaluation.scores],
    }


def _tenderer(s: Score, evaluation: Evaluation) -> dict:
    plan = evaluation.plan
    return {
        "number": s.tender.number,
        "name": s.tender.name,
        "admitted": s.tender.admitted,
        "requirements": [
            {"id": q.id, "met": met, "evidence": reason}
            for q, met, reason in zip(plan.requirements, s.tender.met, s.tender.reasons, strict=True)
        ],
        "price": _exact(s.tender.price),
        "price_points": _exact(s.price_points),
        "other_quality": _exact(s.other_quality),
        "criteria": [
            {
                "id": c.id,
                "chosen": dict(zip(c.columns, j.chosen, strict=True)),
                "percent": _exact(percent),
                "points": _exact(points),
                "motivation": j.motivation,
            }
            for c, j, percent, points in zip(plan.criteria, s.tender.judgements, s.percents, s.points, strict=True)
        ],
        "total": _exact(s.total),
        "rank": s.rank,
    }


def annex(evaluation: Evaluation, template: bytes, moment: datetime) -> bytes:
    """The bytes of the Word annex. ``moment`` goes into its properties.

    Raises PackageError when ``template`` is not one.
    """
    plan = evaluation.plan
    about = ", ".join(part for part in (plan.title, plan.reference, plan.authority) if part)
    made = Report(template, "Annex to the award report: evaluation of tenders", about, plan.reference)
    made.heading("Ranking")
    names, rows = table(evaluation)
    made.table(names, rows, (6, 24, 10, 10, 10, *([10] * len(plan.criteria)), 9), "Ranking of the Tenderers")
    made.bullets(_rules(evaluation))
    if plan.requirements:
        made.heading("Selection")
        made.table(
            ("Tenderer", "Requirement", "Result", "Evidence and reason"),
            [
                (s.tender.name, f"{q.label}: {q.title}", _RESULT[met], reason)
                for s in evaluation.scores
                for q, met, reason in zip(plan.requirements, s.tender.met, s.tender.reasons, strict=True)
            ],
            (22, 32, 10, 36),
            "Selection: result and evidence for each Tenderer",
        )
    for n, criterion in enumerate(plan.criteria):
        _criterion(made, evaluation, n, criterion)
    return made.finish(moment)


_RESULT = {True: "pass", False: "fail", None: "open"}


def _rules(evaluation: Evaluation) -> list[str]:
    maxima = evaluation.maxima
    rules = [
        f"Price: lowest price of an admitted Tenderer, divided by the price, times {_number(maxima.price)} points.",
        f"Other quality: up to {_number(maxima.other_quality)} points, judged outside this annex.",
        "Points are rounded to a hundredth; equal totals share a rank.",
    ]
    if any(s.tender.admitted is False for s in evaluation.scores):
        rules.append("A Tenderer that does not meet every requirement is not ranked, and its price does not count.")
    if not any(s.tender.price is not None for s in evaluation.scores):
        rules.append("There is no price yet, so there is no ranking.")
    return rules


def _criterion(made: Report, evaluation: Evaluation, n: int, criterion: Criterion) -> None:
    maximum = _number(evaluation.maxima.criteria[criterion.id])
    made.heading(f"{criterion.label}: {criterion.title} (up to {maximum} points)")
    scale = [(o.name, f"{o.percent.normalize():f} %", o.when) for o in (*criterion.options, *criterion.steps)]
    made.table(("Option", "Worth", "Given for"), scale, (16, 10, 74), f"Options of {criterion.label.lower()}")
    rows = []
    for s in evaluation.scores:
        if s.tender.admitted is False:
            continue
        judged = s.tender.judgements[n]
        chosen = "\n".join(
            f"{heading.partition(': ')[2]}: {value}" if ": " in heading else str(value)
            for heading, value in zip(criterion.columns, judged.chosen, strict=True)
            if value
        )
        percent = "" if s.percents[n] is None else f"{_number(s.percents[n])} %"
        rows.append((s.tender.name, chosen, percent, _number(s.points[n]), judged.motivation))
    names = ("Tenderer", "Chosen", "Percent", "Points", "Motivation")
    made.table(names, rows, (20, 20, 9, 9, 42), f"Judgements under {criterion.label.lower()}")


def _number(value: Decimal | None) -> str:
    """With two places at most: 7, 4.90."""
    if value is None:
        return "–"
    return f"{value:.0f}" if value == value.to_integral_value() else f"{value:.2f}"


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
