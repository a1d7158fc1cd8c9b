"""What a person does in a workbook or a form, told by headings and words as the person sees them."""

import re
import warnings
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from openpyxl.worksheet.worksheet import Worksheet

from ddtender.desk.procurement.deciding import questions
from ddtender.library.places import RECORD_FILE
from ddtender.model import Decision
from ddtender.record import decision_line
from tests.market.forms import filled, ticks
from tests.packages import parts_of, zipped
from tests.sheets.workbooks import saved

#: When a file was made and saved, as its properties have it.
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
#: How far down a table or a pair of cells is looked for.
_ROWS = 400


def type_in(path: Path, data: Path) -> None:
    """Type into the cells of a workbook what the data says, sheet by sheet.

    An entry names a ``sheet`` and either ``beside`` (what stands to the right of a label) or ``type`` (what is typed
    under which headings): in each row that has the words of ``where``, or in the next row in which nothing is typed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know the print area
        book = openpyxl.load_workbook(path)
    for entry in yaml.safe_load(data.read_text(encoding="utf-8")):
        sheet = book[entry["sheet"]]
        try:
            if "beside" in entry:
                _beside(sheet, entry["beside"])
            else:
                _below(sheet, entry.get("where"), entry["type"])
        except LookupError as error:
            raise AssertionError(f"{path.name}, {data.name}, {entry}: {error}") from error
    path.write_bytes(without_clock(saved(book)))


def without_clock(package: bytes) -> bytes:
    """A file as an office program saves it, but for the moment at which it did."""
    parts = parts_of(package)
    core = "docProps/core.xml"
    return zipped(parts | {core: _MOMENT.sub(rb"\g<1>2027-01-01T00:00:00Z", parts[core])})


def _beside(sheet: Worksheet, values: Mapping[str, Any]) -> None:
    for label, value in values.items():
        row = next((row for row in sheet.iter_rows(max_row=_ROWS) if _text(row[0].value) == label), None)
        if row is None:
            raise LookupError(f"no row begins with {label!r}")
        free = next((cell for cell in row[1:] if not _is_locked(cell)), None)
        if free is None:
            raise LookupError(f"nothing can be typed beside {label!r}")
        free.value = value


def _below(sheet: Worksheet, where: Mapping[str, Any] | None, values: Mapping[str, Any]) -> None:
    head, columns = _headings(sheet, [*(where or ()), *values])
    if where is None:
        free = (r for r in range(head + 1, head + _ROWS) if not any(sheet.cell(r, columns[h]).value for h in values))
        rows = [next(free)]
    else:
        rows = [
            r
            for r in range(head + 1, sheet.max_row + 1)
            if any(cell.value is not None for cell in sheet[r])
            and all(_is(sheet.cell(r, columns[heading]).value, words) for heading, words in where.items())
        ]
    if not rows:
        raise LookupError("no row has these words")
    for r in rows:
        for heading, value in values.items():
            cell = sheet.cell(r, columns[heading])
            if _is_locked(cell):
                raise LookupError(f"{cell.coordinate} is protected")
            cell.value = value


def _is_locked(cell: Any) -> bool:
    return bool(cell.parent.protection.sheet and cell.protection.locked)


def _headings(sheet: Worksheet, wanted: Sequence[str]) -> tuple[int, dict[str, int]]:
    """The first row that has all of these headings, and their columns."""
    for row in sheet.iter_rows(max_row=_ROWS):
        columns = {_text(cell.value): cell.column for cell in reversed(row) if cell.value is not None}
        if all(heading in columns for heading in wanted):
            return row[0].row, columns
    raise LookupError("no row has these headings")


def _is(value: object, words: object) -> bool:
    """Whether a cell says this, or begins with it where it is long; a list has several beginnings."""
    if isinstance(words, list):
        return any(_is(value, one) for one in words)
    if isinstance(words, int):
        return value == words
    if isinstance(words, date):
        return isinstance(value, datetime) and value.date() == words
    return _text(value).startswith(str(words))


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def decide(library: Path, procedure: Path, data: Path, on: date) -> None:
    """Put on record what the data decides of all that is still open, as one `ddtender decide` for each would."""
    said = yaml.safe_load(data.read_text(encoding="utf-8"))
    record = procedure.with_name(RECORD_FILE)
    for one in questions(library, None, procedure):
        if not one.is_open:
            continue
        given = said["answers"][one.about][one.number - 1]
        asked = {"about": one.about, "question": one.text, "asked": one.fingerprint, "of": one.of}
        who = {"by": said["by"], "role": said["role"], "on": on, "why": given["why"]}
        answer = given.get("answer") or one.answer
        made = Decision(**asked, **who, version=one.version, answer=answer, location=one.location)
        before = record.read_bytes() if record.exists() else b""
        record.write_bytes(before + decision_line(made, before))


def tick(form: bytes, data: Path) -> bytes:
    """The questionnaire as a supplier sends it back: the data has the form of answers that came by telephone."""
    said = yaml.safe_load(data.read_text(encoding="utf-8"))
    wanted = ticks(said["answers"], said["kind"]) | {f"{of}.{one}" for of, one in said.get("choices", {}).items()}
    return filled(wanted, {"company": said["company"]}, of=form)
