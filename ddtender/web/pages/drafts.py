"""The draft: building the documents, as `ddtender build` does."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from ddtender.desk.documents import own_templates
from ddtender.desk.documents.sealed_templates import sealed_in
from ddtender.desk.folder.procurement_folder import is_drafted_final, last_issued
from ddtender.library.places import DRAFT_STEP
from ddtender.web.problems import FieldProblem
from ddtender.web.procurements import documents_in
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit


def draft(visit: Visit) -> Response:
    """The files of the draft, and the form that has it made again."""
    return _shown(visit)


def build(visit: Visit) -> Response:
    """Have the draft made, with the templates that are chosen."""
    wanted = visit.given.text("templates")
    if wanted and wanted not in own_templates.choices(visit.root, visit.folder):
        return _shown(visit, [FieldProblem("templates", visit.say("web.draft.templates_gone"))])
    return visit.ask("draft", templates=wanted)


def _shown(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    issued = last_issued(visit.folder)
    return visit.form(
        "draft",
        problems,
        files=documents_in(visit.folder / DRAFT_STEP),
        templates=template_choices(visit) if issued is None else (),
        chosen=own_templates.chosen(visit.root, visit.folder) if issued is None else "",
        is_final=is_drafted_final(visit.folder),
        is_sealed=issued is not None and bool(sealed_in(issued)),
    )


def template_choices(visit: Visit) -> list[tuple[str, str]]:
    """The templates to choose from, with what each is called; none where there are only the library's own."""
    there = own_templates.choices(visit.root, visit.folder if visit.name else None)
    called = {"": visit.say("web.draft.templates_usual"), own_templates.OF_PROCUREMENT: visit.say("web.draft.own")}
    return [(name, called.get(name, name)) for name in ("", *there)] if there else []


PAGES = (
    WebPage(
        "/p/{name}/draft",
        draft,
        build,
        may_save=("officer", "lawyer"),
        for_guests="see",
        prints_facts=True,
        relies_on=("facts",),
    ),
)
