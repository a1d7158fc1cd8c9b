"""Talks with the market: papers for a meeting, for one supplier, for a day with brands, and the letter to a brand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from starlette.responses import Response

from ddtender.desk.market.market_folder import AGENDA, LETTER, PROGRAMME, TALK
from ddtender.library.places import MARKET_STEP
from ddtender.web.forms.fields import FieldReader
from ddtender.web.forms.typed import day, line
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.shown.assessments import assessment_in, is_unread
from ddtender.web.visit import Visit

_LONGEST = 300


def talks(visit: Visit) -> Response:
    """What can be written, and what is there."""
    return _shown(visit)


def _shown(visit: Visit, problems: list[FieldProblem] | None = None) -> Response:
    folder = visit.folder / MARKET_STEP
    found = assessment_in(folder)
    named = (one.company for one in found.suppliers) if found else ()
    values = {
        "companies": [*dict.fromkeys(filter(None, named))],
        "made": {what: _there(folder, name) for what, name in _NAMES.items()},
        "unread": is_unread(folder, found),
        "values": visit.given,
    }
    return visit.form("talks", problems, **values)


#: The files of each paper, as patterns.
_NAMES = {"meeting": AGENDA, "supplier": f"{TALK}*.docx", "programme": PROGRAMME, "brand": LETTER}


def _there(folder: Path, pattern: str) -> list[str]:
    return sorted(one.name for one in folder.glob(pattern) if one.is_file())


def write(visit: Visit) -> Response:
    """Have a paper written: which, the button says."""
    what = visit.given.text("do")
    if what not in _NAMES:
        raise NotFound
    form = FieldReader(visit.given, visit.say)

    def said(name: str) -> str:
        return form.read(name, lambda text: line(text, _LONGEST), "")

    none: date | None = None
    match what:
        case "meeting":
            asked = {"meeting": said("meeting")}
        case "supplier":
            asked = {"supplier": said("supplier"), "meeting": said("meeting-supplier")}
            if not asked["supplier"]:
                form.wrong("supplier", "web.talks.supplier_missing")
        case "programme":
            asked = {}
        case _:
            by = form.read("answer_by", day, none)
            asked = {"brand": said("brand"), "reseller": said("reseller"), "answer_by": by.isoformat() if by else ""}
    if form.problems:
        return _shown(visit, form.problems)
    return visit.ask("talk", what=what, **asked)


PAGES = (WebPage("/p/{name}/talks", talks, write, may_save=("officer",), relies_on=("facts",)),)
