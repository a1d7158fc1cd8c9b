"""What the elements of a text say: each a letter or some of them, and so what stands below another (ECMA-376 part 1,
17.3.3; XML 1.0, 2.10). All that reads Word documents takes its letters from here; only the proof reads for itself."""

from __future__ import annotations

from collections.abc import Iterator

from ddtender.office.tree import Element
from ddtender.office.wml import W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Within an element of text, these are spaces: a tab and the end of a line have elements of their own.
_SPACES = str.maketrans("\t\r\n", "   ")
_BLANKS = " \t\r\n"
#: Elements of a run that stand for a character.
CHARACTERS = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "noBreakHyphen": "\u2011"}
_RUN, _TEXT = W + "r", W + "t"
#: All elements that may say something.
SAYING = (_TEXT, *CHARACTERS)


def letters(element: Element) -> str:
    """All that stands in a ``w:t`` or ``w:delText``, also behind what stands in between; spaces at its edges count only
    where the document says so."""
    text = element.text or "" if not len(element) else "".join(element.itertext())
    if text[:1] in _BLANKS or text[-1:] in _BLANKS:
        text = text if _is_kept(element) else text.strip(_BLANKS)
    return text.translate(_SPACES)


def _is_kept(element: Element) -> bool:
    """Whether spaces at the edges count, by the innermost element that says so."""
    at: Element | None = element
    while at is not None:
        if said := at.get(_SPACE):
            return said == "preserve"
        at = at.getparent()
    return False


def said(element: Element) -> str:
    """What one element says: the letters of a text, a character in a run (tab stops have the same name), or nothing."""
    if element.tag == _TEXT:
        return letters(element)
    parent = element.getparent()
    return CHARACTERS.get(str(element.tag), "") if parent is not None and parent.tag == _RUN else ""


def saying(root: Element) -> Iterator[Element]:
    """The elements below ``root``, itself included, that may say something, in order."""
    return root.iter(*SAYING)


def text_below(root: Element) -> str:
    """The text of all that stands below an element, as one."""
    return "".join(map(said, saying(root)))
