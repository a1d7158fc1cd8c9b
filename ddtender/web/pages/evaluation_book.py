"""One workbook of an evaluation: what it comes to, and the forms over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.errors import Refused
from ddtender.desk.evaluation import evaluation_folder, typed_evaluation
from ddtender.desk.evaluation.evaluation_folder import EvaluationBook
from ddtender.evaluation.wording import as_published
from ddtender.library.places import EVALUATION_STEP
from ddtender.web.asked_at import told
from ddtender.web.evaluators import key_of, opened
from ddtender.web.forms.evaluation import PARTS, field_of, rows, said
from ddtender.web.forms.fields import FieldReader, overtaken, print_of
from ddtender.web.problems import FieldProblem, Forbidden, NotFound, Problem
from ddtender.web.routes import WebPage
from ddtender.web.settings import TeamRole
from ddtender.web.shown.ranking import ranking_of
from ddtender.web.visit import Visit

if TYPE_CHECKING:
    from ddtender.evaluation.reading import Evaluation

_OLDER = "web.evaluating.wrong.older"
_SEE: tuple[TeamRole, ...] = ("officer", "evaluator", "lawyer", "reader")
_TYPE: tuple[TeamRole, ...] = ("officer", "evaluator")


def book(visit: Visit) -> Response:
    """What a workbook comes to, and what is still to be done in it."""
    return shown(visit, opened(visit))


def shown(visit: Visit, one: EvaluationBook, problems: Sequence[FieldProblem] = (), is_older: bool = False) -> Response:
    """The page of a workbook, with what is wrong with what was handed in, which may lack what was typed since."""
    may_type = visit.person.can(*_TYPE)
    values = {
        "book": one,
        "key": key_of(one.file),
        "parts": _parts(one),
        "ranking": ranking_of(one.evaluation, visit.language) if one.evaluation else None,
        **told(visit, one.file, one.evaluation, _parts(one) if may_type else (), one.findings),
        "may_type": may_type,
        "is_older": is_older,
    }
    return visit.form("evaluation_book", problems, **values)


def hand_in(visit: Visit) -> Response:
    """Take a workbook that was filled in elsewhere."""
    one = opened(visit)
    try:
        _, content = visit.given.file("workbook", ".xlsx")
        typed_evaluation.hand_in(visit.folder, one.file, content, visit.speaks, partial(_agree, visit, _parts(one)))
    except Problem as problem:
        return shown(visit, one, [visit.said(problem, "workbook")], problem.key == _OLDER)
    return visit.go(visit.address("evaluation", key_of(one.file)), "web.evaluating.told.handed_in")


def _agree(visit: Visit, parts: Sequence[str], there: Evaluation, handed: Evaluation) -> None:
    """Raises Problem where a workbook lacks what is typed here, as one does that was taken before; not of whoever has
    seen that and hands it in all the same."""
    if visit.given.text("replaces"):
        return
    found = []
    for name in parts:
        mine = PARTS[name].fields(handed)
        gone = sum(bool(text) and mine.get(key, "") != text for key, text in PARTS[name].fields(there).items())
        found += [f"{visit.say(f'web.evaluating.part.{name}')} ({gone})"] if gone else []
    if found:
        raise Problem(_OLDER, parts=", ".join(found))


def _parts(one: EvaluationBook) -> list[str]:
    """The forms that a workbook has: who judges alone is not asked for Tenderers."""
    if one.evaluation is None:
        return []
    plan, is_known = one.evaluation.plan, bool(one.evaluation.scores)
    there = {
        "tenderers": one.kind != "copy",
        "differences": bool(plan.differences),
        "selection": is_known and bool(plan.requirements),
        "criteria": is_known and bool(plan.criteria),
    }
    return [name for name, is_there in there.items() if is_there]


def part(visit: Visit) -> Response:
    """A form over a workbook, as it stands there; or as somebody has left it, not saved."""
    one, name = _asked_for(visit)
    read, _ = typed_evaluation.to_type_in(visit.folder / EVALUATION_STEP / one.file, visit.speaks)
    fields = PARTS[name].fields(read)
    kept = visit.kept(_form(one, name))
    values = {**fields, **(kept.values if kept else {})}
    seen = kept.values.get("seen", print_of(fields)) if kept else print_of(fields)
    return visit.page("evaluation_part", **_of_form(visit, one, read, name, values, seen), is_kept=kept is not None)


def save(visit: Visit) -> Response:
    """Type into the workbook what the form says."""
    one, name = _asked_for(visit)
    here = visit.address("evaluation", key_of(one.file))
    if visit.given.text("do") == "forget":
        visit.forget(_form(one, name))
        return visit.go(f"{here}/{name}")
    read, sha256 = typed_evaluation.to_type_in(visit.folder / EVALUATION_STEP / one.file, visit.speaks)
    fields = PARTS[name].fields(read)
    form = FieldReader(visit.given, visit.say)
    if visit.given.text("seen") != print_of(fields) and (
        theirs := overtaken(fields, visit.given, visit.say, said(read, visit.say))
    ):
        return _again(visit, one, read, name, theirs, print_of(fields))
    entries = PARTS[name].typed(read, form)
    if form.problems:
        return _again(visit, one, read, name, form.problems, visit.given.text("seen"))
    try:
        typed_evaluation.save(visit.folder, one.file, read, sha256, entries, visit.speaks)
    except door.WrittenMeanwhile:
        read, _ = typed_evaluation.to_type_in(visit.folder / EVALUATION_STEP / one.file, visit.speaks)
        fields = PARTS[name].fields(read)
        theirs = _theirs(visit, read, fields)
        return _again(visit, one, read, name, theirs, print_of(fields))
    visit.forget(_form(one, name))
    following = _parts(evaluation_folder.book(visit.folder, one.file, visit.speaks))
    after = following[following.index(name) + 1 :] if name in following else []
    to = f"{here}/{after[0]}" if after and visit.given.text("do") == "on" else here
    return visit.go(to, "web.evaluating.told.saved")


def _theirs(visit: Visit, read: Evaluation, fields: Mapping[str, str]) -> list[FieldProblem]:
    """What the workbook says otherwise by now than what was typed."""
    return overtaken(fields, visit.given, visit.say, said(read, visit.say))


def look(visit: Visit) -> Response:
    """What would come of what stands in a form just now; it is kept, and nothing is written into the workbook."""
    one, name = _asked_for(visit)
    visit.keep(_form(one, name), {key: value for key, value in visit.given.items() if key not in ("csrf", "do")})
    path = visit.folder / EVALUATION_STEP / one.file
    read, _ = typed_evaluation.to_type_in(path, visit.speaks)
    form = FieldReader(visit.given, visit.say)
    entries = PARTS[name].typed(read, form)
    try:
        made = typed_evaluation.typed(path, read, entries, evaluation_folder.procedure_of(visit.folder), visit.speaks)
    except Refused as error:
        found = told(visit, one.file, None, (), error.diagnostics)
        return visit.page("evaluation_look", ranking=None, wrong=form.problems, **found)
    ranking = ranking_of(made.evaluation, visit.language) if made.evaluation and made.evaluation.scores else None
    found = told(visit, one.file, made.evaluation, _parts(one), made.findings)
    return visit.page("evaluation_look", ranking=ranking, wrong=form.problems, **found)


def _asked_for(visit: Visit) -> tuple[EvaluationBook, str]:
    one, name = opened(visit), visit.request.path_params["part"]
    if name not in _parts(one):
        raise NotFound
    if not visit.person.can(*_TYPE):
        raise Forbidden
    return one, name


def _form(one: EvaluationBook, name: str) -> str:
    return f"evaluation {one.file} {name}"[:200]


def _again(
    visit: Visit, one: EvaluationBook, read: Evaluation, name: str, problems: Sequence[FieldProblem], seen: str
) -> Response:
    values = _of_form(visit, one, read, name, {**PARTS[name].fields(read), **visit.given}, seen)
    return visit.again("evaluation_part", problems, **values, is_kept=False)


def _of_form(
    visit: Visit, one: EvaluationBook, read: Evaluation, name: str, values: Mapping[str, str], seen: str
) -> dict[str, Any]:
    plan = read.plan
    return {
        "book": one,
        "key": key_of(one.file),
        "part": name,
        "parts": _parts(one),
        "read": read,
        "plan": plan,
        "values": values,
        "seen": seen,
        "rows": rows(read),
        "differences": [_difference(visit, read, n) for n in range(len(plan.differences or ()))],
        "ranking": ranking_of(read, visit.language) if read.scores else None,
        **told(visit, one.file, one.evaluation, _parts(one), one.findings),
        "wrong": (),
    }


def _difference(visit: Visit, read: Evaluation, n: int) -> dict[str, Any]:
    """What evaluators have chosen in one place, side by side, in the words of the tender document."""
    one = (read.plan.differences or ())[n]
    views = [
        (view.by, as_published(read.plan, one.judged, view.chosen, visit.language, one.parts), view.why)
        for view in one.views
    ]
    return {"n": n, "about": one, "field": field_of(read, one), "views": views}


PAGES = (
    WebPage("/p/{name}/evaluation/{book}", book, may=_SEE),
    WebPage("/p/{name}/evaluation/{book}/workbook", save=hand_in, may=_SEE, may_save=_TYPE),
    WebPage("/p/{name}/evaluation/{book}/{part}", part, save, may=_SEE, may_save=_TYPE),
    WebPage("/p/{name}/evaluation/{book}/{part}/look", save=look, may=_SEE, may_save=_TYPE),
)
