"""How an award criterion turns what a Tenderer offers into a percentage of its points.

Percentages are ``Decimal`` (percent of the criterion's maximum points, 0 to 100).
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.model.text import Inline


class Option(Struct, frozen=True):
    """One thing that earns a percentage: ``when`` says for what. ``count`` is the number that a tier asks for;
    ``requires`` names the options without which this one earns nothing."""

    id: str
    percent: Decimal
    when: tuple[Inline, ...]
    location: Location
    count: int | None = None
    requires: tuple[str, ...] = ()


class BestOf(Struct, frozen=True):
    """Alternatives: the best one that is met counts (manual 3.3.3: a list, or a plan for it)."""

    options: tuple[Option, ...]
    location: Location


class SumOf(Struct, frozen=True):
    """Parts that add up (manual 3.3.2: a commitment, and its communication)."""

    options: tuple[Option, ...]
    location: Location


class Tiers(Struct, frozen=True):
    """Steps by number (manual 3.3.3: one, two, three or more actions)."""

    options: tuple[Option, ...]
    location: Location


class GradeStep(Struct, frozen=True):
    """How completely an element is met: ``percent`` of the element's own percentage."""

    id: str
    percent: Decimal
    when: tuple[Inline, ...]
    location: Location


class Graded(Struct, frozen=True):
    """Elements judged one by one on a common scale (manual 3.3.4: five elements, by completeness)."""

    options: tuple[Option, ...]
    steps: tuple[GradeStep, ...]
    location: Location


Scoring = BestOf | SumOf | Tiers | Graded
