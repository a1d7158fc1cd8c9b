"""A ranking as a page shows it: a table, and for each Tenderer a bar of its points."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender.evaluation.annex import table, two_places
from ddtender.evaluation.places import label_of
from ddtender.layout.named import points_headings

if TYPE_CHECKING:
    from ddtender.evaluation.points import Score
    from ddtender.evaluation.reading import Evaluation
    from ddtender.words import Language

#: A bar of 100 points is so wide, in the picture's own units; the names stand on the left.
_WIDE, _NAME, _HIGH = 500, 180, 34
#: So many colours there are.
_COLOURS = 8


class PointsPiece(Struct, frozen=True):
    """A piece of a bar: what it is for, its points in words, where it begins and how wide it is, its colour."""

    label: str
    points: str
    x: float
    width: float
    colour: int


class PointsBar(Struct, frozen=True):
    """A Tenderer's bar: its name, shortened; its total in words; its height; its pieces."""

    name: str
    total: str
    y: int
    pieces: tuple[PointsPiece, ...]


class ShownRanking(Struct, frozen=True):
    """What Tenders come to: headings and rows; bars for those that are ranked; the parts with their colours."""

    headings: tuple[str, ...]
    rows: list[tuple[str, ...]]
    bars: tuple[PointsBar, ...]
    legend: tuple[tuple[str, int], ...]

    @property
    def height(self) -> int:
        return _HIGH * len(self.bars) + 8

    @property
    def width(self) -> int:
        return _NAME + _WIDE + 70


def ranking_of(evaluation: Evaluation, language: Language) -> ShownRanking:
    """The table of `ddtender evaluate`, and its picture."""
    headings, found = table(evaluation, language)
    labels = _labels(evaluation, language)
    bars = tuple(_bar(one, n, labels, language) for n, one in enumerate(evaluation.ranking) if one.total is not None)
    shown = {piece.colour for bar in bars for piece in bar.pieces}
    legend = ((label, n % _COLOURS) for n, label in enumerate(labels))
    return ShownRanking(headings, found, bars, tuple(one for one in legend if one[1] in shown))


def _labels(evaluation: Evaluation, language: Language) -> list[str]:
    first = points_headings(("price", "other_quality"), language).values()
    return [*first, *(label_of(criterion, language) for criterion in evaluation.plan.criteria)]


def _bar(one: Score, n: int, labels: list[str], language: Language) -> PointsBar:
    pieces, x = [], float(_NAME)
    for colour, (label, points) in enumerate(
        zip(labels, (one.price_points, one.other_quality, *one.points), strict=True)
    ):
        if points:
            width = float(points * _WIDE / Decimal(100))
            said = two_places(points, language)
            pieces.append(PointsPiece(label, said, round(x, 2), round(width, 2), colour % _COLOURS))
            x += width
    name = one.tender.name if len(one.tender.name) <= 22 else one.tender.name[:21] + "…"
    return PointsBar(name, two_places(one.total, language), _HIGH * n + 4, tuple(pieces))
