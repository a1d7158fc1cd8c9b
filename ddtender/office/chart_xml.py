"""What all charts have in common: elements, letters, axes, numbers in caches (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree
from msgspec import Struct

from ddtender.office.wml import Element

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = {"c": f"{DRAWING}/chart", "a": f"{DRAWING}/main", "r": OFFICE}
BLACK, WHITE = "000000", "FFFFFF"
#: The width of the one line there is, 0.75 points.
LINE = "9525"
#: More steps than that on the axis are too many.
_MOST_STEPS = 10


class Letters(Struct, frozen=True):
    """What all text of a chart is written in: the name of a font (none: the program's own), the language (BCP 47), the
    size in points."""

    font: str
    language: str
    size: float = 10


def chart_space(chart: Element, letters: Letters) -> Element:
    """The root of a chart part: the chart on white, in these letters."""
    space = etree.Element(f"{{{NAMESPACES['c']}}}chartSpace", nsmap=NAMESPACES)
    space.extend([c("date1904", val=0), c("lang", val=letters.language), c("roundedCorners", val=0), chart])
    space.extend([shape(WHITE), text(letters, BLACK)])
    return space


def axis_title(title: str, letters: Letters) -> Element:
    """The words beside an axis."""
    words = a("p", a("pPr", font("defRPr", letters, BLACK)), a("r", font("rPr", letters, BLACK), a("t")))
    words[-1][-1].text = title
    return c("title", c("tx", c("rich", a("bodyPr"), a("lstStyle"), words)), c("overlay", val=0))


def cached(kind: str, formula: str, values: Sequence[object]) -> Element:
    """A reference that programs look up in its cache; they want one even where there is no sheet (21.2.2.65)."""
    place = c("f")
    place.text = formula
    cache = c(f"{kind}Cache")
    if kind == "num":
        cache.append(c("formatCode"))
        cache[0].text = "General"
    cache.append(c("ptCount", val=len(values)))
    cache.extend(_points(values))
    return c(f"{kind}Ref", place, cache)


def _points(values: Sequence[object]) -> Iterator[Element]:
    for n, value in enumerate(values):
        said = c("v")
        said.text = str(value)
        yield c("pt", said, idx=n)


def ticks(major: str) -> list[Element]:
    return [c("majorTickMark", val=major), c("minorTickMark", val="none"), c("tickLblPos", val="nextTo")]


def shape(fill: str | None, line: str | None = None) -> Element:
    properties = c("spPr", _filled(fill))
    properties.append(a("ln", _filled(line), **({"w": LINE} if line else {})))
    return properties


def _filled(colour: str | None) -> Element:
    return a("solidFill", a("srgbClr", val=colour)) if colour else a("noFill")


def text(letters: Letters, colour: str) -> Element:
    paragraph = a("p", a("pPr", font("defRPr", letters, colour)), a("endParaRPr", lang=letters.language))
    return c("txPr", a("bodyPr"), a("lstStyle"), paragraph)


def font(name: str, letters: Letters, colour: str) -> Element:
    made = a(name, _filled(colour), lang=letters.language, sz=round(100 * letters.size), b=0)
    if letters.font:
        made.extend(a(script, typeface=letters.font) for script in ("latin", "ea", "cs"))
    return made


def c(name: str, /, *children: Element, **attributes: object) -> Element:
    return _made("c", name, children, attributes)


def a(name: str, /, *children: Element, **attributes: object) -> Element:
    return _made("a", name, children, attributes)


def _made(prefix: str, name: str, children: Sequence[Element], attributes: dict[str, object]) -> Element:
    made = etree.Element(f"{{{NAMESPACES[prefix]}}}{name}", nsmap=NAMESPACES)
    for key, value in attributes.items():
        made.set(key, str(value))
    made.extend(children)
    return made


def step(total: int) -> int:
    """How far the numbers of an axis are apart: 1, 2, 5, 10, 20, 50 and so on."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if total <= _MOST_STEPS * step:
                return step
        power *= 10
