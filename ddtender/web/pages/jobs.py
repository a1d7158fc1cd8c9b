"""How far something is that takes long, and what came of it."""

from __future__ import annotations

import time

from starlette.responses import Response

from ddtender.web.evaluators import may_follow
from ddtender.web.problems import NotFound
from ddtender.web.routes import ANYBODY, WebPage
from ddtender.web.store import jobs
from ddtender.web.visit import Visit

#: Whoever asks waits so long for an answer before being told that it goes on: seconds.
_PATIENCE, _LOOK = 1.5, 0.1


def job(visit: Visit) -> Response:
    """The page of a job; with ``part`` only what changes on it."""
    until = time.monotonic() + _PATIENCE
    found = jobs.find(visit.engine, visit.request.path_params["job"])
    if found is not None and found.is_under_way:
        from ddtender.web.jobs import running

        running.stop_dead(visit.settings, visit.engine)
        found = jobs.find(visit.engine, found.id)
    while found is not None and found.is_under_way and time.monotonic() < until:
        time.sleep(_LOOK)
        found = jobs.find(visit.engine, found.id)
    if found is None or found.procurement != visit.name or not may_follow(visit, found):
        raise NotFound
    return visit.page("job_part" if "part" in visit.request.query_params else "job", job=found)


PAGES = (
    WebPage("/p/{name}/jobs/{job}", job, may=ANYBODY, for_guests="see"),
    WebPage("/jobs/{job}", job, may=("officer", "lawyer", "maintainer")),
)
