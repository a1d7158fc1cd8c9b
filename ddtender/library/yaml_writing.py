"""How a value is written into a YAML text, so that the library's own reader gets that value back.

A spelling counts only if it was read again: of those that could be meant, the first one that says the value is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ddtender.library.source import SourceText
from ddtender.library.yaml_reader import read_yaml

#: What stands in a procedure file: plain data.
Plain = str | int | Decimal | bool | None | list["Plain"] | dict[str, "Plain"]
#: How far a mapping or a list is indented under its key.
STEP = 2
_DEEP = 8


class NoSpelling(ValueError):
    """A value that no spelling says; the message is for the user."""


def plain(value: object) -> Plain:
    """A value as YAML has it: days as text, tuples as lists. Raises NoSpelling."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NoSpelling("it is no number that can be written down")
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [plain(inner) for inner in value]
    raise NoSpelling(f"a value of the kind {type(value).__name__} is not written into a file")


def is_same(one: Plain, other: Plain) -> bool:
    """Whether two values are the same to whoever reads them: 7 and 7.0 are, 1 and true or "1" are not."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
        return one == other
    return type(one) is type(other) and one == other


def after_key(value: Plain, indent: int, in_flow: bool = False) -> str:
    """What follows the colon of a key, or the dash of an item: a blank and the value, or lines below with this many
    blanks before them. Nothing for None, or a blank between brackets. Raises NoSpelling."""
    if value is None:
        return " " if in_flow else ""
    if in_flow or not isinstance(value, dict | list) or not value or _is_short_list(value):
        return f" {inline(value, indent, in_flow)}"
    lead = "\n" + " " * indent
    if isinstance(value, dict):
        return "".join(f"{lead}{key_text(key)}:{after_key(inner, indent + STEP)}" for key, inner in value.items())
    return "".join(f"{lead}-{_item(inner, indent + STEP)}" for inner in value)


def _item(value: Plain, indent: int) -> str:
    written = after_key(value, indent)
    return f" {written.lstrip()}" if isinstance(value, dict) and value else written


def _is_short_list(value: Plain) -> bool:
    return isinstance(value, list) and not any(isinstance(inner, dict | list) for inner in value)


def inline(value: Plain, indent: int, in_flow: bool, was: str = "") -> str:
    """A value that begins in the line: in flow style, or a scalar, as far as it can be in the style of what it ``was``;
    lines of its own have this many blanks before them. Raises NoSpelling."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key_text(key)}:{_inner(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(_inner(inner).strip() or 'null' for inner in value)}]"
    for spelling in _spellings(value, indent, in_flow, was):
        if is_read(spelling, value, in_flow):
            return spelling
    raise NoSpelling("it has signs in it, or more digits, than a file can have")


def _inner(value: Plain) -> str:
    return " " if value is None else f" {inline(value, 0, in_flow=True)}"


def key_text(key: str) -> str:
    """A key as it is written."""
    quoted = json.dumps(key, ensure_ascii=False)
    document, findings = read_yaml(SourceText("", f"{{{key}: 1}}"), diagnosed=False)
    return key if not findings and document.value == {key: 1} else quoted


def is_read(spelling: str, value: Plain, in_flow: bool) -> bool:
    """Whether the reader takes this spelling for the value."""
    text = f"{{k: {spelling}}}" if in_flow else f"k: {spelling}\n"
    document, findings = read_yaml(SourceText("", text), diagnosed=False)
    read = document.value
    return not findings and isinstance(read, dict) and read.keys() == {"k"} and is_same(read["k"], value)


def _spellings(value: str | int | Decimal | bool | None, indent: int, in_flow: bool, was: str) -> Iterator[str]:
    if value is None:
        yield "null"
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, int):
        yield str(value)
    elif isinstance(value, Decimal):
        written = f"{value:f}"
        short = re.sub(r"\.?0+\Z", "", written) if "." in written else written
        yield from (short, f"{short}0", f"{short}.0")
    else:
        quoted = json.dumps(value, ensure_ascii=False)
        single = "'" + value.replace("'", "''") + "'"
        if was.startswith('"'):
            yield quoted
        if was.startswith("'") and "\n" not in value:
            yield single
        if "\n" in value and not in_flow:
            yield _literal(value, indent)
        if "\n" not in value:
            yield value
        yield quoted


def _literal(text: str, indent: int) -> str:
    lines = text.removesuffix("\n").split("\n")
    lead = " " * (indent or _DEEP)
    return "\n".join(["|" if text.endswith("\n") else "|-", *(f"{lead}{line}" if line else "" for line in lines)])
