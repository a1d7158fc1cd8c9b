"""Beside the form of some facts: the words that they touch, their days in order, the points that are left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup
from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.facts.changing_facts import with_facts
from ddtender.desk.facts.fields import EACH, FieldGroup, key_of
from ddtender.desk.facts.values import StatedFacts, facts_in
from ddtender.desk.procurement.agenda import days_of
from ddtender.diagnostics import Severity, ordered
from ddtender.library.places import PROCEDURE_FILE
from ddtender.library.yaml_document import Path as FactPath
from ddtender.web.shown.asked_facts import AskedField, points_in
from ddtender.web.shown.marks import marks
from ddtender.web.shown.telling import told_in
from ddtender.web.shown.touched import touched
from ddtender.web.visit import Visit

#: The groups beside whose forms days and points stand.
_DAYS, _POINTS = ("procedure",), ("award", "lots")
#: Facts of all lots that one can have otherwise.
_ALSO = {"lots": ("price", "award", "framework.maximum")}


class OrderedDay(Struct, frozen=True):
    """A day on the line: its name, and how many days after the one before it (None for the first)."""

    name: str
    day: date
    later: int | None


class BesideForm(Struct, frozen=True):
    """``texts`` are provisions by document, in the language of the documents (``language``); ``why_not`` says why what
    is typed is not shown, ``is_typed`` that it is, ``is_composed`` that the documents can be made at all."""

    texts: Sequence[tuple[str, Markup]]
    language: str
    points: tuple[Decimal, Decimal] | None
    days: Sequence[OrderedDay]
    is_composed: bool
    is_typed: bool
    why_not: str


def beside(
    visit: Visit,
    group: FieldGroup,
    stated: StatedFacts,
    fields: Sequence[AskedField],
    changes: Mapping[FactPath, object],
    item: int | None = None,
) -> BesideForm:
    """All of it for the form of a group as it stands on the page: with ``changes`` that are typed and not saved; of the
    lot ``item`` alone where each has a form of its own."""
    made, why_not = visit.draft, ""
    if changes:
        content, errors = with_facts(None, door.read_bytes(visit.folder / PROCEDURE_FILE), changes)
        typed = None if errors else visit.draft_of(content)
        if typed is not None and typed.resolved is not None:
            made, stated = typed, facts_in(None, content)
        else:
            found = typed.findings if typed else [one.finding for one in errors]
            why_not = next((told_in(visit, one) for one in ordered(found) if one.severity is Severity.ERROR), "")
    resolved = made.resolved
    keys = sorted({key_of(tuple(_before_items(one.path))) for one in group.fields} | {*_ALSO.get(group.key, ())})
    texts = touched(resolved, keys, visit.address("fact") + "/", marks(visit, made)) if resolved else []
    return BesideForm(
        texts,
        resolved.language.tag if resolved else "",
        points_in(fields, stated, item) if group.key in _POINTS and (item is None) is (group.key == "award") else None,
        days_in_order(visit, stated) if group.key in _DAYS else (),
        resolved is not None,
        bool(changes) and made is not visit.draft,
        why_not,
    )


def _before_items(path: FactPath) -> list[str]:
    """A path as far as it is the same for all items of a list."""
    steps = [str(step) for step in path]
    return steps[: steps.index(EACH)] if EACH in steps else steps


def days_in_order(visit: Visit, stated: StatedFacts) -> list[OrderedDay]:
    """The days that are known, those that the law has follow from them among them, in order."""
    said = {key_of(path): str(value) for path, value in stated.leaves().items() if value is not None}
    try:
        found = sorted(days_of(visit.library, said).items(), key=lambda one: one[1])
    except ValueError:  # a day that is none is told at its field
        return []
    before = [None, *(day for _, day in found)]
    return [
        OrderedDay(name, day, (day - last).days if last else None)
        for (name, day), last in zip(found, before, strict=False)
    ]
