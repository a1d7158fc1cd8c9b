"""Styles and lists that a document has twice: which of the two counts, each program decides for itself
(ECMA-376 part 1, 17.7.4.17 and 17.9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from lxml import etree

from ddtender.office.package import W, parse_part
from ddtender.office.style_names import style_name

_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_Key = TypeVar("_Key")
_ON = ("1", "true", "on")


def doubled(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What stands twice in the styles and lists of a document, or is another's, each as "a style 'Name' twice".

    Raises PackageError.
    """
    if _STYLES in parts:
        yield from _styles(parse_part(_STYLES, parts[_STYLES]))
    if _NUMBERING in parts:
        yield from _lists(parse_part(_NUMBERING, parts[_NUMBERING]))


def doubled_styles(root: etree._Element) -> list[etree._Element]:
    """The styles of which there is another with the same id, or with the same name and of the same type."""
    styles = [*root.iterchildren(W + "style")]
    ids = _several(style.get(W + "styleId", "").casefold() for style in styles)
    names = _several(_named(style) for style in styles)
    return [s for s in styles if s.get(W + "styleId", "").casefold() in ids or _named(s) in names]


def doubled_defaults(root: etree._Element) -> bool:
    """Whether the formats that all words have (w:docDefaults) are said twice, or say something twice."""
    found = [*root.iterchildren(W + "docDefaults")]
    within = [element for one in found for element in one.iterdescendants(etree.Element)]
    return len(found) > 1 or any(_children_twice(one) for one in (*found, *within))


def _named(style: etree._Element) -> tuple[str, str]:
    return style.get(W + "type", ""), style_name(style).casefold()


def _styles(root: etree._Element) -> Iterator[str]:
    twice = {*doubled_styles(root)}
    for style in root.iterchildren(W + "style"):
        name = style_name(style)
        if style in twice:
            yield f"a style '{name}' twice"
        if said := _children_twice(style, W + "tblStylePr"):
            yield f"a style '{name}' that says twice {said}"
    styles = root.iterchildren(W + "style")
    usual = _several(s.get(W + "type", "") for s in styles if s.get(W + "default", "0") in _ON)
    yield from (f"two styles that are usual for a {type_}" for type_ in sorted(usual))
    if doubled_defaults(root):
        yield "usual formats twice"


def _lists(root: etree._Element) -> Iterator[str]:
    for kind, key in (("abstractNum", "abstractNumId"), ("num", "numId")):
        lists = [*root.iterchildren(W + kind)]
        twice = _several(one.get(W + key, "") for one in lists)
        for one in lists:
            levels = [level for name in ("lvl", "lvlOverride") for level in one.iterchildren(W + name)]
            number = one.get(W + key, "")[:20]
            if one.get(W + key, "") in twice or _several((level.tag, level.get(W + "ilvl", "")) for level in levels):
                yield f"a list ({number}) twice"
            elif any(_children_twice(level) for level in one.iterdescendants(W + "lvl", W + "lvlOverride")):
                yield f"a list ({number}) with a level that says something twice"
            elif one.find(W + "numStyleLink") is not None and levels:
                yield f"a list ({number}) with levels of its own and those of a style"


def _children_twice(element: etree._Element, *but: str) -> str:
    """The names of children that an element has twice."""
    tags = _several(str(child.tag) for child in element.iterchildren(etree.Element) if child.tag not in but)
    return ", ".join(sorted(etree.QName(tag).localname for tag in tags))


def _several(keys: Iterable[_Key]) -> set[_Key]:
    return {key for key, number in Counter(keys).items() if number > 1}
