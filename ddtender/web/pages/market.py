"""The market: what suppliers are sent, what came back, what it comes to, and which scenario follows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypedDict

import msgspec
from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk import choosing
from ddtender.desk import market as desk
from ddtender.library.places import MARKET_STEP, PROCEDURE_FILE, RETURNED
from ddtender.web.problems import FieldProblem, Problem
from ddtender.web.procurements import file_in
from ddtender.web.routes import WebPage
from ddtender.web.stated import stated
from ddtender.web.visit import Visit
from ddtender.workspace.files import is_passed_over

_LEVELS = ("low", "medium", "high")
_ASSESSED = "assessment.json"
_Level = Literal["low", "medium", "high"]


class _Dimension(TypedDict):
    score: float | None


class _Supplier(TypedDict):
    file: str
    company: str | None
    awareness: _Dimension
    policies: _Dimension
    actions: _Dimension
    level: _Level | None
    notes: list[str]
    lacks: list[str]
    questions: list[str]


class _Market(TypedDict):
    counts: dict[str, dict[str, int]]


class _Assessment(TypedDict):
    """What the page shows of an assessment, as ``ddtender assess`` writes it."""

    suppliers: list[_Supplier]
    market: _Market
    recommended_scenario: str | None
    reasons: list[str]


def market(visit: Visit) -> Response:
    """What was sent, what came back, and the assessment, if there is one."""
    return _shown(visit)


def _shown(visit: Visit, problems: list[FieldProblem] | None = None) -> Response:
    folder = visit.folder / MARKET_STEP
    there = {one.name for one in folder.iterdir() if one.is_file()} if folder.is_dir() else set()
    returned = visit.folder / RETURNED
    came = sorted(one.name for one in returned.iterdir() if one.is_file()) if returned.is_dir() else []
    values = {
        "sent": [name for name in ("questionnaire.docx", "invitation.docx") if name in there],
        "returned": [name for name in came if not is_passed_over(name)],
        "assessment": _assessment(folder / _ASSESSED) if _ASSESSED in there else None,
        "made": [name for name in ("report.docx", "answers.xlsx") if name in there],
        "scenario": stated(visit, "scenario"),
        "scenarios": _scenarios(visit),
        "values": visit.given,
    }
    return visit.again("market", problems, **values) if problems else visit.page("market", **values)


def send(visit: Visit) -> Response:
    """Make the questionnaire and the invitation that go out together."""
    written, meeting = visit.given.text("answer_by"), visit.given.text("meeting")
    try:
        answer_by = date.fromisoformat(written) if written else None
    except ValueError:
        return _shown(visit, [FieldProblem("answer_by", visit.say("web.market.day_wrong"))])
    procedure = visit.folder / PROCEDURE_FILE
    outputs = {
        "questionnaire.docx": desk.questionnaire(visit.root, procedure, answer_by, with_scores=False),
        "invitation.docx": desk.invitation(visit.root, procedure, answer_by, meeting or None),
    }
    for name, content in outputs.items():
        door.write_outputs(visit.folder / MARKET_STEP, {name: content}, False, (procedure,))
    return visit.go(visit.address("market"), "web.market.made")


def take(visit: Visit) -> Response:
    """Take forms that came back. Two of one name are both kept."""
    came = visit.given.handed_in("forms", ".docx")
    if not came:
        return _shown(visit, [FieldProblem("forms", visit.say("web.upload.none"))])
    twice = [name for name, count in Counter(name for name, _ in came).items() if count > 1]
    if twice:
        raise Problem("web.market.twice", names=", ".join(twice))
    for name, content in came:
        door.write_outputs(visit.folder / RETURNED, {name: content}, False, ())
    return visit.go(visit.address("market"), "web.market.taken", number=len(came))


def leave_out(visit: Visit) -> Response:
    """Set a form aside that is not to count: it is kept, under a name that is not read."""
    name = visit.given.text("form")
    path = file_in(visit.folder, f"{RETURNED}/{name}")
    aside = visit.folder / MARKET_STEP / "not-counted"
    door.write_outputs(aside, {path.name: path.read_bytes()}, False, ())
    path.unlink()
    return visit.go(visit.address("market"), "web.market.left_out", name=name)


def assess(visit: Visit) -> Response:
    """Have the forms scored."""
    own = visit.given.text("maturity")
    if own not in _LEVELS:
        return _shown(visit, [FieldProblem("maturity", visit.say("web.market.maturity_missing"))])
    return visit.ask("assess", maturity=own)


def choose(visit: Visit) -> Response:
    """Choose a scenario, the one that was recommended or another; the choice and its reason go on record."""
    if (first := visit.named()) is not None:
        return first
    chosen, why = visit.given.text("scenario"), visit.given.text("why")
    missing = []
    if chosen not in {name for name, _, _ in _scenarios(visit)}:
        missing.append(FieldProblem("scenario", visit.say("web.market.scenario_missing")))
    if not why:
        missing.append(FieldProblem("why", visit.say("web.market.why_missing")))
    if missing:
        return _shown(visit, missing)
    who = visit.person
    choosing.choose(visit.root, visit.folder, chosen, who.name, who.role, why)
    return visit.go(visit.address(), "web.market.chosen", scenario=chosen)


def _scenarios(visit: Visit) -> list[tuple[str, str, str]]:
    """The scenarios of the library, from the lowest maturity up: name, title, summary."""
    found = visit.library.scenarios
    order = {level: n for n, level in enumerate(_LEVELS)}
    known = sorted(found, key=lambda one: (order.get(one.market_maturity, len(_LEVELS)), len(one.provisions)))
    return [(one.name, one.title, one.summary) for one in known]


def _assessment(path: Path) -> Any:
    """The assessment; nothing where the file is none of ours."""
    try:
        return msgspec.json.decode(door.read_bytes(path), type=_Assessment)
    except (ValueError, RecursionError):
        return {}


PAGES = (
    WebPage("/p/{name}/market", market),
    WebPage("/p/{name}/market/send", save=send, may_save=("officer",)),
    WebPage("/p/{name}/market/returned", save=take, may_save=("officer",)),
    WebPage("/p/{name}/market/left-out", save=leave_out, may_save=("officer",)),
    WebPage("/p/{name}/market/assess", save=assess, may_save=("officer",)),
    WebPage("/p/{name}/market/scenario", save=choose, may_save=("officer", "lawyer")),
)
