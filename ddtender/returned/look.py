"""How a run of text looks in Word (ECMA-376 part 1, 17.3.2): what Markdown can say, and what it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import etree
from msgspec import Struct

from ddtender.library.looks.shown import Around, Shown
from ddtender.office.package import W, parse_part
from ddtender.office.relations import OF_DOCUMENT, RELATIONSHIP
from ddtender.office.style_names import style_name, with_bases

#: Looks that a reviewer gives a meaning, beside those that hide words.
_TOGGLES = {"caps": "in capitals", "smallCaps": "in small capitals"}
_VALUES = {"u": "underlined", "highlight": "highlighted"}
_RAISED = {"superscript": "raised", "subscript": "lowered"}
#: All looks of which it is known what a reader sees.
TOLD = frozenset((*_TOGGLES.values(), *_VALUES.values(), *_RAISED.values()))


class Styles(Struct, frozen=True):
    """By the ids of styles: their names (programs and languages give other ids to the same names), and the list that
    they are in and its level, as ``list_of`` and ``level_of`` say them, their own or those of the style they are based
    on."""

    names: Mapping[str, str]
    levels: Mapping[str, str | None]
    lists: Mapping[str, str | None]


def styles_of(parts: Mapping[str, bytes]) -> Styles:
    """The styles of a document. Raises PackageError."""
    if "word/styles.xml" not in parts:
        return Styles({}, {}, {})
    styles = parse_part("word/styles.xml", parts["word/styles.xml"]).iter(W + "style")
    by_id = {style.get(W + "styleId", ""): style for style in styles}
    names = {id_: style_name(style) for id_, style in by_id.items()}
    levels, lists = ({id_: _inherited(style, by_id, of) for id_, style in by_id.items()} for of in (level_of, list_of))
    return Styles(names, levels, lists)


def _inherited(
    style: etree._Element, by_id: Mapping[str, etree._Element], of: Callable[[etree._Element | None], str | None]
) -> str | None:
    """What the properties of a style, or of the nearest that it is based on, say."""
    said = (of(one.find(W + "pPr")) for one in with_bases(style, by_id))
    return next((one for one in said if one is not None), None)


def look_of(
    run: etree._Element, styles: Mapping[str, str], shown: Shown, around: Around, inserted: bool
) -> tuple[bool, bool, tuple[str, ...]]:
    """Whether a run is strong, whether it is emphasised, and how else it looks, by its styles or directly.

    Where a change of format is tracked, it is the look before it, unless the text is new as well.
    """
    properties = run.find(W + "rPr")
    change = None if properties is None or inserted else properties.find(W + "rPrChange")
    if change is not None:
        properties = change.find(W + "rPr")
    looks = {*shown.words(properties, around)}
    if properties is None:
        return False, False, tuple(sorted(looks))
    looks |= {*_others([e for name, e in shown.of_words(properties).items() if name != "u"]), *_others(properties)}
    style = properties.find(W + "rStyle")
    name = "" if style is None else styles.get(style.get(W + "val", ""), "")
    strong = _on(properties.find(W + "b"), name == "Strong")
    return strong, _on(properties.find(W + "i"), name == "Emphasis"), tuple(sorted(looks))


def _others(properties: Iterable[etree._Element]) -> Iterator[str]:
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
    if OF_DOCUMENT not in parts:
        return {}
    found = parse_part(OF_DOCUMENT, parts[OF_DOCUMENT]).iter(RELATIONSHIP)
    return {r.get("Id", ""): r.get("Target", "") for r in found if r.get("Type", "").endswith("/hyperlink")}


class Before(Struct, frozen=True):
    """The id of a paragraph's style, and its list and level where it says them itself, before any tracked change."""

    style: str
    list: str | None
    level: str | None


def paragraph_before(properties: etree._Element | None, inserted: bool) -> Before:
    """What a paragraph is; where a change of it is tracked, what it was, unless the paragraph is new as well."""
    properties = properties_before(properties, inserted)
    style = None if properties is None else properties.find(W + "pStyle")
    return Before("" if style is None else style.get(W + "val", ""), list_of(properties), level_of(properties))


def properties_before(properties: etree._Element | None, inserted: bool) -> etree._Element | None:
    """The properties of a paragraph before any tracked change of them, unless what is asked about is new as well."""
    old = None if properties is None or inserted else properties.find(f"{W}pPrChange/{W}pPr")
    return properties if old is None else old


def renumbers(change: etree._Element) -> bool:
    """Whether a tracked change of a paragraph's properties gives it another list, or another level of its list."""
    now, old = change.getparent(), change.find(W + "pPr")
    said = [(list_of(properties), level_of(properties)) for properties in (now, old)]
    return change.tag == W + "pPrChange" and said[0] != said[1]


def breaks_before(properties: etree._Element | None) -> bool:
    """Whether a paragraph itself begins a page (17.3.1.23), and nobody tracked it."""
    if properties is None or properties.find(W + "pPrChange") is not None:
        return False
    return _on(properties.find(W + "pageBreakBefore"), False)


def list_of(properties: etree._Element | None) -> str | None:
    """The id of the list that a paragraph or a style is in; None where nothing is said (17.9.18)."""
    list_ = None if properties is None else properties.find(f"{W}numPr/{W}numId")
    return None if list_ is None else list_.get(W + "val", "")


def level_of(properties: etree._Element | None) -> str | None:
    """The level of the list that a paragraph or a style is in, counted from 1; "" where it is taken out of every list;
    None where nothing is said (17.9.18)."""
    numbering = None if properties is None else properties.find(W + "numPr")
    if numbering is None:
        return None
    list_, level = numbering.find(W + "numId"), numbering.find(W + "ilvl")
    if list_ is not None and list_.get(W + "val") == "0":
        return ""
    number = "0" if level is None else level.get(W + "val", "0")
    return str(int(number[:4]) + 1) if number.isdecimal() else ""
