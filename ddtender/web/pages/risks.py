"""Risks: the worksheet of a product, filled in as far as something is known, and what a finished one comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk import risks as desk
from ddtender.desk.errors import Refused
from ddtender.desk.market import facts_of, language_for
from ddtender.diagnostics.formats import as_rows
from ddtender.library.places import PROCEDURE_FILE, RISKS_STEP
from ddtender.market.risks_levels import heat, overall
from ddtender.model.risks import RiskLists
from ddtender.web.problems import FieldProblem, Problem
from ddtender.web.routes import WebPage
from ddtender.web.stated import stated
from ddtender.web.visit import Visit
from ddtender.words import Language

#: Under which name the background for Tenderers lies in the folder.
BACKGROUND = "background.docx"


def risks(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    """The worksheet, if there is one: what it says as a heat map, and what is open in it; ``problems`` are those with
    the one that was handed in, which is about another product."""
    sheets = desk.worksheets_in(visit.folder)
    if not sheets:
        products = [one.name for one in desk.known(visit.root, _language(visit))[2].products]
        return visit.page("risks_begin", products=products, values={"product": stated(visit, "subject")})
    read, findings = desk.read_back(visit.root, sheets[0], visit.folder / PROCEDURE_FILE)
    lists = read.lists if read else desk.known(visit.root, _language(visit))[0]
    found = heat(lists, read.sheet.risks) if read else {}
    stages = [one.name for one in lists.stages]
    rows = [(one.name, [_cell(lists, found, one.name, stage) for stage in stages]) for one in lists.risks if read]
    return visit.form(
        "risks",
        problems,
        sheet=f"{RISKS_STEP}/{sheets[0].name}",
        findings=as_rows(findings),
        stages=stages,
        rows=rows,
        level=overall(lists, read.sheet) if read else None,
        background=BACKGROUND if (visit.folder / RISKS_STEP / BACKGROUND).is_file() else "",
    )


def _language(visit: Visit) -> Language:
    """The language of the procurement, in which its worksheet is."""
    return language_for(visit.root, None, visit.folder / PROCEDURE_FILE)


def _cell(lists: RiskLists, found: Mapping, risk: str, stage: str) -> tuple[str, str]:
    """How dark a cell of the heat map is (none, 0 for not judged, …), and its word."""
    if (risk, stage) not in found:
        return "none", ""
    level = found[risk, stage]
    return ("open", lists.ratings[-1]) if level is None else (str(level), lists.ratings[level])


def act(visit: Visit) -> Response:
    """Begin a worksheet, take a filled one back, or make the background for Tenderers from it."""
    here, given = visit.address("risks"), visit.given
    write = partial(door.write_outputs, visit.folder / RISKS_STEP)
    if given.text("do") == "begin":
        content, _ = desk.worksheet(visit.root, given.text("product"), words=_language(visit))
        write({desk.SHEET: content}, False, ())
        return visit.go(here, "web.risks.begun")
    if given.text("do") == "upload":
        _, content = given.file("sheet", ".xlsx")
        try:
            desk.hand_in(visit.root, visit.folder, content, bool(given.text("replaces")))
        except desk.OtherProduct as other:
            wrong = FieldProblem("sheet", visit.say("web.risks.another", was=other.was, now=other.now))
            return risks(visit, [wrong])
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
