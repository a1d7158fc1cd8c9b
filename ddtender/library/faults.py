"""Every fault of a value that a form refuses: the same form is walked over it, key by key.

msgspec stops at the first fault that it meets, and has no words for the writer of a file. Nor does it take what can
only mean a sound value, such as a number where text is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from msgspec import ValidationError, inspect

from ddtender.diagnostics import Code
from ddtender.library.codes import INVALID_VALUE, MISSING_KEY, STRAY_TEMPLATE_TAG, UNKNOWN_KEY
from ddtender.library.form_values import Chosen, TemplateTag, not_a_number
from ddtender.library.yaml_document import Path

Reads = Callable[[object], object]


class Fault(NamedTuple):
    """What is wrong at ``path``. Of a missing or an unknown key, the path's last part, there is no more to say, except
    which keys are ``known`` in its place."""

    path: Path
    code: Code
    message: str = ""
    known: tuple[str, ...] = ()


def walk(form: Any, written: object, converted: Callable[[object, Any], object]) -> tuple[object, list[Fault]]:
    """What is written with all that may be mended, and every fault. ``converted`` is what makes a value of a form; it
    raises ValidationError for keys that do not go together."""
    walking = _Walking(converted)
    return walking.value(_known(form), written, ()), walking.faults


@cache
def _known(form: Any) -> inspect.Type:
    return inspect.type_info(form)


@cache
def homes(form: Any) -> dict[str, str]:
    """Every key of a form and of the forms inside it, with the key below which it stands: "" for the form's own."""
    found: dict[str, str] = {}
    seen: set[Any] = set()
    pending: list[tuple[str, inspect.Type]] = [("", _known(form))]
    while pending:
        home, known = pending.pop(0)
        if not isinstance(known, inspect.StructType):
            pending += [(home, inner) for inner in _inner(known)]
        elif known.cls not in seen:
            seen.add(known.cls)
            for field in known.fields:
                found.setdefault(field.encode_name, home)
                pending.append((field.encode_name, field.type))
    return found


def _inner(known: inspect.Type) -> Iterator[inspect.Type]:
    match known:
        case inspect.UnionType():
            yield from known.types
        case inspect.Metadata():
            yield known.type
        case inspect.VarTupleType():
            yield known.item_type
        case inspect.DictType():
            yield from (known.key_type, known.value_type)
        case inspect.CustomType():
            yield from map(_known, known.cls.forms)


class _Walking:
    def __init__(self, converted: Callable[[object, Any], object]) -> None:
        self.converted = converted
        self.faults: list[Fault] = []

    def fault(self, path: Path, message: str, code: Code = INVALID_VALUE) -> None:
        self.faults.append(Fault(path, code, message))

    def value(self, known: inspect.Type, written: object, path: Path) -> object:
        match known:
            case inspect.Metadata():
                return self._read(known, written, path)
            case inspect.UnionType():
                return self.value(_member(known, written), written, path)
            case inspect.StructType():
                return self._struct(known, written, path)
            case inspect.VarTupleType():
                return self._list(known, written, path)
            case inspect.DictType():
                return self._dict(known, written, path)
            case inspect.CustomType():
                return self._chosen(known.cls, written, path)
        if message := _said(known, written):
            self.fault(path, message)
        return written

    def _read(self, known: inspect.Metadata, written: object, path: Path) -> object:
        reads = _reader(known)
        if reads is None:
            return self.value(known.type, written, path)
        try:
            read = reads(written)
        except ValueError as error:
            is_tag = isinstance(error, TemplateTag)
            self.fault(path, str(error), STRAY_TEMPLATE_TAG if is_tag else INVALID_VALUE)
            return written
        return self.value(known.type, read, path)

    def _struct(self, known: inspect.StructType, written: object, path: Path) -> object:
        if not isinstance(written, dict):
            self.fault(path, "must be a mapping of keys to values")
            return written
        before = len(self.faults)
        fields = {field.encode_name: field for field in known.fields}
        for key in (key for key in written if key not in fields):
            self.faults.append(Fault((*path, key), UNKNOWN_KEY, known=tuple(fields)))
        for key in (name for name, field in fields.items() if field.required and name not in written):
            self.fault((*path, key), "", MISSING_KEY)
        read = {
            key: self.value(fields[key].type, inner, (*path, key)) for key, inner in written.items() if key in fields
        }
        if len(self.faults) == before:
            try:
                self.converted(read, known.cls)
            except ValidationError as error:
                self.fault(path, str(error))
        return read

    def _list(self, known: inspect.VarTupleType, written: object, path: Path) -> object:
        if not isinstance(written, list):
            self.fault(path, "must be a list")
            return written
        self._length(known, written, path)
        return [self.value(known.item_type, inner, (*path, n)) for n, inner in enumerate(written)]

    def _dict(self, known: inspect.DictType, written: object, path: Path) -> object:
        if not isinstance(written, dict):
            self.fault(path, "must be a mapping of keys to values")
            return written
        self._length(known, written, path)
        return {
            self.value(known.key_type, key, (*path, key)): self.value(known.value_type, inner, (*path, key))
            for key, inner in written.items()
        }

    def _length(self, known: inspect.VarTupleType | inspect.DictType, written: list | dict, path: Path) -> None:
        if len(written) < (known.min_length or 0):
            self.fault(path, f"must have {known.min_length} entries at least" if written else "must not be empty")
        if known.max_length is not None and len(written) > known.max_length:
            self.fault(path, f"must have {known.max_length} entries at most")

    def _chosen(self, form: type[Chosen], written: object, path: Path) -> object:
        try:
            chosen = form.form_of(written)
        except ValueError as error:
            self.fault(path, str(error))
            return written
        return self.value(_known(chosen), written, path)


def _member(union: inspect.UnionType, written: object) -> inspect.Type:
    """The one of several forms that what is written is held against: the first that fits, or else the first."""
    return next((known for known in union.types if _is_like(known, written)), union.types[0])


def _is_like(known: inspect.Type, written: object) -> bool:
    match known:
        case inspect.Metadata() if reads := _reader(known):
            return not isinstance(written, list | dict | None) and _reads(reads, written)
        case inspect.Metadata():
            return _is_like(known.type, written)
        case inspect.UnionType():
            return any(_is_like(inner, written) for inner in known.types)
        case inspect.StructType() | inspect.DictType():
            return isinstance(written, dict)
        case inspect.VarTupleType():
            return isinstance(written, list)
        case inspect.CustomType():
            return written is not None
    return not _said(known, written)


def _reader(known: inspect.Metadata) -> Reads | None:
    return (known.extra or {}).get("reads")


def _reads(reads: Reads, written: object) -> bool:
    try:
        reads(written)
    except ValueError:
        return False
    return True


def _said(known: inspect.Type, written: object) -> str:
    """What is wrong with a single value, if anything."""
    match known:
        case inspect.NoneType():
            return "" if written is None else "must be left out"
        case inspect.BoolType():
            return "" if isinstance(written, bool) else "must be true or false"
        case inspect.DateType():
            return ""  # what reads it has said all that is to be said
        case inspect.LiteralType():
            *others, last = map(repr, known.values)
            wanted = f"{', '.join(others)} or {last}" if others else last
            return "" if written in known.values else f"must be {wanted}"
        case inspect.IntType() if isinstance(written, int) and not isinstance(written, bool):
            return _between(written, known.ge, known.le)
        case inspect.IntType():
            said = not_a_number(written, "3")
            return "write a whole number, without quotes or units" if "such as" in said else said
        case inspect.DecimalType():
            return "" if isinstance(written, Decimal) else "write a number"
        case inspect.StrType() if isinstance(written, str):
            too_long = known.max_length is not None and len(written) > known.max_length
            return f"must have {known.max_length} characters at most" if too_long else ""
        case inspect.StrType():
            return "must be text"
    raise TypeError(f"a form holds a type that is not read: {known}")


def _between(number: int, least: int | None, most: int | None) -> str:
    if least is not None and number < least:
        return f"must be {least} or more"
    return f"must be {most} or less" if most is not None and number > most else ""
