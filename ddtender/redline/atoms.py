"""A paragraph's content as atoms: words, and what can only change as a whole (fields, controls, links, pictures)."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from lxml import etree
from msgspec import Struct

from ddtender.office.letters import SAYING, said
from ddtender.office.package import W
from ddtender.office.tree import Element, parent_of
from ddtender.redline.words import TOKEN, bag

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKS = frozenset(W + name for name in ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd"))


class Atom(Struct, frozen=True):
    """``token`` is what it says, ``look`` its formatting; ``elements`` are none for a word. ``mark`` names a place of
    no width, such as the start of a bookmark."""

    token: Hashable
    look: Hashable = ()
    properties: Element | None = None
    elements: tuple[Element, ...] = ()
    mark: Hashable = None


def atoms(paragraph: Element) -> list[Atom]:
    """The atoms of a paragraph in order."""
    names = {e.get(W + "id"): e.get(W + "name") for e in paragraph.iter(W + "bookmarkStart")}
    made: list[Atom] = []
    for group in _groups(paragraph):
        first = group[0]
        if len(group) > 1:
            made.append(_field(group))
        elif first.tag in _MARKS:
            name = names.get(first.get(W + "id"), first.get(W + "id"))
            made.append(Atom("", elements=(first,), mark=(first.tag, name)))
        elif first.tag == W + "r":
            made += _run(first)
        else:
            made.append(Atom(_shown(first), elements=(first,)))
    return _whole_words(made)


def identity(element: Element) -> Hashable:
    """A value that is the same for elements that say and look the same; ids of controls do not count."""
    if element.tag == W + "id" and parent_of(element).tag == W + "sdtPr":
        return ()
    children = tuple(filter(None, (identity(child) for child in element if isinstance(child.tag, str))))
    text = element.text if element.tag in _TEXT else None
    return element.tag, tuple(sorted(element.attrib.items())), text, children


_TEXT = frozenset(W + name for name in ("t", "instrText", "delText", "delInstrText"))


def bag_of(element: Element) -> Counter[Hashable]:
    """What an element is recognised by: its words, what its fields compute, and the names of its controls."""
    tokens: list[Hashable] = []
    for e in element.iter(*SAYING, W + "instrText", W + "tag"):
        if e.tag in SAYING:
            tokens += TOKEN.findall(said(e))
        else:
            tokens.append((e.tag, e.text or e.get(W + "val")))
    return bag(tokens)


def runs_of(words: Sequence[Atom]) -> list[Element]:
    """Elements for atoms: one run for all words of one look, copies of everything else."""
    made: list[Element] = []
    for n, atom in enumerate(words):
        if atom.elements:
            made += [_copy(element) for element in atom.elements]
        elif n and not words[n - 1].elements and words[n - 1].look == atom.look:
            last = made[-1][-1]
            last.text = f"{last.text or ''}{atom.token}"
        else:
            run = etree.Element(W + "r")
            if atom.properties is not None:
                run.append(_copy(atom.properties))
            text = etree.SubElement(run, W + "t")
            text.text = str(atom.token)
            text.set(_SPACE, "preserve")
            made.append(run)
    return made


def _copy(element: Element) -> Element:
    made = copy.deepcopy(element)
    made.tail = None
    return made


def _groups(paragraph: Element) -> Iterable[list[Element]]:
    """The paragraph's children one by one, but all runs of a whole field together (17.16.18)."""
    pending: list[Element] = []
    depth = 0
    for child in paragraph:
        if child.tag == W + "pPr" or not isinstance(child.tag, str):
            continue
        for mark in child.iterchildren(W + "fldChar") if child.tag == W + "r" else ():
            depth += {"begin": 1, "end": -1}.get(mark.get(W + "fldCharType", ""), 0)
        if depth > 0 or pending:
            pending.append(child)
            if depth <= 0:
                yield pending
                pending = []
            continue
        depth = 0
        yield [child]
    yield from ([child] for child in pending)  # a field that goes on in the next paragraph, such as a table of contents


def _field(group: Sequence[Element]) -> Atom:
    return Atom(("field", tuple(identity(element) for element in group)), elements=tuple(group))


def _shown(element: Element) -> Hashable:
    """What says and looks the same: of a control its content; which one it is may differ."""
    if element.tag != W + "sdt":
        return identity(element)
    content = element.find(W + "sdtContent")
    return element.tag, identity(content) if content is not None else ()


def _run(run: Element) -> Iterable[Atom]:
    """A run's text word by word; breaks, tabs and pictures as atoms of their own."""
    properties = run.find(W + "rPr")
    look = identity(properties) if properties is not None and len(properties) else ()
    for child in run:
        if child.tag == W + "t":
            yield from (Atom(token, look, properties) for token in TOKEN.findall(child.text or ""))
        elif child.tag != W + "rPr" and isinstance(child.tag, str):
            alone = etree.Element(W + "r")
            if properties is not None:
                alone.append(_copy(properties))
            alone.append(_copy(child))
            yield Atom((identity(child), look), elements=(alone,))


def _whole_words(made: Sequence[Atom]) -> list[Atom]:
    """A word that two runs of one look share is one atom."""
    joined: list[Atom] = []
    for atom in made:
        last = joined[-1] if joined else None
        if last and not (last.elements or atom.elements) and last.look == atom.look:
            tokens = TOKEN.findall(f"{last.token}{atom.token}")
            if len(tokens) == 1:
                joined[-1] = Atom(tokens[0], atom.look, atom.properties)
                continue
        joined.append(atom)
    return joined
