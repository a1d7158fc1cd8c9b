"""The numbers of paragraphs as Word counts them; nothing here is shared with the renderer."""

from __future__ import annotations

from lxml import etree

from ddtender.library.templates import level_text
from ddtender.office.package import W

_VALUE, _STYLE, _NUMBERING = W + "val", W + "pStyle", W + "numPr"
#: From what stands in its properties to a paragraph or a style.
_IN_PARAGRAPH, _IN_STYLE = (W + "pPr", W + "p"), (W + "pPr", W + "style")


class Lists:
    """The lists of a package: which styles are in them, and what their levels show.

    ``styles`` and ``numbering`` are the trees of these parts, or None.
    """

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._by_style = _style_numbering(styles)
        self._numbering = numbering
        self._levels: dict[tuple[str, int], tuple[str, str]] = {}  # looked up once each

    def numbers(self, body: etree._Element) -> dict[etree._Element, str]:
        """The number of every numbered paragraph (ECMA-376 part 1, 17.9), each list counted from 1 in reading order.

        Only the level's own counter is rendered, which is all that a bare first level needs.
        """
        if self._numbering is None:
            return {}
        counters: dict[str, dict[int, int]] = {}
        numbers = {}
        for paragraph, (num_id, level) in self._members(body).items():
            if num_id in (None, "0"):
                continue
            if (num_id, level) not in self._levels:
                text = level_text(self._numbering, num_id, level) or ""
                self._levels[num_id, level] = _abstract_of(self._numbering, num_id), text
            key, text = self._levels[num_id, level]
            own = counters.setdefault(key, {})
            own[level] = own.get(level, 0) + 1
            for deeper in [other for other in own if other > level]:
                del own[deeper]
            numbers[paragraph] = text.replace(f"%{level + 1}", str(own[level]))
        return numbers

    def _members(self, body: etree._Element) -> dict[etree._Element, tuple[str | None, int]]:
        """Every paragraph with a list and a level, by its style or, before that, of its own; in reading order."""
        found = {}
        for element in body.iter(_STYLE, _NUMBERING):  # in this order (17.3.1.26)
            if element.tag == _STYLE:
                numbering = self._by_style.get(style) if (style := element.get(_VALUE)) is not None else None
            else:
                num = child(element, "numId")
                numbering = (num.get(_VALUE), _whole(child(element, "ilvl"))) if num is not None else None
            paragraph = holder(element, _IN_PARAGRAPH) if numbering else None
            if paragraph is not None:
                found[paragraph] = numbering
        return found


def _whole(level) -> int:
    """The level of a list; the first, as in Word, where none is given or it is no number."""
    text = level.get(_VALUE, "") if level is not None else ""
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _style_numbering(styles) -> dict[str, tuple[str, int]]:
    found = {}
    for style in styles.iter(W + "style") if styles is not None else ():
        numbering = next(style.iter(_NUMBERING), None)
        num = child(numbering, "numId") if numbering is not None else None
        if num is not None and holder(numbering, _IN_STYLE) is style:
            found[style.get(W + "styleId", "")] = num.get(_VALUE), _whole(child(numbering, "ilvl"))
    return found


def _abstract_of(numbering, num_id: str) -> str:
    """Lists that share an abstract list share its counter."""
    for num in numbering.iter(W + "num"):
        if num.get(W + "numId") == num_id:
            shared = num.find(W + "abstractNumId")
            return shared.get(W + "val", "") if shared is not None else f"num {num_id}"
    return f"num {num_id}"


def holder(element, tags: tuple[str, str]) -> etree._Element | None:
    """The element around the one around an element, if they are these."""
    for tag in tags:
        element = element.getparent()
        if element is None or element.tag != tag:
            return None
    return element


def child(element, name: str):
    """The first child of a name."""
    return next(element.iterchildren(W + name), None)
