"""What a ranking weighs with, as it was published: a filled workbook comes back with its plan, but from anybody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from msgspec import UNSET, Struct, json
from msgspec.structs import replace

from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.formats import printable
from ddtender.evaluation.codes import OTHER_WEIGHTS
from ddtender.evaluation.places import MAXIMA, overview_sheet
from ddtender.evaluation.points import Maxima
from ddtender.evaluation.pricing import Pricing, Tie
from ddtender.evaluation.tenders import Choice, Criterion, EvaluationPlan, Requirement
from ddtender.library.form_values import within_100
from ddtender.words import Language

_Points = Decimal | None


class Weight(Struct, frozen=True):
    """The maximum points of a criterion, None if open; ``scale`` is the SHA-256 of its options, None if not known;
    ``minimum`` its minimum points, None if it has none."""

    id: str
    maximum: _Points
    scale: str | None = None
    minimum: _Points = None

    def __post_init__(self) -> None:
        for points in (self.maximum, self.minimum):
            if points is not None:
                within_100(points)


class Weights(Struct, frozen=True):
    """All that decides about points and ranks; ``requirements`` are ids, None if not known.

    ``pricing`` and ``ties`` are the published rules; ``rules`` says whether they are known at all.
    """

    price: _Points
    other_quality: _Points
    criteria: tuple[Weight, ...]
    requirements: tuple[str, ...] | None = None
    pricing: Pricing | None = None
    ties: tuple[Tie, ...] = ()
    rules: bool = False

    def __post_init__(self) -> None:
        for points in (self.price, self.other_quality):
            if points is not None:
                within_100(points)


def weights(plan: EvaluationPlan) -> Weights:
    """Those of a plan, as the manifest of its build states them."""
    criteria = tuple(Weight(c.id, c.maximum, _scale(c), c.least) for c in plan.criteria)
    asked = tuple(q.id for q in plan.requirements)
    return Weights(plan.price, plan.other_quality, criteria, asked, plan.pricing, plan.tie_rule, rules=True)


def counted_with(plan: EvaluationPlan, maxima: Maxima) -> Weights:
    """Those of a plan with the points that were typed where it leaves them open."""
    criteria = tuple(Weight(c.id, maxima.criteria[c.id], minimum=c.least) for c in plan.criteria)
    pricing = replace(plan.pricing, amount=maxima.amount) if plan.pricing else None
    return Weights(maxima.price, maxima.other_quality, criteria, None, pricing, plan.tie_rule, rules=True)


def _scale(criterion: Criterion) -> str:
    def plain(choice: Choice) -> list:
        return [choice.name, f"{choice.percent.normalize():f}", *choice.requires]

    listed = [criterion.way, [plain(o) for o in criterion.options], [plain(s) for s in criterion.steps]]
    return hashlib.sha256(json.encode(listed)).hexdigest()


def other_weights(path: str, carried: Weights, published: Weights, where: str, language: Language) -> list[Diagnostic]:
    """Where the workbook ``path`` weighs otherwise than what was published, as the file ``where`` states it."""
    sheet = overview_sheet(language)
    hint = "Find out who changed the workbook; copy what was typed into the one that the build wrote."
    return [
        Diagnostic(OTHER_WEIGHTS, Location(path, MAXIMA + n, 3), f"{sheet}!C{MAXIMA + n}: {said} in {where}", hint)
        for n, said in _differences(carried, published)
    ]


#: What a plan says beside weights that was published, or follows from it; evaluators and their differences come after,
#: and which library, scenario and guidance it was made with decides nothing.
_SAID = ("title", "reference", "authority", "passages", "lot", "contractors", "language")


def other_words(path: str, carried: EvaluationPlan, published: EvaluationPlan, where: str) -> list[Diagnostic]:
    """Where the plan in the workbook ``path`` says otherwise what Tenderers have read, which letters and the annex on
    an offer quote, or calls options otherwise."""
    unlike = [name for name in _SAID if getattr(carried, name) != getattr(published, name)]
    known = {one.id: one for one in (*published.criteria, *published.requirements)}
    for one in (*carried.criteria, *carried.requirements):
        other = known.get(one.id)
        if other is not None and (_read(one) != _read(other) or _called_otherwise(one, other)):
            unlike.append(one.id)
    hint = "Find out who changed the workbook; copy what was typed into the one that was issued."
    return [
        Diagnostic(OTHER_WEIGHTS, Location(path), f"the workbook has other words for {name[:100]} than {where}", hint)
        for name in unlike
    ]


def _read(one: Criterion | Requirement) -> tuple[object, ...]:
    """The words of a criterion or requirement, which have no weight."""
    if isinstance(one, Requirement):
        return one.label, one.title, one.evidence
    return one.shown_number, one.title, [choice.when for choice in (*one.options, *one.steps)]


def _called_otherwise(one: Criterion | Requirement, other: Criterion | Requirement) -> bool:
    """Whether lists call an option of a criterion otherwise: who chooses that would choose another. Of workbooks made
    before, one does not say what it calls them; then there is nothing to compare."""
    if isinstance(one, Requirement) or isinstance(other, Requirement):
        return False
    pairs = zip((*one.options, *one.steps), (*other.options, *other.steps), strict=False)
    return any(UNSET not in (a.called, b.called) and a.called != b.called for a, b in pairs)


def _differences(carried: Weights, published: Weights) -> Iterator[tuple[int, str]]:
    for n, name in enumerate(("price", "other_quality")):
        one, other = getattr(carried, name), getattr(published, name)
        if one != other:
            yield n, _unlike(name.replace("_", " "), one, other)
    known = {weight.id: weight for weight in published.criteria}
    for n, weight in enumerate(carried.criteria, start=2):
        other = known.pop(weight.id, None)
        if other is None:
            yield n, f"the workbook counts {weight.id[:100]}, which is not"
        elif weight.maximum != other.maximum:
            yield n, _unlike(weight.id, weight.maximum, other.maximum)
        elif None not in (weight.scale, other.scale) and weight.scale != other.scale:
            yield n, f"the workbook has options or percentages for {weight.id} that are not those"
        elif carried.rules and published.rules and weight.minimum != other.minimum:
            yield n, f"the workbook has a minimum for {weight.id} that is not the one"
    if carried.rules and published.rules:
        for name in ("pricing", "ties"):
            if getattr(carried, name) != getattr(published, name):
                what = "rule for the price" if name == "pricing" else "rule for an equal rank"
                yield 0, f"the workbook has another {what} than the one"
    if known:
        yield 2, f"the workbook does not count {printable(', '.join(known))[:200]}, which stands"
    if None not in (carried.requirements, published.requirements) and carried.requirements != published.requirements:
        yield 0, "the workbook has requirements that are not those"


def _unlike(name: str, one: _Points, other: _Points) -> str:
    def shown(points: _Points) -> str:
        return "no points" if points is None else f"{points.normalize():f} points"

    return f"the workbook gives {name} {shown(one)}, not {shown(other)} as"
