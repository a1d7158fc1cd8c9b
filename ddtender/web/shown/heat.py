"""The heat map of a risk worksheet, in the words of whoever reads: its text says all that its colours do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ddtender.market.risks_levels import heat
from ddtender.market.risks_read import JudgedRisk
from ddtender.model.risks import RiskLists


class HeatMap(Struct, frozen=True):
    """The stages of the chain; by risk, for each of them, how dark it is (none, open for not judged, 0, …) and the
    word for that."""

    stages: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def heat_of(lists: RiskLists, risks: Sequence[JudgedRisk], said: Mapping[str, str]) -> HeatMap:
    """The heat map of these rows; ``said`` has the words of the lists in another language."""
    found = heat(lists, risks)
    stages = [one.name for one in lists.stages]
    return HeatMap(
        tuple(said.get(one, one) for one in stages),
        tuple(
            (said.get(one.name, one.name), tuple(_cell(lists, found, one.name, stage, said) for stage in stages))
            for one in lists.risks
        ),
    )


def _cell(lists: RiskLists, found: Mapping, risk: str, stage: str, said: Mapping[str, str]) -> tuple[str, str]:
    if (risk, stage) not in found:
        return "none", ""
    level = found[risk, stage]
    word = lists.ratings[-1 if level is None else level]
    return "open" if level is None else str(level), said.get(word, word)
