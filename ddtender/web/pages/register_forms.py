"""The forms over a register: each row of what is due, its first facts, requests, rows of one's own, sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.contract.performance import perform
from ddtender.contract.places import clause_label, marks_of
from ddtender.contract.plan import Risk
from ddtender.desk.as_shown import until_written
from ddtender.desk.contract import typed_register
from ddtender.desk.contract.contract_folder import ContractFolder
from ddtender.web.forms.fields import FieldReader, overtaken, print_of
from ddtender.web.forms.register import SHEETS, RegisterForm, entry_form, facts_form, row_form, said, sheets_of
from ddtender.web.pages.contracts import opened
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.settings import TeamRole
from ddtender.web.visit import Visit

if TYPE_CHECKING:
    from ddtender.contract.performance import Filled

_OFFICER: tuple[TeamRole, ...] = ("officer",)
_NEW = "new"


def form(visit: Visit) -> Response:
    """A form as it stands in the register; or as somebody has left it, not saved."""
    one = opened(visit)
    filled, _ = typed_register.to_type_in(visit.folder, one.name, visit.speaks)
    kept = visit.kept(_name(visit, one))
    of = _form(visit, filled, kept.values if kept else {})
    if of is None and kept is None:
        raise NotFound
    problems = [] if of else [FieldProblem("", visit.say("web.register.gone"))]
    of = of or _gone(visit, filled)
    values = {**of.fields, **(kept.values if kept else {})}
    seen = values.get("seen") or _seen(filled, of)
    shown = _shown(visit, one, filled, of, values, seen)
    return visit.form("register_form", problems, **shown, is_kept=kept is not None)


def keep(visit: Visit) -> Response:
    """Keep what stands in a form just now; nothing is written into the register."""
    one = opened(visit)
    filled, _ = typed_register.to_type_in(visit.folder, one.name, visit.speaks)
    if _form(visit, filled, visit.given) is None:
        raise NotFound
    values = {key: value for key, value in visit.given.items() if key not in ("csrf", "do")}
    visit.keep(_name(visit, one), values)
    return Response(status_code=204)


def save(visit: Visit) -> Response:
    """Type into the register what the form says, or take its entry away."""
    one = opened(visit)
    if visit.given.text("do") == "forget":
        visit.forget(_name(visit, one))
        return visit.go(visit.request.url.path)
    return until_written(lambda: _save(visit, one))


def _save(visit: Visit, one: ContractFolder) -> Response:
    filled, sha256 = typed_register.to_type_in(visit.folder, one.name, visit.speaks)
    seen, is_removed = visit.given.text("seen"), visit.given.text("do") == "remove"
    of = _form(visit, filled, visit.given)
    if of is None:  # somebody has taken the entry away
        if is_removed:
            return _done(visit, one, "web.register.removed")
        of = _gone(visit, filled)
        problem = FieldProblem("", visit.say("web.register.gone"))
        return _again(visit, one, filled, of, [problem])
    now = _seen(filled, of)
    theirs = overtaken(of.fields, visit.given, visit.say, said(filled, visit.language)) if seen != now else []
    reader = FieldReader(visit.given, visit.say)
    if is_removed:
        if of.without is None:
            raise NotFound
        made = of.without()
        theirs = [FieldProblem("", visit.say("web.register.changed")), *theirs] if theirs else []
    else:
        made = of.typed(reader)
    if wrong := [*theirs, *(() if is_removed else reader.problems)]:
        return _again(visit, one, filled, of, wrong)
    typed_register.save(visit.folder, one.name, filled, sha256, made, visit.speaks)
    return _done(visit, one, "web.register.removed" if is_removed else "web.yearly.saved")


def _done(visit: Visit, one: ContractFolder, told: str) -> Response:
    visit.forget(_name(visit, one))
    return visit.go(visit.address("contracts", one.name, "register"), told)


def _form(visit: Visit, filled: Filled, shown: Mapping[str, str]) -> RegisterForm | None:
    """The form that an address names. An entry that stands elsewhere by now than when it was ``shown`` is found by what
    it said; None where it is there no more, and another one has its number. Raises NotFound."""
    part, entry = visit.request.path_params["part"], visit.request.path_params.get("entry", "")
    if not entry:
        found = facts_form(filled) if part == "facts" else row_form(filled, _number(part))
        if found is None:
            raise NotFound(part)
        return found
    if part not in sheets_of(filled):
        raise NotFound(part)
    if entry == _NEW:
        return entry_form(filled, part, None)
    seen, now = shown.get("seen", ""), _prints(filled, part)
    number = _number(entry)
    if seen in now and (number > len(now) or now[number - 1] != seen):
        return entry_form(filled, part, now.index(seen) + 1)
    others = shown.get("others", "").split()
    # where rows were taken away, the one with this number may be another that was changed: it is not written over
    is_another = number <= len(now) and (now[number - 1] in others or (bool(seen) and len(now) <= len(others)))
    return None if is_another and seen not in now else entry_form(filled, part, number)


def _prints(filled: Filled, sheet: str) -> list[str]:
    """What tells the entries of a sheet apart, in their order."""
    forms = (entry_form(filled, sheet, n) for n in range(1, len(SHEETS[sheet].of(filled)) + 1))
    return [_seen(filled, one) for one in forms if one is not None]


def _gone(visit: Visit, filled: Filled) -> RegisterForm:
    """The form of a new entry, in place of one that was taken away."""
    made = entry_form(filled, visit.request.path_params["part"], None)
    assert made is not None  # a sheet has room
    return made


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise NotFound(text)
    return int(text)


def _seen(filled: Filled, of: RegisterForm) -> str:
    """What tells whether a form still shows what stands in the register, and that it is the same row."""
    key = filled.entries[int(of.entry) - 1].row.key if of.sheet == "rows" else of.sheet
    return print_of({**of.fields, "key": key})


def _name(visit: Visit, one: ContractFolder) -> str:
    """Under which name unsaved answers are kept."""
    parts = (visit.request.path_params["part"], visit.request.path_params.get("entry", ""))
    return f"register {' '.join(parts)} {one.register} {one.name}"[:200]


def _again(
    visit: Visit, one: ContractFolder, filled: Filled, of: RegisterForm, problems: Sequence[FieldProblem]
) -> Response:
    """The form as it was typed, which has seen what the register says now."""
    values = {**of.fields, **visit.given}
    shown = _shown(visit, one, filled, of, values, _seen(filled, of))
    return visit.again("register_form", problems, **shown, is_kept=False)


def _shown(
    visit: Visit, one: ContractFolder, filled: Filled, of: RegisterForm, values: Mapping[str, str], seen: str
) -> dict[str, Any]:
    plan, language = filled.plan, visit.language
    standing = marks = None
    if of.sheet == "rows":
        standing = perform(filled, filled.as_of or door.today()).standings[int(of.entry) - 1]
        marks = [(mark.name.lower(), mark.said(language)) for mark in marks_of(plan, standing.entry.row)]
    parts = ("facts",) if of.sheet == "facts" else (of.entry,) if of.sheet == "rows" else (of.sheet, of.entry or _NEW)
    risks = plan.known_site_risks
    return {
        "contract": one,
        "of": of,
        "fields": of.fields,
        "values": values,
        "seen": seen,
        "others": [one for one in _prints(filled, of.sheet) if one != seen] if of.sheet in SHEETS else (),
        "here": visit.address("contracts", one.name, "register", *parts),
        "standing": standing,
        "stands": standing.status.said(language) if standing else "",
        "aspect": standing.indicator.aspect.said(language) if standing else "",
        "marks": marks or (),
        "clauses": [(each.id, f"{clause_label(each, language)} – {each.title}") for each in plan.clauses],
        "risks": [(each.name.lower(), each.said(language)) for each in Risk],
        "planned_risk": plan.risk.said(language) if plan.risk else "",
        "countries": sorted({each.country for each in risks}),
        "stages": sorted({each.stage for each in risks}),
    }


_PART = "/p/{name}/contracts/{contract}/register/{part}"
PAGES = (
    WebPage(f"{_PART}/keep", save=keep, may=_OFFICER, may_save=_OFFICER),
    WebPage(_PART, form, save, may=_OFFICER, may_save=_OFFICER),
    WebPage(f"{_PART}/{{entry}}/keep", save=keep, may=_OFFICER, may_save=_OFFICER),
    WebPage(f"{_PART}/{{entry}}", form, save, may=_OFFICER, may_save=_OFFICER),
)
