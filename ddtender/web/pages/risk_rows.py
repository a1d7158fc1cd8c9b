"""The steps of a risk worksheet on the page: the rows of each, and what is said of several at once."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.errors import Refused
from ddtender.desk.market import typed_risks
from ddtender.market.risks_read import ReadSheet
from ddtender.market.risks_typed import MOST_ROWS, START, STEPS, RiskRow, emptied, shown_in, texts_of
from ddtender.web.forms.fields import FieldReader, print_of
from ddtender.web.forms.risks import choices, left_in, title_of
from ddtender.web.forms.typed import line
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.shown.heat import heat_of
from ddtender.web.shown.risk_sheet import NEW, PAGE, OpenedSheet, group_of, opened_sheet, rated_in, why_not
from ddtender.web.visit import Visit

#: What can be said of several rows at once, as far as a step has it.
_TOGETHER = ("severity", "likelihood", "checked")


def steps(visit: Visit) -> Response:
    """The rows of a step, with what is still to be done in each."""
    sheet = opened_sheet(visit)
    if sheet.step == START:
        return visit.go(visit.address("risks", START, PAGE))
    return _listed(visit, sheet)


def _listed(visit: Visit, sheet: OpenedSheet, problems: Sequence[FieldProblem] = ()) -> Response:
    read, rows = sheet.read, sheet.rows
    kept = {one.rpartition(" ")[2] for one in visit.kept_forms(f"risks {sheet.step} ")}
    listed = []
    for row in rows:
        title, more = title_of(read, sheet.step, row, sheet.said)
        listed.append(
            {
                "key": str(row.number),
                "title": title,
                "more": more,
                "group": group_of(sheet, row),
                "rated": rated_in(sheet, row),
                "left": left_in(read, sheet.step, row),
                "kept": str(row.number) in kept,
                "tick": f"{row.number}@{_print(read, row)}",
                "may_go": sheet.may_go(row),
            }
        )
    ticked = {one.partition("@")[0] for one in visit.given.all("row")}
    values = {
        "step": sheet.step,
        "steps": (START, *STEPS),
        "rows": listed,
        "together": _together(sheet),
        "given": visit.given,
        "ticked": ticked,
        "heat": heat_of(read.lists, read.sheet.risks, sheet.said) if sheet.step == "risks" else None,
        "may_type": visit.person.can("officer"),
        "is_full": len(rows) >= MOST_ROWS,
        "new_kept": NEW in kept,
    }
    return visit.form("risks_step", problems, **values)


def _print(read: ReadSheet, row: RiskRow) -> str:
    return print_of(shown_in(read, row))[:16]


def _together(sheet: OpenedSheet) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be said of several rows at once: fields with their choices; the one without takes any text."""
    there = sheet.rows[0].cells if sheet.rows and sheet.step != "report" else {}
    return [
        (name, [(one, sheet.said.get(one, one)) for one in choices(sheet.read, name)])
        for name in _TOGETHER
        if name in there
    ]


def act(visit: Visit) -> Response:
    """Say the same of all rows that are ticked, or take them out."""
    sheet = opened_sheet(visit)
    if sheet.step == START:
        raise NotFound
    here, form = visit.address("risks", sheet.step), FieldReader(visit.given, visit.say)
    texts: dict = {}
    chosen: list[RiskRow] = []
    by_number = {str(row.number): row for row in sheet.rows}
    for one in visit.given.all("row"):
        number, _, seen = one.partition("@")
        row = by_number.get(number)
        if row is None or seen != _print(sheet.read, row):
            form.wrong("", "web.risks.changed")
            return _listed(visit, sheet, form.problems)
        chosen.append(row)
    if not chosen:
        form.wrong("", "web.risks.none_ticked")
    if visit.given.text("do") == "remove":
        texts = emptied([row for row in chosen if sheet.may_go(row)])
    else:
        said = {}
        for name, known in _together(sheet):
            text = form.one_of(name, [one for one, _ in known]) if known else form.read(name, line, "")
            said |= {name: text} if text else {}
        if not said and not form.problems:
            form.wrong("checked", "web.risks.nothing_said")
        for row in chosen:
            texts |= texts_of(sheet.read, row, said)
    if form.problems:
        return _listed(visit, sheet, form.problems)
    try:
        typed_risks.save(sheet.read, sheet.path, sheet.sha256, texts)
    except door.WrittenMeanwhile:
        return _listed(visit, opened_sheet(visit), [FieldProblem("", visit.say("web.risks.changed"))])
    except Refused as error:
        return _listed(visit, sheet, why_not(visit, error))
    told = "web.risks.removed" if visit.given.text("do") == "remove" else "web.risks.saved_rows"
    return visit.go(here, told, number=len(chosen))


PAGES = (WebPage("/p/{name}/risks/{step}", steps, act, may_save=("officer",)),)
