"""The letters of one element of text as Word shows them (ECMA-376 part 1, 17.3.3.31; XML 1.0, 2.10)."""

from __future__ import annotations

from lxml import etree

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Within an element of text, these are spaces: a tab and the end of a line have elements of their own.
_SPACES = str.maketrans("\t\r\n", "   ")
_BLANKS = " \t\r\n"


def letters(element: etree._Element) -> str:
    """All that stands in a ``w:t`` or ``w:delText``, also behind what stands in between; spaces at its edges count only
    where the document says so."""
    text = "".join(element.itertext())
    if text[:1] in _BLANKS or text[-1:] in _BLANKS:
        kept = next((said for e in (element, *element.iterancestors()) if (said := e.get(_SPACE))), "default")
        text = text if kept == "preserve" else text.strip(_BLANKS)
    return text.translate(_SPACES)
