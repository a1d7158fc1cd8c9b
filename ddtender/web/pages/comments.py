"""What colleagues remark on the texts: read, answered and settled beside them."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.responses import Response

from ddtender.desk.errors import Misused, Refused
from ddtender.desk.review import commenting
from ddtender.library.places import TEMPLATE_NAMES
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.shown.telling import told_in
from ddtender.web.visit import Visit

#: What stands in the address of what a comment is about, and in a form; and how many characters one has at most.
_ABOUT, _MOST = "about", 4000


def comments(visit: Visit) -> Response:
    """All comments, those that are open first; with ``about`` the form for one on that text."""
    return _shown(visit, visit.request.query_params.get(_ABOUT, ""))


def _shown(visit: Visit, about: str, problems: Iterable[FieldProblem] = (), answered: str = "") -> Response:
    found = commenting.comments(visit.folder)
    titles = titles_of(visit)
    values = {
        "open": found.open,
        "settled": [one for one in found.all if not one.is_open],
        "findings": finding_rows(found.findings),
        "titles": titles,
        "about": about if about in titles else TEMPLATE_NAMES[0],
        "said": visit.given.text("said"),
        "answered": answered,
    }
    problems = [*problems]
    return visit.form("comments", problems, **values)


def titles_of(visit: Visit) -> dict[str, str]:
    """What can be remarked on, each with its name: both documents, and what is printed in them."""
    documents = {name: visit.say(f"web.comments.all_of.{name}") for name in TEMPLATE_NAMES}
    return documents | {id_: title for id_, title, _ in visit.draft.states}


def say(visit: Visit) -> Response:
    """Remark something, answer a comment, or settle it."""
    if (first := visit.named()) is not None:
        return first
    given, by = visit.given, (visit.person.name, visit.person.role)
    said, id_, wanted = given.text("said"), given.text("comment"), given.text("do")
    if wanted not in ("comment", "answer", "settle"):
        raise NotFound
    about = given.text(_ABOUT)
    id_ = "" if wanted == "comment" else id_
    field = f"said-{id_}" if id_ else "said"
    if not said and wanted != "settle":
        return _shown(visit, about, [FieldProblem(field, visit.say("web.comments.said_missing"))], id_)
    if len(said) > _MOST:
        return _shown(visit, about, [FieldProblem(field, visit.say("web.typed.long", most=_MOST))], id_)
    try:
        if wanted == "comment":
            commenting.comment(visit.folder, about, said, *by, titles_of(visit))
        else:
            commenting.answer(visit.folder, id_, said, *by, wanted == "settle")
    except Refused as error:  # such as letters of two alphabets in a word
        return _shown(visit, about, [FieldProblem(field, told_in(visit, one)) for one in error.diagnostics], id_)
    except Misused:  # sent twice, or there is no such comment any more: the list says how things stand
        return _shown(visit, about, [FieldProblem("", visit.say("web.comments.not_taken"))], id_)
    return visit.go(visit.address("comments"), f"web.comments.told.{wanted}")


PAGES = (
    WebPage(
        "/p/{name}/comments", comments, say, may_save=("officer", "lawyer"), for_guests="save", relies_on=("record",)
    ),
)
