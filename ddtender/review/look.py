"""How a run of text looks in Word (ECMA-376 part 1, 17.3.2): what Markdown can say, and what it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.library.package import W, parse_part

#: Looks that a reviewer gives a meaning: words struck out by hand are as good as deleted.
_TOGGLES = {
    "strike": "struck through",
    "dstrike": "struck through",
    "vanish": "hidden",
    "caps": "in capitals",
    "smallCaps": "in small capitals",
}
_VALUES = {"u": "underlined", "highlight": "highlighted"}
_RAISED = {"superscript": "raised", "subscript": "lowered"}


def look_of(run: etree._Element, styles: Mapping[str, str], inserted: bool) -> tuple[bool, bool, tuple[str, ...]]:
    """Whether a run is strong, whether it is emphasised, and how else it looks, by its style or directly.

    Where a change of format is tracked, it is the look before it, unless the text is new as well.
    """
    properties = run.find(W + "rPr")
    change = None if properties is None or inserted else properties.find(W + "rPrChange")
    if change is not None:
        properties = change.find(W + "rPr")
    if properties is None:
        return False, False, ()
    style = properties.find(W + "rStyle")
    name = "" if style is None else styles.get(style.get(W + "val", ""), "")
    strong = _on(properties.find(W + "b"), name == "Strong")
    return strong, _on(properties.find(W + "i"), name == "Emphasis"), tuple(sorted(set(_others(properties))))


def _others(properties: etree._Element) -> Iterator[str]:
    for element in properties:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        value = element.get(W + "val", "")
        if name in _TOGGLES and _on(element, False):
            yield _TOGGLES[name]
        elif name in _VALUES and value not in ("none", ""):
            yield _VALUES[name]
        elif name == "vertAlign" and value in _RAISED:
            yield _RAISED[value]


def _on(toggle: etree._Element | None, otherwise: bool) -> bool:
    """A direct format wins over that of the style."""
    return otherwise if toggle is None else toggle.get(W + "val", "true") not in ("0", "false", "off")


def targets_of(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The addresses of the links in the main document, by the ids of their relationships. Raises PackageError."""
    relations = "word/_rels/document.xml.rels"
    if relations not in parts:
        return {}
    found = parse_part(relations, parts[relations]).iter("{*}Relationship")
    return {r.get("Id", ""): r.get("Target", "") for r in found if r.get("Type", "").endswith("/hyperlink")}


def style_before(properties: etree._Element | None, inserted: bool) -> str:
    """The id of a paragraph's style; where a change of it is tracked, of the one before."""
    old = None if properties is None or inserted else properties.find(f"{W}pPrChange/{W}pPr")
    properties = properties if old is None else old
    style = None if properties is None else properties.find(W + "pStyle")
    return "" if style is None else style.get(W + "val", "")
