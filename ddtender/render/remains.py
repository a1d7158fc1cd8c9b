"""What remains of a paragraph when its tag is gone: breaks, pictures, bookmarks, and all else that is no text."""

from __future__ import annotations

import copy

from ddtender.office.package import W
from ddtender.office.switches import is_on
from ddtender.office.tree import parent_of, remove
from ddtender.office.wml import Element

#: Marks of ranges, which may stand between paragraphs as well (ECMA-376 part 1, 17.13: EG_RangeMarkupElements).
_MARKS = frozenset(
    W + f"{name}{end}"
    for name in ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange")
    for end in ("Start", "End")
)
#: What makes no difference once the words are gone.
_NOTHING = frozenset(W + name for name in ("pPr", "rPr", "proofErr", "lastRenderedPageBreak", "t", "tab", "sdtPr"))
_WRAPPERS = frozenset(
    W + name for name in ("r", "hyperlink", "sdt", "sdtContent", "ins", "moveTo", "smartTag", "fldSimple", "customXml")
)
_PROPERTIES = (W + "pPr", W + "rPr", W + "sdtPr")
_TEXT = W + "t"


def remains(paragraph: Element) -> list[Element]:
    """The marks of a paragraph without words, and a copy of it if it has more than these; it stays as it is."""
    made = copy.deepcopy(paragraph)
    made.tail = None
    marks = [element for element in made.iter(*_MARKS) if next(element.iterancestors(W + "p")) is made]
    for mark in marks:
        _take_out(mark)
    _prune(made)
    if _counts(made) or _breaks(made):
        place = 1 if made.find(W + "pPr") is not None else 0
        made[place:place] = [mark for mark in marks if not str(mark.tag).endswith("End")]
        made.extend(mark for mark in marks if str(mark.tag).endswith("End"))
        return [made]
    return marks


def around(text: Element, paragraph: Element) -> tuple[list[Element], list[Element]]:
    """What remains of the paragraph before one of its texts, and after it."""
    if _is_alone(text, paragraph):
        return [], []
    position = next(n for n, element in enumerate(paragraph.iter()) if element is text)
    before, after = _half(paragraph, position, first=True), _half(paragraph, position, first=False)
    _drop(before.find(W + "pPr"), "sectPr")  # a section ends with its last paragraph (17.6.18)
    _drop(after.find(W + "pPr"), "pageBreakBefore")
    return remains(before), remains(after)


def _is_alone(text: Element, paragraph: Element) -> bool:
    """Whether the paragraph is runs with no other words and nothing else, as nearly all are: then nothing remains."""
    for child in paragraph:
        if child.tag == W + "r":
            if not all(one is text or one.tag in _PROPERTIES or _is_empty(one) for one in child):
                return False
        elif child.tag not in _NOTHING or child.tag == _TEXT:
            return False
    return not _breaks(paragraph)


def _is_empty(element: Element) -> bool:
    return element.tag == _TEXT and not (element.text or "").strip()


def _half(paragraph: Element, position: int, first: bool) -> Element:
    """A copy of the paragraph up to one of its elements, or from there on."""
    made = copy.deepcopy(paragraph)
    element = list(made.iter())[position]
    element.text = ""
    while element is not made:
        for sibling in list(element.itersiblings(preceding=not first)):
            if sibling.tag not in _PROPERTIES:
                _take_out(sibling)
        element = parent_of(element)
    return made


def _drop(properties: Element | None, name: str) -> None:
    for child in properties.findall(W + name) if properties is not None else ():
        remove(child)


def _prune(paragraph: Element) -> None:
    """Take out what has nothing in it any more."""
    for element in reversed(list(paragraph.iter(_TEXT, *_WRAPPERS))):
        own = element.getparent() is not None and next(element.iterancestors(W + "p")) is paragraph
        if own and not _counts(element):
            remove(element)


def _counts(element: Element) -> bool:
    """Whether an element has something that a reader sees or that Word needs."""
    if not isinstance(element.tag, str) or element.tag in _NOTHING - {_TEXT}:
        return False
    if element.tag == _TEXT:
        return bool((element.text or "").strip())
    if element.tag in _WRAPPERS or element.tag == W + "p":
        return any(_counts(child) for child in element)
    return element.tag != W + "br" or element.get(W + "type") in ("page", "column")


def _breaks(paragraph: Element) -> bool:
    """Whether the paragraph ends a section or begins a page."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        return False
    return properties.find(W + "sectPr") is not None or is_on(properties.find(W + "pageBreakBefore"))


def _take_out(element: Element) -> None:
    element.tail = None
    remove(element)
