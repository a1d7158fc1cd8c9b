"""A line over numbers as a drawing in the page (SVG 1.1), without style or script: the page's policy allows neither."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from markupsafe import Markup

from ddtender.layout.values import Plot
from ddtender.office.plot import bounds
from ddtender.review_page.fragments import joined
from ddtender.words import Language

#: The whole drawing and the place of the line in it, in the drawing's own units.
_WIDTH, _HEIGHT = 480, 250
_LEFT, _TOP, _RIGHT, _BOTTOM = 70, 12, 464, 196
_LETTERS = 12


def drawn(plot: Plot, language: Language) -> Markup:
    """The plot as an image with words for those who do not see it."""
    xs = _Axis([x for x, _ in plot.line], _LEFT, _RIGHT)
    ys = _Axis([Decimal(0), *(y for _, y in plot.line)], _BOTTOM, _TOP)
    line = " ".join(f"{xs.at(x)},{ys.at(y)}" for x, y in plot.line)
    dots = joined(_DOT % (xs.at(x), ys.at(y)) for x, y in plot.marks)
    form = Markup(
        '<svg class="plot" role="img" viewBox="0 0 %s %s" width="%s" height="%s" font-size="%s"><title>%s</title>'
        '<desc>%s</desc>%s<polyline points="%s" fill="none" stroke="currentColor" stroke-width="2"/>%s</svg>'
    )
    parts = joined((*_across(xs, plot.across, language), *_up(ys, plot.up, language)))
    return form % (_WIDTH, _HEIGHT, _WIDTH, _HEIGHT, _LETTERS, plot.title, plot.description, parts, line, dots)


class _Axis:
    """Where the numbers of an axis stand in the drawing."""

    def __init__(self, values: list[Decimal], begin: int, end: int) -> None:
        self.least, self.most, self.apart = bounds(min(values), max(values))
        self._begin, self._end = begin, end

    def at(self, value: Decimal | int) -> str:
        part = (Decimal(value) - self.least) / (self.most - self.least)
        return f"{(self._begin + part * (self._end - self._begin)).quantize(Decimal('0.1')):f}"

    def numbers(self) -> range:
        return range(self.least, self.most + 1, self.apart)


_LINE = Markup('<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="currentColor" stroke-opacity="%s"/>')
_TEXT = Markup('<text x="%s" y="%s" text-anchor="%s" fill="currentColor"%s>%s</text>')
_DOT = Markup('<circle cx="%s" cy="%s" r="4" fill="currentColor"/>')
_NOT_TURNED = Markup("")


def _across(axis: _Axis, title: str, language: Language) -> Iterator[Markup]:
    yield _LINE % (_LEFT, _BOTTOM, _RIGHT, _BOTTOM, 1)
    for number in axis.numbers():
        x = axis.at(number)
        yield _LINE % (x, _BOTTOM, x, _BOTTOM + 4, 1)
        yield _TEXT % (x, _BOTTOM + 18, "middle", _NOT_TURNED, _number(number, language))
    yield _TEXT % ((_LEFT + _RIGHT) // 2, _BOTTOM + 40, "middle", _NOT_TURNED, title)


def _up(axis: _Axis, title: str, language: Language) -> Iterator[Markup]:
    yield _LINE % (_LEFT, _BOTTOM, _LEFT, _TOP, 1)
    for number in axis.numbers():
        y = axis.at(number)
        yield _LINE % (_LEFT, y, _RIGHT, y, "0.2")
        yield _TEXT % (_LEFT - 6, Decimal(y) + 4, "end", _NOT_TURNED, _number(number, language))
    middle = (_TOP + _BOTTOM) // 2
    turned = Markup(' transform="rotate(-90 %s %s)"') % (14, middle)
    yield _TEXT % (14, middle, "middle", turned, title)


def _number(number: int, language: Language) -> str:
    from babel.numbers import format_decimal

    return format_decimal(number, locale=language.locale)
