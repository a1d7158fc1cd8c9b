"""One procurement: its task list, and all its files."""

from __future__ import annotations

from starlette.responses import Response

from ddtender.desk.procurement import glance
from ddtender.web.evaluators import may_follow
from ddtender.web.routes import ANYBODY, WebPage
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.shown.overview import card_of, pages_of, steps_for
from ddtender.web.shown.tasks import task_list
from ddtender.web.store import jobs
from ddtender.web.visit import Visit


def tasks(visit: Visit) -> Response:
    """What there is to do, in the order of the work, each done, begun or open."""
    found = glance.progress(visit.root, visit.folder)
    return visit.page(
        "procurement",
        card=card_of(visit.name, found, visit.person),
        groups=task_list(steps_for(visit.person, found.steps), found.next, visit.language, pages_of(visit)),
        findings=() if visit.person.is_judging or visit.person.procurement else finding_rows(found.findings),
        jobs=[one for one in jobs.of(visit.engine, visit.name) if one.is_under_way and may_follow(visit, one)],
    )


PAGES = (WebPage("/p/{name}", tasks, may=ANYBODY, for_guests="see"),)
