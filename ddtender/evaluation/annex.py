"""What ``ddtender evaluate`` says: rows for a terminal, values for JSON, and the Word annex to the award report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from ddtender.evaluation.annex_committee import differed, head, signatures
from ddtender.evaluation.places import columns, label_of
from ddtender.evaluation.planning import example_of
from ddtender.evaluation.points import Score, lowest_price
from ddtender.evaluation.reading import Evaluation
from ddtender.evaluation.rules_sheet import prices_in, rule_name, ties_name
from ddtender.evaluation.tenders import Criterion, Result
from ddtender.evaluation.ties import Settled
from ddtender.evaluation.wording import as_published
from ddtender.layout.price_example import example_cells, example_headings, example_plot, example_shares
from ddtender.render.report import Report
from ddtender.words import Language

_ADMITTED = {True: "yes", False: "no", None: "open"}


def table(evaluation: Evaluation, language: Language) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and one row a Tenderer: the ranked ones first, best first."""
    names = _headings(("rank", "tenderer", "admitted", "price_points", "other_quality"), language)
    criteria = tuple(label_of(c, language) for c in evaluation.plan.criteria)
    by_price = evaluation.plan.price_rule == "quality-discount"
    rest = [s for s in evaluation.scores if s.rank is None]
    rows = [
        (
            "" if s.rank is None else str(s.rank),
            s.tender.name,
            language.say(f"evaluation.annex.admitted.{_ADMITTED[s.tender.admitted]}"),
            *(two_places(p, language) for p in (s.price_points, s.other_quality, *s.points, s.total)),
            *((two_places(s.lowered, language),) if by_price else ()),
        )
        for s in (*evaluation.ranking, *rest)
    ]
    last = ("total", "lowered") if by_price else ("total",)
    return (*names, *criteria, *_headings(last, language)), rows


def _headings(names: Sequence[str], language: Language) -> tuple[str, ...]:
    return tuple(columns(names, language).values())


def as_json(evaluation: Evaluation) -> dict:
    """Plain values, for ``--format json``; numbers are exact decimal numbers, as text."""
    plan = evaluation.plan
    lowest, pricing = lowest_price(evaluation.scores), plan.pricing
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
        "price_rule": None if pricing is None else pricing.rule,
        "currency": pricing.currency if pricing else "",
        "vat": pricing.vat if pricing else "",
        "amount": _exact(evaluation.maxima.amount),
        "ties": list(plan.tie_rule),
        "minimum_points": {c.id: _exact(c.least) for c in plan.criteria if c.least is not None},
        "lowest_price": _exact(lowest),
        "tenderers": [_tenderer(s, evaluation) for s in evaluation.scores],
        **_committee(evaluation),
    }


def _committee(evaluation: Evaluation) -> dict:
    plan, by = evaluation.plan, evaluation.committee
    return {
        "evaluated_on": by.evaluated_on.isoformat() if by.evaluated_on else None,
        "committee": list(by.members),
        "evaluator": plan.evaluator or None,
        "evaluators": list(plan.evaluators or ()),
        "differences": [
            {
                "id": one.judged,
                "tenderer": one.number,
                "views": [{"evaluator": v.by, "chosen": list(v.chosen), "why": v.why} for v in one.views],
                "reason": reason,
            }
            for one, reason in zip(plan.differences or (), by.reasons, strict=True)
        ],
    }


def _tenderer(s: Score, evaluation: Evaluation) -> dict:
    plan = evaluation.plan
    return {
        "number": s.tender.number,
        "name": s.tender.name,
        "admitted": s.tender.admitted,
        "rejected": s.tender.rejected.name.lower() if s.tender.rejected else None,
        "rejected_why": s.tender.rejected_why,
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
                "chosen": dict(zip(_names(c), j.chosen, strict=True)),
                "percent": _exact(percent),
                "points": _exact(points),
                "motivation": j.motivation,
            }
            for c, j, percent, points in zip(plan.criteria, s.tender.judgements, s.percents, s.points, strict=True)
        ],
        "total": _exact(s.total),
        "lowered_price": _exact(s.lowered),
        "rank": s.rank,
        "first_by": s.settled.value if s.settled else None,
        "below_minimum": list(s.below),
        "abnormally_low": s.low_price,
    }


def _names(criterion: Criterion) -> tuple[str, ...]:
    """The choices under a criterion by their names in JSON, which are the same in every language."""
    return tuple(f"Choice: {o.name}" for o in criterion.options) if criterion.in_parts else ("Option",)


def annex(evaluation: Evaluation, template: bytes, moment: datetime, language: Language) -> bytes:
    """The bytes of the Word annex. ``moment`` goes into its properties.

    Raises PackageError when ``template`` is not one.
    """
    plan, say = evaluation.plan, language.say
    about = ", ".join(part for part in (plan.title, plan.reference, plan.authority) if part)
    made = Report(template, language, say("evaluation.annex.title"), about, plan.reference)
    head(made, evaluation, language)
    made.heading(say("evaluation.annex.ranking"))
    names, rows = _with_prices(evaluation, *table(evaluation, language), language)
    shares = (6, 22, 9, 12, 9, 9, *([10] * (len(names) - 7)), 9)
    made.table(names, rows, shares, say("evaluation.annex.ranking_table"))
    made.bullets(_rules(evaluation, language))
    for passage in plan.published_words:
        made.heading(passage.title)
        for paragraph in passage.paragraphs:
            made.paragraph(paragraph)
    if example := example_of(plan):
        made.heading(say("layout.price_example.description"))
        headings = example_headings(example, language)
        if plot := example_plot(example, language):
            made.plot(plot)
        cells, about = example_cells(example, language), say("layout.price_example.description")
        made.table(headings, cells, example_shares(example), about)
    if plan.requirements:
        made.heading(say("evaluation.annex.selection"))
        made.table(
            _headings(("tenderer", "requirement", "result", "reason"), language),
            [
                (
                    s.tender.name,
                    say("layout.named.with_title", provision=q.label, title=q.title),
                    _RESULT[met].said(language),
                    reason,
                )
                for s in evaluation.scores
                for q, met, reason in zip(plan.requirements, s.tender.met, s.tender.reasons, strict=True)
            ],
            (22, 32, 10, 36),
            say("evaluation.annex.selection_table"),
        )
    if rejected := [s.tender for s in evaluation.scores if s.tender.rejected]:
        made.heading(say("evaluation.annex.rejected"))
        rows = [(t.name, t.rejected.said(language), t.rejected_why) for t in rejected if t.rejected]
        headings = _headings(("tenderer", "rejected", "rejected_why"), language)
        made.table(headings, rows, (30, 25, 45), say("evaluation.annex.rejected_table"))
    for n, criterion in enumerate(plan.criteria):
        _criterion(made, evaluation, n, criterion, language)
    differed(made, evaluation, language)
    signatures(made, evaluation, language)
    return made.finish(moment)


def _with_prices(
    evaluation: Evaluation, names: Sequence[str], rows: Sequence[tuple[str, ...]], language: Language
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The table with the prices as they were offered, which only the annex tells."""
    rest = [s for s in evaluation.scores if s.rank is None]
    prices = [two_places(s.tender.price, language) for s in (*evaluation.ranking, *rest)]
    (heading,) = _headings(("price",), language)
    told = [(*row[:3], price, *row[3:]) for row, price in zip(rows, prices, strict=True)]
    return (*names[:3], heading, *names[3:]), told


_RESULT = {True: Result.PASS, False: Result.FAIL, None: Result.OPEN}


def _rules(evaluation: Evaluation, language: Language) -> list[str]:
    """The rule in short, and who was treated by which one; its words as they were published follow."""
    say, plan, scores = language.say, evaluation.plan, evaluation.scores
    made = [
        say("evaluation.annex.rules.price", rule=rule_name(plan, language), prices=prices_in(plan, language)),
        say("evaluation.annex.rules.ties", rule=ties_name(plan, language)),
    ]
    points = evaluation.maxima.other_quality
    if points != 0:
        made.append(say("evaluation.annex.rules.other_quality", count=points, points=two_places(points, language)))
    for name, of in (
        ("first_by_price", [s for s in scores if s.settled is Settled.PRICE]),
        ("first_by_quality", [s for s in scores if s.settled is Settled.QUALITY]),
        ("first_by_lot", [s for s in scores if s.settled is Settled.LOTS]),
        ("below_minimum", [s for s in scores if s.below]),
        ("low_price", [s for s in scores if s.low_price or (s.counts and s.tender.price == 0)]),
    ):
        if of:
            made.append(say(f"evaluation.annex.rules.{name}", names=language.listing([s.tender.name for s in of])))
    if any(s.tender.admitted is False for s in scores):
        made.append(say("evaluation.annex.rules.rejected"))
    if not any(s.tender.price is not None for s in scores) and plan.price_rule != "fixed":
        made.append(say("evaluation.annex.rules.no_price"))
    return made


def _criterion(made: Report, evaluation: Evaluation, n: int, criterion: Criterion, language: Language) -> None:
    maximum, number, say = evaluation.maxima.criteria[criterion.id], criterion.shown_number, language.say
    places = {"number": number, "title": criterion.title, "count": maximum, "points": two_places(maximum, language)}
    made.heading(say("evaluation.annex.criterion", **places))
    for what, choices in (("given_for", criterion.options), ("step", criterion.steps)):
        if choices:
            scale = [(choice.when, language.percent(choice.percent)) for choice in choices]
            names = _headings((what, "worth"), language)
            made.table(names, scale, (88, 12), say("evaluation.annex.options_table", number=number))
    rows = []
    for s in evaluation.scores:
        if s.tender.admitted is False:
            continue
        judged, share = s.tender.judgements[n], s.percents[n]
        percent = "" if share is None else language.percent(share, 2)
        chosen = as_published(evaluation.plan, criterion.id, judged.chosen, language)
        rows.append((s.tender.name, chosen, percent, two_places(s.points[n], language), judged.motivation))
    names = _headings(("tenderer", "chosen", "percent", "points", "motivation"), language)
    made.table(names, rows, (16, 34, 8, 8, 34), say("evaluation.annex.judgements_table", number=number))


def two_places(value: Decimal | None, language: Language) -> str:
    """With two places at most: 7, 4.90."""
    return "–" if value is None else language.number(value, 2)


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
