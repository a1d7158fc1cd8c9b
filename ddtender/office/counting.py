"""The numbers that Word prints before paragraphs, for what a document repeats of them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable

from ddtender.office.numerals import letters, roman
from ddtender.office.style_names import with_bases
from ddtender.office.wml import Element, W

_PLACE = re.compile(r"%([1-9])")


class Counting:
    """The lists of a template: ``styles`` and ``numbering`` are the trees of these parts."""

    def __init__(self, styles: Element, numbering: Element | None) -> None:
        self._levels: dict[tuple[str, int], Element] = {}
        self._lists: dict[str, str] = {}
        for abstract in numbering.iter(W + "abstractNum") if numbering is not None else ():
            for level in abstract.findall(W + "lvl"):
                if (number := level.get(W + "ilvl", "")).isdecimal():
                    self._levels[abstract.get(W + "abstractNumId", ""), int(number)] = level
        for num in numbering.iter(W + "num") if numbering is not None else ():
            self._lists[num.get(W + "numId", "")] = _value(num.find(W + "abstractNumId"))
        self._styles = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}

    def numbers(self, document: Element) -> dict[Element, str]:
        """The number of every paragraph that has one; bullets are none."""
        counters: dict[str, dict[int, int]] = {}
        found = {}
        for paragraph in document.iter(W + "p"):
            list_, level = self._member(paragraph)
            form = self._levels.get((list_, level))
            if form is None:
                continue
            own = counters.setdefault(list_, {})
            own[level] = own.get(level, self._start(list_, level) - 1) + 1
            for deeper in [other for other in own if other > level]:
                del own[deeper]
            if _value(form.find(W + "numFmt")) not in ("bullet", "none"):
                found[paragraph] = self._text(form, list_, own).strip()
        return found

    def _member(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level, of the paragraph's own or of its style; ("", 0) for none."""
        own, style = paragraph.find(f"{W}pPr/{W}numPr"), _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        list_, level = _number(own)
        for element in with_bases(self._styles.get(style), self._styles):
            if list_ is not None:
                break
            list_, of_style = _number(element.find(f"{W}pPr/{W}numPr"))
            level = of_style if level is None else level
        return self._lists.get(list_ or "", ""), level or 0

    def _start(self, list_: str, level: int) -> int:
        form = self._levels.get((list_, level))
        start = "" if form is None else _value(form.find(W + "start"))
        return int(start) if start.isdecimal() and len(start) < 6 else 1

    def _text(self, form: Element, list_: str, counted: dict[int, int]) -> str:
        decimal = form.find(W + "isLgl") is not None

        def shown(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            other = self._levels.get((list_, level))
            format_ = "decimal" if decimal or other is None else _value(other.find(W + "numFmt"))
            return _FORMATS.get(format_, str)(counted.get(level, self._start(list_, level)))

        return _PLACE.sub(shown, _value(form.find(W + "lvlText")))


def _number(properties: Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    level = _value(properties.find(W + "ilvl"))
    num = properties.find(W + "numId")
    return None if num is None else _value(num), int(level) if level.isdecimal() and len(level) < 3 else None


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(W + "val", "")


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
}
