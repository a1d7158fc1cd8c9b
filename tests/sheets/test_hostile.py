"""Workbooks from anybody: whatever the bytes are, there is one finding and never a traceback."""

import hashlib
import json
import random

import pytest
from msgspec import to_builtins

from ddtender.contract.reading import read_register
from ddtender.evaluation.reading import read_evaluation
from ddtender.office.package import PackageError, open_workbook
from tests.documents import build
from tests.packages import parts_of, zipped
from tests.sheets.workbooks import evaluation_of, opened, plan_of, register_of, saved

SHEET = "xl/worksheets/sheet2.xml"


def with_part(name: str, data: bytes) -> bytes:
    return zipped({**parts_of(register_of("laptops")), name: data})


def bomb() -> bytes:
    return with_part("xl/media/image1.png", b"\0" * 60_000_000)


def entities() -> bytes:
    sheet = parts_of(register_of("laptops"))[SHEET]
    start = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return with_part(SHEET, start + sheet[sheet.index(b"<worksheet") :])


HOSTILE = {
    "nothing": lambda: b"",
    "noise": lambda: random.Random(1).randbytes(5000),
    "old format": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "word": lambda: build("laptops").documents["tender.docx"],
    "bomb": bomb,
    "entities": entities,
    "macros": lambda: with_part("xl/vbaProject.bin", b"x"),
    "half": lambda: register_of("laptops")[: len(register_of("laptops")) // 2],
    "not xml": lambda: with_part(SHEET, b"<worksheet"),
    "other xml": lambda: with_part(SHEET, b"<a/>"),
    "path": lambda: with_part("../../x.xml", b"<a/>"),
    "evaluation": lambda: evaluation_of("laptops"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_there_is_one_finding(name: str) -> None:
    filled, findings = read_register(HOSTILE[name](), "r.xlsx")
    assert filled is None and [f.code.name for f in findings] == ["unreadable-workbook"]
    assert findings[0].hint and findings[0].location.path == "r.xlsx"


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.remove(book["plan"]),
        lambda book: book.remove(book["Register"]),
        lambda book: setattr(book["Register"]["J4"], "value", "When"),
        lambda book: setattr(book["Register"]["T4"], "value", "Key"),
        lambda book: setattr(book["plan"]["A2"], "value", book["plan"]["A2"].value.replace("2028", "2029")),
        lambda book: setattr(book["plan"]["A1"], "value", 7),
    ],
)
def test_a_workbook_without_its_parts_is_refused(change) -> None:
    book = opened(register_of("laptops"))
    change(book)
    filled, findings = read_register(saved(book), "r.xlsx")
    assert filled is None and [f.code.name for f in findings] == ["unreadable-workbook"]


MADE = to_builtins(plan_of("laptops"))


def planned(content: bytes, **altered: object) -> bytes:
    """The workbook with other values in its plan, and the digest that belongs to them."""
    book = opened(content)
    cells = [row[0] for row in book["plan"].iter_rows()]
    text = json.dumps(json.loads("".join(cell.value for cell in cells[1:])) | altered)
    digest = hashlib.sha256(text.encode()).hexdigest()
    for n, value in enumerate([digest, *(text[at : at + 30_000] for at in range(0, len(text), 30_000))], start=1):
        book["plan"].cell(n, 1).value = value
    return saved(book)


def test_a_plan_of_another_hand_is_taken_where_it_fits() -> None:
    filled, findings = read_register(planned(register_of("laptops"), title="Ours"), "r.xlsx")
    assert filled is not None and filled.plan.title == "Ours" and not findings


@pytest.mark.parametrize(
    "alter",
    [
        {"title": "\x1b[2J"},
        {"contractor": "a \u202e b"},
        {"clauses": MADE["clauses"] * 2},
        {"clauses": MADE["clauses"][:1]},
        {"clauses": [MADE["clauses"][0] | {"indicators": []}]},
        {"clauses": [c | {"indicators": c["indicators"][:1] * 201} for c in MADE["clauses"][:1]], "rows": []},
        {"rows": [MADE["rows"][0] | {"submission": "another"}]},
    ],
)
def test_a_plan_of_another_hand_is_refused_where_its_parts_do_not_fit(alter: dict) -> None:
    filled, findings = read_register(planned(register_of("laptops"), **alter), "r.xlsx")
    assert filled is None and [f.code.name for f in findings] == ["unreadable-workbook"]


def test_a_huge_area_costs_nothing() -> None:
    sheet = parts_of(register_of("laptops"))[SHEET]
    end = sheet.index(b"</sheetData>")
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>'
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = sheet[:end] + far + sheet[end : end + 12] + merged + sheet[end + 12 :]
    filled, findings = read_register(with_part(SHEET, sheet), "r.xlsx")
    assert filled is not None and not findings


def test_damage_anywhere_never_raises() -> None:
    draw = random.Random(5)
    for read, content in ((read_register, register_of("low-final")), (read_evaluation, evaluation_of("laptops"))):
        parts = parts_of(content)
        for _ in range(25):
            name = draw.choice(sorted(parts))
            data = bytearray(parts[name])
            for _ in range(draw.choice([1, 3, 30])):
                data[draw.randrange(len(data))] = draw.choice(b'<>/"=09aZ &')
            filled, findings = read(zipped({**parts, name: bytes(data)}), "r.xlsx")
            assert filled is not None or findings


def test_a_workbook_is_not_taken_for_a_document() -> None:
    with pytest.raises(PackageError, match="not an Excel workbook"):
        open_workbook(build("laptops").documents["contract.docx"])
