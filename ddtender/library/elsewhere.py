"""Tags of a Word template outside the text of its paragraphs: which can be filled in, and which must be refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from ddtender.office.package import W, parse_part

#: Parts that are filled in, by their root (ECMA-376 part 1, 11.3).
FILLED = frozenset(W + name for name in ("document", "hdr", "ftr", "footnotes", "endnotes"))
#: Parts of a template that come into no document (`render/private.py`), or not with tags (comments: `render/tags.py`).
LEFT_OUT = ("word/comments", "customXml/", "word/glossary/", "docProps/core.xml", "docProps/app.xml", "word/people.xml")
_TAG = re.compile(r"\{\{|\{%|\{#")
#: Attributes that are read like text: alternative text, watermarks, what a pointer shows.
_READ = frozenset({"descr", "title", "alt", "string", "tooltip"})
_READ_VALUES = frozenset(W + name for name in ("tblCaption", "tblDescription", "alias"))
_TEXT_OF = {
    W + "instrText": "in the code of a field",
}
#: Filled in, or told of as a tracked deletion, which is then left out.
_SETTLED = (W + "t", W + "delText", W + "delInstrText")
_VALUE_OF = {
    W + "listItem": "in the list of a drop-down control",
    W + "fldSimple": "in the code of a field",
    W + "default": "in the default of a form field",
    W + "result": "in the result of a form field",
    W + "tag": "in the tag of a content control",
    W + "bookmarkStart": "in the name of a bookmark",
}
_PARTS = (
    ("word/charts/", "in a chart"),
    ("word/diagrams/", "in a diagram"),
    ("docProps/", "in the properties of the document"),
    ("word/numbering", "in the text of a list level"),
    ("word/styles", "in the name of a style"),
)
Whereabouts = tuple[str, str, str, int]


def read_attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The attributes of an element that are read like text and have a tag, with their values."""
    for name, value in element.items():
        if "{" in value and _TAG.search(value):
            local = name.rpartition("}")[2]
            if local in _READ or (name == W + "val" and element.tag in _READ_VALUES):
                yield name, value


def unfilled(parts: Mapping[str, bytes]) -> Iterator[Whereabouts]:
    """Tags where none is filled in: the words, where they stand, the part, and the number of the paragraph there (0
    outside of all). Raises PackageError."""
    for name in sorted(parts):
        data = parts[name]
        if name.startswith(LEFT_OUT) or not name.endswith((".xml", ".rels")) or not _may_have(name, data):
            continue
        root = parse_part(name, data)
        filled, number = root.tag in FILLED, 0
        for element in root.iter():
            number += element.tag == W + "p"
            for text, where in _of(element, filled):
                yield text, _where(name, where), name, number


def _may_have(name: str, data: bytes) -> bool:
    return b"{" in data or b"\x00" in data[:4] or (name.endswith(".rels") and b"%" in data)


def _of(element: etree._Element, filled: bool) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str):
        return
    text, tail = element.text or "", element.tail or ""
    if _has(text) and not (filled and element.tag in _SETTLED):
        yield text, _TEXT_OF.get(element.tag, "")
    if _has(tail):
        yield tail, "outside of all paragraphs"
    read = {name for name, _ in read_attributes(element)} if filled else ()
    for name, value in element.items():
        if name not in read and _has(unquote(value) if name == "Target" else value):
            where = "in the target of a link" if name == "Target" else _VALUE_OF.get(element.tag, "")
            yield value, where


def _has(text: str) -> bool:
    return "{" in text and _TAG.search(text) is not None


def _where(part: str, where: str) -> str:
    return where or next((words for start, words in _PARTS if part.startswith(start)), f"in the part {part}")
