"""Whether a finished package is one that every program reads alike: no tag or mark in any part, no text or element in a
place where Word has none. Nothing here is shared with the renderer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

from ddtender.drafting import AUTHOR
from ddtender.library.package import PackageError, W, parse_part

_TAG = re.compile(r"\{\{|\{%|\{#|%\}|\}\}|[\ue000-\ue002]")
#: Braces one after the other are common in data of programs; a tag has both ends, or a name after the first.
_IN_DATA = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|[\ue000-\ue002]")
#: One of these is in the bytes of every part with a tag or a mark, unless it is UTF-16.
_SIGNS = (b"{", b"}", b"\xee\x80", b"&#", b"%7", b"\x00")
#: Elements that hold characters (ECMA-376 part 1, annex A.1).
_TEXTS = ("t", "delText", "instrText", "delInstrText", "fldData")
_BLOCKS = ("body", "tc", "sdtContent", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment", "docPartBody")
_BLOCKS = (*_BLOCKS, "customXml", "ins", "del", "moveFrom", "moveTo")
#: Where each element may stand, if its parent is of WordprocessingML as well (part 1, annex A.1).
_PARENTS = {
    "p": _BLOCKS,
    "tbl": _BLOCKS,
    "tr": ("tbl", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo"),
    "tc": ("tr", "sdtContent", "customXml"),
    "t": ("r",),
    "sdtContent": ("sdt",),
}
_LAST_IN_CELL = ("p", "bookmarkEnd", "sdt", "customXml")
_TEXT_BOX, _CELL = W + "txbxContent", W + "tc"


def _any(axis: str, names: Iterable[str]) -> str:
    return " or ".join(f"{axis}::w:{name}" for name in names)


def _find(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces={"w": W[1:-1]})


#: Characters that stand in no text, as what an element has or as what follows one in it.
_BARE = _find(f"//w:*[not({_any('self', _TEXTS)})]/text()[normalize-space()]")
_MISPLACED = _find(
    " | ".join(f"//w:{name}[parent::w:*][not({_any('parent', parents)})]" for name, parents in _PARENTS.items())
)
_NESTED = _find("//w:p[ancestor::w:p] | //w:tbl[ancestor::w:p]")
_UNSEEN = _find(
    "//w:sdt/w:sdtPr/w:tag[contains(@w:val, '@')][ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent "
    "or ancestor::w:tr[w:trPr/w:hidden or w:trPr/w:del or w:trPr/w:trHeight/@w:hRule='exact'] "
    "or ancestor::*[local-name()='Fallback']]"
)
_OPEN_CELLS = _find(f"//w:tc[not(*[last()][{_any('self', _LAST_IN_CELL)}])]")


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
    if root.tag.startswith(W):
        wrong += (f"text stands outside of all paragraphs in {name}: '{text.strip()[:60]}'" for text in _BARE(root))
        wrong += _misplaced(name, root)
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


def _misplaced(name: str, root: etree._Element) -> Iterator[str]:
    if root.tag == W + "document":
        named = [child.tag for child in root if isinstance(child.tag, str) and child.tag.startswith(W)]
        if named not in ([W + "body"], [W + "background", W + "body"]):
            yield f"something stands beside the body in {name}"
        body = root.find(W + "body")
        last = None if body is None else body.find(W + "sectPr")
        if last is not None and last.getnext() is not None:
            yield f"something stands after the end of the text in {name}"
    for element in _MISPLACED(root):
        yield f"in {name}, '{_local(element)}' stands within '{_local(element.getparent())}', where Word has none"
    for element in _NESTED(root):
        around = next(element.iterancestors(W + "p", _TEXT_BOX, _CELL))
        if around.tag == W + "p":
            yield f"in {name}, '{_local(element)}' stands within a paragraph"
    if _OPEN_CELLS(root):
        yield f"in {name}, a table cell does not end with a paragraph"


def _local(element: etree._Element) -> str:
    return f"w:{element.tag.rpartition('}')[2]}"
