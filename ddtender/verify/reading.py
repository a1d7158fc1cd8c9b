"""A finished document as Word reads it; nothing here is shared with the renderer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from ddtender.office.package import W
from ddtender.verify.lists import Lists, holder

_PARAGRAPH, _TEXT, _BREAK = W + "p", W + "t", W + "br"
_CHARACTER, _INSTRUCTION = W + "fldChar", W + "instrText"
_CONTROL = (W + "sdtPr", W + "sdt")
_VALUE = W + "val"
_NESTED = etree.XPath("boolean(//w:p//w:p)", namespaces={"w": W[1:-1]})


class ReadPart:
    """A part as a reader sees it: its ``tree``, and its text, by paragraph and as a ``whole``; breaks are line ends."""

    def __init__(self, tree: etree._Element) -> None:
        self.tree = tree
        simple = None if _NESTED(tree) else _texts(tree)  # paragraphs may stand in text boxes of others
        self.texts = {p: visible(p) for p in tree.iter(_PARAGRAPH)} if simple is None else simple
        self.whole = visible(tree) if simple is None else "".join(simple.values())

    @cached_property
    def flat(self) -> dict[etree._Element, str]:
        return {paragraph: flat(text) for paragraph, text in self.texts.items()}

    @cached_property
    def words(self) -> str:
        """All paragraphs, one after the other."""
        return " ".join(self.flat.values())

    @cached_property
    def comments(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Id, author and paragraphs of every comment (ECMA-376 part 1, 17.13.4.2), if this part has them."""
        found = self.tree.iter(W + "comment") if self.tree.tag == W + "comments" else ()
        return tuple(
            (one.get(W + "id", ""), one.get(W + "author", ""), tuple(self.texts[p] for p in one.iter(_PARAGRAPH)))
            for one in found
        )


class Reading:
    """A document as Word reads it: paragraphs with their texts and numbers, bookmarks, controls.

    ``parts`` are all that have text or may have it, by name.
    """

    def __init__(self, parts: Mapping[str, ReadPart], lists: Lists) -> None:
        self.parts = parts
        self.main = parts["word/document.xml"]
        self.body = self.main.tree
        self.numbers = lists.numbers(self.body)
        self.bookmarks: Counter[str] = Counter()
        self.bookmarked: dict[str, etree._Element | None] = {}
        for mark in self.body.iter(W + "bookmarkStart"):
            name = mark.get(W + "name", "")
            self.bookmarks[name] += 1
            self.bookmarked[name] = next(mark.iterancestors(_PARAGRAPH), None)
        self.controls: dict[str, list[etree._Element]] = {}
        for tag in self.body.iter(W + "tag"):
            control = holder(tag, _CONTROL)
            if control is not None:
                self.controls.setdefault(tag.get(_VALUE, ""), []).append(control)

    def number_of(self, bookmark: str) -> str | None:
        paragraph = self.bookmarked.get(bookmark)
        return None if paragraph is None else self.numbers.get(paragraph)


def _texts(tree: etree._Element) -> dict[etree._Element, str] | None:
    """The text of every paragraph, in one pass; None if there is text outside of all paragraphs.

    What stands between two paragraphs is outside if the last of it is: the first of them ends before it.
    """
    pieces: dict[etree._Element, list[str]] = {}
    paragraph, current, last = None, [], None
    for element in tree.iter(_PARAGRAPH, _TEXT, _BREAK):
        tag = element.tag
        if tag == _PARAGRAPH:
            if last is not None and not _within(last, paragraph):
                return None
            paragraph, last = element, None
            pieces[element] = current = []
        else:
            current.append("\n" if tag == _BREAK else element.text or "")
            last = element
    if last is not None and not _within(last, paragraph):
        return None
    return {element: "".join(found) for element, found in pieces.items()}


def _within(element: etree._Element, paragraph: etree._Element | None) -> bool:
    """Most text stands in a run of its paragraph."""
    if paragraph is None:
        return False
    run = element.getparent()
    return (run is not None and run.getparent() is paragraph) or paragraph in element.iterancestors(_PARAGRAPH)


def fields(body) -> Iterator[tuple[str, str]]:
    """Instruction and cached text of the complex fields."""
    instruction, cached, state = "", "", ""
    for element in body.iter(_CHARACTER, _INSTRUCTION, _TEXT):
        tag = element.tag
        if tag == _TEXT:
            if state == "separate":
                cached += element.text or ""
        elif tag == _INSTRUCTION:
            if state == "begin":
                instruction += element.text or ""
        else:
            state = element.get(W + "fldCharType", "")
            if state == "begin":
                instruction, cached = "", ""
            elif state == "end":
                yield instruction, cached
                state = ""


def bookmark_text(reading: Reading, name: str) -> str:
    """The text of a bookmark as far as the paragraph that it begins in; all of it, if it begins between two."""
    inside, text = None, ""
    paragraph = reading.bookmarked[name]
    for element in (reading.body if paragraph is None else paragraph).iter(
        W + "bookmarkStart", W + "bookmarkEnd", W + "t"
    ):
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
