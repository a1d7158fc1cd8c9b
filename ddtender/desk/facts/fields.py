"""The questions of a procedure file as data for whoever asks them: a browser page, or a command.

They are made from the forms by which the file is read and from the library's parameters, so nothing is listed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ddtender.desk.facts.field_values import ANY, EACH, FactField, FieldGroup, FieldPath, Limits
from ddtender.desk.facts.field_words import help_of, in_language, with_words
from ddtender.desk.facts.fields_of_form import fields_of_form
from ddtender.model import Parameter
from ddtender.model.limits import LONGEST_WORDS
from ddtender.words import Language

#: The groups in the order in which somebody thinks of them, each with what it asks: a key, or all that is below it.
#: What belongs to two is asked where more of it is named.
_GROUPS: dict[str, tuple[str, ...]] = {
    "what": (
        "title",
        "subject",
        "reference",
        "authority.name",
        "authority.contact",
        "sellers",
        "risk",
        "scenario",
        "library",
    ),
    "country": ("country", "languages", "authentic", "translations"),
    "procedure": ("procedure_type", "dates", "shortened", "standstill", "below_threshold", "selection_documents"),
    "term": ("extensions", "framework"),
    "award": ("price", "award", "provisions"),
    "lots": ("lots",),
    "contractors": ("contractor", "contractors"),
    "parameters": ("parameters",),
    "notice": ("notice", "authority", "review_body"),
}
#: No list of a procedure file has as many items.
_MOST_ITEMS = 1000


def field_groups(
    parameters: Sequence[Parameter], language: Language, others: Iterable[str] = ()
) -> tuple[FieldGroup, ...]:
    """All questions of a procedure file, group by group; ``parameters`` are those of the library, in the language.
    ``others`` are the languages of the documents in which texts of the file are asked for as well."""
    known = [field for field in fields_of_form() if ANY not in field.path]
    known += [in_language(field, tag) for field in fields_of_form() if ANY in field.path for tag in others]
    asked = [with_words(field, parameters, language) for field in known]
    own = [one for one in parameters if one.filled_by == "authority" and one.fact is None]
    asked += [_of_parameter(one, language) for one in own]
    places = {field.path: _place(field.path) for field in asked}
    return tuple(
        FieldGroup(
            name,
            f"web.facts.groups.{name}",
            tuple(sorted((f for f in asked if places[f.path][0] == name), key=lambda field: places[field.path][1])),
        )
        for name in _GROUPS
    )


def field_at(groups: Iterable[FieldGroup], path: tuple[str | int, ...]) -> FactField | None:
    """The question at a path, with a position or EACH for an item of a list: of a mapping, or a list, that of what
    stands in it as well."""
    every = _every(groups)
    if found := next((field for field in every if _leads(field.path, path)), None):
        return found
    above = next((field for field in every if _leads(field.path, path[:-1])), None)
    if above is None or above.kind not in ("list", "mapping"):
        return None
    return replace(
        above, path=(*above.path, str(path[-1])), kind=above.of, of="", limits=replace(above.limits, items=None)
    )


def _every(groups: Iterable[FieldGroup]) -> list[FactField]:
    """All questions, with those that can be asked of any language."""
    open_ = [field for field in fields_of_form() if ANY in field.path]
    return [*(field for group in groups for field in group.fields), *open_]


def _leads(asked: FieldPath, path: tuple[str | int, ...]) -> bool:
    """Whether a field is asked at a path."""
    return len(asked) == len(path) and all(
        isinstance(step, int) or step == EACH if one == EACH else step == one or one == ANY
        for one, step in zip(asked, path, strict=True)
    )


def path_of(groups: Iterable[FieldGroup], key: str) -> tuple[str | int, ...] | None:
    """The path of a fact by its key as it is typed, None where there is no such question: `dates.award`,
    `award.points.award.pledge`, `lots.1.title` for the title of the first lot."""
    steps, every = key.split("."), _every(groups)
    for n in range(len(steps), 0, -1):
        for field in every:
            if len(field.path) != n:
                continue
            path = tuple(_step(one, step) for one, step in zip(field.path, steps, strict=False))
            if not _leads(field.path, path):
                continue
            if n == len(steps):
                return path
            if field.kind == "mapping":
                return (*path, ".".join(steps[n:]))
    return None


def _step(asked: str, typed: str) -> str | int:
    """A step of a path as it is typed, where positions begin with 1."""
    is_position = asked == EACH and typed.isdecimal() and typed.isascii() and 0 < int(typed) < _MOST_ITEMS
    return int(typed) - 1 if is_position else "" if asked == EACH else typed


def key_of(path: tuple[str | int, ...]) -> str:
    """The key of a fact as it is typed: ``path_of`` the other way round."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _place(path: FieldPath) -> tuple[str, int]:
    """The group of a field, and which of its questions it is."""
    for n in range(len(path), 0, -1):
        for name, keys in _GROUPS.items():
            if ".".join(path[:n]) in keys:
                return name, keys.index(".".join(path[:n]))
    return "notice", len(_GROUPS["notice"])


def _of_parameter(one: Parameter, language: Language) -> FactField:
    kind, shape = {"number": ("decimal", ""), "date": ("day", ""), "amount": ("text", "amount")}.get(
        one.type, ("text", "")
    )
    if one.type == "number" and one.unit in ("days", "weeks", "months", "years"):
        kind = "whole"
    field = FactField(
        ("parameters", one.name),
        kind,
        one.question,
        limits=Limits(one.minimum, one.maximum, None if one.type == "number" else LONGEST_WORDS),
        shape=shape,
        unit=one.unit,
        default="" if one.default is None else language.shown(one.default),
    )
    return replace(field, help=help_of(field, language))
