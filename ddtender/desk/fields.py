"""The questions of a procedure file as data for whoever asks them: a browser page, or a command.

They are made from the forms by which the file is read and from the library's parameters, so nothing is listed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct, inspect
from msgspec.structs import replace

from ddtender.library.award_forms import Amount
from ddtender.library.eu import codes
from ddtender.library.procedure_forms import ProcedureForm
from ddtender.model import Parameter
from ddtender.model.limits import LONGEST_TEXT, LONGEST_WORDS
from ddtender.words import Language
from ddtender.words.phrases import PhraseError

#: The path of a field: keys, EACH for the position in a list, and ANY for a key that can be any.
FieldPath = tuple[str, ...]
EACH, ANY = "*", "?"

#: The groups in the order in which somebody thinks of them, each with what it asks: a key, or all that is below it.
#: What belongs to two is asked where more of it is named.
_GROUPS: dict[str, tuple[str, ...]] = {
    "what": ("title", "subject", "reference", "authority.name", "authority.contact", "risk", "scenario", "library"),
    "country": ("country", "languages", "authentic", "translations"),
    "procedure": ("procedure_type", "dates", "shortened", "standstill", "below_threshold", "selection_documents"),
    "term": ("extensions", "framework"),
    "award": ("price", "award", "provisions"),
    "lots": ("lots",),
    "contractors": ("contractor", "contractors"),
    "parameters": ("parameters",),
    "notice": ("notice", "authority", "review_body"),
}
#: The parameters that print what has keys of its own in the file.
_NOT_ASKED = "languages."
#: No list of a procedure file has as many items.
_MOST_ITEMS = 1000


class FieldChoice(Struct, frozen=True):
    """A value that can be chosen, and what it is called."""

    value: str
    label: str


class Limits(Struct, frozen=True):
    """What a value keeps to: a number from ``least`` to ``most``, a text of ``longest`` characters, so many ``items``.
    None where there is no limit."""

    least: int | None = None
    most: int | None = None
    longest: int | None = None
    items: int | None = None


class FactField(Struct, frozen=True):
    """One question.

    ``kind`` is text, long, day, whole, decimal, choice, yes-no, list or mapping; ``shape`` is how a text is written,
    where it is not free (amount, moment, url, email, phone, cpv, …), and ``of`` the kind of what a list or a mapping
    has. ``required_with`` is the path below which no value may stand without one here; None: it may always be left
    out. ``unit`` follows a number, ``default`` holds where nothing is written.
    """

    path: FieldPath
    kind: str
    label: str = ""
    help: str = ""
    choices: tuple[FieldChoice, ...] = ()
    limits: Limits = Limits()
    required_with: FieldPath | None = None
    shape: str = ""
    of: str = ""
    unit: str = ""
    default: str = ""

    @property
    def key(self) -> str:
        """The path with dots, as it is typed."""
        return ".".join(self.path)


class FieldGroup(Struct, frozen=True):
    """Questions that are asked together; ``title_key`` is the key of what they are called."""

    key: str
    title_key: str
    fields: tuple[FactField, ...]


def field_groups(parameters: Sequence[Parameter], language: Language) -> tuple[FieldGroup, ...]:
    """All questions of a procedure file, group by group; ``parameters`` are those of the library, in the language."""
    asked = [replace(field, **_words(field, parameters, language)) for field in _fields()]
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
    every = [field for group in groups for field in group.fields]
    if found := next((field for field in every if _leads(field.path, path)), None):
        return found
    above = next((field for field in every if _leads(field.path, path[:-1])), None)
    if above is None or above.kind not in ("list", "mapping"):
        return None
    return replace(
        above, path=(*above.path, str(path[-1])), kind=above.of, of="", limits=replace(above.limits, items=None)
    )


def _leads(asked: FieldPath, path: tuple[str | int, ...]) -> bool:
    """Whether a field is asked at a path."""
    return len(asked) == len(path) and all(
        isinstance(step, int) or step == EACH if one == EACH else step == one or one == ANY
        for one, step in zip(asked, path, strict=True)
    )


def path_of(groups: Iterable[FieldGroup], key: str) -> tuple[str | int, ...] | None:
    """The path of a fact by its key as it is typed, None where there is no such question: `dates.award`,
    `award.points.award.pledge`, `lots.1.title` for the title of the first lot."""
    steps, every = key.split("."), [field for group in groups for field in group.fields]
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


@cache
def _fields() -> tuple[FactField, ...]:
    return tuple(_walked(inspect.type_info(ProcedureForm), (), None, {}))


def _walked(known: inspect.Type, path: FieldPath, required: FieldPath | None, extra: dict) -> Iterator[FactField]:
    match known:
        case inspect.Metadata():
            yield from _walked(known.type, path, required, {**extra, **(known.extra or {})})
        case inspect.UnionType() if len(inner := _without_none(known)) == 1:
            yield from _walked(inner[0], path, required, extra)
        case inspect.StructType():
            hints = get_type_hints(known.cls, include_extras=True)
            for field in known.fields:
                required = path if field.required else None
                order = {"order": _literals(hints[field.name])}  # msgspec sorts them
                yield from _walked(field.type, (*path, field.encode_name), required, order)
        case inspect.VarTupleType() if isinstance(_bare(known.item_type), inspect.StructType):
            yield from _walked(known.item_type, (*path, EACH), required, {})
        case inspect.DictType() if path == ("parameters",):
            return  # the library says what stands there
        case inspect.VarTupleType():
            (item,) = _walked(known.item_type, path, required, extra)
            limits = replace(item.limits, items=known.max_length)
            yield replace(item, kind="list", of=item.kind, limits=limits)
        case inspect.DictType() if isinstance(_bare(known.value_type), inspect.DictType):
            yield from _walked(known.value_type, (*path, ANY), required, {})
        case inspect.DictType():
            (item,) = _walked(known.value_type, path, required, {})
            yield replace(item, kind="mapping", of=item.kind)
        case _:
            yield _simple(known, FactField(path, "text", required_with=required, shape=extra.get("shape", "")), extra)


def _simple(known: inspect.Type, field: FactField, extra: dict) -> FactField:
    match known:
        case inspect.LiteralType():
            return replace(field, kind="choice", choices=tuple(FieldChoice(value, value) for value in extra["order"]))
        case inspect.BoolType():
            return replace(field, kind="yes-no")
        case inspect.DateType():
            return replace(field, kind="day")
        case inspect.IntType():
            return replace(field, kind="whole", limits=Limits(known.ge, known.le))
        case inspect.UnionType():
            least, most = extra.get("within", (None, None))
            return replace(field, kind="decimal", limits=Limits(least, most))
        case inspect.CustomType() if known.cls is Amount:
            return replace(field, shape="amount", limits=Limits(longest=LONGEST_WORDS))
        case inspect.StrType():
            longest = known.max_length
            return replace(field, kind="long" if longest == LONGEST_TEXT else "text", limits=Limits(longest=longest))
    raise TypeError(known)


def _without_none(known: inspect.UnionType) -> list[inspect.Type]:
    return [inner for inner in known.types if not isinstance(inner, inspect.NoneType)]


def _bare(known: inspect.Type) -> inspect.Type:
    return _bare(known.type) if isinstance(known, inspect.Metadata) else known


def _literals(hint: Any) -> tuple[str, ...]:
    """The values that an annotation lists, in its order."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return next((found for inner in get_args(hint) if (found := _literals(inner))), ())


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
    return replace(field, help=_help(field, language))


def _words(field: FactField, parameters: Sequence[Parameter], language: Language) -> dict[str, Any]:
    """What is said of a field: its label, its help, the names of its choices, the unit of its parameter."""
    keys = _fact_keys(field.path)
    printed = next((one for one in parameters if one.fact in keys and not one.fact.startswith(_NOT_ASKED)), None)
    exact = _said([f"web.facts.labels.{next(_names(field.path))}"], language)
    label = exact or (printed.question if printed else _label(field.path, language))
    choices = tuple(FieldChoice(one.value, _choice(field.path, one.value, language)) for one in field.choices)
    said = {"label": label, "help": _help(field, language), "choices": choices}
    return {**said, "unit": printed.unit} if printed else said


def _fact_keys(path: FieldPath) -> tuple[str, str]:
    """The keys of a fact as parameters name it."""
    steps = _own(path)
    return ".".join(steps), f"{steps[0]}.{'_'.join(steps[1:])}"


def _own(path: FieldPath) -> FieldPath:
    """The path of what a lot, or one of several contractors, has as well."""
    if path[:2] == ("contractors", EACH):
        return ("contractor", *path[2:])
    return path[2:] if path[:2] == ("lots", EACH) else path


def _said(keys: Iterable[str], language: Language) -> str:
    for key in keys:
        try:
            return language.say(key)
        except PhraseError:
            continue
    return ""


def _names(path: FieldPath) -> Iterator[str]:
    """The names under which words for a field can stand, the closest first."""
    yield "_".join(step for step in path if step not in (EACH, ANY))
    yield "_".join(_own(path))
    if path[0] in ("authority", "review_body"):
        yield f"organisation_{path[-1]}"


def _label(path: FieldPath, language: Language) -> str:
    keys = [f"web.facts.labels.{name}" for name in _names(path)]
    if path[0] == "dates":
        keys.append(f"procurement.begin.{'_'.join(path)}")
    if path[0] == "notice":
        keys.append(f"export.questions.{'_'.join(path[1:])}")
    return _said(keys, language) or ".".join(path)


def _help(field: FactField, language: Language) -> str:
    keys = [f"web.facts.help.{name}" for name in _names(field.path)]
    keys += [f"web.facts.hints.{name}" for name in (field.shape, field.kind) if name]
    return _said(keys, language)


def _choice(path: FieldPath, value: str, language: Language) -> str:
    names = [*_names(path)]
    name = value.replace("-", "_")
    said = _said([f"web.facts.choices.{one}.{name}" for one in (*names, "any")], language)
    return said or _eu_name(path[-1], value) or value


def _eu_name(key: str, value: str) -> str:
    """What the lists of the European Union call a code, in English."""
    for name in (key, "permission"):
        try:
            if (found := codes(name).get(value)) is not None:
                return found
        except KeyError:
            continue
    return ""
