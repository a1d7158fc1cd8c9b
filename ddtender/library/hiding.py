"""Styles and lists of a Word document that hide or change the words set in them (ECMA-376 part 1, 17.3.2 and 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ddtender.model.template import STYLES, TITLE_STYLES
from ddtender.office.package import W
from ddtender.office.switches import is_on

#: What makes the words of a style vanish or read as deleted.
_SWITCHES = {"vanish": "hides its text", "strike": "strikes its text out", "dstrike": "strikes its text out"}
#: Half points; what is smaller is a line.
_SMALLEST = 8
#: Two letters one after the other make a word; a level shows numbers and signs (the place of a number is "%1").
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Word compares the names of styles without case.
_OURS = frozenset((kind, name.lower()) for kind, name in STYLES)
_TITLES = frozenset(name.lower() for name in TITLE_STYLES.values())
_WHITE = "ffffff"


def hiding_styles(styles: etree._Element | None) -> dict[str, str]:
    """By the id of each style that hides or strikes out its text, by itself or by what it is based on: what it does."""
    if styles is None:
        return {}
    by_id = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    found = {}
    for id_, style in by_id.items():
        chain, seen = [], set()
        while style is not None and style not in seen:
            seen.add(style)
            chain.append(style.find(W + "rPr"))
            based = style.find(W + "basedOn")
            style = by_id.get(based.get(W + "val", "")) if based is not None else None
        if reason := hidden_by([*chain, default]):
            found[id_] = reason
    return found


def hidden_by(properties: list[etree._Element | None]) -> str:
    """What the first of several properties that says anything does to a text; empty if it is seen."""
    for name, reason in _SWITCHES.items():
        switch = _first(properties, name)
        if is_on(switch):
            return reason
    size = _first(properties, "sz")
    if size is not None and (text := size.get(W + "val", "")).isdecimal() and int(text) < _SMALLEST:
        return "makes its text too small to be read"
    return ""


def is_white(properties: etree._Element | None) -> bool:
    """White letters without a ground of their own."""
    if properties is None:
        return False
    color = properties.find(W + "color")
    return color is not None and color.get(W + "val", "").lower() == _WHITE and properties.find(W + "shd") is None


def _first(properties: list[etree._Element | None], name: str) -> etree._Element | None:
    found = (one.find(W + name) for one in properties if one is not None)
    return next((switch for switch in found if switch is not None), None)


def changed_words(styles: etree._Element | None, numbering: etree._Element | None) -> Iterator[str]:
    """What is wrong with the styles that provisions are set in, and their lists, each as "it …"."""
    if styles is None:
        return
    hiding = hiding_styles(styles)
    lists = []
    for style in styles.iter(W + "style"):
        name = style.find(W + "name")
        key = (style.get(W + "type", ""), name.get(W + "val", "") if name is not None else "")
        id_ = style.get(W + "styleId")
        if (key[0], key[1].lower()) in _OURS and id_ is not None and id_ in hiding:
            yield f"has a style '{key[1]}' that {hiding[id_]}"
        num = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if key[1].lower() in _TITLES and num is not None:
            lists.append((key[1], num.get(W + "val")))
    if numbering is None:
        return
    for title, num_id in lists:
        for level in _levels(numbering, num_id):
            text = level.find(W + "lvlText")
            shown = text.get(W + "val", "") if text is not None else ""
            if _WORD.search(re.sub(r"%\d", "", shown)):
                yield f"has a list for '{title}' whose level {_number(level)} adds words: '{shown[:40]}'"
            if reason := hidden_by([level.find(W + "rPr")]):
                yield f"has a list for '{title}' whose level {_number(level)} {reason}"


def _number(level: etree._Element) -> str:
    text = level.get(W + "ilvl", "0")
    return str(int(text) + 1) if text.isdecimal() else text


def _levels(numbering: etree._Element, num_id: str | None) -> Iterator[etree._Element]:
    """The levels of a list, those that it overrides last."""
    for num in numbering.iter(W + "num"):
        if num.get(W + "numId") == num_id:
            reference = num.find(W + "abstractNumId")
            abstract_id = reference.get(W + "val") if reference is not None else None
            for abstract in numbering.iter(W + "abstractNum"):
                if abstract.get(W + "abstractNumId") == abstract_id:
                    # the first is the title's, on which style-not-numbered has its word
                    yield from (level for level in abstract.iter(W + "lvl") if level.get(W + "ilvl", "0") in "1234")
            yield from (level for level in num.iter(W + "lvl") if level.get(W + "ilvl", "0") in "1234")
