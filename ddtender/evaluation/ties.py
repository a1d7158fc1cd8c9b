"""Ranks, and what decides between Tenders that would be ranked first together: the published rule, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from ddtender.evaluation.pricing import Tie


class Settled(Enum):
    """What has put a Tender first among those that would be so together; or that lots must be drawn."""

    PRICE = "price"
    QUALITY = "quality"
    LOTS = "lots"
    TO_BE_DRAWN = "to be drawn"


class Contender(Struct, frozen=True):
    """A Tender in the ranking: ``value`` is what it is ranked by, the highest first; None if it is not ranked.

    ``price`` and ``quality`` may break a tie; ``drawn`` says that its lot was drawn first.
    """

    value: Decimal | None
    price: Decimal | None
    quality: Decimal | None
    drawn: bool


Ranked = tuple[int | None, Settled | None]


def ranked(contenders: Sequence[Contender], ties: Sequence[Tie]) -> list[Ranked]:
    """The rank of each, and what has settled it. Equal values share a rank, unless it is the first and ``ties`` has a
    rule for it."""
    values = [c.value for c in contenders if c.value is not None]
    ranks = [None if c.value is None else 1 + sum(v > c.value for v in values) for c in contenders]
    first = [n for n, rank in enumerate(ranks) if rank == 1]
    made: list[Ranked] = [(rank, None) for rank in ranks]
    if len(first) > 1 and ties:
        for n, settled in zip(first, _settled([contenders[n] for n in first], ties), strict=True):
            made[n] = settled
    return made


def _settled(equal: Sequence[Contender], ties: Sequence[Tie]) -> list[Ranked]:
    keys = [_key(one, ties[0]) for one in equal]
    known = [key for key in keys if key is not None]
    if len(known) < len(keys):
        return [(1, None) for _ in equal]
    ranks = [1 + sum(other < key for other in known) for key in known]
    best = [one for one, rank in zip(equal, ranks, strict=True) if rank == 1]
    if len(best) == 1:
        how = Settled.PRICE if ties[0] == "price" else Settled.QUALITY
        return [(rank, how if rank == 1 else None) for rank in ranks]
    drawn = sum(one.drawn for one in best) == 1
    return [
        (rank, None) if rank > 1 else _drawn(one) if drawn else (1, Settled.TO_BE_DRAWN)
        for one, rank in zip(equal, ranks, strict=True)
    ]


def _drawn(one: Contender) -> Ranked:
    return (1, Settled.LOTS) if one.drawn else (2, None)


def _key(one: Contender, by: Tie) -> Decimal | None:
    """What comes first is lowest."""
    if by == "lots-drawn":
        return Decimal(0)
    return one.price if by == "price" else None if one.quality is None else -one.quality
