"""The questions of a procedure file as they stand on a page: with what is stated, or what somebody has typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from ddtender.desk.facts.field_answers import NoAnswer, parse
from ddtender.desk.facts.field_answers import shown as typed
from ddtender.desk.facts.fields import EACH, FactField, FieldGroup, key_of
from ddtender.desk.facts.values import StatedFacts
from ddtender.library.yaml_document import Path as FactPath
from ddtender.model import Kind
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.visit import Visit

#: Points that are given together, and what they come to.
_POINTS, _ALL = ("award", "points"), 100
_BESIDE_POINTS = (("award", "price"), ("award", "other_quality"))
#: What stood in a field when it was shown.
WAS = "was:"
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


def group_of(visit: Visit) -> FieldGroup:
    """The group that the address names. Raises NotFound."""
    found = next((one for one in visit.groups if one.key == visit.request.path_params["group"]), None)
    if found is None:
        raise NotFound
    return found


def is_below(path: FactPath, above: FactPath) -> bool:
    """Whether a fact is at or below the path of a field."""
    shape = tuple(EACH if isinstance(step, int) else step for step in path)
    return shape[: len(above)] == tuple(above)


def fields_of(
    visit: Visit,
    group: FieldGroup,
    stated: StatedFacts,
    given: Mapping[str, str] | None,
    more: int = 0,
    item: int | None = None,
) -> Iterator[AskedField]:
    """The questions of a group as they stand on the page: those of a list for each of its items and for ``more``, and
    for so many that make sense where there is none, or for one ``item`` alone; points for each criterion."""
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
        for n in range(count + more or _AT_FIRST.get(above[0], 1)) if item is None else (item,):
            for field in group.fields:
                if field.path[: len(above) + 1] == (*above, EACH):
                    yield from _of_item(visit, field, (*above, n), stated, given, item is not None)


def _of_item(
    visit: Visit,
    field: FactField,
    above: FactPath,
    stated: StatedFacts,
    given: Mapping[str, str] | None,
    is_alone: bool,
) -> Iterator[AskedField]:
    """A question of one item of a list; those with many lines only where the item stands alone."""
    rest = field.path[len(above) :]
    if EACH in rest or (field.kind == "mapping" and not is_alone):
        return
    if rest == _POINTS:
        for id_, title in _criteria_of_lot(visit):
            yield _asked((*above, *_POINTS, id_), _as_point(field, title), stated, given)
    else:
        yield _asked((*above, *rest), field, stated, given)


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
    """The award criteria of the procurement as it stands, by id, with number and title, in the language of whoever
    reads."""
    resolved, titled = visit.draft.resolved, visit.library.by_id
    found = resolved.of_kind(Kind.AWARD) if resolved else ()
    return [(p.id, f"{p.cited} {titled.get(p.id, p.provision).title}") for p in found]


def _criteria_of_lot(visit: Visit) -> list[tuple[str, str]]:
    """The same, and all others of the library: a criterion comes into a lot together with its points."""
    found = _criteria(visit)
    known = {id_ for id_, _ in found}
    others = (one for one in visit.library.by_id.values() if one.kind is Kind.AWARD and not one.retired)
    return [*found, *((one.id, one.title) for one in others if one.id not in known)]


def answers_of(
    visit: Visit, group: FieldGroup, stated: StatedFacts, item: int | None = None
) -> tuple[dict[FactPath, object], dict[FactPath, object], list[FieldProblem]]:
    """What was answered otherwise than it stood there, what was shown, and what is no answer."""
    changes: dict[FactPath, object] = {}
    shown: dict[FactPath, object] = {}
    problems = []
    for one in fields_of(visit, group, stated, visit.given, item=item):
        if one.name not in visit.given:
            continue
        text, was = visit.given.text(one.name), visit.given.get(WAS + one.name, typed(stated.at(one.path)))
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


def points_in(
    fields: Iterable[AskedField], stated: StatedFacts, item: int | None = None
) -> tuple[Decimal, Decimal] | None:
    """How many points are given, and how many are left; None where a number cannot be read. A lot takes what it does
    not say from above: price and other quality each, the points of its criteria together."""
    above: FactPath = () if item is None else ("lots", item)
    typed_in = {
        one.path[len(above) :]: parse(one.field, one.value) for one in fields if one.path[: len(above)] == above
    }
    own = {path: value for path, value in typed_in.items() if value is not None}
    points = {path: value for path, value in own.items() if path[:2] == _POINTS}
    if not points and item is not None:
        of_all = stated.at(_POINTS)
        points = {(*_POINTS, id_): value for id_, value in of_all.items()} if isinstance(of_all, Mapping) else {}
    parts = [own.get(path, None if item is None else stated.at(path)) for path in _BESIDE_POINTS]
    total = Decimal(0)
    for value in (*points.values(), *parts):
        number = Decimal(str(value)) if isinstance(value, int | float | Decimal) else None
        if number is None and value is not None:
            return None
        total += number or 0
    return total, _ALL - total
