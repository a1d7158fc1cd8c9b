"""Finished parts of a document, remembered by what they are made from: most are the same in every procedure."""

from __future__ import annotations

from collections.abc import Hashable
from copy import copy

from ddtender.forgetting import forget_oldest
from ddtender.layout import Part
from ddtender.office.chart import CHART
from ddtender.office.wml import Element, W
from ddtender.render.blocks import BlockWriter

#: How many are kept for a template; the two documents of a large scenario have some seventy.
_MOST = 256


class Pieces:
    """The parts that were made for one template; the oldest are forgotten first."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: dict[Hashable, list[Element]] = {}

    def made(self, part: Part, writer: BlockWriter) -> list[Element]:
        """The elements of a part, for the caller to place: new ones, or copies of what equal values have made."""
        key = (writer.document, part)
        kept = self._kept.get(key)
        if kept is not None:
            return [copy(element) for element in kept]
        made = writer.blocks(part.blocks)
        if not _has_relation(made):
            self._kept[key] = [copy(element) for element in made]
            forget_oldest(self._kept, self._most)
        return made


def _has_relation(elements: list[Element]) -> bool:
    """The id of a web link or a plot belongs to one document: it is counted there."""
    return any(True for element in elements for _ in element.iter(W + "hyperlink", CHART))
