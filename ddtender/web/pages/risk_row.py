"""The form of a row of a risk worksheet; what two people type at once is put together field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from ddtender.desk.as_shown import until_written
from ddtender.desk.errors import Refused
from ddtender.desk.market import typed_risks
from ddtender.market.risks_levels import level
from ddtender.market.risks_read import JudgedRisk
from ddtender.market.risks_typed import MOST_ROWS, START, RiskRow, emptied, new_row, renamed, shown_in, texts_of
from ddtender.sheets.in_place import CellPlace
from ddtender.web.forms.fields import FieldReader
from ddtender.web.forms.risks import fields_of, is_another, left_in, put_together, seen_of, title_of, typed_in
from ddtender.web.problems import NotFound
from ddtender.web.routes import WebPage
from ddtender.web.settings import TeamRole
from ddtender.web.shown.heat import heat_of
from ddtender.web.shown.risk_sheet import NEW, OpenedSheet, group_of, opened_sheet, why_not
from ddtender.web.visit import Visit

_OFFICER: tuple[TeamRole, ...] = ("officer",)


def row(visit: Visit) -> Response:
    """The form of a row as it stands in the worksheet, or as somebody has left it, not saved."""
    sheet = opened_sheet(visit)
    key = visit.request.path_params["row"]
    found = sheet.row(key)
    if found is None:
        raise NotFound(key)
    fields, kept = shown_in(sheet.read, found), visit.kept(_form(sheet, key))
    values = {**fields, **({n: v for n, v in kept.values.items() if n in fields} if kept else {})}
    seen = kept.values.get("seen", "") if kept else seen_of(fields)
    return visit.page("risks_row", **_of_row(sheet, key, found, values, seen), is_kept=kept is not None)


def save(visit: Visit) -> Response:
    """Type into the worksheet what the form of a row says, or take the row out."""
    return until_written(lambda: _save(visit, visit.request.path_params["row"]))


def _save(visit: Visit, key: str) -> Response:
    sheet = opened_sheet(visit)
    do, form = visit.given.text("do"), FieldReader(visit.given, visit.say)
    if do == "forget":
        visit.forget(_form(sheet, key))
        return visit.go(visit.address("risks", sheet.step, key))
    found = _as_seen(sheet, key, form.text("seen"))
    if found is None:  # somebody has taken it out: what was typed can be a new one
        form.wrong("", "web.risks.gone")
        return _again(visit, sheet, NEW, new_row(sheet.read, sheet.step), form)
    if key == NEW and len(sheet.rows) >= MOST_ROWS:
        form.wrong("", "web.risks.full", most=MOST_ROWS)
        return _again(visit, sheet, key, found, form)
    fields = shown_in(sheet.read, found)
    form = _together(sheet, fields, form, key)
    if do == "remove":
        if key == NEW or not sheet.may_go(found):
            raise NotFound(key)
        if seen_of(fields) != form.text("seen") and not form.problems:
            form.wrong("", "web.risks.changed")
        texts = emptied([found])
    else:
        texts = _texts(sheet, key, found, fields, form)
    if form.problems:
        return _again(visit, sheet, key, found, form)
    try:
        typed_risks.save(sheet.read, sheet.path, sheet.sha256, texts)
    except Refused as error:
        form.problems += why_not(visit, error)
        return _again(visit, sheet, key, found, form)
    visit.forget(_form(sheet, key))
    if do == "remove":
        return visit.go(visit.address("risks", sheet.step), "web.risks.removed", number=1)
    return visit.go(_next(visit, key, do), "web.risks.saved")


def _texts(
    sheet: OpenedSheet, key: str, row: RiskRow, fields: Mapping[str, str], form: FieldReader
) -> dict[CellPlace, str]:
    """What goes into which cells: none where a new row is there already, of a part that is renamed other steps too."""
    typed = typed_in(sheet.read, sheet.step, row, fields, form)
    texts = {} if key == NEW and _is_there(sheet, typed) else texts_of(sheet.read, row, typed)
    if sheet.step == "parts" and form.text("rename") and typed["material"] != fields["material"] != "":
        texts |= renamed(sheet.read, fields["material"], typed["material"])
    return texts


def _as_seen(sheet: OpenedSheet, key: str, seen: str) -> RiskRow | None:
    """The row that a form was about when it was ``seen``, wherever it stands by now, in a worksheet that was put in
    another order and handed in; else the one with its number, None where there is none."""
    found = sheet.row(key)
    if key == NEW or (found and not is_another(sheet.step, shown_in(sheet.read, found), seen)):
        return found
    return next((one for one in sheet.rows if seen_of(shown_in(sheet.read, one)) == seen), found)


def _together(sheet: OpenedSheet, fields: Mapping[str, str], form: FieldReader, key: str) -> FieldReader:
    """A reader of what was typed and of what others have put meanwhile into fields that were left alone."""
    if key == NEW:
        return form
    made = FieldReader(put_together(sheet.step, fields, form, form.text("seen"), sheet.said), form.say)
    made.problems = form.problems
    return made


def _is_there(sheet: OpenedSheet, typed: Mapping[str, str]) -> bool:
    """Whether a new row is in the worksheet already: it was sent before, and the answer got lost."""
    return any(shown_in(sheet.read, one) == typed for one in sheet.rows)


def _next(visit: Visit, key: str, do: str) -> str:
    """Where somebody goes on: at the next row in which something is to be done, or another new one."""
    sheet = opened_sheet(visit)
    if sheet.step == START:
        return visit.address("risks")
    if do != "on":
        return visit.address("risks", sheet.step)
    if key == NEW:
        return visit.address("risks", sheet.step, NEW)
    left = [one.number for one in sheet.rows if left_in(sheet.read, sheet.step, one) and one.number != int(key)]
    following = next((n for n in left if n > int(key)), left[0] if left else None)
    return visit.address("risks", sheet.step, *([] if following is None else [str(following)]))


def look(visit: Visit) -> Response:
    """What would come of what stands in the form of a row just now; it is kept, and nothing is written."""
    sheet, key = opened_sheet(visit), visit.request.path_params["row"]
    visit.keep(_form(sheet, key), {name: text for name, text in visit.given.items() if name not in ("csrf", "do")})
    found = sheet.row(key) or new_row(sheet.read, sheet.step)
    fields, form = shown_in(sheet.read, found), FieldReader(visit.given, visit.say)
    return visit.page("risks_look", **_coming(sheet, found, typed_in(sheet.read, sheet.step, found, fields, form)))


def _coming(sheet: OpenedSheet, row: RiskRow, values: Mapping[str, str]) -> dict[str, Any]:
    """What a row comes to with these values, and the heat map with it."""
    read = sheet.read
    if sheet.step != "risks":
        return {"heat": None, "rated": ("", "")}
    names = JudgedRisk.__struct_fields__
    mine = JudgedRisk(**{name: " ".join(values.get(name, "").split()) for name in names})
    numbers = [one.number for one in sheet.rows]
    risks = list(read.sheet.risks)
    at = numbers.index(row.number) if row.number in numbers else len(risks)
    risks[at : at + 1] = [mine]
    found = level(read.lists.ratings, mine.severity, mine.likelihood)
    word = read.lists.ratings[-1 if found is None else found]
    return {
        "heat": heat_of(read.lists, risks, sheet.said),
        "rated": ("open" if found is None else str(found), sheet.said.get(word, word)),
    }


def _form(sheet: OpenedSheet, key: str) -> str:
    return f"risks {sheet.step} {key}"[:200]


def _again(visit: Visit, sheet: OpenedSheet, key: str, row: RiskRow, form: FieldReader) -> Response:
    """The form with its problems, as it was typed; what it has seen is what the worksheet says now, so that nothing
    which others have put there stands in it otherwise."""
    fields = shown_in(sheet.read, row)
    values = {name: form.given.get(name, text) for name, text in fields.items()}
    shown = _of_row(sheet, key, row, values, seen_of(fields))
    return visit.again("risks_row", form.problems, **shown, is_kept=False)


def _of_row(sheet: OpenedSheet, key: str, row: RiskRow, values: Mapping[str, str], seen: str) -> dict[str, Any]:
    is_new = key == NEW
    title, more = ("", "") if is_new or sheet.step == START else title_of(sheet.read, sheet.step, row, sheet.said)
    name = row.cells["material"].text if sheet.step == "parts" else ""
    return {
        "step": sheet.step,
        "key": key,
        "title": title,
        "kicker": " – ".join(filter(None, (group_of(sheet, row), more if sheet.step != "risks" else ""))),
        "fields": list(fields_of(sheet.read, sheet.step, row, values, sheet.said)),
        "seen": seen,
        "may_go": not is_new and sheet.may_go(row),
        "named": len(renamed(sheet.read, name, name)) if name else 0,
        "is_unchecked": "check" in left_in(sheet.read, sheet.step, row),
        **_coming(sheet, row, values),
    }


PAGES = (
    WebPage("/p/{name}/risks/{step}/{row}", row, save, may=_OFFICER, may_save=_OFFICER),
    WebPage("/p/{name}/risks/{step}/{row}/look", save=look, may=_OFFICER, may_save=_OFFICER),
)
