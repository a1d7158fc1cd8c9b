"""The market: what suppliers are sent, what came back, what it comes to, and which scenario follows."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.market import papers as desk
from ddtender.desk.procurement import choosing
from ddtender.library.places import MARKET_STEP, PROCEDURE_FILE, RETURNED
from ddtender.web.problems import FieldProblem, Problem
from ddtender.web.procurements import documents_in, file_in
from ddtender.web.routes import WebPage
from ddtender.web.shown.assessments import WrittenAssessment, assessment_in, is_unread, reasons_in, take_forms
from ddtender.web.shown.stated import stated
from ddtender.web.visit import Visit

_LEVELS = ("low", "medium", "high")


def market(visit: Visit) -> Response:
    """What was sent, what came back, and the assessment, if there is one."""
    return _shown(visit)


def _shown(visit: Visit, problems: list[FieldProblem] | None = None) -> Response:
    folder = visit.folder / MARKET_STEP
    there, assessed = documents_in(folder), assessment_in(folder)
    values = {
        "sent": [name for name in ("questionnaire.docx", "invitation.docx") if name in there],
        "returned": documents_in(visit.folder / RETURNED),
        "assessment": assessed,
        "unread": is_unread(folder, assessed),
        "reasons": reasons_in(assessed, visit.language) if assessed else None,
        "tag": _tag(visit, assessed),
        "made": [name for name in ("report.docx", "answers.xlsx") if name in there],
        "scenario": stated(visit, "scenario"),
        "scenarios": _scenarios(visit),
        "chosen": choosing.chosen_in(visit.folder),
        "sellers": stated(visit, "sellers"),
        "values": visit.given,
    }
    return visit.form("market", problems, **values)


def _tag(visit: Visit, read: WrittenAssessment | None) -> str:
    """The language in which an assessment says what it says of suppliers: its own, or that of the procurement where an
    earlier one does not tell."""
    if read is None or read.language:
        return read.language if read else ""
    if any(one.of == "facts" for one in visit.broken):  # nobody knows it then
        return ""
    return desk.language_for(visit.root, None, visit.folder / PROCEDURE_FILE).tag


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
    door.write_outputs(visit.folder / MARKET_STEP, outputs, False, (procedure,))
    return visit.go(visit.address("market"), "web.market.made")


def take(visit: Visit) -> Response:
    """Take forms that came back. Two of one name are both kept."""
    try:
        number = take_forms(visit)
    except Problem as problem:
        return _shown(visit, [visit.said(problem, "forms")])
    return visit.go(visit.address("market"), "web.market.taken", number=number)


def leave_out(visit: Visit) -> Response:
    """Set a form aside that is not to count: it is kept, under a name that is not read."""
    name = visit.given.text("form")
    path = file_in(visit.folder, f"{RETURNED}/{name}")
    aside = visit.folder / MARKET_STEP / "not-counted"
    door.take_in(aside, {path.name: path.read_bytes()})
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
    if (first := visit.named(visit.address("market"))) is not None:  # nothing is shown at the form's own address
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


PAGES = (
    WebPage("/p/{name}/market", market),
    WebPage("/p/{name}/market/send", save=send, may_save=("officer",), relies_on=("facts",)),
    WebPage("/p/{name}/market/returned", save=take, may_save=("officer",)),
    WebPage("/p/{name}/market/left-out", save=leave_out, may_save=("officer",)),
    WebPage("/p/{name}/market/assess", save=assess, may_save=("officer",), relies_on=("facts",)),
    WebPage("/p/{name}/market/scenario", save=choose, may_save=("officer", "lawyer"), relies_on=("facts", "record")),
)
