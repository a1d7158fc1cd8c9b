"""Counting points and ranking, in decimal numbers: the rules of docs/contract-management.md, without any workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ddtender.evaluation.pricing import is_low
from ddtender.evaluation.tenders import Criterion, EvaluationPlan, Rejection, YesNo
from ddtender.evaluation.ties import Contender, Settled, ranked
from ddtender.model.prices import lowered, price_points, rounded


class Judgement(Struct, frozen=True):
    """What was chosen for one Tenderer under one criterion: a value for each of its columns, None where still open."""

    chosen: tuple[str | None, ...]
    motivation: str


class Tender(Struct, frozen=True):
    """What was typed for one Tenderer: ``met`` gives True, False or None (open) for each requirement, with its reasons;
    ``price`` in any currency, ``other_quality`` in points; ``judgements`` in the order of the criteria; ``drawn`` says
    that its lot was drawn first; ``rejected`` for what it is rejected whatever it offers, and why."""

    number: int
    name: str
    price: Decimal | None
    other_quality: Decimal | None
    met: tuple[bool | None, ...]
    reasons: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    drawn: bool = False
    rejected: Rejection | None = None
    rejected_why: str = ""

    @property
    def meets(self) -> bool | None:
        """False if any requirement is not met, None while one is open and none has failed."""
        return False if False in self.met else None if None in self.met else True

    @property
    def admitted(self) -> bool | None:
        """Whether it meets the requirements, and is not rejected for something else."""
        return False if self.rejected else self.meets


class Score(Struct, frozen=True):
    """The result for one Tenderer, in points; None is what cannot be said yet. ``rank`` is shared by equal totals that
    no published rule tells apart; ``settled`` says by what a first rank was not.

    ``below`` are the ids of criteria whose minimum is not reached. ``counts`` says whether the Tender takes part in the
    ranking: it is admitted, and below no minimum. ``lowered`` is the price by which quality-discount ranks.
    """

    tender: Tender
    percents: tuple[Decimal | None, ...]
    parts: tuple[tuple[Decimal | None, ...], ...]
    points: tuple[Decimal | None, ...]
    below: tuple[str, ...] = ()
    counts: bool | None = None
    price_points: Decimal | None = None
    other_quality: Decimal | None = None
    total: Decimal | None = None
    lowered: Decimal | None = None
    rank: int | None = None
    settled: Settled | None = None
    low_price: bool = False


def parts(criterion: Criterion, chosen: Sequence[str | None]) -> tuple[Decimal | None, ...]:
    """The percentages that the choices earn, one a column; None for what is open or no option."""
    if not criterion.in_parts:
        return (next((o.percent for o in criterion.options if o.name == chosen[0]), None),)
    if criterion.way == "graded":
        steps = {s.name: s.percent for s in criterion.steps}
        return tuple(
            None if name not in steps else option.percent * steps[name] / 100
            for option, name in zip(criterion.options, chosen, strict=True)
        )
    by_name = {o.name: value for o, value in zip(criterion.options, chosen, strict=True)}

    def earned(n: int) -> Decimal | None:
        option = criterion.options[n]
        if chosen[n] not in tuple(YesNo):
            return None
        met = chosen[n] == YesNo.YES and all(by_name.get(name) == YesNo.YES for name in option.requires)
        return option.percent if met else Decimal(0)

    return tuple(earned(n) for n in range(len(criterion.options)))


def percent(found: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of the parts, None while any is open."""
    known = [value for value in found if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) else None


class Maxima(Struct, frozen=True):
    """The maximum points: of the price, of other quality, and of each criterion by id; None where not known.

    ``amount`` is what the rule for the price counts with besides: a ceiling, the value of a point.
    """

    price: Decimal | None
    other_quality: Decimal | None
    criteria: Mapping[str, Decimal | None]
    amount: Decimal | None = None

    @property
    def total(self) -> Decimal | None:
        every = [self.price, self.other_quality, *self.criteria.values()]
        known = [value for value in every if value is not None]
        return sum(known, Decimal(0)) if len(known) == len(every) else None


def lowest_price(scores: Iterable[Score]) -> Decimal | None:
    """The lowest price of a Tenderer that counts."""
    return min((s.tender.price for s in scores if s.counts and s.tender.price is not None), default=None)


def scores(plan: EvaluationPlan, maxima: Maxima, tenders: Sequence[Tender]) -> tuple[Score, ...]:
    """The result of every Tenderer, in the order given."""
    judged = [_judged(plan, maxima, tender) for tender in tenders]
    lowest = lowest_price(judged)
    prices = [s.tender.price for s in judged if s.counts and s.tender.price is not None]
    made = [_counted(plan, maxima, score, lowest, prices) for score in judged]
    results = ranked([_contender(plan, score) for score in made], plan.tie_rule)
    return tuple(
        replace(score, rank=rank, settled=settled) for score, (rank, settled) in zip(made, results, strict=True)
    )


def _judged(plan: EvaluationPlan, maxima: Maxima, tender: Tender) -> Score:
    found = tuple(parts(c, j.chosen) for c, j in zip(plan.criteria, tender.judgements, strict=True))
    percents = tuple(percent(p) for p in found)
    points = tuple(_times(maxima.criteria[c.id], p) for c, p in zip(plan.criteria, percents, strict=True))
    least = [(c.id, c.least, p) for c, p in zip(plan.criteria, points, strict=True) if c.least is not None]
    below = tuple(id_ for id_, minimum, reached in least if reached is not None and reached < minimum)
    known = all(reached is not None for _, _, reached in least)
    counts = False if below else tender.admitted if known or not tender.admitted else None
    quality = None if maxima.other_quality is None else Decimal(0) if not maxima.other_quality else tender.other_quality
    return Score(tender, percents, found, points, below, counts, other_quality=quality)


def _counted(
    plan: EvaluationPlan, maxima: Maxima, score: Score, lowest: Decimal | None, prices: Sequence[Decimal]
) -> Score:
    if not score.counts:
        return score
    tender = score.tender
    price = price_points(plan.price_rule, maxima.price, tender.price, lowest, maxima.amount)
    known = [s for s in (price, score.other_quality, *score.points) if s is not None]
    total = rounded(sum(known, Decimal(0))) if len(known) == 2 + len(score.points) else None
    by = lowered(tender.price, total, maxima.amount) if plan.price_rule == "quality-discount" else None
    low = plan.pricing is not None and tender.price is not None and is_low(tender.price, prices, plan.pricing)
    return replace(score, price_points=price, total=total, lowered=by, low_price=low)


def _contender(plan: EvaluationPlan, score: Score) -> Contender:
    """``value`` is the total, or the lowered price, of which the lowest is the best."""
    value = score.total
    if plan.price_rule == "quality-discount":
        value = None if score.lowered is None else -score.lowered
    quality = None if value is None else sum((p for p in score.points if p is not None), Decimal(0))
    price = Decimal(0) if plan.price_rule == "fixed" else score.tender.price
    return Contender(value, price, quality, score.tender.drawn)


def _times(maximum: Decimal | None, share: Decimal | None) -> Decimal | None:
    return None if maximum is None or share is None else rounded(maximum * share / 100)
