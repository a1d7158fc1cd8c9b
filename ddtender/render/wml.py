"""Small pieces of WordprocessingML (ECMA-376 part 1, 17): elements only, no knowledge of provisions."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from functools import cache

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Word's limit for tags and aliases of content controls.
_MAX_TAG = 64
Element = etree._Element


def element(name: str, /, *children: Element, **attributes: object) -> Element:
    """``w:name`` with attributes in the w namespace."""
    made = copy(_bare(name))
    for key, value in attributes.items():
        made.set(W + key, str(value))
    if children:
        made.extend(children)
    return made


@cache
def _bare(name: str) -> Element:
    """An element to be copied, which takes a third of the time that making it anew takes; a document has thousands."""
    return etree.Element(W + name, nsmap={"w": NAMESPACE})


def text_run(text: str, style_id: str | None = None) -> Element:
    """A run; line breaks in ``text`` become ``w:br``."""
    run = element("r")
    if style_id:
        run.append(element("rPr", element("rStyle", val=style_id)))
    for n, line in enumerate(text.split("\n")):
        if n:
            run.append(element("br"))
        if line:
            t = element("t")
            t.text = line
            t.set(_SPACE, "preserve")
            run.append(t)
    return run


def paragraph(
    style_id: str, content: Iterable[Element] = (), numbering: tuple[str, int] | None = None, **flags: bool
) -> Element:
    """A paragraph; ``numbering`` is (numId, level); flags are keepNext, keepLines and pageBreakBefore."""
    properties = element("pPr", element("pStyle", val=style_id))
    properties.extend(element(flag) for flag in ("keepNext", "keepLines", "pageBreakBefore") if flags.get(flag))
    if numbering:
        properties.append(element("numPr", element("ilvl", val=numbering[1]), element("numId", val=numbering[0])))
    return element("p", properties, *content)


def bookmark(name: str, content: Iterable[Element]) -> list[Element]:
    """``content`` between the two marks of a bookmark; the ids are given when the document is finished."""
    return [element("bookmarkStart", id=0, name=name), *content, element("bookmarkEnd", id=0)]


def field(instruction: str, cached: str) -> list[Element]:
    """A complex field (17.16.18) with its cached result."""
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(_SPACE, "preserve")
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", code),
        element("r", element("fldChar", fldCharType="separate")),
        text_run(cached),
        element("r", element("fldChar", fldCharType="end")),
    ]


def block_control(tag: str, alias: str, content: Iterable[Element]) -> Element:
    """An unlocked content control around paragraphs and tables (17.5.2.29); its id is given on finishing."""
    properties = element(
        "sdtPr", element("alias", val=_short(alias)), element("tag", val=tag[:_MAX_TAG]), element("id", val=0)
    )
    return element("sdt", properties, element("sdtContent", *content))


def inline_control(tag: str, alias: str, content: Element, placeholder: bool) -> Element:
    """A content control around one run; a ``placeholder`` is replaced by what is typed.

    It is a rich-text control (the default, 17.5.2.26): LibreOffice 7.4 shows a plain-text one without its style.
    """
    properties = element(
        "sdtPr", element("alias", val=_short(alias)), element("tag", val=tag[:_MAX_TAG]), element("id", val=0)
    )
    if placeholder:
        properties.append(element("showingPlcHdr"))
    return element("sdt", properties, element("sdtContent", content))


def _short(alias: str) -> str:
    return alias if len(alias) <= _MAX_TAG else alias[: _MAX_TAG - 1] + "…"


def cell(width: int, *content: Element) -> Element:
    """A table cell of ``width`` twentieths of a point."""
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa")), *content)


def row(cells: Iterable[Element], header: bool = False, height: int | None = None) -> Element:
    """A row that does not break over pages; a ``header`` row repeats on every page."""
    properties = element("trPr", element("cantSplit"))
    if height:
        properties.append(element("trHeight", val=height, hRule="atLeast"))
    if header:
        properties.append(element("tblHeader"))
    return element("tr", properties, *cells)


def table(style_id: str, widths: list[int], rows: Iterable[Element], indent: int = 0, description: str = "") -> Element:
    """A table of fixed layout whose first row is its header; ``description`` is its alternative text."""
    properties = element("tblPr", element("tblStyle", val=style_id), element("tblW", w=sum(widths), type="dxa"))
    if indent:
        properties.append(element("tblInd", w=indent, type="dxa"))
    properties.append(element("tblLayout", type="fixed"))
    properties.append(
        element("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    )
    if description:
        properties.append(element("tblCaption", val=description))
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid, *rows)


def right_aligned(made: Element) -> Element:
    """The paragraph ``made``, aligned right."""
    made.find(W + "pPr").append(element("jc", val="right"))
    return made
