"""The plan of an evaluation: what is judged, by which options, for how many points. It travels inside the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from ddtender.evaluation.guidance import Guidance
from ddtender.evaluation.pricing import PriceRuleName, Pricing, Tie
from ddtender.layout.named import named
from ddtender.library.form_values import within_100
from ddtender.model import Kind
from ddtender.model.limits import LONGEST_SLUG, MOST_CRITERIA, MOST_OPTIONS, MOST_REQUIREMENTS
from ddtender.sheets.plan import SHOWN, Count, Frozen, Id, PlanText, Tag
from ddtender.sheets.words import Word
from ddtender.words import Language

_MOST_GUIDANCE = MOST_CRITERIA * MOST_OPTIONS
#: Room for this many Tenderers.
CAPACITY = 60
_Name = Annotated[str, Meta(min_length=1, max_length=LONGEST_SLUG, pattern=SHOWN)]


def one_name(name: str) -> str:
    """A name as two are compared: "Acme  BV" is "ACME BV", and "A/B" is not "A-B"."""
    return " ".join(name.casefold().split())


class Result(Word):
    """Whether a requirement is met, or a Tenderer admitted."""

    PASS = "pass"  # nosec B105 # a result, no password
    FAIL = "fail"
    OPEN = "open"


class YesNo(Word):
    """Whether a part that adds up is offered."""

    YES = "yes"
    NO = "no"


class Rejection(Word):
    """Why a Tender is rejected whatever it offers, beside requirements that are not met."""

    LATE = "submitted too late"
    LOW_PRICE = "price not accounted for"
    EXCLUDED = "ground for exclusion"
    OTHER = "other reason"


class Choice(Frozen, kw_only=True):
    """Something that can be chosen, and its percentage; it earns nothing without the parts in ``requires``.

    ``name`` is the same in every language; ``called`` is what the workbook calls it, in its language. Earlier ones
    call it by its name."""

    name: _Name
    percent: Decimal
    when: PlanText
    requires: tuple[_Name, ...] = ()
    called: _Name | UnsetType = UNSET

    @property
    def shown(self) -> str:
        """What the lists and headings of the workbook call it."""
        return self.called if isinstance(self.called, str) else self.name

    def __post_init__(self) -> None:
        within_100(self.percent)


def _called_alike(choices: Sequence[Choice]) -> bool:
    """Whether a list calls one of these as it calls another, or by the name of another: what is chosen from it could
    be read as either. Where lists call them by their names, these are of the library."""
    shown = [one.shown.casefold() for one in choices]
    for one in choices:
        if one.called is not UNSET:
            others = [other.name.casefold() for other in choices if other.name != one.name]
            if shown.count(one.shown.casefold()) > 1 or one.shown.casefold() in others:
                return True
    return False


class Criterion(Frozen, kw_only=True):
    """An award criterion. ``options`` are alternatives (best_of, tiers), parts that add up (sum_of) or elements
    (graded), ``steps`` the scale for an element; ``maximum`` its points, None where the procedure does not say;
    ``minimum`` the points below which a Tender is not ranked."""

    id: Id
    number: Count
    cited: PlanText | UnsetType = UNSET
    title: PlanText
    version: PlanText
    way: Literal["best_of", "sum_of", "tiers", "graded"]
    options: Annotated[tuple[Choice, ...], Meta(min_length=1, max_length=MOST_OPTIONS + 1)]
    steps: Annotated[tuple[Choice, ...], Meta(max_length=MOST_OPTIONS)] = ()
    maximum: Decimal | None
    minimum: Decimal | UnsetType = UNSET

    def __post_init__(self) -> None:
        for points in (self.maximum, self.minimum):
            if isinstance(points, Decimal):
                within_100(points)
        if any(_called_alike(listed) for listed in (self.options, self.steps)):
            raise ValueError(f"two options of {self.id} are called alike")

    @property
    def least(self) -> Decimal | None:
        """The points below which a Tender is not ranked, None if the criterion has no minimum."""
        return self.minimum if isinstance(self.minimum, Decimal) else None

    @property
    def shown_number(self) -> str:
        """The number as the tender document shows it."""
        return self.cited or str(self.number)

    @property
    def in_parts(self) -> bool:
        """Whether a choice is made for each option, and the percentage is a sum."""
        return self.way in ("sum_of", "graded")

    @property
    def column_count(self) -> int:
        """How many columns of its sheet show choices and the parts of a percentage."""
        return 2 * len(self.options) if self.in_parts else 1

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen in a cell: answers, or the names of options or steps."""
        if self.way == "sum_of":
            return tuple(YesNo)
        return tuple(one.name for one in self._listed)

    @property
    def names_shown(self) -> dict[str, str]:
        """The names of options or steps by what the workbook's list calls them; nothing where yes or no is chosen."""
        return {} if self.way == "sum_of" else {one.shown: one.name for one in self._listed}

    @property
    def _listed(self) -> tuple[Choice, ...]:
        return self.steps if self.way == "graded" else self.options


class Requirement(Frozen, kw_only=True):
    """A selection criterion or technical specification: met or not met, by the evidence asked for."""

    id: Id
    label: PlanText
    title: PlanText
    evidence: tuple[PlanText, ...]


class View(Frozen, kw_only=True):
    """What one evaluator chose alone, and why: the name of an option or a step, or a value of ``YesNo`` or ``Result``,
    for each column in which there is something to choose; "" where nothing was."""

    by: PlanText
    chosen: tuple[PlanText, ...]
    why: PlanText


class Difference(Frozen, kw_only=True):
    """A criterion or requirement, by id, under which evaluators judged the Tenderer of a number in unlike ways."""

    judged: Id
    number: Count
    tenderer: PlanText
    views: tuple[View, ...]

    @property
    def parts(self) -> frozenset[int]:
        """Which of the choices, from 0, are not alike."""
        columns = enumerate(zip(*(view.chosen for view in self.views), strict=True))
        return frozenset(n for n, chosen in columns if len(set(chosen)) > 1)


class PublishedPassage(Frozen, kw_only=True):
    """What the tender document says of points, prices and ranks: a title with its number, and its paragraphs."""

    title: PlanText
    paragraphs: tuple[PlanText, ...]


class EvaluationPlan(Frozen, kw_only=True):
    """All that an evaluation workbook is made from. ``price`` and ``other_quality`` are points, None if not known.

    ``published`` is the rule for the price that the tender document states, ``ties`` what decides between equals.
    ``evaluator`` is the one whose copy it is; ``evaluators`` are those whose copies a consensus was made from, and
    ``differences`` where these differ. ``lot`` is the id of the lot that is evaluated, if there are lots;
    ``guidance`` helps to judge evidence, and no formula goes by it; ``contractors`` is with how many Tenderers a
    framework agreement is concluded, if with several."""

    form: Literal["ddtender evaluation 1"] = "ddtender evaluation 1"
    title: PlanText
    reference: PlanText
    authority: PlanText
    scenario: PlanText
    library: PlanText
    price: Decimal | None
    other_quality: Decimal | None
    requirements: Annotated[tuple[Requirement, ...], Meta(max_length=MOST_REQUIREMENTS)]
    criteria: Annotated[tuple[Criterion, ...], Meta(max_length=MOST_CRITERIA)]
    language: Tag = UNSET
    evaluator: PlanText | UnsetType = UNSET
    evaluators: tuple[PlanText, ...] | UnsetType = UNSET
    differences: tuple[Difference, ...] | UnsetType = UNSET
    published: Pricing | UnsetType = UNSET
    ties: Annotated[tuple[Tie, ...], Meta(max_length=2)] | UnsetType = UNSET
    passages: Annotated[tuple[PublishedPassage, ...], Meta(max_length=MOST_CRITERIA)] | UnsetType = UNSET
    lot: PlanText | UnsetType = UNSET
    guidance: Annotated[tuple[Guidance, ...], Meta(max_length=_MOST_GUIDANCE)] | UnsetType = UNSET
    contractors: Annotated[int, Meta(ge=2, le=10_000)] | UnsetType = UNSET

    def __post_init__(self) -> None:
        for points in (self.price, self.other_quality):
            if points is not None:
                within_100(points)
        choices = {c.id: len(c.options) if c.in_parts else 1 for c in self.criteria}
        choices |= {q.id: 1 for q in self.requirements}
        if any(one.judged not in choices for one in self.guided):
            raise ValueError("its guidance is about something that is not judged")
        for one in self.differences or ():
            if one.judged not in choices or one.number > CAPACITY or len(one.views) != len(self.evaluators or ()):
                raise ValueError(f"a difference under {one.judged} is not one of this evaluation")
            if any(len(view.chosen) != choices[one.judged] for view in one.views):
                raise ValueError(f"a difference under {one.judged} has another number of choices")

    def label(self, judged: str, language: Language) -> str:
        """A criterion or requirement as documents name it."""
        for criterion in self.criteria:
            if criterion.id == judged:
                return named(Kind.AWARD, criterion.shown_number, language)
        return next((q.label for q in self.requirements if q.id == judged), judged)

    @property
    def chosen(self) -> int:
        """How many Tenderers are chosen."""
        return self.contractors if isinstance(self.contractors, int) else 1

    @property
    def lot_id(self) -> str:
        """The id of the lot that is evaluated; nothing where there are no lots."""
        return self.lot if isinstance(self.lot, str) else ""

    @property
    def pricing(self) -> Pricing | None:
        """The published rule for the price, None where there is none."""
        return self.published if isinstance(self.published, Pricing) else None

    @property
    def guided(self) -> tuple[Guidance, ...]:
        """What good evidence shows, where the library knows that."""
        return self.guidance if isinstance(self.guidance, tuple) else ()

    @property
    def price_rule(self) -> PriceRuleName:
        """The rule that prices are counted by; where none was published, as a trial, the lowest price by this one."""
        return self.pricing.rule if self.pricing else "lowest-ratio"

    @property
    def published_words(self) -> tuple[PublishedPassage, ...]:
        """What the tender document says of points, prices and ranks."""
        return self.passages if isinstance(self.passages, tuple) else ()

    @property
    def tie_rule(self) -> tuple[Tie, ...]:
        """What decides between equal Tenders, one after the other; nothing where no rule was published."""
        return self.ties if isinstance(self.ties, tuple) else ()
