"""Values of a procedure file by their paths: what stands there, whether two say the same, what goes when some go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ddtender.library.yaml_document import Path
from ddtender.library.yaml_writing import Plain, is_same


def say_the_same(one: Plain, other: Plain) -> bool:
    """Whether two values say the same: what is empty says nothing."""
    return is_same(_bare(one), _bare(other))


def _bare(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {key: inner for key, one in value.items() if (inner := _bare(one)) is not None} or None
    if isinstance(value, list):
        return [_bare(one) for one in value] or None
    return value


def value_at(values: Any, path: Path) -> Plain:
    """The value at a path; None where there is none."""
    for step in path:
        if isinstance(values, dict) and isinstance(step, str):
            values = values.get(step)
        elif isinstance(values, list) and isinstance(step, int) and 0 <= step < len(values):
            values = values[step]
        else:
            return None
    return values


def leaves(value: Any, above: Path = ()) -> Iterator[tuple[Path, Plain]]:
    """Every single value with its path, without keys that have none."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list) and value is not None:
        yield above, value
    for step, one in inner:
        yield from leaves(one, (*above, step))


def going(values: Mapping[str, Plain], gone: Iterable[Path], kept: Iterable[Path], is_bare: bool) -> list[Path]:
    """What goes away when these are ``gone`` and those ``kept``, with every mapping that would have no key; or, if
    ``is_bare``, none with a value."""
    found = dict.fromkeys(gone)
    stays = {where[:n] for where in kept for n in range(len(where) + 1)}
    for where in sorted(found, key=len, reverse=True):
        for n in range(len(where) - 1, 0, -1):
            above = where[:n]
            there = value_at(values, above)
            if above in stays or not isinstance(there, dict):
                break
            left = [key for key in there if (*above, key) not in found and not (is_bare and there[key] is None)]
            if left:
                break
            found = {one: None for one in found if one[:n] != above} | {above: None}
    return [where for where in found if not any(where[:n] in found for n in range(1, len(where)))]
