"""Links for colleagues without an account: made, listed, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.procurement import inviting
from ddtender.diagnostics.messages import message_of
from ddtender.web.forms.fields import FieldReader
from ddtender.web.guests import address_of, allows_links
from ddtender.web.people import is_taken
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.shown.telling import plain_sentence, told_in
from ddtender.web.store import invitations
from ddtender.web.store.database import now
from ddtender.web.visit import Visit

#: What a colleague may be given, and for how many days.
RIGHTS, DAYS = ("lawyer", "reader"), (7, 14, 30)
_MOST = 200


def colleagues(visit: Visit) -> Response:
    """Who was invited, and the form for one more."""
    return _shown(visit)


def _shown(visit: Visit, problems: Sequence[FieldProblem] = (), link: str = "", who: str = "") -> Response:
    values = {
        "known": invitations.of(visit.engine, visit.name),
        "is_open": allows_links(visit.settings),
        "is_broken": any(one.of == "record" for one in visit.broken),
        "is_alone": visit.settings.team is None,
        "link": link,
        "who": who,
        "rights": RIGHTS,
        "days": DAYS,
        "values": {} if link else visit.given,
    }
    return visit.form("colleagues", problems, **values)


def act(visit: Visit) -> Response:
    """Make a link, or withdraw one."""
    if (first := visit.named()) is not None:
        return first
    match visit.given.text("do"):
        case "invite":
            return _invite(visit)
        case "withdraw":
            return _withdraw(visit)
    raise NotFound


def _invite(visit: Visit) -> Response:
    if not allows_links(visit.settings):
        raise NotFound
    form = FieldReader(visit.given, visit.say)
    given = {field: " ".join(visit.given.text(field).split())[:_MOST] for field in ("who", "role")}
    for field, text in given.items():
        if not text:
            form.wrong(field, f"web.colleagues.{field}_missing")
    if given["who"] and is_taken(visit.settings, visit.person.name, given["who"]):
        form.wrong("who", "web.colleagues.who_taken")
    may, days = form.one_of("may", RIGHTS), form.one_of("days", [str(one) for one in DAYS])
    if not may:
        form.wrong("may", "web.colleagues.may_missing")
    if form.problems:
        return _shown(visit, form.problems)
    length = timedelta(days=int(days or DAYS[0]))
    until, by = now() + length, (visit.person.name, visit.person.role)
    try:
        inviting.invite(visit.folder, given["who"], given["role"], door.today() + length, *by)
    except Refused as error:
        return _shown(visit, [FieldProblem("who", told_in(visit, one)) for one in error.diagnostics])
    except Misused as error:
        return _shown(visit, [FieldProblem("who", plain_sentence(visit, message_of(error)))])
    row = {"procurement": visit.name, "name": given["who"], "role": given["role"], "may": may or "", "by": by[0]}
    secret, one = invitations.make(visit.engine, row, until)
    return _shown(visit, link=address_of(visit.settings, secret), who=one.name)


def _withdraw(visit: Visit) -> Response:
    one = invitations.withdraw(visit.engine, visit.name, visit.given.text("id"))
    if one is None:
        raise NotFound
    try:
        inviting.withdraw(visit.folder, one.name, one.role, visit.person.name, visit.person.role)
    except (Refused, door.WorkspaceError):  # the link lets nobody in all the same
        return visit.go(visit.address("colleagues"), "web.colleagues.withdrawn_only", name=one.name)
    return visit.go(visit.address("colleagues"), "web.colleagues.withdrawn", name=one.name)


PAGES = (WebPage("/p/{name}/colleagues", colleagues, act, may=("officer",)),)
