"""The sheet on which those who answer for a procurement sign."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.documents import building
from ddtender.desk.errors import Refused
from ddtender.desk.sources import market_template, scenario_errors, template_errors
from ddtender.diagnostics import has_errors


def signoff(
    root: Path, scenario: str, procedure: Path | None, templates: Path | None, library_ref: str | None = None
) -> bytes:
    """The sheet for a scenario with the facts of a procedure, as a Word document. Raises Refused, Misused."""
    from ddtender.desk.approving.approval import own_stamped
    from ddtender.desk.approving.four_eyes import author_unknown
    from ddtender.final import used_bindings
    from ddtender.library.places import DEFAULT_TEMPLATES
    from ddtender.signoff.points import MadeFrom, points
    from ddtender.signoff.sheet import signoff_sheet

    order = building.order(root, building.BuildAsked(scenario, procedure, templates, library_ref))
    sources, revision = order.sources, order.revision
    today = door.today()
    last = door.last_release(root, sources.files, revision.commit)
    request = pipeline.Request(scenario, sources.procedure, day=today)
    with scenario_errors():
        prepared = pipeline.prepare(sources.files, request, sources.templates, (), last)
    resolved = prepared.resolved
    if resolved is None or has_errors(prepared.diagnostics):
        raise Refused(prepared.diagnostics, "; nothing was written")
    others = used_bindings(resolved, prepared.others, prepared.library.templates)
    own = own_stamped(root, sources.files, revision.commit, prepared)
    if own.unknown:
        raise Refused([author_unknown(own.unknown)], "; nothing was written")
    wanted = (resolved, prepared.library, prepared.standings, others, prepared.texts, today)
    said = points(*wanted, prepared.since, [one.id for one in own.stamps])
    templates_of_own = tuple(path for path in sources.templates if path not in DEFAULT_TEMPLATES)
    where = MadeFrom(revision.commit, revision.dirty, _named(procedure, sources.procedure), templates_of_own)
    with template_errors():
        moment = datetime.combine(today, time(), UTC)
        return signoff_sheet(said, where, market_template(root), today, moment, resolved.language)


def _named(procedure: Path | None, path: str | None) -> str | None:
    """How the sheet names the procedure file: one in the folder of a procurement by that folder, wherever it lies."""
    if procedure is None or door.procurement_of(procedure) is None:
        return path
    return f"{procedure.absolute().parent.name}/{procedure.name}"
