"""The numbers that Word shows before paragraphs (ECMA-376 part 1, 17.9), counted in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from ddtender.library.looks.fonts import SIGNS, UNKNOWN_FONT
from ddtender.library.looks.harmless import on, unknown
from ddtender.library.looks.shown import Shown
from ddtender.office.numerals import letters, roman
from ddtender.office.package import W, parse_part

_PART = "word/numbering.xml"
#: All that a level may say (17.9.6) and that is read here.
_KNOWN = frozenset(["start", "numFmt", "lvlRestart", "pStyle", "suff", "lvlText", "lvlJc", "pPr", "rPr"])
_LONGEST = 40
#: Letters that are no sign of a list.
_WORDS = re.compile(r"[^\W\d_]{2,}")


class ListNumber(Struct, frozen=True):
    """What stands before a paragraph ("1.2", "(a)"), the count of its own level alone, and how this level is written
    ("lowerLetter (%2)")."""

    label: str
    count: int
    written: str


class _Level(Struct, frozen=True):
    start: int
    format: str
    text: str
    restarts: bool
    odd: tuple[str, ...]


class ListNumbers:
    """Counts the lists of a package: ``next`` is asked for every paragraph of a list, in reading order."""

    def __init__(self, parts: Mapping[str, bytes], shown: Shown) -> None:
        """``shown`` is how words of the document look. Raises PackageError."""
        root = parse_part(_PART, parts[_PART]) if _PART in parts else etree.Element(W + "numbering")
        self._levels = {_id(a, "abstractNumId"): _levels(a, shown) for a in root.iterchildren(W + "abstractNum")}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._own: dict[str, dict[int, _Level]] = {}
        for num in root.iterchildren(W + "num"):
            own = _id(num, "numId")
            self._lists[own] = _value(num, "abstractNumId")
            overrides = num.iterchildren(W + "lvlOverride")
            self._own[own] = {n: level for o in overrides for n, level in _levels(o, shown).items()}
            for override in num.iterchildren(W + "lvlOverride"):
                start = _value(override, "startOverride")
                if start:
                    self._starts[own, _whole(override.get(W + "ilvl", ""), 0)] = _whole(start, 1)
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, list_: str, level: int) -> ListNumber | None:
        """The number of the next paragraph on a level (from 0) of the list with this id; None where it has none."""
        shared = self._lists.get(list_)
        if shared is None:
            return None
        levels, counts = self._levels_of(list_), self._counts.setdefault(shared, {})
        own = levels.get(level, _Level(1, "decimal", "", True, ()))
        start = self._starts.pop((list_, level), None)  # counts where the list is used first
        counts[level] = start if start is not None else counts[level] + 1 if level in counts else own.start
        for deeper in [n for n in counts if n > level and levels.get(n, own).restarts]:
            del counts[deeper]
        if own.format in ("bullet", "none") or not own.text:
            return None
        label = own.text
        for n in range(level + 1):
            shown = levels.get(n, own)
            label = label.replace(f"%{n + 1}", _written(counts.get(n, shown.start), shown.format))
        return ListNumber(label[:_LONGEST], counts[level], f"{own.format} {own.text[:_LONGEST]}")

    def oddities(self, list_: str, level: int) -> Iterator[str]:
        """Words that a level of a list prints beside the number, and whatever else is odd about it."""
        own = self._levels_of(list_).get(level)
        yield from () if own is None else (f"its number is {look}" for look in own.odd)
        if own is not None and _WORDS.search(own.text):
            yield f"its number says “{own.text[:_LONGEST]}”"

    def _levels_of(self, list_: str) -> dict[int, _Level]:
        return {**self._levels.get(self._lists.get(list_, ""), {}), **self._own.get(list_, {})}


def _levels(abstract: etree._Element, shown: Shown) -> dict[int, _Level]:
    return {
        _whole(level.get(W + "ilvl", ""), 0): _Level(
            _whole(_value(level, "start"), 0),
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText"),
            _value(level, "lvlRestart") != "0",
            tuple(sorted({*_odd(level, shown)})),
        )
        for level in abstract.iterchildren(W + "lvl")
    }


def _odd(level: etree._Element, shown: Shown) -> Iterator[str]:
    """Whatever of a level may show its numbers otherwise, or not at all."""
    for child in level.iterchildren(etree.Element):
        name = str(child.tag).removeprefix(W)
        if name == "lvlRestart" and child.get(W + "val") != "0":
            yield f"counted from its first again behind level {child.get(W + 'val', '')[:3]}"
        elif name in ("isLgl", "legacy"):
            if on(child):
                yield "counted otherwise than it is written"
        elif name not in _KNOWN:
            yield unknown(name, child)
    bullet = _value(level, "numFmt") == "bullet"  # a sign, in a font of signs
    looks = shown.sign(level.find(W + "rPr"), level.find(W + "pPr"))
    yield from (look for look in looks if not (bullet and look.startswith((SIGNS, UNKNOWN_FONT))))


def _id(element: etree._Element, name: str) -> str:
    return element.get(W + name, "")


def _value(element: etree._Element, name: str) -> str:
    found = element.find(W + name)
    return "" if found is None else found.get(W + "val", "")


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _written(number: int, format_: str) -> str:
    if format_.endswith("Letter") and number > 0:
        text = letters(number)[:_LONGEST]
    elif format_.endswith("Roman") and 0 < number < 4000:
        text = roman(number)
    else:
        return str(number)
    return text.upper() if format_.startswith("upper") else text
