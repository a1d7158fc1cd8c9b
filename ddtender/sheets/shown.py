"""What a workbook shows otherwise than it counts: a number format that hides or changes a value, a row out of sight.

A cell is read by its value, and a committee reads what is shown. The parts of a number format, and which of them
applies to a value, are those of ECMA-376 part 1, 18.8.31.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from ddtender.diagnostics import Diagnostic, Severity
from ddtender.sheets.codes import WORKBOOK_ALTERED
from ddtender.sheets.out_of_sight import Hidden
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.workbook import PLAN_SHEET

#: What a format prints as it stands: "words", \x, and, without being printed, _x (a space) and *x (a filling).
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].')
#: A colour, a condition, a currency with its language: [Red], [>5], [$€-407].
_BRACKET = re.compile(r"\[(?:\$([^\]-]*)[^\]]*|[^\]]*)\]")
_CONDITION = re.compile(r"\[(?:<>|[<>]=?|=)")
_NUMBER = re.compile(r"[0#?]|General|Standard|[ymdhse]", re.IGNORECASE)
_SCALED = re.compile(r"[0#?]\s*,+(?=[^0#?,]*$)")


def unlike_shown(book: Book, made: Book) -> Iterator[Diagnostic]:
    """A finding for each typed value that people see as another one or not at all, and one for each sheet with rows or
    columns out of sight that have something in them, unless they are so in the book that a build has ``made``."""
    for sheet in book.sheets:
        if sheet == PLAN_SHEET:
            continue
        hidden, as_made = book.hidden[sheet], made.hidden.get(sheet, Hidden())
        out: list[SheetCell] = []
        for row, cells in book.rows(sheet):
            values = [cell for cell in cells if not cell.is_formula and cell.value is not None]
            is_room = (
                len(values) == 1 and _is_number(values[0], made) and not any(c.text for c in cells if c.is_formula)
            )
            for cell in values:
                if not shows(cell.form, cell.value):
                    hint = "Give the cell the format that the build gave it, or type the value anew."
                    message = "the format of this cell shows another value than it has, or none"
                    yield book.finding(WORKBOOK_ALTERED, cell, message, hint)
                ours = is_room or row in as_made.rows or cell.column in as_made.columns
                if not ours and (row in hidden.rows or cell.column in hidden.columns):
                    out.append(cell)
        if out:
            message = "is in a row or column that is hidden, and counts" + (
                f"; so do {len(out) - 1} more cells of this sheet" if len(out) > 1 else ""
            )
            hint = "Show all rows and columns, and take filters off, so that everybody sees what is counted."
            one = book.finding(WORKBOOK_ALTERED, out[0], message, hint)
            yield Diagnostic(one.code, one.location, one.message, one.hint, Severity.WARNING)


def _is_number(cell: SheetCell, made: Book) -> bool:
    """Whether this is the number of a row with room for somebody, as a build has written it."""
    return isinstance(cell.value, int) and made.cell(cell.sheet, cell.row, cell.column).value == cell.value


def shows(form: str, value: object) -> bool:
    """Whether a number format shows a value as it is: with its digits, no others, and on its scale."""
    if isinstance(value, bool) or form in ("", "General", "@"):
        return True
    part = _part(form, value)
    if part is None:
        return True
    plain = _LITERAL.sub("", _BRACKET.sub("", part))
    said = "".join(found for groups in _LITERAL.findall(part) for found in groups)
    if isinstance(value, str):
        return "@" in plain or bool(re.search("General|Standard", plain, re.IGNORECASE))
    if isinstance(value, date | datetime | time):
        return bool(_NUMBER.search(plain))
    digits = any(letter.isdigit() for letter in said) or bool(re.search(r"[1-9]", re.sub("General", "", plain)))
    return bool(_NUMBER.search(plain)) and not digits and not _SCALED.search(plain)


def _part(form: str, value: object) -> str | None:
    """The part of a format that applies to a value; None where it has conditions, or too many parts to tell."""
    parts = [""]
    for piece in re.split(r'("[^"]*"|\\.|;)', form):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    if _CONDITION.search(form) or len(parts) > 4:
        return None
    if isinstance(value, str):
        return parts[3] if len(parts) == 4 else parts[-1] if "@" in _LITERAL.sub("", parts[-1]) else "@"
    number = value if isinstance(value, int | float) else 1
    which = 1 if number < 0 else 2 if number == 0 else 0
    return parts[which] if which < len(parts) and not (len(parts) == which + 1 and "@" in parts[which]) else parts[0]
