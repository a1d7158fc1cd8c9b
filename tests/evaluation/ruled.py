"""Random evaluations under every rule for the price and for equals, with minima, thresholds and draws."""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction

from msgspec import UNSET
from msgspec.structs import replace

from ddtender.evaluation import places, tenders
from ddtender.evaluation.places import choice_headings
from ddtender.evaluation.pricing import Pricing
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.words import language
from tests.sheets.filling import Filling, Typed, expected, hundredth, share_of
from tests.sheets.workbooks import judged

RULES = ("lowest-ratio", "linear", "quality-discount", "fixed")
TIES = (("price", "lots-drawn"), ("quality", "lots-drawn"), ("lots-drawn",), UNSET)
#: Tenderers of a filling.
MOST = 8
#: Points for other quality, and choices.
Offer = tuple[str, list[list[str]]]
VARIANTS = ("laptops", "low-final", "medium-final")


@contextmanager
def few_rows() -> Iterator[None]:
    """Room for eight Tenderers instead of sixty in whatever is written and read meanwhile: the formulas of all rows are
    the same, and a spreadsheet program has less to count."""
    capacity, last = tenders.CAPACITY, places.LAST
    changes = {"CAPACITY": (capacity, MOST), "LAST": (last, last - capacity + MOST)}
    modules = [m for name, m in sys.modules.items() if name.startswith("ddtender.evaluation.")]
    changed = [(m, name) for m in modules for name in changes if getattr(m, name, None) == changes[name][0]]
    try:
        for module, name in changed:
            setattr(module, name, changes[name][1])
        yield
    finally:
        for module, name in changed:
            setattr(module, name, changes[name][0])


def ruled_filling(seed: int) -> Filling:
    """A filling by its number: rules and ties in turn, the rest at random; few prices and choices, so that many are
    equal or lie on a threshold."""
    draw = random.Random(f"rules/{seed}")
    plan = _plan(judged(draw.choice(VARIANTS)), RULES[seed % 4], TIES[seed // 4 % 4], draw)
    maxima = {"price": str(plan.price), "other_quality": str(plan.other_quality)}
    filling = Filling("laptops", maxima | {c.id: str(c.maximum) for c in plan.criteria}, own_plan=plan)
    prices, offers = _prices(plan, draw), [_offer(plan, draw) for _ in range(draw.randint(1, 3))]
    offers += [other for offer in offers[:1] if (other := _as_good(plan, offer, draw))]
    for number in sorted(draw.sample(range(1, MOST + 1), draw.choice([1, 2, 3, 5, MOST]))):
        quality, choices = draw.choice(offers)
        hole = draw.random() < 0.06
        results = ["fail" if draw.random() < 0.06 else "pass" for _ in plan.requirements]
        price = None if hole or (plan.price_rule == "fixed" and draw.random() < 0.5) else draw.choice(prices)
        why = ["Because of page 3."] * len(choices)
        filling.tenders.append(Typed(number, f"T{number}", price, quality, results, [[*c] for c in choices], why))
    _reject(filling, random.Random(f"rejected/{seed}"))
    if plan.tie_rule:
        _draw_lots(filling, draw)
    return filling


def _reject(filling: Filling, draw: random.Random) -> None:
    """Some are rejected whatever they offer."""
    for tender in filling.tenders:
        if draw.random() < 0.06:
            tender.rejected = draw.choice(["submitted too late", "price not accounted for", "other reason"])


def _plan(plan: EvaluationPlan, rule: str, ties, draw: random.Random) -> EvaluationPlan:
    amount = {
        "linear": Decimal(draw.choice(["250000.05", "1000", "999.99", "120.5"])),
        "quality-discount": Decimal(draw.choice(["0.5", "33.35", "250", "1000.125"])),
        "fixed": Decimal(900),
    }.get(rule)
    low = Decimal(draw.choice(["25", "10", "33.3"])) if draw.random() < 0.6 else None
    pricing = Pricing(rule=rule, amount=amount, currency="EUR", low=low, low_below=draw.choice(["mean", "next"]))
    criteria = []
    for c in plan.criteria:
        points = hundredth(Fraction(c.maximum) * draw.choice([1, 2, 3]) / 4)
        minimum = Decimal(points.numerator) / points.denominator if draw.random() < 0.4 else UNSET
        criteria.append(replace(c, minimum=minimum or UNSET))
    price, quality = plan.price, plan.other_quality
    if rule in ("quality-discount", "fixed"):
        price, quality = Decimal(0), price + quality
    return replace(plan, price=price, other_quality=quality, criteria=tuple(criteria), published=pricing, ties=ties)


def _prices(plan: EvaluationPlan, draw: random.Random) -> list[str]:
    """A few prices: on and around the amount, on the threshold of a low one, 0 where the rule can count with it."""
    if plan.price_rule == "fixed":
        return ["900"]
    base = draw.choice([100, 1000, draw.randint(1, 10**6)])
    prices = [f"{base}.{draw.randint(0, 99):02}", str(base), str(base * 3 // 4), str(base * 9 // 10), str(base + 1)]
    if plan.price_rule == "linear":
        amount = plan.pricing.amount
        near = [amount, amount + Decimal("0.01"), amount / 2, amount - Decimal("0.01"), amount * 3 / 4]
        prices += [str(hundredth_of(price)) for price in near]
    prices = [price for price in prices if Fraction(price) > 0]
    if plan.price_rule != "lowest-ratio" and draw.random() < 0.2:
        prices.append("0")
    return draw.sample(prices, min(len(prices), draw.randint(1, 4)))


def hundredth_of(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _offer(plan: EvaluationPlan, draw: random.Random) -> Offer:
    """Points for other quality and choices."""
    choices = [[draw.choice(c.choices) for _ in choice_headings(c, language())] for c in plan.criteria]
    for n, c in enumerate(plan.criteria):
        while (
            c.least is not None
            and draw.random() < 0.8
            and Fraction(c.maximum) * share_of(c, choices[n]) / 100 < c.minimum
        ):
            choices[n] = [draw.choice(c.choices) for _ in choices[n]]
    return str(float(Fraction(plan.other_quality) * draw.randint(0, 8) / 8)), choices


def _as_good(plan: EvaluationPlan, offer: Offer, draw: random.Random) -> Offer | None:
    """Another offer with as many points in all, and others for the criteria."""
    quality, choices = offer
    for _ in range(20):
        _, others = _offer(plan, draw)
        moved = Fraction(quality) + _earned(plan, choices) - _earned(plan, others)
        if others != choices and 0 <= moved <= Fraction(plan.other_quality):
            return str(float(moved)), others
    return None


def _earned(plan: EvaluationPlan, choices: list[list[str]]) -> Fraction:
    return sum(
        (
            hundredth(Fraction(c.maximum) * share_of(c, chosen) / 100)
            for c, chosen in zip(plan.criteria, choices, strict=True)
        ),
        Fraction(0),
    )


def _draw_lots(filling: Filling, draw: random.Random) -> None:
    """Of those among whom lots decide, nobody is drawn, one (most often), or by mistake two."""
    results = expected(filling)
    equal = [t for t in filling.tenders if results[t.number]["remark"] == "lots to be drawn"]
    for t in draw.sample(equal, min(len(equal), draw.choice([0, 1, 1, 1, 2]))):
        t.drawn = True
