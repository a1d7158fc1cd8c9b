"""A finished document as Word reads it; nothing here is shared with the renderer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from ddtender.library.package import W
from ddtender.library.templates import level_text

_TEXT, _BREAK = W + "t", W + "br"


class Reading:
    """A document as Word reads it: paragraphs with their texts and numbers, bookmarks, controls.

    ``paragraphs`` are the texts of every part by its name, ``texts`` those of the body.
    """

    def __init__(self, trees: dict[str, etree._Element]) -> None:
        self.body = trees["word/document.xml"]
        self.paragraphs = {name: {p: visible(p) for p in tree.iter(W + "p")} for name, tree in trees.items()}
        self.texts = self.paragraphs["word/document.xml"]
        self.numbers = _count_paragraphs(self.body, trees.get("word/styles.xml"), trees.get("word/numbering.xml"))
        self.bookmarks: Counter[str] = Counter()
        self.bookmarked: dict[str, etree._Element] = {}
        for mark in self.body.iter(W + "bookmarkStart"):
            name = mark.get(W + "name", "")
            self.bookmarks[name] += 1
            self.bookmarked[name] = next(mark.iterancestors(W + "p"), None)
        self.controls: dict[str, list[etree._Element]] = {}
        for tag in self.body.iter(W + "tag"):
            control = _holder(tag, "sdtPr", "sdt")
            if control is not None:
                self.controls.setdefault(tag.get(W + "val", ""), []).append(control)

    def number_of(self, bookmark: str) -> str | None:
        paragraph = self.bookmarked.get(bookmark)
        return None if paragraph is None else self.numbers.get(paragraph)


def _count_paragraphs(body, styles, numbering) -> dict[etree._Element, str]:
    """The number of every numbered paragraph (ECMA-376 part 1, 17.9), each list counted from 1 in reading order.

    Only the level's own counter is rendered, which is all that a bare first level needs.
    """
    if numbering is None:
        return {}
    counters: dict[tuple[str, int], int] = {}
    lists: dict[tuple[str, int], tuple[str, str]] = {}  # looked up once each
    numbers = {}
    for paragraph, (num_id, level) in _in_lists(body, _style_numbering(styles)).items():
        if num_id in (None, "0"):
            continue
        if (num_id, level) not in lists:
            lists[num_id, level] = _abstract_of(numbering, num_id), level_text(numbering, num_id, level) or ""
        key, text = lists[num_id, level]
        counters[key, level] = counters.get((key, level), 0) + 1
        for deeper in [k for k in counters if k[0] == key and k[1] > level]:
            del counters[deeper]
        numbers[paragraph] = text.replace(f"%{level + 1}", str(counters[key, level]))
    return numbers


def _whole(level) -> int:
    """The level of a list; the first, as in Word, where none is given or it is no number."""
    text = level.get(W + "val", "") if level is not None else ""
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _style_numbering(styles) -> dict[str, tuple[str, int]]:
    found = {}
    for style in styles.iter(W + "style") if styles is not None else ():
        numbering = next(style.iter(W + "numPr"), None)
        num = child(numbering, "numId") if numbering is not None else None
        if num is not None and _holder(numbering, "pPr", "style") is style:
            found[style.get(W + "styleId", "")] = num.get(W + "val"), _whole(child(numbering, "ilvl"))
    return found


def _in_lists(body, by_style) -> dict[etree._Element, tuple[str | None, int]]:
    """Every paragraph with a list and a level, by its style or, before that, of its own; in reading order."""
    found = {}
    for element in body.iter(W + "pStyle", W + "numPr"):  # in this order (17.3.1.26)
        if element.tag == W + "pStyle":
            numbering = by_style.get(element.get(W + "val"))
        else:
            num = child(element, "numId")
            numbering = (num.get(W + "val"), _whole(child(element, "ilvl"))) if num is not None else None
        paragraph = _holder(element, "pPr", "p") if numbering else None
        if paragraph is not None:
            found[paragraph] = numbering
    return found


def _holder(element, *names: str) -> etree._Element | None:
    """The element around the one around an element, if they have these names."""
    for name in names:
        element = element.getparent()
        if element is None or element.tag != W + name:
            return None
    return element


def child(element, name: str):
    """The first child of a name."""
    return next(element.iterchildren(W + name), None)


def _abstract_of(numbering, num_id: str) -> str:
    """Lists that share an abstract list share its counter."""
    for num in numbering.iter(W + "num") if numbering is not None else ():
        if num.get(W + "numId") == num_id:
            shared = num.find(W + "abstractNumId")
            return shared.get(W + "val", "") if shared is not None else f"num {num_id}"
    return f"num {num_id}"


def fields(body) -> Iterator[tuple[str, str]]:
    """Instruction and cached text of the complex fields."""
    instruction, cached, state = "", "", ""
    for element in body.iter(W + "fldChar", W + "instrText", W + "t"):
        if element.tag == W + "fldChar":
            state = element.get(W + "fldCharType", "")
            if state == "begin":
                instruction, cached = "", ""
            elif state == "end":
                yield instruction, cached
                state = ""
        elif element.tag == W + "instrText" and state == "begin":
            instruction += element.text or ""
        elif element.tag == W + "t" and state == "separate":
            cached += element.text or ""


def bookmark_text(reading: Reading, name: str) -> str:
    inside, text = None, ""
    for element in reading.bookmarked[name].iter(W + "bookmarkStart", W + "bookmarkEnd", W + "t"):
        if element.tag == W + "bookmarkStart" and element.get(W + "name") == name:
            inside = element.get(W + "id")
        elif element.tag == W + "bookmarkEnd" and element.get(W + "id") == inside:
            break
        elif element.tag == W + "t" and inside is not None:
            text += element.text or ""
    return text


def visible(element) -> str:
    """The text a reader sees: breaks as line ends."""
    return "".join(["\n" if e.tag == _BREAK else e.text or "" for e in element.iter(_TEXT, _BREAK)])


def flat(text: str) -> str:
    return " ".join(text.split())


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
