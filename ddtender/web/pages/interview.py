"""The interview with which a procurement begins: a question a page, answers kept while going, checked, then made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from starlette.responses import Response

from ddtender.desk.facts import new_procurement
from ddtender.desk.facts.fields import key_of
from ddtender.desk.facts.interview import InterviewQuestion, facts_from, is_asked, only_after, wrong_in
from ddtender.desk.facts.interviewing import BegunInterview, asked_of
from ddtender.web.pages.beginning import FROM, NAME, begun_form, place_for
from ddtender.web.problems import FieldProblem, NotFound, Problem
from ddtender.web.procurements import folder_of, names
from ddtender.web.routes import WebPage
from ddtender.web.settings import TeamRole
from ddtender.web.shown.said import answer_as_read
from ddtender.web.visit import Visit

_OFFICER: tuple[TeamRole, ...] = ("officer",)


def question(visit: Visit) -> Response:
    """One question, with what the library knows of it, and what was answered so far."""
    answers = _kept(visit)
    of = _interview(visit, answers)
    return _shown(visit, of, _question(visit, of), answers)


def answer(visit: Visit) -> Response:
    """Keep the answer, and go on to the next question that is asked after it."""
    kept = _kept(visit)
    of = _interview(visit, kept)
    asked, answers = _question(visit, of), _with_given(visit, of, kept)
    visit.keep(begun_form(answers[NAME]), answers)
    wrong = wrong_in(asked, answers)
    if wrong:
        said = [FieldProblem(name, visit.say(one.key, **one.places)) for name, one in wrong.items()]
        return _shown(visit, of, asked, answers, said)
    questions = of.interview.asked(answers)
    keys = [one.key for one in questions]
    after = keys[keys.index(asked.key) + 1 :] if asked.key in keys else []
    if visit.given.text("then") == "check":  # back to where it was changed, unless the answer asks for more
        after = [one.key for one in questions if one.key in after[:1] and not _is_answered(one, answers)]
    return visit.go(_address(answers[NAME], after[0] if after else "check"))


def keep(visit: Visit) -> Response:
    """Keep what stands in a form while somebody types."""
    kept = _kept(visit)
    visit.keep(begun_form(kept[NAME]), _with_given(visit, _interview(visit, kept), kept))
    return Response(status_code=204)


def check(visit: Visit) -> Response:
    """All answers on one page, each with a link to change it."""
    return _checked(visit, _kept(visit))


def _checked(visit: Visit, answers: Mapping[str, str], problems: Iterable[FieldProblem] = ()) -> Response:
    of = _interview(visit, answers)
    rows = [
        (one, [(field.label, _said(visit, field, answers)) for field in one.fields if is_asked(field, answers)])
        for one in of.interview.asked(answers)
    ]
    values = {
        "folder": answers[NAME],
        "rows": rows,
        "known": of.known("what", answers),
        "back": _address(answers[NAME], rows[-1][0].key),
    }
    return visit.form("interview_check", problems, **values)


def make(visit: Visit) -> Response:
    """Make the folder with the answers as its facts, as ``ddtender new --ask`` does; or drop the answers."""
    answers = _kept(visit)
    name = answers[NAME]
    if visit.given.text("do") == "drop":
        visit.forget(begun_form(name))
        return visit.go("/new", "web.interview.dropped")
    of = _interview(visit, answers)
    for one in of.interview.asked(answers):
        if wrong_in(one, answers):
            return visit.go(_address(name, one.key))
    try:
        place = place_for(visit, name)
    except Problem as problem:
        return _checked(visit, answers, [visit.said(problem)])
    facts = facts_from(of.interview, answers, of.stated)
    new_procurement.begin(visit.root, place, _other(visit, answers), facts)
    visit.forget(begun_form(name))
    return visit.go(f"/p/{name}", "web.interview.made")


def _kept(visit: Visit) -> dict[str, str]:
    """The answers so far, with the name of the folder. Raises NotFound where nobody has begun."""
    name = visit.request.path_params["folder"]
    found = visit.kept(begun_form(name))
    if found is None:
        raise NotFound(name)
    return {**found.values, NAME: name}


def _other(visit: Visit, answers: Mapping[str, str]) -> Path | None:
    """The folder of last time's procurement; None where there is none, or none any more: the answers stay."""
    other = answers.get(FROM, "")
    return folder_of(visit.settings, other) if other in names(visit.settings) else None


def _interview(visit: Visit, answers: Mapping[str, str]) -> BegunInterview:
    return asked_of(
        visit.root, (visit.library, visit.own_library), visit.sources, visit.language, _other(visit, answers)
    )


def _question(visit: Visit, of: BegunInterview) -> InterviewQuestion:
    key = visit.request.path_params["question"]
    found = next((one for one in of.interview.questions if one.key == key), None)
    if found is None:
        raise NotFound(key)
    return found


def _with_given(visit: Visit, of: BegunInterview, kept: Mapping[str, str]) -> dict[str, str]:
    """The answers with what the form of this question brought."""
    names = {field.key for field in _question(visit, of).fields}
    return {**kept, **{name: visit.given.text(name) for name in names if name in visit.given}}


def _is_answered(one: InterviewQuestion, answers: Mapping[str, str]) -> bool:
    return any(answers.get(field.key) for field in one.fields)


def _shown(
    visit: Visit,
    of: BegunInterview,
    asked: InterviewQuestion,
    answers: Mapping[str, str],
    problems: Iterable[FieldProblem] = (),
) -> Response:
    questions = [one.key for one in of.interview.questions]
    before = [one.key for one in of.interview.asked(answers)]
    n = before.index(asked.key) if asked.key in before else 0
    name = answers[NAME]
    is_changed = visit.request.query_params.get("then") == "check" or visit.given.text("then") == "check"
    values = {
        "folder": name,
        "question": asked,
        "number": questions.index(asked.key) + 1,
        "all": len(questions),
        "fields": [(one, key_of(one.path), answers.get(one.key, ""), only_after(one)) for one in asked.fields],
        "known": of.known(asked.key, answers),
        "here": _address(name, asked.key),
        "then": "check" if is_changed else "",
        "back": _address(name, "check") if is_changed else _address(name, before[n - 1]) if n else "/new",
    }
    return visit.form("interview", problems, **values)


def _said(visit: Visit, field, answers: Mapping[str, str]) -> str:
    """An answer as it is read; "" where it is left open."""
    return answer_as_read(field, answers.get(field.key, ""), visit.language)


def _address(name: str, question: str) -> str:
    return f"/new/{name}/{question}"


PAGES = (
    WebPage("/new/{folder}/check", check, make, may=_OFFICER, may_save=_OFFICER),
    WebPage("/new/{folder}/{question}", question, answer, may=_OFFICER, may_save=_OFFICER),
    WebPage("/new/{folder}/{question}/keep", save=keep, may_save=_OFFICER),
)
