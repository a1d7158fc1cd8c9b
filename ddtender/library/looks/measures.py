"""Measures as a document writes them: a plain number of the property's own unit, or a number with its unit (ECMA-376
part 1, 22.9.2.15)."""

from __future__ import annotations

import re

#: In points.
_UNITS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_MEASURE = re.compile(r"([+-]?\d{1,7}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi|%)?")
#: Units of plain numbers, in points.
TWIPS, HALF_POINTS = 1 / 20, 1 / 2


def points(text: str | None, unit: float) -> float | None:
    """A measure in points, whose plain numbers are ``unit`` points; None of what is none."""
    found = _MEASURE.fullmatch(text or "")
    if found is None or found[2] == "%":
        return None
    return float(found[1]) * (_UNITS[found[2]] if found[2] else unit)


def plain(text: str | None, sign: str = "") -> float | None:
    """A number without a unit, or with ``sign`` behind it; None of what is none."""
    found = _MEASURE.fullmatch(text or "")
    return float(found[1]) if found is not None and found[2] in (None, sign or None) else None


def within(value: float | None, least: float, most: float) -> bool:
    """Whether a measure is understood and between two others."""
    return value is not None and least <= value <= most
