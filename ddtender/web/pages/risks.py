"""Risks: the worksheet of a product, filled in as far as something is known, and what a finished one comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.errors import Refused
from ddtender.desk.market import risks as desk
from ddtender.desk.market import typed_risks
from ddtender.desk.market.papers import facts_of, language_for
from ddtender.desk.unread import FolderReader
from ddtender.diagnostics import Diagnostic
from ddtender.library.places import PROCEDURE_FILE, RISKS_STEP
from ddtender.market.risks_levels import PROCEDURE_LEVELS, overall
from ddtender.market.risks_read import ReadSheet, step_sheets
from ddtender.market.risks_typed import START, STEPS, rows_of
from ddtender.web.forms.risks import left_in
from ddtender.web.problems import FieldProblem, Problem
from ddtender.web.routes import WebPage
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.shown.heat import heat_of
from ddtender.web.shown.stated import stated
from ddtender.web.visit import Visit
from ddtender.words import Language

#: Under which name the background for Tenderers lies in the folder.
BACKGROUND = "background.docx"


def risks(visit: Visit) -> Response:
    """The worksheet, if there is one: what it says as a heat map, and what is open in it."""
    return _shown(visit)


def _shown(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    sheets = desk.worksheets_in(visit.folder)
    if not sheets:
        products = [one.name for one in desk.known(visit.root, _language(visit))[2].products]
        values = {"products": products, "values": {"product": stated(visit, "subject")}}
        return visit.form("risks_begin", problems, **values)
    name, look = f"{RISKS_STEP}/{sheets[0].name}", FolderReader(visit.folder)
    procedure = visit.folder / PROCEDURE_FILE
    read, findings = look.at(name, lambda: desk.read_back(visit.root, sheets[0], procedure), (None, []))
    values: dict[str, Any] = {
        "sheet": name,
        "findings": _findings(visit, read, [*findings, *look.findings]),
        "steps": _steps(read) if read else [],
        "heat": None,
        "level": "",
        "stated_as": overall(read.lists, read.sheet) if read else None,
        "background": BACKGROUND if (visit.folder / RISKS_STEP / BACKGROUND).is_file() else "",
        "may_type": visit.person.can("officer"),
    }
    if read:
        said = typed_risks.said_in(visit.root, read, visit.language)
        values["heat"] = heat_of(read.lists, read.sheet.risks, said)
        if level := values["stated_as"]:
            word = read.lists.ratings[PROCEDURE_LEVELS.index(level)]
            values["level"] = said.get(word, word)
    return visit.form("risks", problems, **values)


def _steps(read: ReadSheet) -> list[tuple[str, int, int]]:
    """Each step with how many rows it has, and in how many of them something is still to be done."""
    found = []
    for step in (START, *STEPS):
        rows = rows_of(read, step)
        found.append((step, len(rows), sum(bool(left_in(read, step, row)) for row in rows)))
    return found


def _findings(visit: Visit, read: ReadSheet | None, findings: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """What was found, each with the form in which it is mended, where it is about a cell."""
    rows: list[dict[str, Any]] = [{**one} for one in finding_rows(findings)]
    steps = dict(zip(step_sheets(read.lists), STEPS, strict=False)) if read else {}
    for one in rows:
        step = steps.get(one.get("cell", "").rpartition("!")[0])
        if step and one["line"]:
            one["at"] = (visit.address("risks", step, str(one["line"])), "web.risks.to_row")
    return rows


def _language(visit: Visit) -> Language:
    """The language of the procurement, in which its worksheet is."""
    return language_for(visit.root, None, visit.folder / PROCEDURE_FILE)


def _at_sheet(visit: Visit, key: str, **places: object) -> FieldProblem:
    return FieldProblem("sheet", visit.say(key, **places))


def act(visit: Visit) -> Response:
    """Begin a worksheet, take a filled one back, or make the background for Tenderers from it."""
    here, given = visit.address("risks"), visit.given
    write = partial(door.write_outputs, visit.folder / RISKS_STEP)
    if given.text("do") == "begin":
        if desk.worksheets_in(visit.folder):  # somebody has begun it meanwhile, or this was sent before
            return visit.go(here, "web.risks.begun")
        content, _ = desk.worksheet(visit.root, given.text("product"), words=_language(visit))
        write({desk.SHEET: content}, False, ())
        return visit.go(here, "web.risks.begun")
    if given.text("do") == "upload":
        _, content = given.file("sheet", ".xlsx")
        try:
            desk.hand_in(visit.root, visit.folder, content, bool(given.text("replaces")))
        except desk.OtherProduct as other:
            return _shown(visit, [_at_sheet(visit, "web.risks.another", was=other.was, now=other.now)])
        except desk.TakenBefore as before:
            return _shown(visit, [_at_sheet(visit, "web.risks.older", number=before.number)])
        return visit.go(here, "web.risks.taken")
    if given.text("do") != "background":
        raise Problem("web.risks.nothing")
    read, findings = desk.finished_in(visit.root, visit.folder)
    if read is None:
        raise Refused(findings)
    facts = facts_of(visit.folder / PROCEDURE_FILE, None)
    write({BACKGROUND: desk.report(visit.root, read, facts, for_tenderers=True)}, False, ())
    return visit.go(here, "web.risks.summed")


PAGES = (WebPage("/p/{name}/risks", risks, act, may_save=("officer",)),)
