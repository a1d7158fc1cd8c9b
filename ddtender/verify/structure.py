"""Whether a finished package is one that every program reads alike: no tag or mark in any part, no text or element in a
place where Word has none. Nothing here is shared with the renderer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

from ddtender.library.structure import misplaced
from ddtender.notes import AUTHOR
from ddtender.office.package import PackageError, W, parse_part

_TAG = re.compile(r"\{\{|\{%|\{#|%\}|\}\}|[\ue000-\ue002]")
#: Braces one after the other are common in data of programs; a tag has both ends, or a name after the first.
_IN_DATA = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|[\ue000-\ue002]")
#: One of these is in the bytes of every part with a tag or a mark, unless it is UTF-16.
_SIGNS = (b"{", b"}", b"\xee\x80", b"&#", b"%7", b"\x00")
_UNSEEN = etree.XPath(
    "//w:sdt/w:sdtPr/w:tag[contains(@w:val, '@')][ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent "
    "or ancestor::w:tr[w:trPr/w:hidden or w:trPr/w:del or w:trPr/w:trHeight/@w:hRule='exact'] "
    "or ancestor::*[local-name()='Fallback']]",
    namespaces={"w": W[1:-1]},
)


@lru_cache(maxsize=256)
def broken(name: str, data: bytes) -> tuple[str, ...]:
    """What is wrong with a part, by its name and its bytes; nothing if it is no XML that we would read."""
    if not name.endswith((".xml", ".rels")):
        return ()
    try:
        return broken_tree(name, data, parse_part(name, data))
    except PackageError as error:
        return (str(error),)


def broken_tree(name: str, data: bytes, root: etree._Element) -> tuple[str, ...]:
    """The same for a part that has been parsed."""
    # What our own notes may say is for ``notes`` to prove: they quote what people have written.
    texts = [c for c in root if c.get(W + "author") != AUTHOR] if root.tag == W + "comments" else [root]
    wrong = [found for text in texts for found in _left(name, text)] if any(sign in data for sign in _SIGNS) else []
    if str(root.tag).startswith(W):
        wrong += misplaced(name, root)
    return tuple(dict.fromkeys(wrong))


def hidden(root: etree._Element) -> Iterator[str]:
    """Provisions that no reader sees, where they stand: the tags of their controls are in a place that is not shown."""
    for tag in _UNSEEN(root):
        yield f"'{tag.get(W + 'val', '')}' stands where nobody sees it"


def _left(name: str, root: etree._Element) -> Iterator[str]:
    """Tags and marks in texts, and in the values of attributes; what stands in paragraphs is looked at as a whole."""
    for element in root.iter():
        texts = [(None if element.tag == W + "t" else element.text, "its text"), (element.tail, "its text")]
        texts += [(unquote(value) if key == "Target" else value, _called(key)) for key, value in element.items()]
        for text, where in texts:
            if text and _IN_DATA.search(text):
                yield f"a template tag is left in {name}: '{_IN_DATA.sub(_shown, text)[:60]}' ({where})"
    for paragraph in root.iter(W + "p"):
        text = "".join(t.text or "" for t in paragraph.iter(W + "t"))
        if _TAG.search(text):
            yield f"a template tag is left in {name}: '{_TAG.sub(_shown, text)[:60]}'"


def _shown(match: re.Match[str]) -> str:
    """Marks have no look of their own."""
    return "…" if match[0] in "\ue000\ue001\ue002" else match[0]


def _called(key: str) -> str:
    return f"the attribute {key.rpartition('}')[2]}"
