"""The text of a Word template as its tags stand in it: body, headers, footers and notes, and alternative texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.diagnostics import Location
from ddtender.library.elsewhere import FILLED, Whereabouts, read_attributes, unfilled
from ddtender.library.structure import misplaced
from ddtender.library.tagged import TAG, Placement, is_section, leave_out_old, own_texts, plain_tag, write_out
from ddtender.library.unmeant import unmeant
from ddtender.model import TemplateParagraph
from ddtender.model.template import Unmeant
from ddtender.office.package import W, parse_part

_MAIN = "word/document.xml"
#: Looked for in the beginning of a part, before it is parsed.
_ROOT = re.compile(rb"<(?:\w+:)?(?:document|hdr|ftr|footnotes|endnotes)[\s>]")
_BEGINNING = 8_000
_FACT = re.compile(r"\{\{ [a-z][a-z0-9_]* \}\}")
_NOT_PLAIN = "has a tag that is more than a fact, in a text that stands for a picture, a table or a control,"


def filled_trees(parts: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """The parts that are filled in, whatever their names, the document's own text first. Raises PackageError."""
    names = [name for name, data in parts.items() if name.endswith(".xml") and _may_be_filled(data)]
    trees = ((name, parse_part(name, parts[name])) for name in sorted(names, key=lambda name: (name != _MAIN, name)))
    return {name: tree for name, tree in trees if tree.tag in FILLED and (name == _MAIN or tree.tag != W + "document")}


def other_trees(parts: Mapping[str, bytes], filled: Mapping[str, etree._Element]) -> dict[str, etree._Element]:
    """The parts beside those that are filled in: styles, lists, settings, themes. Raises PackageError."""
    names = sorted(name for name in parts if name.startswith("word/") and name.endswith(".xml") and name not in filled)
    return {name: parse_part(name, parts[name]) for name in names}


def _may_be_filled(data: bytes) -> bool:
    return _ROOT.search(data[:_BEGINNING]) is not None or b"\x00" in data[:4]


def read_texts(
    parts: Mapping[str, bytes],
    filled: Mapping[str, etree._Element],
    others: Mapping[str, etree._Element],
    path: str,
) -> tuple[tuple[TemplateParagraph, ...], tuple[tuple[str, Location], ...], tuple[Unmeant, ...]]:
    """All paragraphs of a template; what no build can write, each as a message and its place (tags where none is filled
    in, text where Word has none); and what was not meant for readers. ``filled`` and ``others`` are trees of ``parts``.

    Raises PackageError.
    """
    private = tuple(unmeant(filled, others, parts, path))
    paragraphs = tuple(p for part, tree in filled.items() for p in _paragraphs(tree, part, path))
    of_word = {**filled, **{name: tree for name, tree in others.items() if str(tree.tag).startswith(W)}}
    faults = (message for part, tree in of_word.items() for message in misplaced(part, tree))
    wrong = (*(_unfilled(place, path) for place in unfilled(parts)), *((text, Location(path)) for text in faults))
    return paragraphs, wrong, private


def _paragraphs(root: etree._Element, part: str, path: str) -> Iterator[TemplateParagraph]:
    """The paragraphs of a part, and the alternative texts with tags."""
    leave_out_old(root)
    write_out(root)
    placement, number = Placement(root), 0
    for element in root.iter(etree.Element):
        if element.tag == W + "p":
            number += 1
            texts = own_texts(element)
            text = "".join(t.text or "" for t in texts)
            if "{" in text or "}" in text:
                faults, within = tuple(placement.faults(element, texts)), placement.within(element)
                yield TemplateParagraph(text, part, Location(path, number), faults, within)
            else:
                yield TemplateParagraph(text, part, Location(path, number))
        else:
            for _, value in read_attributes(element):
                faults = () if _is_plain(value) else (_NOT_PLAIN,)
                yield TemplateParagraph(value, part, Location(path, max(number, 1)), faults, (-number, 0, 0))


def _is_plain(value: str) -> bool:
    """Whether all tags are those of facts."""
    tags = [plain_tag(tag)[0] for tag in TAG.findall(value)]
    return all(_FACT.fullmatch(tag) and not is_section(tag) for tag in tags)


def _unfilled(place: Whereabouts, path: str) -> tuple[str, Location]:
    text, where, part, number = place
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 60 else shown[:59].rstrip() + "…"
    of = "" if part == _MAIN else f" of {part}"
    at = f"paragraph {number}{of}" if number else part
    return f'a tag stands {where} ({at}), where nothing is filled in: "{shown}"', Location(path, max(number, 1))
