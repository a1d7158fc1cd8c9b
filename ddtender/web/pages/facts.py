"""The facts of a procurement, a group of questions at a time; what is typed is kept, and nobody's change is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from ddtender.desk.facts import StatedFacts, change_facts, facts_of
from ddtender.desk.field_answers import NoAnswer, parse
from ddtender.desk.field_answers import shown as typed
from ddtender.desk.fields import EACH, FactField, FieldGroup, field_groups, key_of, path_of
from ddtender.desk.procurement import parameters_of
from ddtender.library.yaml_reader import Path as FactPath
from ddtender.model import Kind
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit

#: Points that are given together, and what they come to.
_POINTS, _ALL = ("award", "points"), 100
_WAS = "was:"
#: So many are asked for where there is none yet: one lot is no lot.
_AT_FIRST = {"lots": 2}


class AskedField(Struct, frozen=True):
    """A question on a page: its path, what is asked, what stands there."""

    path: FactPath
    field: FactField
    value: str

    @property
    def name(self) -> str:
        return key_of(self.path)


def facts(visit: Visit) -> Response:
    """All groups, each with how many of its questions have an answer."""
    stated, groups = facts_of(visit.root, visit.folder), _groups(visit)
    there = [*stated.leaves()]
    counts = [sum(any(_below(leaf, one.path) for one in each.fields) for leaf in there) for each in groups]
    return visit.page(
        "facts",
        groups=[(one.key, visit.say(one.title_key), n) for one, n in zip(groups, counts, strict=True)],
        days=_days(stated),
    )


def group(visit: Visit) -> Response:
    """The questions of one group, with what stands there, or with what somebody has typed and not saved."""
    asked = _group(visit)
    kept = visit.kept(_form(asked))
    stated = facts_of(visit.root, visit.folder)
    return _shown(visit, asked, stated, kept.values if kept else None, is_kept=kept is not None)


def save(visit: Visit) -> Response:
    """Write what was answered into the procedure file, if it holds and nobody else has changed it meanwhile."""
    asked, stated = _group(visit), facts_of(visit.root, visit.folder)
    if visit.given.text("do") == "discard":
        visit.forget(_form(asked))
        return visit.go(visit.address("facts", asked.key), "web.answers.discarded")
    if visit.given.text("do") == "add":  # what is typed stays: one lot alone could not be written
        visit.keep(_form(asked), _own(visit))
        return _shown(visit, asked, stated, visit.given, more=1)
    changes, shown, problems = _answers(visit, asked, stated)
    if problems:
        visit.keep(_form(asked), _own(visit))
        return _shown(visit, asked, stated, visit.given, problems)
    done = change_facts(visit.root, visit.folder, changes, shown)
    if done.conflicts:
        visit.keep(_form(asked), _own(visit))
        return visit.page("facts_conflict", 409, group=asked, conflicts=done.conflicts, key_of=key_of, typed=typed)
    if done.errors:
        visit.keep(_form(asked), _own(visit))
        names = {one.name for one in _fields(visit, asked, done.facts, visit.given)}
        said = [FieldProblem(_nearest(one.path, names), one.finding.message) for one in done.errors]
        return _shown(visit, asked, stated, visit.given, said)
    visit.forget(_form(asked))
    return visit.go(visit.address("facts"), "web.answers.saved", number=len(done.changes))


def keep(visit: Visit) -> Response:
    """Keep what stands in a form while somebody types."""
    visit.keep(_form(_group(visit)), _own(visit))
    return Response(status_code=204)


def fact(visit: Visit) -> Response:
    """Where a fact is asked for: the page of its group, at its field."""
    key = visit.request.path_params["key"]
    groups = _groups(visit)
    path = path_of(groups, key)
    if path is None:
        raise NotFound
    shape = tuple(EACH if isinstance(step, int) else step for step in path)
    found = next((g for g in groups if any(_below(shape, f.path) for f in g.fields)), None)
    if found is None:
        raise NotFound
    return RedirectResponse(f"{visit.address('facts', found.key)}#{key_of(path)}", 303)


def _form(group: FieldGroup) -> str:
    return f"facts {group.key}"


def _groups(visit: Visit) -> tuple[FieldGroup, ...]:
    others = facts_of(None, visit.folder).others
    return field_groups(parameters_of(visit.root, visit.language.tag), visit.language, others)


def _group(visit: Visit) -> FieldGroup:
    found = next((one for one in _groups(visit) if one.key == visit.request.path_params["group"]), None)
    if found is None:
        raise NotFound
    return found


def _own(visit: Visit) -> dict[str, str]:
    return {name: value for name, value in visit.given.items() if name not in ("csrf", "do")}


def _below(path: FactPath, above: FactPath) -> bool:
    shape = tuple(EACH if isinstance(step, int) else step for step in path)
    return shape[: len(above)] == tuple(above)


def _nearest(path: FactPath, names: set[str]) -> str:
    """The field to which a finding at a path belongs."""
    found = (key_of(path[:n]) for n in range(len(path), 0, -1))
    return next((name for name in found if name in names), "")


def _shown(
    visit: Visit,
    group: FieldGroup,
    stated: StatedFacts,
    given: Mapping[str, str] | None,
    problems: Iterable[FieldProblem] = (),
    is_kept: bool = False,
    more: int = 0,
) -> Response:
    fields = list(_fields(visit, group, stated, given, more))
    values = {
        "group": group,
        "title": visit.say(group.title_key),
        "fields": fields,
        "was": {one.name: typed(stated.at(one.path)) for one in fields},
        "points": _points(fields) if group.key == "award" else None,
        "is_kept": is_kept,
        "repeats": group.key in ("lots", "contractors"),
    }
    return visit.again("facts_group", problems, **values) if problems else visit.page("facts_group", **values)


def _fields(
    visit: Visit, group: FieldGroup, stated: StatedFacts, given: Mapping[str, str] | None, more: int = 0
) -> Iterator[AskedField]:
    """The questions of a group as they stand on the page: those of a list for each of its items and for ``more``, and
    for so many that make sense where there is none; points for each criterion of the scenario."""
    for field in group.fields:
        if field.path[0] == "provisions":
            continue  # they have a page of their own
        if field.path == _POINTS:
            for id_, title in _criteria(visit):
                yield _asked((*_POINTS, id_), _as_point(field, title), stated, given)
        elif EACH not in field.path:
            yield _asked(field.path, field, stated, given)
    lists = dict.fromkeys(field.path[: field.path.index(EACH)] for field in group.fields if EACH in field.path)
    for above in lists:
        items = stated.at(above)
        count = len(items) if isinstance(items, list) else 0
        if given is not None:
            count = max([count, *(_position(name, above) for name in given)])
        for n in range(count + more or _AT_FIRST.get(above[0], 1)):
            for field in group.fields:
                if field.path[: len(above) + 1] == (*above, EACH):
                    rest = field.path[len(above) + 1 :]
                    if EACH not in rest and field.kind != "mapping":
                        yield _asked((*above, n, *rest), field, stated, given)


def _position(name: str, above: FactPath) -> int:
    """Which item of a list a field's name is about, counted from 1; 0 for none."""
    before, _, rest = name.partition(f"{key_of(above)}.")
    number = rest.partition(".")[0]
    return int(number) if not before and number.isdecimal() and number.isascii() and len(number) < 4 else 0


def _asked(path: FactPath, field: FactField, stated: StatedFacts, given: Mapping[str, str] | None) -> AskedField:
    name = key_of(path)
    there = typed(stated.at(path))
    return AskedField(path, field, given.get(name, there) if given is not None else there)


def _as_point(field: FactField, title: str) -> FactField:
    return FactField(field.path, field.of or "decimal", title, limits=field.limits)


def _criteria(visit: Visit) -> list[tuple[str, str]]:
    """The award criteria of the procurement as it stands, by id, with number and title."""
    resolved = visit.draft.resolved
    found = resolved.of_kind(Kind.AWARD) if resolved else ()
    return [(p.id, f"{p.cited} {p.provision.title}") for p in found]


def _answers(
    visit: Visit, group: FieldGroup, stated: StatedFacts
) -> tuple[dict[FactPath, object], dict[FactPath, object], list[FieldProblem]]:
    """What was answered otherwise than it stood there, what was shown, and what is no answer."""
    changes: dict[FactPath, object] = {}
    shown: dict[FactPath, object] = {}
    problems = []
    for one in _fields(visit, group, stated, visit.given):
        if one.name not in visit.given:
            continue
        text, was = visit.given.text(one.name), visit.given.get(_WAS + one.name, typed(stated.at(one.path)))
        if text == was.strip():
            continue
        value = parse(one.field, text)
        if isinstance(value, NoAnswer):
            problems.append(FieldProblem(one.name, visit.say(value.key, **value.places)))
            continue
        before = parse(one.field, was)
        changes[one.path] = value
        shown[one.path] = None if isinstance(before, NoAnswer) else before
    return changes, shown, problems


def _points(fields: Iterable[AskedField]) -> tuple[Decimal, Decimal] | None:
    """How many points are given, and how many are left; None where a number cannot be read."""
    total = Decimal(0)
    for one in fields:
        if one.path[:2] == _POINTS or one.path in (("award", "price"), ("award", "other_quality")):
            value = parse(one.field, one.value)
            if isinstance(value, NoAnswer) or not isinstance(value, int | Decimal | None):
                return None
            total += value or 0
    return total, _ALL - total


def _days(stated: StatedFacts) -> list[tuple[str, date, float]]:
    """The days that are known, in order, each with its place on a line from 0 to 100."""
    there = stated.at(("dates",))
    found = []
    for name, value in there.items() if isinstance(there, Mapping) else ():
        try:
            found.append((name, date.fromisoformat(str(value))))
        except ValueError:
            continue
    found.sort(key=lambda one: one[1])
    if len(found) < 2:
        return []
    first, last = found[0][1], found[-1][1]
    span = max((last - first).days, 1)
    return [(name, day, round(100 * (day - first).days / span, 1)) for name, day in found]


PAGES = (
    WebPage("/p/{name}/facts", facts),
    WebPage("/p/{name}/facts/{group}", group, save, may_save=("officer",)),
    WebPage("/p/{name}/facts/{group}/keep", save=keep, may_save=("officer",)),
    WebPage("/p/{name}/fact/{key}", fact),
)
