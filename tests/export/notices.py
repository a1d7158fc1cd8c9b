"""Notices of our own scenarios with all that the law wants in them, without a build."""

from __future__ import annotations

from functools import cache

import yaml

from ddtender.export.notice import Notice, notice_of
from tests.export.sample import COMPLETE
from tests.laid import resolved

_TWO = {"award.component-transparency": 7, "award.due-diligence-processes": 8}
#: The points of the criteria of each scenario.
_POINTS = {
    "low": {"award.policy-commitment": 4, "award.human-rights-risk-assessment": 11},
    "medium": {"award.product-transparency": 6, "award.action-plan": 10},
    "high": _TWO,
    "high-plus": _TWO,
}
SCENARIOS = tuple(_POINTS)


@cache
def procedure(scenario: str) -> str:
    """A procedure file with which a scenario has a whole notice."""
    facts = yaml.safe_load(COMPLETE)
    points = _POINTS[scenario]
    facts["award"] |= {"points": points, "other_quality": 40 - sum(points.values())}
    # "no" is a truth value to PyYAML, as it is not to ours.
    facts["notice"] |= {"reserved_execution": "no", "lots_per_tenderer": 2, "ocid_prefix": "ocds-213czf"}
    facts.pop("scenario", None)
    return yaml.safe_dump(facts, sort_keys=False, allow_unicode=True)


@cache
def notice(scenario: str = "high", lots: int = 0) -> Notice:
    """The notice of a scenario; with so many lots that are alike, if any."""
    whole = resolved(procedure(scenario), scenario)
    return notice_of(whole, [whole] * lots)
