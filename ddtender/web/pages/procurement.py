"""One procurement: its task list, and all its files."""

from __future__ import annotations

from starlette.responses import Response

from ddtender.desk import procurement
from ddtender.diagnostics.formats import as_rows
from ddtender.web.overview import card_of
from ddtender.web.routes import WebPage
from ddtender.web.store import jobs
from ddtender.web.tasks import task_list
from ddtender.web.visit import Visit


def tasks(visit: Visit) -> Response:
    """What there is to do, in the order of the work, each done, begun or open."""
    found = procurement.progress(visit.root, visit.folder)
    return visit.page(
        "procurement",
        card=card_of(visit.name, found),
        groups=task_list(found.steps, found.next, visit.language),
        findings=as_rows(found.findings),
        jobs=[one for one in jobs.of(visit.engine, visit.name) if one.is_under_way],
    )


PAGES = (WebPage("/p/{name}", tasks),)
