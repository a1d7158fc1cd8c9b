"""Counting points and ranking, in decimal numbers: the rules of docs/contract-management.md, without any workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from ddtender.evaluation.tenders import Criterion, EvaluationPlan, YesNo

_CENT = Decimal("0.01")


class Judgement(Struct, frozen=True):
    """What was chosen for one Tenderer under one criterion: a value for each of its columns, None where still open."""

    chosen: tuple[str | None, ...]
    motivation: str


class Tender(Struct, frozen=True):
    """What was typed for one Tenderer: ``met`` gives True, False or None (open) for each requirement, with its reasons;
    ``price`` in any currency, ``other_quality`` in points; ``judgements`` in the order of the criteria."""

    number: int
    name: str
    price: Decimal | None
    other_quality: Decimal | None
    met: tuple[bool | None, ...]
    reasons: tuple[str, ...]
    judgements: tuple[Judgement, ...]

    @property
    def admitted(self) -> bool | None:
        """False if any requirement is not met, None while one is open and none has failed."""
        return False if False in self.met else None if None in self.met else True


class Score(Struct, frozen=True):
    """The result for one Tenderer, in points; None is what cannot be said yet. ``rank`` is shared by equal totals."""

    tender: Tender
    percents: tuple[Decimal | None, ...]
    parts: tuple[tuple[Decimal | None, ...], ...]
    points: tuple[Decimal | None, ...]
    price_points: Decimal | None
    other_quality: Decimal | None
    total: Decimal | None
    rank: int | None


def rounded(value: Decimal) -> Decimal:
    """To a hundredth of a point, a half upwards."""
    return value.quantize(_CENT, ROUND_HALF_UP)


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
    """The maximum points: of the price, of other quality, and of each criterion by id; None where not known."""

    price: Decimal | None
    other_quality: Decimal | None
    criteria: Mapping[str, Decimal | None]

    @property
    def total(self) -> Decimal | None:
        every = [self.price, self.other_quality, *self.criteria.values()]
        known = [value for value in every if value is not None]
        return sum(known, Decimal(0)) if len(known) == len(every) else None


def lowest_price(tenders: Sequence[Tender]) -> Decimal | None:
    """The lowest price of an admitted Tenderer."""
    return min((t.price for t in tenders if t.admitted and t.price is not None), default=None)


def scores(plan: EvaluationPlan, maxima: Maxima, tenders: Sequence[Tender]) -> tuple[Score, ...]:
    """The result of every Tenderer, in the order given."""
    lowest = lowest_price(tenders)
    made = [_score(plan, maxima, tender, lowest) for tender in tenders]
    totals = [s.total for s in made if s.total is not None]
    ranks = [None if s.total is None else 1 + sum(total > s.total for total in totals) for s in made]
    return tuple(
        Score(s.tender, s.percents, s.parts, s.points, s.price_points, s.other_quality, s.total, rank)
        for s, rank in zip(made, ranks, strict=True)
    )


def _score(plan: EvaluationPlan, maxima: Maxima, tender: Tender, lowest: Decimal | None) -> Score:
    found = tuple(parts(c, j.chosen) for c, j in zip(plan.criteria, tender.judgements, strict=True))
    percents = tuple(percent(p) for p in found)
    points = tuple(_times(maxima.criteria[c.id], p) for c, p in zip(plan.criteria, percents, strict=True))
    price = _price_points(maxima.price, tender, lowest)
    quality = None if maxima.other_quality is None else Decimal(0) if not maxima.other_quality else tender.other_quality
    summands = (price, quality, *points)
    total = None
    if tender.admitted and None not in summands:
        total = rounded(sum((s for s in summands if s is not None), Decimal(0)))
    return Score(tender, percents, found, points, price, quality, total, None)


def _times(maximum: Decimal | None, share: Decimal | None) -> Decimal | None:
    return None if maximum is None or share is None else rounded(maximum * share / 100)


def _price_points(maximum: Decimal | None, tender: Tender, lowest: Decimal | None) -> Decimal | None:
    """Lowest price divided by this price, times the maximum: half the points for twice the price."""
    if maximum is None or not tender.admitted:
        return None
    if not maximum:
        return Decimal(0)
    if tender.price is None or lowest is None:
        return None
    return rounded(maximum * lowest / tender.price)
