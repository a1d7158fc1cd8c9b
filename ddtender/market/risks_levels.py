"""What the ratings of a risk come to: levels, the heat map, and the level of what is bought as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ddtender.market.risks_read import JudgedRisk, RiskSheet
from ddtender.model.risks import RiskLists

#: What a procedure file says under ``risk``, from the lowest on.
PROCEDURE_LEVELS = ("low", "medium", "high")


def level(ratings: Sequence[str], severity: str, likelihood: str) -> int | None:
    """The level of a risk, counted from 0 among the known ``ratings``; None while its severity is open.

    It is the severity: the worst harm comes first, also where it is not sure (UN Guiding Principle 24). Where the
    likelihood is the lowest, it is one lower. The formulas of the heat map say the same (``risks_matrix``).
    """
    known = list(ratings[:-1])
    if severity not in known:
        return None
    found = known.index(severity)
    return max(0, found - 1) if likelihood == known[0] else found


def heat(lists: RiskLists, rows: Iterable[JudgedRisk]) -> Mapping[tuple[str, str], int | None]:
    """By risk and stage the highest level of their rows; None where all of them are open."""
    found: dict[tuple[str, str], int | None] = {}
    for row in rows:
        key, here = (row.risk, row.stage), level(lists.ratings, row.severity, row.likelihood)
        known = found.get(key)
        found[key] = here if known is None else known if here is None else max(known, here)
    return found


def by_risk(lists: RiskLists, rows: Iterable[JudgedRisk]) -> Mapping[str, int]:
    """By risk the highest level of its rows; those that are open throughout are left out."""
    found: dict[str, int] = {}
    for (risk, _), value in heat(lists, rows).items():
        if value is not None:
            found[risk] = max(value, found.get(risk, 0))
    return found


def overall(lists: RiskLists, sheet: RiskSheet) -> str | None:
    """What a procedure file would say under ``risk``: the highest relevance of the last step; None while it has none,
    or where the library has other than three ratings."""
    known = list(lists.ratings[:-1])
    found = [known.index(row.relevant) for row in sheet.report if row.relevant in known]
    return PROCEDURE_LEVELS[max(found)] if found and len(known) == len(PROCEDURE_LEVELS) else None
