"""What no program writes and none reads alike: text or elements of a Word part in a place where Word has none (ECMA-376
part 1, annex A.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from ddtender.office.safe_xml import W
from ddtender.office.tree import parent_of

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
_PLACED = tuple(W + name for name in _PARENTS)
_PARENTS_OF = {W + name: {W + parent for parent in parents} for name, parents in _PARENTS.items()}
_LAST_IN_CELL = ("p", "bookmarkEnd", "sdt", "customXml")
_TEXT_BOX, _CELL = W + "txbxContent", W + "tc"


def _any(axis: str, names: Iterable[str]) -> str:
    return " or ".join(f"{axis}::w:{name}" for name in names)


def _find(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces={"w": W[1:-1]})


#: Characters that stand in no text, as what an element has or as what follows one in it. Nearly all characters stand in
#: texts: to ask that first takes a tenth of the time.
_BARE = _find(f"//text()[not({_any('parent', _TEXTS)})][parent::w:*][normalize-space()]")
_MISPLACED = _find(
    " | ".join(f"//w:{name}[parent::w:*][not({_any('parent', parents)})]" for name, parents in _PARENTS.items())
)
_NESTED = _find("//w:p//w:p | //w:p//w:tbl")
_OPEN_CELLS = _find(f"//w:tc[not(*[last()][{_any('self', _LAST_IN_CELL)}])]")


def misplaced(name: str, root: etree._Element) -> Iterator[str]:
    """What stands in the wrong place in a part of WordprocessingML."""
    yield from (f"text stands outside of all paragraphs in {name}: '{text.strip()[:60]}'" for text in _BARE(root))
    if root.tag == W + "document":
        named = [child.tag for child in root if isinstance(child.tag, str) and child.tag.startswith(W)]
        if named not in ([W + "body"], [W + "background", W + "body"]):
            yield f"something stands beside the body in {name}"
        body = root.find(W + "body")
        last = None if body is None else body.find(W + "sectPr")
        if last is not None and last.getnext() is not None:
            yield f"something stands after the end of the text in {name}"
    for element in _MISPLACED(root) if _any_misplaced(root) else ():
        yield f"in {name}, '{_local(element)}' stands within '{_local(parent_of(element))}', where Word has none"
    for element in _NESTED(root):
        around = next(element.iterancestors(W + "p", _TEXT_BOX, _CELL))
        if around.tag == W + "p":
            yield f"in {name}, '{_local(element)}' stands within a paragraph"
    if _OPEN_CELLS(root):
        yield f"in {name}, a table cell does not end with a paragraph"


def _any_misplaced(root: etree._Element) -> bool:
    """Whether any element stands where it may not; this takes half the time of looking for all that do."""
    places = {(str(element.tag), str(parent_of(element).tag)) for element in root.iter(_PLACED) if element is not root}
    return any(parent not in _PARENTS_OF[tag] and parent.startswith(W) for tag, parent in places)


def _local(element: etree._Element) -> str:
    return f"w:{str(element.tag).rpartition('}')[2]}"
