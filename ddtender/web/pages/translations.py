"""Translations of the library: how each stands; texts to a translator and back; saying that they hold; approving."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.approving.approval import Reviewer
from ddtender.desk.errors import Misused, Unseen
from ddtender.desk.translations import exchanging, translating
from ddtender.desk.translations.approving_translations import approve_translations
from ddtender.history.translations import TranslationState, sealed, translation_standings, with_changes
from ddtender.library.languages.kinds import languages_in
from ddtender.web.downloads import download
from ddtender.web.guard.uploads import kind_of
from ddtender.web.jobs import handed_in
from ddtender.web.problems import FieldProblem, Forbidden, NotFound, Problem
from ddtender.web.routes import WebPage
from ddtender.web.ticked import ticked, unseen
from ddtender.web.visit import Visit

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
#: What may be sent to a translator by the state that it is in, or all that is not approved.
_SENT = ("missing", "stale")


def translations(visit: Visit) -> Response:
    """How the translations stand, language by language."""
    return _overview(visit)


def begin(visit: Visit) -> Response:
    """Begin a translation into another language: the empty file of every text."""
    tag = visit.given.text("tag")
    if not _TAG.fullmatch(tag):
        return _overview(visit, [FieldProblem("tag", visit.say("web.corner.tag_wrong"))])
    made = translating.begin(visit.root, tag)
    return visit.go(f"/library/translations/{tag}", "web.corner.begun", number=len(made))


def _overview(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    found = []
    for tag in languages_in(visit.sources):
        states = Counter(one.state for one in translation_standings(visit.sources, tag, door.today()).values())
        found.append((tag, visit.language.language_name(tag), [states[state] for state in TranslationState]))
    values = {
        "states": [state.name.lower() for state in TranslationState],
        "rows": found,
        "is_own": not door.is_box(visit.root),
    }
    return visit.form("translations", problems, **values)


def language(visit: Visit) -> Response:
    """Every translation into one language."""
    return _language(visit)


def _language(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    tag = _tag(visit)
    found = translation_standings(visit.sources, tag, door.today())
    if any(one.state is TranslationState.STALE for one in found.values()):
        found = with_changes(found, visit.sources, translating.earlier_states(visit.root, visit.sources))
    names = {state.value: state.name.lower() for state in TranslationState}
    titles = {id_: one.title for id_, one in visit.library.by_id.items()}
    rows = [
        {**row, "title": titles.get(row["id"], ""), "state": names[row["state"]]} for row in translating.rows(found)
    ]
    states = Counter(row["state"] for row in rows)
    only = visit.request.query_params.get("state", "")
    only = only if only in states else ""
    values = {
        "tag": tag,
        "called": visit.language.language_name(tag),
        "rows": [row for row in rows if only in ("", row["state"])],
        "counts": {name: states[name] for name in names.values() if states[name]},
        "only": only,
        "all": len(rows),
        "to_send": sum(states[name] for name in names.values() if name != "approved"),
        "seals": {id_: sealed(one.translation) for id_, one in found.items()},
        "changed": {id_: one.changed for id_, one in found.items() if one.changed},
        "lacking": translating.lacking_phrases(visit.root, tag),
        "is_own": not door.is_box(visit.root),
    }
    return visit.form("translation", problems, **values)


def act(visit: Visit) -> Response:
    """What is ticked is approved, or holds as it is."""
    tag, doing = _tag(visit), visit.given.text("do")
    here = f"/library/translations/{tag}"
    if not visit.person.can("lawyer" if doing == "approve" else "maintainer"):
        raise Forbidden
    known = translation_standings(visit.sources, tag, door.today())
    seen = {id_: seal for id_, seal in ticked(visit.given).items() if id_ in known}
    if not seen:
        return _language(visit, [FieldProblem("", visit.say("web.corner.none_chosen"))])
    if doing == "approve":
        if (first := visit.named(here)) is not None:
            return first
        reviewer = Reviewer(visit.person.name, visit.answers_as)
        try:
            done = approve_translations(visit.root, tag, [*seen], reviewer, seen=seen)
        except Unseen as error:
            return _language(visit, [visit.said(unseen(error))])
        return visit.go(here, "web.library.approved", number=len(done))
    if doing != "holds":
        return _language(visit, [FieldProblem("", visit.say("web.corner.nothing"))])
    why = " ".join(visit.given.text("why").split())
    if not why:
        return _language(visit, [FieldProblem("why", visit.say("web.corner.why_missing"))])
    try:
        done = translating.follow(visit.root, tag, [*seen], why, seen)
    except Unseen as error:
        return _language(visit, [visit.said(unseen(error))])
    return visit.go(here, "web.corner.held", number=len(done))


def returned(visit: Visit) -> Response:
    """Have what a translator sends back taken over."""
    tag = _tag(visit)
    try:
        name, content = visit.given.file("returned", *exchanging.SUFFIXES)
    except Problem as problem:
        return _language(visit, [visit.said(problem, "returned")])
    kept = handed_in.keep(visit.settings, f"returned{kind_of(content)}", content)
    return visit.ask("translated", tag=tag, kept=kept, name=name)


def sent(visit: Visit) -> Response:
    """The file for a translator, as `ddtender translate TAG -o FILE` writes it."""
    tag, asked = _tag(visit), visit.request.query_params
    suffix = asked.get("kind", "")
    if suffix not in exchanging.SUFFIXES:
        raise NotFound(suffix)
    try:
        made = exchanging.sent(visit.root, tag, (), [state for state in _SENT if state in asked], suffix)
    except Misused:
        raise Problem("web.corner.nothing_to_send") from None
    return download(f"translation-{tag}{suffix}", made.content)


def _tag(visit: Visit) -> str:
    """The language that an address names: one that the library has. Raises NotFound."""
    tag = visit.request.path_params["tag"]
    if tag not in languages_in(visit.sources):
        raise NotFound(tag)
    return tag


PAGES = (
    WebPage("/library/translations", translations, begin, may_save=("maintainer",)),
    WebPage("/library/translations/{tag}", language, act, may_save=("maintainer", "lawyer")),
    WebPage("/library/translations/{tag}/returned", save=returned, may_save=("maintainer",)),
    WebPage("/library/translations/{tag}/sent", sent, may=("maintainer", "lawyer")),
)
