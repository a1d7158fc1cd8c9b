"""Texts typed into cells of a workbook where they stand. It may be anybody's by now, with sheets, columns, pictures and
notes that are not ours: every part but the sheets that are typed in stays as it is, and of those every other cell.

What formulas counted before is no longer so: the values of those that look at a sheet which was typed in are taken out,
and spreadsheet programs are asked to count anew when they open the file (ECMA-376 part 1, 18.2.2 and 18.3.1.4).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lxml import etree

from ddtender.office.package import PackageError, open_workbook, parse_part
from ddtender.office.packaging import write
from ddtender.sheets.cells import Layout, layout_of
from ddtender.sheets.room import grow
from ddtender.sheets.sheet_xml import SheetXml

#: A cell: the name of its sheet, its row and its column.
CellPlace = tuple[str, int, int]
#: A text that begins so is taken for a formula by whoever edits its cell (18.8.45).
_FORMULA = tuple("=+-@\t\r|")
#: What stands before ``calcPr`` in a workbook (18.2.27).
_BEFORE_CALC = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
)  # fmt: skip


def with_texts(content: bytes, texts: Mapping[CellPlace, str], read: Mapping[str, Collection[int]]) -> bytes:
    """The workbook with these texts in its cells; an empty one empties a cell. ``read`` are the columns by sheet of
    which formulas keep the value that was counted last, since it is read from there.

    A row below all that there are looks as the one above it, and the lists and formulas that go down to the last row go
    down to that one. Raises PackageError where a cell cannot be typed in: it has a formula, is one of several cells
    that are joined, or the workbook is signed.
    """
    if not texts:
        return content
    parts = open_workbook(content)
    if any(name.lower().startswith("_xmlsignatures/") for name in parts):
        raise PackageError("somebody has signed this workbook, and a change would break the signature")
    layout = layout_of(parts)
    sheets = {name: SheetXml(name, parse_part(part, parts[part])) for name, part in layout.sheets.items()}
    looks = _Looks(layout, parts)
    changed = {place[0] for place in texts}
    for (name, row, column), text in sorted(texts.items()):
        cell = sheets[name].to_type_in(row, column)
        sheets[name].type(cell, text)
        if text.startswith(_FORMULA):
            cell.set("s", looks.quoted(cell.get("s", "0")))
    made = dict(parts)
    book = parse_part(layout.main, parts[layout.main])
    was = etree.tostring(book)
    for name in sorted(changed):
        grow(book, sheets, name, max(row for sheet, row, _ in texts if sheet == name))
    for name, sheet in sheets.items():
        sheet.forget_values(changed, read.get(name, ()))
        if sheet.is_changed:
            made[layout.sheets[name]] = _written(sheet.root)
    if any(sheet.has_formulas for sheet in sheets.values()):
        _count_anew(book)
    if etree.tostring(book) != was:
        made[layout.main] = _written(book)
    made.update(looks.written())
    return write(made)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _count_anew(book: etree._Element) -> None:
    """Ask whoever opens the workbook to count all of it."""
    space = f"{{{etree.QName(book).namespace}}}"
    found = book.find(f"{space}calcPr")
    if found is None:
        found = etree.Element(f"{space}calcPr")
        earlier = [n for n, child in enumerate(book) if etree.QName(child).localname in _BEFORE_CALC]
        book.insert(max(earlier, default=-1) + 1, found)
    found.set("fullCalcOnLoad", "1")


class _Looks:
    """The looks of cells, to which those are added that say of a text that it is one."""

    def __init__(self, layout: Layout, parts: Mapping[str, bytes]) -> None:
        self.part = layout.styles
        self.data = parts.get(layout.styles, b"")
        self.root = parse_part(self.part, self.data) if self.data else None
        self.is_changed = False

    def quoted(self, look: str) -> str:
        """The look like this one in which a text stays one when somebody edits it."""
        listed = None if self.root is None else self.root.find(f"{{{etree.QName(self.root).namespace}}}cellXfs")
        if listed is None or not look.isdecimal() or int(look) >= len(listed):
            return look
        wanted = etree.fromstring(etree.tostring(listed[int(look)]))
        wanted.set("quotePrefix", "1")
        of = [{**one.attrib} == {**wanted.attrib} and len(one) == len(wanted) for one in listed]
        if True in of[int(look) :]:
            return str(of.index(True, int(look)))
        listed.append(wanted)
        listed.set("count", str(len(listed)))
        self.is_changed = True
        return str(len(listed) - 1)

    def written(self) -> dict[str, bytes]:
        return {self.part: _written(self.root)} if self.is_changed and self.root is not None else {}
