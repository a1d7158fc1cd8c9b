"""Notices of our own scenarios with all that the law wants in them, without a build."""

from __future__ import annotations

from functools import cache

import yaml

from ddtender.desk.prepare import Ground, Prepared, Request, ground, prepare_on
from ddtender.export.notice import Notice, notice_of
from tests.documents import sources
from tests.export.sample import COMPLETE, PATH
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


#: The codes of the languages that a notice can be in.
CODES = {"en": "ENG", "nl": "NLD", "fr": "FRA", "de": "DEU"}


def in_languages(scenario: str, languages: tuple[str, ...], lots: int = 0) -> str:
    """A procedure file with documents in these languages, in which each text says which one it is in."""
    facts = yaml.safe_load(procedure(scenario))
    facts["languages"] = [*languages]
    facts["notice"] |= {
        "language": next((CODES[tag] for tag in languages if tag in CODES), "NOR"),
        "tender_languages": [CODES.get(tag, "NOR") for tag in languages],
    }
    facts["lots"] = [{"id": f"{n}", "title": f"Part {n}", "subject": f"things {n}"} for n in range(1, lots + 1)]
    facts["review_body"]["deadline"] = "Within fifteen days of the decision."
    told = {key: facts[key] for key in ("title", "subject")}
    told["review_body.deadline"] = facts["review_body"]["deadline"]
    told |= {f"lots.{lot['id']}.{key}": lot[key] for lot in facts["lots"] for key in ("title", "subject")}
    facts["translations"] = {tag: {key: f"{text} ({tag})" for key, text in told.items()} for tag in languages[1:]}
    return yaml.safe_dump(facts, sort_keys=False, allow_unicode=True)


@cache
def spoken(scenario: str, languages: tuple[str, ...], lots: int = 0) -> Notice:
    """The notice of a scenario in these languages."""
    return of_file(in_languages(scenario, languages, lots), scenario)


@cache
def _ground() -> Ground:
    return ground(sources(languages=True).files)


def translated(text: str, scenario: str = "high") -> Prepared:
    """What a procedure file of this text gives with our library and its translations."""
    return prepare_on(_ground(), Request(scenario, PATH), text.encode())


def of_file(text: str, scenario: str = "high") -> Notice:
    """The notice of a procedure file, in all languages of its documents."""
    made = translated(text, scenario)
    assert made.resolved is not None, made.diagnostics
    return notice_of(made.resolved, made.resolved.lots, [one.resolved for one in made.also if one.resolved])
