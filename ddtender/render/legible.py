"""The text of our tables is seen, whatever colour a house gives to all of its text.

A colour of a paragraph's style, and of what that is based on, wins over that of a table's style (ECMA-376 part 1,
17.7.2): a house whose Normal is black has black headings on our dark rows. Where the two are too close, the text says
itself what colour it has.
"""

from __future__ import annotations

import re

from msgspec import Struct

from ddtender.library.contrast import contrast
from ddtender.office import wml
from ddtender.office.style_names import with_bases
from ddtender.office.tree import child_of
from ddtender.office.wml import Element, W

_BLACK, _WHITE = "000000", "FFFFFF"
#: What large text must have at least (WCAG 2.1, 1.4.3); a house's own greys are left alone.
_CONTRAST = 3.0
_HEX = re.compile(r"[0-9A-Fa-f]{6}")


class Look(Struct, frozen=True):
    """What the runs of a row are given: a colour, or none if theirs will do."""

    colour: str | None = None


class Looks(Struct, frozen=True):
    """For the ids of table styles, the look of header rows and of other rows; ``coloured`` are the ids of character
    styles with a colour of their own."""

    headers: dict[str, Look]
    rows: dict[str, Look]
    coloured: frozenset[str]

    def give(self, table: Element) -> None:
        """Make the text of one of our tables seen."""
        style = child_of(table, f"{W}tblPr/{W}tblStyle").get(W + "val", "")
        plain = Look()
        for row in table.findall(W + "tr"):
            looks = self.headers if row.find(f"{W}trPr/{W}tblHeader") is not None else self.rows
            look = looks.get(style, plain)
            if look != plain:
                for run in row.iter(W + "r"):
                    self._give(run, look)

    def _give(self, run: Element, look: Look) -> None:
        properties = run.find(W + "rPr")
        if properties is None:
            properties = wml.element("rPr")
            run.insert(0, properties)
        style = properties.find(W + "rStyle")
        if look.colour and (style is None or style.get(W + "val") not in self.coloured):
            properties.append(wml.element("color", val=look.colour))


def looks_of(styles: Element, tables: list[str], heading: str, text: str) -> Looks:
    """What the tables of these styles need, whose paragraphs have the styles ``heading`` and ``text`` (all ids)."""
    by_id = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    coloured = frozenset(
        id_ for id_, s in by_id.items() if s.get(W + "type") == "character" and s.find(f"{W}rPr/{W}color") is not None
    )
    headers, rows = {}, {}
    for id_ in tables:
        chain = list(with_bases(by_id.get(id_), by_id))
        first = [
            part for style in chain for part in style.findall(W + "tblStylePr") if part.get(W + "type") == "firstRow"
        ]
        headers[id_] = _look(list(with_bases(by_id.get(heading), by_id)), [*first, *chain], defaults)
        rows[id_] = _look(list(with_bases(by_id.get(text), by_id)), chain, defaults)
    return Looks(headers, rows, coloured)


def _look(paragraph: list[Element], table: list[Element], defaults: Element | None) -> Look:
    """``paragraph`` and ``table`` are what says how the text looks, the strongest first."""
    properties = [style.find(W + "rPr") for style in (*paragraph, *table)] + [defaults]
    said = [e.get(W + "val", "") for p in properties if p is not None and (e := p.find(W + "color")) is not None]
    fill = next((e.get(W + "fill", "") for part in table if (e := part.find(f"{W}tcPr/{W}shd")) is not None), "auto")
    fill = fill if _HEX.fullmatch(fill) else _WHITE
    colours = [colour if _HEX.fullmatch(colour) else _BLACK for colour in said] or [_BLACK]
    if contrast(colours[0], fill) >= _CONTRAST:
        return Look()
    return Look(max([*colours, _BLACK, _WHITE], key=lambda colour: contrast(colour, fill) >= _CONTRAST))
