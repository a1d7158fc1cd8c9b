"""A part's XML written piece by piece, so that a document of a thousand pages is never in memory as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import IO

from lxml import etree
from msgspec import Struct

from ddtender.office.packaging import cleaned, serialize
from ddtender.office.tree import Element, parent_of


class Long(Struct, frozen=True):
    """An element that is too long to be made first: ``holder`` has what it begins with, ``rest`` is all that follows,
    made one after the other while they are written."""

    holder: Element
    rest: Iterable[Element]


WrittenPiece = Element | Long


def write_tree(
    stream: IO[bytes],
    place: Element,
    content: Iterable[WrittenPiece],
    tags: tuple[str, ...] = (),
    each: Callable[[Element], None] = lambda element: None,
) -> None:
    """Write the whole tree that ``place`` stands in, with ``content`` instead of it, to ``stream``.

    ``each`` is given every element with one of ``tags`` before it is written, in the order of the document. The bytes
    are the same as if the tree were made first; that takes the memory of all of it, and lxml is slow at moving much.
    """
    above = parent_of(place)
    root = above.getroottree().getroot()
    name = "here"
    while b"<?" + name.encode() in etree.tostring(root):
        name += "-"
    here = etree.ProcessingInstruction(name)
    above.replace(place, here)
    marked = root.iter(etree.ProcessingInstruction, *tags)
    for element in takewhile(lambda element: element is not here, marked):
        if element.tag in tags:
            each(element)
    cut = etree.tostring(here, with_tail=False)
    stream.write(serialize(root).partition(cut)[0])
    desk = etree.Element(above.tag, nsmap=above.nsmap)
    for piece in content:
        for written in _pieces(piece, desk, tags, each):
            stream.write(written)
    for element in marked:
        if element.tag in tags:
            each(element)
    stream.write(serialize(root).partition(cut)[2])


def _pieces(
    piece: WrittenPiece, desk: Element, tags: tuple[str, ...], each: Callable[[Element], None]
) -> Iterable[bytes]:
    """The bytes of a piece, as it is written where the namespaces of ``desk`` are known."""
    element = piece.holder if isinstance(piece, Long) else piece
    if isinstance(piece, Long) and len(element) == 0:
        element.text = element.text or ""  # so that it is written with an end
    desk.append(element)
    for found in element.iter(*tags) if tags else ():
        each(found)
    whole = _within(etree.tostring(cleaned(desk), encoding="UTF-8"))
    desk.remove(element)
    if not isinstance(piece, Long):
        yield whole
        return
    end = whole.rindex(b"</")
    yield whole[:end]
    for child in piece.rest:
        yield from _pieces(child, desk, tags, each)
    yield whole[end:]


def _within(written: bytes) -> bytes:
    """What stands in an element; no value of an attribute has a raw ``>``, as lxml writes it."""
    return written[written.index(b">") + 1 : written.rindex(b"</")]
