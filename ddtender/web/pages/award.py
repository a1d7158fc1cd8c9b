"""The award: the letters of each lot with the day on which they are sent, who has won, and the hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from starlette.responses import Response

from ddtender.desk.evaluation import award_folder
from ddtender.web.forms.fields import FieldReader
from ddtender.web.forms.typed import day, line
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.settings import TeamRole
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.shown.ranking import ranking_of
from ddtender.web.store import jobs
from ddtender.web.visit import Visit

_SEE: tuple[TeamRole, ...] = ("officer", "lawyer", "reader")


def award(visit: Visit) -> Response:
    """Each lot that is decided: its ranking, its letters, who has won."""
    return _shown(visit)


def _shown(visit: Visit, problems: Sequence[FieldProblem] = (), findings: Sequence[dict] = ()) -> Response:
    found = award_folder.decisions(visit.folder, visit.speaks)
    addresses = {} if any(one.of == "facts" for one in visit.broken) else award_folder.named(visit.folder)
    ends = _ends(visit)
    lots: list[dict[str, Any]] = [
        {
            "of": one,
            "ranking": ranking_of(one.book.evaluation, visit.language) if one.book.evaluation else None,
            "sent": ends.get(one.lot),
            "winners": [
                (f"address-{n}-{k}", name, addresses.get((one.lot, name))) for k, name in enumerate(one.chosen)
            ],
        }
        for n, one in enumerate(found)
    ]
    values = {"lots": lots, "named": award_folder.are_named(found, addresses), "findings": findings}
    return visit.again("award", problems, **values) if problems or findings else visit.page("award", **values)


def _ends(visit: Visit) -> dict[str, tuple[date | None, date | None]]:
    """The day on which the letters of a lot that were made last are sent, and the last day of their standstill."""
    found: dict[str, tuple[date | None, date | None]] = {}
    for job in jobs.of(visit.engine, visit.name, "letters"):
        if job.state == "done" and job.result and job.asked.get("lot") not in found:
            sent, end = job.asked.get("sent"), job.result.get("end")
            days = (date.fromisoformat(one) if one else None for one in (sent, end))
            found[str(job.asked.get("lot"))] = tuple(days)  # type: ignore[assignment] # two of them
    return found


def do(visit: Visit) -> Response:
    """Write letters, name who has won, or hand over: what the button says."""
    match visit.given.text("do"):
        case "letters":
            return _letters(visit)
        case "winners":
            return _winners(visit)
        case "award":
            if (first := visit.named()) is not None:
                return first
            return visit.ask("award", why=" ".join(visit.given.text("why").split())[:2000])
    raise NotFound


def _letters(visit: Visit) -> Response:
    form, lot = FieldReader(visit.given, visit.say), visit.given.text("lot")
    sent = form.read(f"sent-{lot}", day, None)
    by = form.one_of(f"by-{lot}", ["electronic", "other"])
    if form.problems:
        return _shown(visit, form.problems)
    return visit.ask("letters", lot=lot, sent=sent.isoformat() if sent else None, by=by or None)


def _winners(visit: Visit) -> Response:
    form = FieldReader(visit.given, visit.say)
    addresses: dict[tuple[str, str], str] = {}
    for n, one in enumerate(award_folder.decisions(visit.folder, visit.speaks)):
        for k, name in enumerate(one.chosen):
            field = f"address-{n}-{k}"
            to = form.read(field, lambda text: line(text, 1000), "")
            if not to:
                form.wrong(field, "web.awarding.address_missing", name=name)
            addresses[one.lot, name] = to
    if form.problems:
        return _shown(visit, form.problems)
    made = award_folder.name_winners(visit.root, visit.folder, addresses, visit.speaks)
    if not made.is_written:
        return _shown(visit, findings=finding_rows(one.finding for one in made.errors))
    return visit.go(visit.address("award"), "web.awarding.named")


PAGES = (WebPage("/p/{name}/award", award, do, may=_SEE, tells_of_tenders=True, relies_on=("facts", "record")),)
