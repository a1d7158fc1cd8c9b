"""A workbook of anybody as a workbook of nothing but its cells, so that no other part of it can keep them from us.

Spreadsheet programs pass over a fault in a fill, a chart, a name or a rule of a cell; openpyxl raises at the first. So
it is given the sheets' cells, the texts and the number formats (which say what is a date), each written again from what
stands in the file (ECMA-376 part 1, 18.2 to 18.4, 18.8), and none of the rest.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree
from msgspec import Struct

from ddtender.office.package import PackageError, parse_part
from ddtender.office.relations import OF_PACKAGE, RELATIONSHIP

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"
_T = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
#: The names of the same things in the strict form of the standard (ECMA-376 part 1, annex A).
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": _S.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _R.encode(),
}
TRUE = {"1", "true", "on"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Formats of dates and times that only programs in Chinese, Japanese and Korean have (18.8.30), and ones that all have.
_EASTERN = {**dict.fromkeys((*range(27, 32), 36, *range(50, 59)), 14), **dict.fromkeys(range(32, 36), 20)}
#: What a cell says, of all that can stand in it: its formula, its value, its text.
_KEPT = {f"{{{_S}}}{name}" for name in ("f", "v", "is")}


class Bare(Struct, frozen=True):
    """``content`` is the workbook of cells; ``sheets`` are the bytes of each sheet by name, ``around`` all that they
    depend on besides."""

    content: bytes
    sheets: Mapping[str, bytes]
    around: tuple[bytes, ...]


class Layout(Struct, frozen=True):
    """Where the cells of a workbook stand: the part of each sheet by its name, those of texts and looks (empty where
    there is none), and the ``main`` one, which lists the sheets; ``dates`` says of a look (by its number) that its
    numbers are a "day" or a "span" of time; ``unseen`` are the names of the sheets that are hidden as a whole."""

    sheets: Mapping[str, str]
    strings: str
    styles: str
    from_1904: bool
    dates: Mapping[str, str]
    unseen: frozenset[str]
    main: str


def layout_of(parts: Mapping[str, bytes]) -> Layout:
    """Where things stand in the workbook in ``parts``. Raises PackageError where it has no sheets."""
    names = {name.lower(): name for name in parts}  # names that differ in case are equivalent (part 2, 6.2.2.3)
    main = next(
        (target for type_, target in _related(parts, names, OF_PACKAGE).values() if type_ == "officeDocument"), ""
    )
    if main not in parts:
        raise PackageError("this workbook does not say which of its parts is the workbook")
    folder, name = posixpath.split(main)
    related = _related(parts, names, names.get(f"{folder}/_rels/{name}.rels".lower(), ""))
    of_type = dict(related.values())
    root = parsed(main, parts[main])
    sheets: dict[str, str] = {}
    unseen: set[str] = set()
    for sheet in root.iterfind(f"{{{_S}}}sheets/{{{_S}}}sheet"):
        type_, target = related.get(sheet.get(f"{{{_R}}}id", ""), ("", ""))
        if type_ == "worksheet" and target in parts and sheet.get("name"):
            sheets[sheet.get("name", "")] = target
            if sheet.get("state", "visible") != "visible":
                unseen.add(sheet.get("name", ""))
    if not sheets:
        raise PackageError("this workbook has no sheet")
    setting = root.find(f"{{{_S}}}workbookPr")
    from_1904 = setting is not None and setting.get("date1904", "").lower() in TRUE
    styles = of_type.get("styles", "")
    dates = _dates(parts.get(styles, b""))
    return Layout(sheets, of_type.get("sharedStrings", ""), styles, from_1904, dates, frozenset(unseen), main)


def bare(parts: Mapping[str, bytes]) -> Bare:
    """The cells of the workbook in ``parts``. Raises PackageError where it has no sheets."""
    layout = layout_of(parts)
    strings = _strings(parts.get(layout.strings, b""))
    styles, count = _styles(parts.get(layout.styles, b""))
    sheets = {name: _cells(part, parts[part], count) for name, part in layout.sheets.items()}
    content = _packed(sheets, strings, styles, layout.from_1904)
    return Bare(content, sheets, (strings, styles, bytes([layout.from_1904])))


def parsed(name: str, data: bytes) -> etree._Element:
    """A part in the names of the transitional form. Raises PackageError."""
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    return parse_part(name, data)


def _related(parts: Mapping[str, bytes], names: Mapping[str, str], rels: str) -> dict[str, tuple[str, str]]:
    """The type (its last word) and the part of every relationship, by id."""
    found = {}
    base = posixpath.dirname(posixpath.dirname(rels))
    for one in parse_part(rels, parts[rels]).iter(RELATIONSHIP) if rels in parts else ():
        target = posixpath.normpath(posixpath.join("/", base, one.get("Target", ""))).lstrip("/")
        found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], names.get(target.lower(), target))
    return found


@lru_cache(maxsize=8)
def _strings(data: bytes) -> bytes:
    """The shared texts without their looks and without what only says how they are spoken (18.4.6)."""
    made = etree.Element(f"{{{_S}}}sst", nsmap={None: _S})
    for text in parsed("sharedStrings.xml", data).iterfind(f"{{{_S}}}si") if data else ():
        made.append(_plain(f"{{{_S}}}si", text))
    return etree.tostring(made)


def _plain(tag: str, text: etree._Element) -> etree._Element:
    made = etree.Element(tag)
    inner = etree.SubElement(made, f"{{{_S}}}t")
    inner.set(_SPACE, "preserve")
    inner.text = text_in(text)
    return made


def text_in(text: etree._Element) -> str:
    """A text without its looks and without what only says how it is spoken (18.4.6)."""
    runs = text.iterfind(f"{{{_S}}}t"), text.iterfind(f"{{{_S}}}r/{{{_S}}}t")
    return "".join(run.text or "" for found in runs for run in found)


def _formats(data: bytes) -> tuple[dict[str | None, str | None], list[str]]:
    """The number formats that a workbook states, by their ids, and the id of each look of a cell."""
    root = parsed("styles.xml", data) if data else etree.Element("none")
    codes = {f.get("numFmtId"): f.get("formatCode") for f in root.iterfind(f"{{{_S}}}numFmts/{{{_S}}}numFmt")}
    return codes, [x.get("numFmtId", "0") for x in root.iterfind(f"{{{_S}}}cellXfs/{{{_S}}}xf")] or ["0"]


def _number(id_: str) -> int:
    return int(id_) if id_.isdecimal() and len(id_) < 9 else 0


@lru_cache(maxsize=8)
def _dates(data: bytes) -> dict[str, str]:
    """The looks whose numbers are days, or spans of time."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    codes, looks = _formats(data)
    found = {}
    for n, id_ in enumerate(looks):
        number = _number(id_)
        code = codes.get(id_) or BUILTIN_FORMATS.get(_EASTERN.get(number, number))
        if is_timedelta_format(code):
            found[str(n)] = "span"
        elif is_date_format(code):
            found[str(n)] = "day"
    return found


@lru_cache(maxsize=8)
def _styles(data: bytes) -> tuple[bytes, int]:
    """The number formats of the cells, and how many looks of cells there are."""
    codes, looks = _formats(data)
    made = etree.Element(f"{{{_S}}}styleSheet", nsmap={None: _S})
    formats = etree.SubElement(made, f"{{{_S}}}numFmts")
    for id_ in sorted({id_ for id_ in looks if id_.isdecimal() and codes.get(id_)}):
        etree.SubElement(formats, f"{{{_S}}}numFmt", numFmtId=id_, formatCode=codes[id_] or "")
    for group, one in (("fonts", "font"), ("fills", "fill"), ("borders", "border"), ("cellStyleXfs", "xf")):
        look = etree.SubElement(etree.SubElement(made, f"{{{_S}}}{group}"), f"{{{_S}}}{one}")
        if one == "fill":
            etree.SubElement(look, f"{{{_S}}}patternFill")
    cells = etree.SubElement(made, f"{{{_S}}}cellXfs")
    for id_ in looks:
        number = _number(id_)
        etree.SubElement(cells, f"{{{_S}}}xf", numFmtId=str(number if id_ in codes else _EASTERN.get(number, number)))
    return etree.tostring(made), len(looks)


@lru_cache(maxsize=64)
def _cells(name: str, data: bytes, looks: int) -> bytes:
    """A sheet's cells; of a formula its text, not how it is shared or spread over others."""
    root = parsed(name, data)
    found = root.find(f"{{{_S}}}sheetData")
    if root.tag != f"{{{_S}}}worksheet":
        raise PackageError(f"the part {name} is not a sheet")
    made = etree.Element(f"{{{_S}}}worksheet", nsmap={None: _S})
    if found is None:
        found = etree.Element(f"{{{_S}}}sheetData")
    for row in found.iterfind(f"{{{_S}}}row"):
        _only(row, ("r",))
        for cell in list(row):
            if cell.tag != f"{{{_S}}}c":
                row.remove(cell)
                continue
            _only(cell, ("r", "s", "t"))
            look = cell.get("s", "0")
            if not (look.isdecimal() and len(look) < 9 and int(look) < looks):
                del cell.attrib["s"]
            for child in list(cell):
                if child.tag not in _KEPT:
                    cell.remove(child)
                elif child.tag == f"{{{_S}}}f":
                    _only(child, ())
                elif child.tag == f"{{{_S}}}is":
                    cell.replace(child, _plain(str(child.tag), child))
    made.append(found)
    return etree.tostring(made)


def _only(element: etree._Element, kept: tuple[str, ...]) -> None:
    for name in set(element.attrib) - set(kept):
        del element.attrib[name]


def _packed(sheets: Mapping[str, bytes], strings: bytes, styles: bytes, from_1904: bool) -> bytes:
    """A package of these parts (ECMA-376 part 2), whose sheets have their names and their order."""
    parts = {"xl/sharedStrings.xml": strings, "xl/styles.xml": styles}
    types = {"xl/workbook.xml": "sheet.main", "xl/sharedStrings.xml": "sharedStrings", "xl/styles.xml": "styles"}
    related = {"strings": ("sharedStrings", "sharedStrings.xml"), "styles": ("styles", "styles.xml")}
    book = etree.Element(f"{{{_S}}}workbook", nsmap={None: _S, "r": _R})
    etree.SubElement(book, f"{{{_S}}}workbookPr", date1904=str(int(from_1904)))
    listed = etree.SubElement(book, f"{{{_S}}}sheets")
    for n, (name, data) in enumerate(sheets.items(), start=1):
        parts[f"xl/worksheets/sheet{n}.xml"] = data
        types[f"xl/worksheets/sheet{n}.xml"] = "worksheet"
        related[f"s{n}"] = ("worksheet", f"worksheets/sheet{n}.xml")
        etree.SubElement(listed, f"{{{_S}}}sheet", {"name": name, "sheetId": str(n), f"{{{_R}}}id": f"s{n}"})
    parts["xl/workbook.xml"] = etree.tostring(book)
    parts["xl/_rels/workbook.xml.rels"] = _relationships(related)
    parts["_rels/.rels"] = _relationships({"main": ("officeDocument", "xl/workbook.xml")})
    root = etree.Element(f"{{{_T}}}Types", nsmap={None: _T})
    etree.SubElement(
        root,
        f"{{{_T}}}Default",
        Extension="rels",
        ContentType="application/vnd.openxmlformats-package.relationships+xml",
    )
    for name, type_ in types.items():
        etree.SubElement(root, f"{{{_T}}}Override", PartName=f"/{name}", ContentType=f"{_TYPE}{type_}+xml")
    parts["[Content_Types].xml"] = etree.tostring(root)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _relationships(related: Mapping[str, tuple[str, str]]) -> bytes:
    root = etree.Element(f"{{{_P}}}Relationships", nsmap={None: _P})
    for id_, (type_, target) in related.items():
        etree.SubElement(root, f"{{{_P}}}Relationship", Id=id_, Type=f"{_R}/{type_}", Target=target)
    return etree.tostring(root)
