"""The questions of a procedure file as the forms have them by which it is read: kinds, choices and limits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from msgspec import inspect
from msgspec.structs import replace

from ddtender.desk.facts.field_values import ANY, EACH, FactField, FieldChoice, FieldPath, Limits
from ddtender.library.award_forms import Amount
from ddtender.library.procedure_forms import ProcedureForm
from ddtender.model.limits import LONGEST_TEXT, LONGEST_WORDS


@cache
def fields_of_form() -> tuple[FactField, ...]:
    """Every question of a procedure file, without its words and without parameters, in the order of the form."""
    return tuple(_walked(inspect.type_info(ProcedureForm), (), None, {}))


def required_below(path: tuple[str | int, ...]) -> list[str]:
    """The keys without which nothing may stand below a path."""
    above = tuple(EACH if isinstance(step, int) else step for step in path)
    return [field.path[-1] for field in fields_of_form() if field.required_with == above]


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
            longest, pattern = known.max_length, known.pattern or "" if field.shape else ""
            kind = "long" if longest == LONGEST_TEXT else "text"
            return replace(field, kind=kind, limits=Limits(longest=longest, pattern=pattern))
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
