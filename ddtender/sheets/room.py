"""The room of a sheet, when a row is typed below it: lists to choose from, formulas and printing go down to it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from ddtender.sheets.sheet_xml import SheetXml

#: Cells of a sheet from its first or second row down, as a formula names them and as a rule of the sheet does.
_OF_FORMULA = r"!\$([A-Z]{1,3})\$([12]):\$([A-Z]{1,3})\$(\d{1,7})(?!\d)"
_OF_RULE = re.compile(r"([A-Z]{1,3})2(?::([A-Z]{1,3})(\d{1,7}))")
_FORMULAS = {"f", "formula", "formula1", "formula2", "definedName"}


def room_of(sheet: SheetXml) -> int:
    """The last row for which the sheet has lists to choose from; 0 where it has none."""
    found = (_OF_RULE.fullmatch(cells) for rule in _rules(sheet) for cells in rule.get("sqref", "").split())
    return max((int(one[3]) for one in found if one), default=0)


def _rules(sheet: SheetXml) -> list[etree._Element]:
    return [*sheet.root.iter(f"{sheet.space}dataValidation")]


def grow(book: etree._Element, sheets: Mapping[str, SheetXml], name: str, last: int) -> None:
    """Let what goes down to the end of the room of the sheet ``name`` go down to the row ``last``: its rules, formulas
    of all sheets and names of the ``book``."""
    sheet, room = sheets[name], room_of(sheets[name])
    if not 0 < room < last:
        return
    sheet.is_changed = True
    for rule in _rules(sheet):
        rule.set("sqref", " ".join(_down_to(cells, room, last) for cells in rule.get("sqref", "").split()))
    if (size := sheet.root.find(f"{sheet.space}dimension")) is not None:
        size.set("ref", re.sub(r"\d+$", lambda end: str(max(int(end[0]), last)), size.get("ref", "")))
    plain = rf"|(?<![\w.']){re.escape(name)}" if name.isascii() and name.isidentifier() else ""
    doubled = re.escape(name.replace("'", "''"))
    named = re.compile(rf"('{doubled}'{plain}){_OF_FORMULA}")

    def further(found: re.Match[str]) -> str:
        at, left, top, right, end = found.groups()
        return f"{at}!${left}${top}:${right}${last}" if int(end) == room else found[0]

    _say_again(book, named, further)
    for one in sheets.values():
        one.is_changed |= _say_again(one.root, named, further)


def _say_again(root: etree._Element, named: re.Pattern[str], further) -> bool:
    is_changed = False
    for element in root.iter(etree.Element):
        if element.text and etree.QName(element).localname in _FORMULAS:
            was, element.text = element.text, named.sub(further, element.text)
            is_changed |= element.text != was
    return is_changed


def _down_to(cells: str, room: int, last: int) -> str:
    found = _OF_RULE.fullmatch(cells)
    return f"{found[1]}2:{found[2]}{last}" if found and int(found[3]) == room else cells
