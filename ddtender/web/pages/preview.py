"""The documents as they would be now, at once: their words, with what is open and what has changed."""

from __future__ import annotations

from markupsafe import Markup
from starlette.responses import Response

from ddtender.desk.documents.previewing import Preview
from ddtender.desk.facts.values import still_asked
from ddtender.web.routes import WebPage
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.shown.laid import sections
from ddtender.web.shown.marks import marks
from ddtender.web.shown.remarks import remarks_by_text
from ddtender.web.visit import Visit

_DOCUMENTS = ("tender", "contract")


def shown(visit: Visit) -> Response:
    """A document as words."""
    made = visit.draft
    asked = visit.request.query_params
    document = asked.get("document", _DOCUMENTS[0])
    document = document if document in _DOCUMENTS else _DOCUMENTS[0]
    spoken = {one.language.tag: one for one in (made.resolved, *made.also) if one is not None}
    resolved = spoken.get(asked.get("language", "")) or made.resolved
    facts = visit.address("fact") + "/" if visit.sees("/p/{name}/fact/{key}") else ""
    found = sections(resolved, document, facts, _marks(visit, made)) if resolved else []
    return visit.page(
        "preview",
        document=document,
        documents=_DOCUMENTS,
        spoken=[(tag, one.language.language_name(tag)) for tag, one in spoken.items()],
        language=resolved.language.tag if resolved else "",
        sections=found,
        findings=finding_rows(made.findings),
        open=still_asked(made.resolved) if made.resolved else (),
        changed=[one for one in made.changed.values() if one.what != "renumbered"],
    )


def _marks(visit: Visit, made: Preview) -> dict[str, Markup]:
    """What has changed since the last set, and what colleagues have remarked, by the ids of texts."""
    found, said = marks(visit, made), remarks_by_text(visit)
    return {id_: found.get(id_, Markup("")) + said(id_) for id_, _, _ in made.states}


PAGES = (WebPage("/p/{name}/preview", shown, for_guests="see", prints_facts=True),)
