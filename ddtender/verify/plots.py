"""The line of the rule for the price, as a document must show it: the numbers in its chart are those of the rule."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from lxml import etree
from lxml.etree import _Element as Element

from ddtender.office.package import PackageError, parse_part
from ddtender.resolve.values import ResolvedDocument, ResolvedProvision
from ddtender.verify.example import example_points

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONSHIPS = "word/_rels/document.xml.rels"
_Points = list[tuple[Decimal, Decimal]]


def wrong_line(
    control: Element, p: ResolvedProvision, resolved: ResolvedDocument, parts: Mapping[str, bytes]
) -> Iterator[str]:
    """What is wrong with the drawing in the control of a provision; nothing if it shows what it must."""
    wanted = example_points(p, resolved)
    charts = [one.get(_ID, "") for one in control.iter(_CHART + "chart")]
    if len(charts) != (wanted is not None):
        yield f"'{p.id}' has {len(charts)} drawings of its rule"
    elif wanted is not None:
        found = _series(charts[0], parts)
        if found is None or [*map(_plain, found)] != [*map(_plain, wanted)]:
            yield f"the line of '{p.id}' is not that of its rule"


def _series(id_: str, parts: Mapping[str, bytes]) -> list[_Points] | None:
    """The points of each series of a chart by the id of its relationship; None where it cannot be read."""
    try:
        relations = parse_part(_RELATIONSHIPS, parts[_RELATIONSHIPS])
        target = next(one.get("Target", "") for one in relations if one.get("Id") == id_)
        name = posixpath.normpath(posixpath.join("/word", target)).lstrip("/")
        chart = parse_part(name, parts[name])
        return [[*zip(_numbers(one, "xVal"), _numbers(one, "yVal"), strict=True)] for one in chart.iter(_CHART + "ser")]
    except (KeyError, StopIteration, ValueError, InvalidOperation, PackageError):
        return None


def _numbers(series: Element, axis: str) -> list[Decimal]:
    values = etree.ETXPath(f"{_CHART}{axis}//{_CHART}v")(series)
    return [Decimal(value.text or "") for value in values] if isinstance(values, list) else []


def _plain(points: Sequence[tuple[Decimal, Decimal]]) -> list[str]:
    return [f"{x.normalize():f} {y.normalize():f}" for x, y in points]
