"""A template's table of contents, brought up to date: its entries are the headings of the finished document.

Word makes it anew only when it is asked to, so what a template had would stay. Page numbers are Word's alone to know;
an entry has none until somebody updates the field there (ECMA-376 part 1, 17.16.5.68).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping

from msgspec import Struct

from ddtender.office import wml
from ddtender.office.counting import Counting
from ddtender.office.letters import text_below
from ddtender.office.package import parse_part
from ddtender.office.style_names import StyleNames, with_bases
from ddtender.office.tree import parent_of, remove
from ddtender.office.wml import Element, W

_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_FIELD = re.compile(r"\s*TOC\b", re.IGNORECASE)
#: Lists of other things than headings, or of a part of the document, are for Word to make.
_OTHER_LISTS = re.compile(r"\\[abcflp]\b", re.IGNORECASE)
_RANGE = re.compile(r'\\o(?:\s+"?(\d)-(\d)"?)?', re.IGNORECASE)
_BY_STYLE = re.compile(r'\\t\s+"([^"]*)"', re.IGNORECASE)
_OUTLINE, _LINKS = re.compile(r"\\u\b", re.IGNORECASE), re.compile(r"\\h\b", re.IGNORECASE)
_LEVELS = 9


class _Entry(Struct, frozen=True):
    """A heading: its paragraph, its level from 1, its number or "", and its words."""

    paragraph: Element
    level: int
    number: str
    words: str


class _List(Struct, frozen=True):
    """A field of its own: its instruction, and its runs with "begin", "separate" and "end"."""

    instruction: str
    begin: Element
    separate: Element
    end: Element


def refresh_contents(document: Element, parts: Mapping[str, bytes]) -> None:
    """Replace the entries of every table of contents in the document, which has all its text. Raises PackageError."""
    if not any(_FIELD.match(code.text or "") for code in document.iter(W + "instrText")):
        return
    styles = parse_part(_STYLES, parts[_STYLES])
    numbering = parse_part(_NUMBERING, parts[_NUMBERING]) if _NUMBERING in parts else None
    headings = _Headings(styles, Counting(styles, numbering).numbers(document))
    for found in _lists(document):
        _refresh(found, headings, document)


class _Headings:
    """What is a heading, by a template's styles."""

    def __init__(self, styles: Element, numbers: Mapping[Element, str]) -> None:
        self.names, self._numbers = StyleNames(styles), numbers
        self._by_id = {style.get(W + "styleId", ""): style for style in self.names}
        self._levels = {
            style.get(W + "styleId", ""): level
            for level in range(1, _LEVELS + 1)
            if (style := self.names.find("paragraph", f"heading {level}")) is not None
        }

    def style_of_entry(self, level: int) -> str | None:
        style = self.names.find("paragraph", f"toc {level}")
        return None if style is None else style.get(W + "styleId")

    def entries(self, instruction: str, document: Element, without: set[Element]) -> list[_Entry]:
        """The headings that a field asks for, in order, but those in the paragraphs of a list."""
        levels = self._wanted(instruction)
        found = []
        for paragraph in document.iter(W + "p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            level = levels.get("" if style is None else style.get(W + "val", ""))
            if _OUTLINE.search(instruction) and (own := paragraph.find(f"{W}pPr/{W}outlineLvl")) is not None:
                level = _level(own)
            if (
                level is None
                or paragraph in without
                or next(paragraph.iterancestors(W + "txbxContent"), None) is not None
            ):
                continue
            if words := " ".join(text_below(paragraph).split()):
                found.append(_Entry(paragraph, level, self._numbers.get(paragraph, ""), words))
        return found

    def _wanted(self, instruction: str) -> dict[str, int]:
        """The level by the id of a style."""
        by_style = _BY_STYLE.search(instruction)
        headings, outline = _RANGE.search(instruction), _OUTLINE.search(instruction)
        first, last = 1, _LEVELS
        if headings and headings[1]:
            first, last = int(headings[1]), int(headings[2])
        wanted = {}
        if outline:
            wanted |= {id_: level for id_ in self._by_id if (level := self._outline(id_)) and first <= level <= last}
        if headings or not (outline or by_style):
            wanted |= {id_: level for id_, level in self._levels.items() if first <= level <= last}
        said = re.split(r"[,;]", by_style[1]) if by_style else []
        for name, level in zip(said[::2], said[1::2], strict=False):
            style = self.names.find("paragraph", name.strip())
            if style is not None and level.strip().isdecimal():
                wanted[style.get(W + "styleId", "")] = int(level)
        return wanted

    def _outline(self, id_: str) -> int | None:
        """The outline level of a style, or of what it is based on."""
        for style in with_bases(self._by_id.get(id_), self._by_id):
            own = style.find(f"{W}pPr/{W}outlineLvl")
            if own is not None:
                return _level(own)
        return None


def _level(outline: Element) -> int | None:
    """From 1; body text, which is 9 in Word (17.3.1.20), has none."""
    text = outline.get(W + "val", "")
    return int(text) + 1 if text in {str(n) for n in range(_LEVELS)} else None


def _lists(document: Element) -> list[_List]:
    """The tables of contents, none within another field."""
    found, open_ = [], []
    for element in document.iter(W + "fldChar", W + "instrText"):
        if element.tag == W + "instrText":
            if open_ and open_[-1][2] is None:
                open_[-1][0] += element.text or ""
            continue
        run, kind = parent_of(element), element.get(W + "fldCharType")
        if kind == "begin":
            open_.append(["", run, None])
        elif open_ and kind == "separate":
            open_[-1][2] = run
        elif open_ and kind == "end":
            code, begin, separate = open_.pop()
            if not open_ and separate is not None and _FIELD.match(code) and not _OTHER_LISTS.search(code):
                found.append(_List(code, begin, separate, run))
    return found


def _refresh(found: _List, headings: _Headings, document: Element) -> None:
    first, last = (next(run.iterancestors(W + "p"), None) for run in (found.separate, found.end))
    if first is None or last is None:
        return
    between = _from_to(first, last)
    if between is None or found.separate.getparent() is not first or found.begin.getparent() is not first:
        return
    entries = headings.entries(found.instruction, document, set(between))
    if not entries:
        return
    ending = _tail(last, found.end)
    for sibling in list(found.separate.itersiblings()):
        first.remove(sibling)
    for paragraph in between[1:]:
        remove(paragraph)
    linked = _LINKS.search(found.instruction) is not None
    pattern, at = first.find(W + "pPr"), first
    for n, entry in enumerate(entries):
        paragraph = first if n == 0 else wml.element("p")
        _set_style(paragraph, pattern, headings.style_of_entry(entry.level))
        paragraph.extend(_entry(entry, _bookmark(entry.paragraph, document) if linked else None))
        if n:
            at.addnext(paragraph)
        at = paragraph
    at.addnext(ending)


def _from_to(first: Element | None, last: Element | None) -> list[Element] | None:
    """Two paragraphs and all between them, if these are nothing but paragraphs in one place, and end no section."""
    if first is None or last is None:
        return None
    found = [first]
    while found[-1] is not last:
        following = found[-1].getnext()
        if following is None or following.tag != W + "p" or following.find(f"{W}pPr/{W}sectPr") is not None:
            return None
        found.append(following)
    return found


def _tail(paragraph: Element, end: Element) -> Element:
    """A paragraph with the end of the field, and what stands behind it."""
    made = wml.element("p")
    if (properties := paragraph.find(W + "pPr")) is not None:
        made.append(copy.deepcopy(properties))
    while end.getparent() is not paragraph:  # within a link or a control
        end = parent_of(end)
    rest = [end, *end.itersiblings()]
    made.extend(copy.deepcopy(element) for element in rest)
    return made


def _set_style(paragraph: Element, pattern: Element | None, style: str | None) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = wml.element("pPr") if pattern is None else copy.deepcopy(pattern)
        paragraph.insert(0, properties)
    if style is not None:
        for old in properties.findall(W + "pStyle"):
            properties.remove(old)
        properties.insert(0, wml.element("pStyle", val=style))


def _entry(entry: _Entry, bookmark: str | None) -> list[Element]:
    runs = [wml.text_run(entry.number), wml.element("r", wml.element("tab"))] if entry.number else []
    runs.append(wml.text_run(entry.words))
    return [wml.element("hyperlink", *runs, anchor=bookmark, history=1)] if bookmark else runs


def _bookmark(heading: Element, document: Element) -> str:
    """The name of a bookmark in a heading; a new one around its words where it has none."""
    own = next((mark.get(W + "name") for mark in heading.iter(W + "bookmarkStart") if mark.get(W + "name")), None)
    if own:
        return own
    marks = list(document.iter(W + "bookmarkStart"))
    ids = [int(id_) for mark in marks if (id_ := mark.get(W + "id", "")).isdecimal()]
    number = max(ids, default=0) + 1
    names = {mark.get(W + "name") for mark in marks}
    name = next(f"_Toc{n}" for n in range(100_000_001, 100_000_003 + len(names)) if f"_Toc{n}" not in names)
    properties = heading.find(W + "pPr")
    heading.insert(0 if properties is None else 1, wml.element("bookmarkStart", id=number, name=name))
    heading.append(wml.element("bookmarkEnd", id=number))
    return name
