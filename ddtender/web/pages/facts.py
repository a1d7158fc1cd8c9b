"""The facts of a procurement, a group of questions at a time; what is typed is kept, and nobody's change is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace
from starlette.responses import RedirectResponse, Response

from ddtender.desk.errors import Refused
from ddtender.desk.facts.changing_facts import FactsChanged, change_facts
from ddtender.desk.facts.field_answers import FieldValue
from ddtender.desk.facts.field_answers import shown as typed
from ddtender.desk.facts.fields import FieldGroup, key_of, path_of
from ddtender.desk.facts.values import StatedFacts, facts_of
from ddtender.library.yaml_document import Path as FactPath
from ddtender.web.broken import is_usable
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.shown.asked_facts import WAS, AskedField, answers_of, fields_of, group_of, is_below
from ddtender.web.shown.beside import beside, days_in_order
from ddtender.web.shown.said import answer_as_read
from ddtender.web.shown.telling import told_in
from ddtender.web.visit import Visit

#: From so many lots on, each has a page of its own.
_TABS_FROM = 2
#: The most lots that somebody can ask for by an address.
_MOST = 999


def facts(visit: Visit) -> Response:
    """All groups, each with how many of its questions have an answer."""
    stated, groups = _readable(visit), visit.groups
    there = [*stated.leaves()]
    counts = [sum(any(is_below(leaf, one.path) for one in each.fields) for leaf in there) for each in groups]
    return visit.page(
        "facts",
        groups=[(one.key, visit.say(one.title_key), n) for one, n in zip(groups, counts, strict=True)],
        days=days_in_order(visit, stated),
    )


def group(visit: Visit) -> Response:
    """The questions of one group, with what stands there, or with what somebody has typed and not saved."""
    asked = group_of(visit)
    kept = visit.kept(_form(asked))
    stated = _readable(visit)
    return _shown(visit, asked, stated, kept.values if kept else None, is_kept=kept is not None)


def _readable(visit: Visit) -> StatedFacts:
    """The facts. Raises Refused where the file cannot be read at all: nobody is shown questions without the answers
    that they have."""
    stated = facts_of(visit.root, visit.folder)
    if not is_usable(stated):
        raise Refused(one.finding for one in stated.findings)
    return stated


def save(visit: Visit) -> Response:
    """Write what was answered into the procedure file, if it holds and nobody else has changed it meanwhile."""
    asked, stated = group_of(visit), facts_of(visit.root, visit.folder)
    item = _item(visit, asked, stated)
    here, wanted = visit.address("facts", asked.key), visit.given.text("do")
    if wanted == "discard":
        visit.forget(_form(asked))
        return visit.go(here, "web.answers.discarded")
    if wanted == "add" and item is None:  # what is typed stays: one lot alone could not be written
        _keep(visit, asked)
        return _shown(visit, asked, stated, visit.given, more=1)
    changes, shown, problems = answers_of(visit, asked, stated, item)
    if problems:
        _keep(visit, asked)
        return _shown(visit, asked, stated, visit.given, problems)
    done = change_facts(visit.root, visit.folder, changes, shown)
    if done.conflicts:
        _keep(visit, asked, {WAS + key_of(one.path): typed(one.theirs) for one in done.conflicts})
        return visit.page("facts_conflict", 409, group=asked, conflicts=_conflicts(visit, asked, done, item))
    if done.errors:
        _keep(visit, asked)
        names = {one.name for one in fields_of(visit, asked, done.facts, visit.given, item=item)}
        said = [FieldProblem(_nearest(one.path, names), told_in(visit, one.finding)) for one in done.errors]
        return _shown(visit, asked, stated, visit.given, said)
    visit.forget(_form(asked))
    match wanted:
        case "add":
            to = f"{here}?lot={_count(done.facts) + 1}"
        case "stay":
            to = here if item is None else f"{here}?lot={item + 1}"
        case _:
            to = visit.address("facts")
    return visit.go(to, "web.answers.saved", number=len(done.changes))


def _conflicts(visit: Visit, group: FieldGroup, done: FactsChanged, item: int | None) -> list[tuple[str, ...]]:
    """What two people have answered otherwise: the question, what was shown, what each of them says."""
    fields = {one.path: one.field for one in fields_of(visit, group, done.facts, visit.given, item=item)}

    def said(path: FactPath, value: FieldValue) -> str:
        text = typed(value)
        return answer_as_read(fields[path], text, visit.language) if path in fields else text

    return [
        (
            (path in fields and fields[path].label) or key_of(path),
            *(said(path, value) for value in (one.shown, one.theirs, one.mine)),
        )
        for one in done.conflicts
        for path in (one.path,)
    ]


def keep(visit: Visit) -> Response:
    """Keep what stands in a form while somebody types, and show what the documents would say with it."""
    asked = group_of(visit)
    _keep(visit, asked)
    stated = facts_of(visit.root, visit.folder)
    item = _item(visit, asked, stated)
    fields = list(fields_of(visit, asked, stated, visit.given, item=item))
    changes, _, _ = answers_of(visit, asked, stated, item)
    return visit.page("facts_beside", beside=beside(visit, asked, stated, fields, changes, item))


def fact(visit: Visit) -> Response:
    """Where a fact is asked for: the page of its group, at its field."""
    key = visit.request.path_params["key"]
    groups = visit.groups
    path = path_of(groups, key)
    if path is None:
        raise NotFound
    found = next((g for g in groups if any(is_below(path, f.path) for f in g.fields)), None)
    if found is None:
        raise NotFound
    lot = f"?lot={path[1] + 1}" if path[0] == "lots" and len(path) > 1 and isinstance(path[1], int) else ""
    return RedirectResponse(f"{visit.address('facts', found.key)}{lot}#{key_of(path)}", 303)


def _form(group: FieldGroup) -> str:
    return f"facts {group.key}"


def _keep(visit: Visit, group: FieldGroup, seen: Mapping[str, str] | None = None) -> None:
    """Keep what was typed, beside what was typed before into other fields of the group; ``seen`` is what of the file
    was shown since."""
    kept = visit.kept(_form(group))
    given = {name: value for name, value in visit.given.items() if name not in ("csrf", "do", "lot")}
    visit.keep(_form(group), {**(kept.values if kept else {}), **given, **(seen or {})})


def _nearest(path: FactPath, names: set[str]) -> str:
    """The field to which a finding at a path belongs."""
    found = (key_of(path[:n]) for n in range(len(path), 0, -1))
    return next((name for name in found if name in names), "")


def _count(stated: StatedFacts) -> int:
    lots = stated.at(("lots",))
    return len(lots) if isinstance(lots, list) else 0


def _item(visit: Visit, group: FieldGroup, stated: StatedFacts) -> int | None:
    """Which lot is asked about, where each has a page of its own; one more than there are is a new one."""
    count = _count(stated)
    if group.key != "lots" or count < _TABS_FROM:
        return None
    asked = visit.given.text("lot") or visit.request.query_params.get("lot", "")
    n = int(asked) if asked.isascii() and asked.isdecimal() and 0 < int(asked) <= _MOST else 1
    return min(n, count + 1) - 1


def _tabs(stated: StatedFacts, item: int) -> list[tuple[int, str]]:
    """The number and the title of each lot, and of a new one that is being named."""
    lots = stated.at(("lots",))
    titles = [str((one.get("title") if isinstance(one, Mapping) else "") or "") for one in lots or ()]  # type: ignore[union-attr]
    return [*enumerate([*titles, *([""] if item == len(titles) else [])], start=1)]


def _shown(
    visit: Visit,
    group: FieldGroup,
    stated: StatedFacts,
    given: Mapping[str, str] | None,
    problems: Iterable[FieldProblem] = (),
    is_kept: bool = False,
    more: int = 0,
) -> Response:
    item = _item(visit, group, stated)
    fields: list[AskedField] = []
    was: dict[str, str] = {}
    there: dict[str, str] = {}
    for one in fields_of(visit, group, stated, given, more, item):
        there[one.name] = typed(stated.at(one.path))
        seen = (given or {}).get(WAS + one.name, there[one.name])
        # what was left alone is what it is by now; what was typed is held against what was seen where it was
        is_left = one.value.strip() == seen.strip()
        fields.append(replace(one, value=there[one.name]) if is_left else one)
        was[one.name] = there[one.name] if is_left else seen
    values: dict[str, Any] = {
        "group": group,
        "title": visit.say(group.title_key),
        "fields": fields,
        "was": was,
        "is_kept": is_kept and any(one.value.strip() != there[one.name].strip() for one in fields),
        "repeats": group.key in ("lots", "contractors"),
        "item": item,
        "tabs": [] if item is None else _tabs(stated, item),
        "beside": beside(visit, group, stated, fields, {}, item),
    }
    return visit.form("facts_group", problems, **values)


PAGES = (
    WebPage("/p/{name}/facts", facts, prints_facts=True),
    WebPage("/p/{name}/facts/{group}", group, save, may_save=("officer",), prints_facts=True, relies_on=("facts",)),
    WebPage("/p/{name}/facts/{group}/keep", save=keep, may_save=("officer",), prints_facts=True),
    WebPage("/p/{name}/fact/{key}", fact, prints_facts=True),
)
