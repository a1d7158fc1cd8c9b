"""What a file is, by its content: so that whoever gave the wrong one is told what it was, and what reads it.

Nothing here is trusted or kept; a file that hides what it is, is merely not named.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import NamedTuple

from ddtender.office.part_list import has_long_list

#: Of a part no more is looked at.
_LOOKED_AT = 4_000_000
#: Nor at more sheets.
_MOST_SHEETS = 200


class FileKind(NamedTuple):
    """``name`` with its article, such as "a PDF file"; ``use`` says which command takes it, "" if none does."""

    name: str
    use: str = ""


_STARTS = {
    b"%PDF": FileKind("a PDF file"),
    b"{\\rtf": FileKind("an RTF file"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": FileKind(
        "an old Office file (.doc, .xls) or one that is protected by a password"
    ),
    b"\x89PNG": FileKind("an image (PNG)"),
    b"\xff\xd8\xff": FileKind("an image (JPEG)"),
    b"GIF8": FileKind("an image (GIF)"),
    b"7z\xbc\xaf": FileKind("an archive (7z)"),
    b"Rar!": FileKind("an archive (RAR)"),
    b"\x1f\x8b": FileKind("an archive (gzip)"),
    b"SQLite format": FileKind("a database"),
}
_UTF16, _UTF32 = FileKind("a text in UTF-16"), FileKind("a text in UTF-32")
_MARKS = {b"\xff\xfe\0\0": _UTF32, b"\0\0\xfe\xff": _UTF32, b"\xff\xfe": _UTF16, b"\xfe\xff": _UTF16}
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)
_CALENDAR, _XML = b"BEGIN:VCALENDAR", b"<?xml"
_DOCUMENT = re.compile(rb'name="ddtender\.document"[^>]*>\s*<[^>]*>(tender|contract)<')
_REDLINE = b'name="ddtender.redline-author"'
_OUR_PAGE = "– review of tender and contract</title>".encode()
_REVIEW_PAGE = FileKind("a review page of ddtender", "a browser opens it")
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"')
_REGISTER = FileKind("a KPI register of ddtender", "`ddtender kpis` reads it")
_EVALUATION = FileKind("an evaluation of ddtender", "`ddtender evaluate` reads it")
_COPY = FileKind("an evaluator's copy of an evaluation of ddtender", "`ddtender evaluate --consensus` takes it")
#: How the plan begins that our workbooks carry, whatever their language and whoever renamed their sheets.
_PLAN = re.compile(rb'\{(?:"|&quot;)form(?:"|&quot;):(?:"|&quot;)ddtender (evaluation|register) ')
_OF_EVALUATOR = re.compile(rb'(?:"|&quot;)evaluator(?:"|&quot;):(?:"|&quot;)')
#: The sheets by which those are told that have lost it, or carry none.
_WORKBOOKS = (
    ({"Register", "plan"}, _REGISTER),
    ({"Tenderers", "plan"}, _EVALUATION),
    ({"Start", "Choices"}, FileKind("a risk worksheet of ddtender", "`ddtender risks FILE --check` reads it")),
    (
        {"Answers", "Not read"},
        FileKind("the answers of an assessment of ddtender", "`ddtender assess` reads the forms"),
    ),
)
_ODF = {
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet (.ods)",
    b"application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation (.odp)",
    b"application/epub+zip": "an e-book",
}


def kind_of(content: bytes) -> FileKind | None:
    """What the bytes of a file are; None for a text, and for what is not known."""
    if not content.strip():
        return FileKind("an empty file")
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    for start, kind in (*_STARTS.items(), *_MARKS.items()):
        if content.startswith(start):
            return kind
    if content[:200].count(b"\0") > len(content[:200]) // 3:  # every other byte of Latin letters is zero
        return _UTF16
    if b"\0" in content[:4000]:
        return FileKind("a file of a program, not a text")
    if _HTML.match(content[:1000]):
        return _REVIEW_PAGE if _OUR_PAGE in content[:_LOOKED_AT] else FileKind("an HTML file")
    if content.startswith(_CALENDAR):
        return FileKind("a calendar", "a calendar program opens it")
    if content.startswith(_XML):
        return FileKind("an XML file")
    return _json(content) if content.lstrip().startswith(b"{") else None


def instead(content: bytes, wanted: str) -> tuple[str, str] | None:
    """What to say of a file where ``wanted`` was asked for: a message, and which command takes it; None if the file is
    not known."""
    kind = kind_of(content)
    if kind is None:
        return None
    return f"this is {kind.name}, not {wanted}", f"{kind.use}." if kind.use else ""


def remedy(content: bytes, send_again: str, ours: str) -> str:
    """What to do about a file that cannot be read: ``send_again`` asks whoever sent it, ``ours`` is said where it is
    known whose program made it, for then nobody has sent it."""
    kind = kind_of(content)
    return ours if kind and kind.use else send_again


def _zipped(content: bytes) -> FileKind:
    if has_long_list(content):
        return FileKind("a zip archive")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())

            def part(name: str) -> bytes:
                if name not in names:
                    return b""
                with archive.open(name) as stream:
                    return stream.read(_LOOKED_AT)

            types = part("[Content_Types].xml")
            if b"wordprocessingml" in types:
                return _word(part("docProps/custom.xml"), part("word/document.xml"))
            if b"spreadsheetml" in types:
                texts = (name for name in names if name.startswith(("xl/sharedStrings", "xl/worksheets/sheet")))
                return _workbook(part("xl/workbook.xml"), map(part, sorted(texts)[:_MOST_SHEETS]))
            if b"presentationml" in types:
                return FileKind("a PowerPoint presentation")
            if name := _ODF.get(part("mimetype").strip()):
                return FileKind(name)
    except Exception:  # whatever damaged archives raise; nothing is done with them
        return FileKind("a damaged zip, Word or Excel file")
    return FileKind("a zip archive")


def _word(properties: bytes, text: bytes) -> FileKind:
    if _REDLINE in properties:
        return FileKind("a redline of ddtender", "open it in Word")
    if match := _DOCUMENT.search(properties):
        article = "a tender" if match[1] == b"tender" else "a contract"
        return FileKind(f"{article} document of ddtender", "`ddtender review` reads it")
    if re.search(rb'<w:tag w:val="q:', text):
        return FileKind("a supplier questionnaire of ddtender", "`ddtender assess` reads it")
    return FileKind("a Word document")


def _workbook(book: bytes, parts: Iterable[bytes]) -> FileKind:
    for texts in parts:
        if plan := _PLAN.search(texts):
            if plan[1] == b"register":
                return _REGISTER
            return _COPY if _OF_EVALUATOR.search(texts, plan.start()) else _EVALUATION
    sheets = {name.decode("utf-8", "replace") for name in _SHEET.findall(book)}
    for wanted, kind in _WORKBOOKS:
        if wanted <= sheets:
            return kind
    return FileKind("an Excel workbook")


def _json(content: bytes) -> FileKind | None:
    if b'"recommended_scenario"' in content[:_LOOKED_AT]:
        return FileKind("an assessment of ddtender", "`ddtender build --scenario-from` takes it")
    if b'"outputs"' in content[:_LOOKED_AT] and b'"ddtender"' in content[:_LOOKED_AT]:
        return FileKind("a manifest of ddtender", "`ddtender verify` reads the folder that it is in")
    return None
