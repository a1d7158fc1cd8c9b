"""The contract notice: every field of the form with its value or what is missing, the files of it, and the request for
self-declarations."""

from __future__ import annotations

import os
from collections.abc import Sequence

from starlette.responses import Response

from ddtender.desk.documents.exporting import NAMES, notice_with_suggestions
from ddtender.desk.folder.procurement_folder import issued_sets
from ddtender.export.sheet_rows import sections
from ddtender.library.places import DRAFT_STEP
from ddtender.web.jobs import handed_in
from ddtender.web.problems import FieldProblem, Problem
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit


def notice(visit: Visit) -> Response:
    """What the notice says and lacks, and its files."""
    return _shown(visit)


def sheet(visit: Visit) -> Response:
    """Have the sheet made as a draft."""
    return visit.ask("notice")


def request(visit: Visit) -> Response:
    """Have a request for self-declarations filled in that another service has made."""
    try:
        name, content = visit.given.file("request", ".xml")
    except Problem as problem:
        return _shown(visit, [visit.said(problem, "request")])
    return visit.ask("espd", kept=handed_in.keep(visit.settings, "request.xml", content), name=name)


def _shown(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    made = visit.draft
    found = None
    if made.resolved:
        found = notice_with_suggestions(made.resolved, made.also, visit.sources, visit.language)
    sealed = [one for one in issued_sets(visit.folder) if one.seal is not None]
    drafted = [f"{DRAFT_STEP}/{name}" for name in (NAMES["sheet"], NAMES["espd"])]
    values = {
        "sections": sections(found, visit.language) if found else (),
        "gaps": found.gaps if found else (),
        "sdk": found.sdk if found else None,
        "issued": [f"{one.name}/{name}" for one in sealed[-1:] for name in NAMES.values() if name in one.there],
        "is_issued": bool(sealed),
        "drafted": [name for name in drafted if os.path.isfile(visit.folder / name)],
        "has_criteria": any(lot.selection for lot in found.lots) if found else False,
    }
    return visit.form("notice", problems, **values)


PAGES = (
    WebPage("/p/{name}/notice", notice, sheet, may_save=("officer",), prints_facts=True, relies_on=("facts",)),
    WebPage("/p/{name}/notice/request", save=request, may_save=("officer",), prints_facts=True, relies_on=("facts",)),
)
