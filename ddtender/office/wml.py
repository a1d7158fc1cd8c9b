"""Small pieces of WordprocessingML (ECMA-376 part 1, 17): elements only, no knowledge of provisions.

A piece that a document has many times is made once and then copied, as a whole, which is one step in C: the functions
that make one (``_new_…``) are remembered by their arguments, which are all that it is made from.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from functools import cache, lru_cache

from lxml import etree

from ddtender.office.tree import Element, child_of

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Word's limit for tags and aliases of content controls.
_MAX_TAG = 64
#: For pieces with text; a document of a large scenario has some hundreds of different ones.
_remembered = lru_cache(maxsize=1024)


def element(name: str, /, *children: Element, **attributes: object) -> Element:
    """``w:name`` with attributes in the w namespace."""
    made = copy(_new(name))
    for key, value in attributes.items():
        made.set(W + key, str(value))
    if children:
        made.extend(children)
    return made


@cache
def _new(name: str) -> Element:
    return etree.Element(W + name, nsmap={"w": NAMESPACE})


def text_run(text: str, style_id: str | None = None) -> Element:
    """A run; line breaks in ``text`` become ``w:br``."""
    return copy(_new_text_run(text, style_id))


@_remembered
def _new_text_run(text: str, style_id: str | None) -> Element:
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
    made = copy(_new_paragraph(style_id, numbering, **flags))
    made.extend(content)
    return made


@_remembered
def _new_paragraph(style_id: str, numbering: tuple[str, int] | None, **flags: bool) -> Element:
    properties = element("pPr", element("pStyle", val=style_id))
    properties.extend(element(flag) for flag in ("keepNext", "keepLines", "pageBreakBefore") if flags.get(flag))
    if numbering:
        properties.append(element("numPr", element("ilvl", val=numbering[1]), element("numId", val=numbering[0])))
    return element("p", properties)


def text_paragraph(style_id: str, text: str) -> Element:
    """A paragraph of one run."""
    return copy(_new_text_paragraph(style_id, text))


@_remembered
def _new_text_paragraph(style_id: str, text: str) -> Element:
    return paragraph(style_id, [text_run(text)])


def bookmark(name: str, content: Iterable[Element]) -> list[Element]:
    """``content`` between the two marks of a bookmark; the ids are given when the document is finished."""
    return [element("bookmarkStart", id=0, name=name), *content, element("bookmarkEnd", id=0)]


def field(instruction: str, cached: str) -> list[Element]:
    """A complex field (17.16.18) with its cached result."""
    return [copy(run) for run in _new_field(instruction, cached)]


@_remembered
def _new_field(instruction: str, cached: str) -> tuple[Element, ...]:
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(_SPACE, "preserve")
    return (
        element("r", element("fldChar", fldCharType="begin")),
        element("r", code),
        element("r", element("fldChar", fldCharType="separate")),
        text_run(cached),
        element("r", element("fldChar", fldCharType="end")),
    )


def block_control(tag: str, alias: str, content: Iterable[Element]) -> Element:
    """An unlocked content control around paragraphs and tables (17.5.2.29); its id is given on finishing.

    It holds rich text as a document part (17.5.2.12) of a gallery that no program has, which differs in nothing that
    a user of Word meets. Of any other control LibreOffice 7.4 makes one within the first paragraph: then it saves a
    tracked change there as a malformed file, and in OpenDocument loses the bookmark of the title.
    """
    part = element("docPartObj", element("docPartGallery", val="ddtender"))
    return _control(tag, alias, content, part)


def _control(tag: str, alias: str, content: Iterable[Element], *more: Element) -> Element:
    names = element("alias", val=_short(alias)), element("tag", val=tag[:_MAX_TAG])
    return element("sdt", element("sdtPr", *names, element("id", val=0), *more), element("sdtContent", *content))


def inline_control(tag: str, alias: str, content: Element, placeholder: bool) -> Element:
    """A content control around one run; a ``placeholder`` is replaced by what is typed.

    It is a rich-text control (the default, 17.5.2.26): LibreOffice 7.4 shows a plain-text one without its style.
    """
    made = copy(_new_inline_control(tag, alias, placeholder))
    made[-1].append(content)
    return made


@_remembered
def _new_inline_control(tag: str, alias: str, placeholder: bool) -> Element:
    return _control(tag, alias, (), *([element("showingPlcHdr")] if placeholder else []))


def run_control(tag: str, alias: str, runs: Iterable[Element], lock: str, placeholder: bool = False) -> Element:
    """A content control around runs that Word keeps: a ``lock`` of 17.18.50 says whether its text may be changed."""
    more = [element("lock", val=lock), *([element("showingPlcHdr")] if placeholder else [])]
    return _control(tag, alias, runs, *more)


def _short(alias: str) -> str:
    return alias if len(alias) <= _MAX_TAG else alias[: _MAX_TAG - 1] + "…"


def cell(width: int, *content: Element) -> Element:
    """A table cell of ``width`` twentieths of a point."""
    made = copy(_new_cell(width))
    made.extend(content)
    return made


@_remembered
def _new_cell(width: int) -> Element:
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa")))


def text_cell(width: int, style_id: str, *texts: str) -> Element:
    """A table cell of one-run paragraphs."""
    return copy(_new_text_cell(width, style_id, *texts))


@_remembered
def _new_text_cell(width: int, style_id: str, *texts: str) -> Element:
    return cell(width, *(text_paragraph(style_id, text) for text in texts))


def row(cells: Iterable[Element], header: bool = False, height: int | None = None) -> Element:
    """A row that does not break over pages; a ``header`` row repeats on every page."""
    made = copy(_new_row(header, height))
    made.extend(cells)
    return made


@_remembered
def _new_row(header: bool, height: int | None) -> Element:
    properties = element("trPr", element("cantSplit"))
    if height:
        properties.append(element("trHeight", val=height, hRule="atLeast"))
    if header:
        properties.append(element("tblHeader"))
    return element("tr", properties)


def table(
    style_id: str,
    widths: list[int],
    rows: Iterable[Element],
    indent: int = 0,
    description: str = "",
    heads: str = "row",
) -> Element:
    """A table of fixed layout; ``description`` is its alternative text.

    ``heads`` says which cells are headings, for the style and for who hears the table: those of the first "row", of the
    first "column", or "both" (ECMA-376 part 1, 17.4.55; the bits of ``val``: 17.18.108).
    """
    row, column = int(heads != "column"), int(heads != "row")
    properties = element("tblPr", element("tblStyle", val=style_id), element("tblW", w=sum(widths), type="dxa"))
    if indent:
        properties.append(element("tblInd", w=indent, type="dxa"))
    properties.append(element("tblLayout", type="fixed"))
    look = {"val": f"{0x600 | 0x20 * row | 0x80 * column:04X}", "firstRow": row, "lastRow": 0, "firstColumn": column}
    properties.append(element("tblLook", **look, lastColumn=0, noHBand=1, noVBand=1))
    if description:
        properties.append(element("tblCaption", val=description))
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid, *rows)


def right_aligned(made: Element) -> Element:
    """The paragraph ``made``, aligned right."""
    child_of(made, W + "pPr").append(element("jc", val="right"))
    return made
