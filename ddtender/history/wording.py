"""The parts of a provision as lines that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_WAYS = {"BestOf": "best of", "SumOf": "sum of", "Tiers": "tiers", "Graded": "graded"}


def as_lines(found: Mapping[str, object]) -> str:
    """Parts as lines that a person can read."""
    return "\n".join(line for name, value in found.items() for line in _lines(_worded(name, value)))


def _worded(name: str, value: object) -> object:
    """The way of scoring in words; everything else as it is."""
    return [_WAYS[value[0]], *value[1:]] if name == "scoring" and isinstance(value, list) else value


def _lines(value: object) -> Iterable[str]:
    if value is None or value == "" or value == []:
        return
    if isinstance(value, list) and any(isinstance(inner, list) for inner in value):
        for inner in value:
            yield from _lines(inner) if _nested(inner) else [_row(inner)]
    elif isinstance(value, list):
        yield from (str(inner) for inner in value)
    else:
        yield str(value)


def _nested(value: object) -> bool:
    return (
        isinstance(value, list)
        and any(isinstance(inner, list) and inner for inner in value)
        and isinstance(value[0], list)
    )


def _row(value: object) -> str:
    if not isinstance(value, list):
        return str(value)
    cells = [" ".join(map(str, filter(None, cell))) if isinstance(cell, list) else str(cell) for cell in value]
    return " · ".join(cell for cell in cells if cell and cell != "None")
