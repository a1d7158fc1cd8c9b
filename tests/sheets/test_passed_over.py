"""What spreadsheet programs pass over costs nothing: every workbook that they open is read, with the same values."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest

from ddtender.contract.reading import read_register
from ddtender.evaluation.reading import read_evaluation
from ddtender.sheets.reading import Book
from tests.commands import ddtender
from tests.packages import parts_of, zipped
from tests.sheets.workbooks import calculated, evaluation_of, opened, register_of, saved

Parts = dict[str, bytes]
STYLES, BOOK, TYPES = "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"
RELS, SHEET = "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"


def filled() -> bytes:
    book = opened(register_of("laptops"))
    book["Register"]["J5"].value = date(2028, 3, 1)
    book["Register"]["N5"].value = "mail of 1 March 2028"
    book["Overview"]["C8"].value = date(2029, 4, 2)
    return saved(book)


def swap(name: str, old: bytes, new: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert old in parts[name], (name, old)
        parts[name] = parts[name].replace(old, new, 1)

    return change


def styles(pattern: bytes, new: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[STYLES], count = re.subn(pattern, new, parts[STYLES], count=1)
        assert count, pattern

    return change


def into_sheet(xml: bytes) -> Callable[[Parts], None]:
    return swap(SHEET, b"</sheetData>", b"</sheetData>" + xml)


def moved(old: str, new: str, where: str) -> Callable[[Parts], None]:
    """A part under another name, which only its relationship and its type tell."""

    def change(parts: Parts) -> None:
        parts[new] = parts.pop(old)
        for name in (where, TYPES):
            parts[name] = parts[name].replace(old.removeprefix("xl/").encode(), new.removeprefix("xl/").encode())

    return change


def renamed_main(parts: Parts) -> None:
    parts["xl/book9.xml"] = parts.pop(BOOK)
    parts["xl/_rels/book9.xml.rels"] = parts.pop(RELS)
    for name in ("_rels/.rels", TYPES):
        parts[name] = parts[name].replace(b"xl/workbook.xml", b"xl/book9.xml")


def other_case(parts: Parts) -> None:
    shared(parts, "xl/SharedStrings.xml")


def with_prefix(parts: Parts) -> None:
    """As some libraries write: every element under a prefix."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for name in (SHEET, BOOK, STYLES):
        text = re.sub(rb"<(/?)([A-Za-z]\w*)(?=[\s/>])", rb"<\1x:\2", parts[name])
        parts[name] = text.replace(b'xmlns="' + main + b'"', b'xmlns:x="' + main + b'"')


def strict(parts: Parts) -> None:
    for name, data in parts.items():
        data = data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        parts[name] = data.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )


def spoken(parts: Parts) -> None:
    """Rich text with a faulty font, and what says how it is spoken."""
    rich = b'<si><r><rPr><color rgb="red"/><sz val="big"/></rPr><t>mail of </t></r><r><t>1 March 2028</t></r>'
    rich += b'<rPh sb="0" eb="4"><t>MEIRU</t></rPh><phoneticPr fontId="99"/></si>'
    shared(parts)
    parts["xl/sharedStrings.xml"], count = re.subn(
        rb"<si><t[^>]*>mail of 1 March 2028</t></si>", rich, parts["xl/sharedStrings.xml"]
    )
    assert count == 1


def shared(parts: Parts, name: str = "xl/sharedStrings.xml") -> None:
    """The texts in a part of their own, as every spreadsheet program saves them."""
    texts: list[bytes] = []

    def place(match: re.Match) -> bytes:
        texts.append(match[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    for sheet in [sheet for sheet in parts if sheet.startswith("xl/worksheets/sheet")]:
        parts[sheet] = re.sub(rb't="inlineStr"><is>(.*?)</is>', place, parts[sheet], flags=re.DOTALL)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[name] = b'<sst xmlns="%s">%s</sst>' % (main, b"".join(b"<si>%s</si>" % text for text in texts))
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    more = b'<Relationship Id="rId900" Type="%s" Target="sharedStrings.xml"/></Relationships>' % relation
    parts[RELS] = parts[RELS].replace(b"</Relationships>", more)


def from_1904(parts: Parts) -> None:
    """Days counted from 1 January 1904, as on older Macs: every date is 1,462 days less."""
    parts[BOOK] = re.sub(rb"<workbookPr[^>]*/>", b'<workbookPr date1904="true"/>', parts[BOOK])
    for name in ("xl/worksheets/sheet1.xml", SHEET):
        parts[name] = re.sub(
            rb"(t=\"n\"><v>)(4[67]\d{3})(</v>)", lambda m: b"%s%d%s" % (m[1], int(m[2]) - 1462, m[3]), parts[name]
        )


def eastern(parts: Parts) -> None:
    """A date format that only programs in Chinese, Japanese and Korean have, by its number alone."""
    parts[STYLES] = re.sub(rb'<numFmt [^>]*formatCode="d[^>]*/>', b"", parts[STYLES])
    parts[STYLES] = parts[STYLES].replace(b'<xf numFmtId="164"', b'<xf numFmtId="31"')


PASSED_OVER: dict[str, Callable[[Parts], None]] = {
    "an empty fill": styles(rb"<fill><patternFill[^>]*/></fill>", b"<fill/>"),
    "a pattern of no name": styles(rb'patternType="solid"', b'patternType="plain"'),
    "a colour that is none": styles(rb'rgb="00FFF9E5"', b'rgb="yellow"'),
    "a font of no size": styles(rb'<sz val="\d+"', b'<sz val="large"'),
    "a font family out of range": styles(rb"<font>", b'<font><family val="77"/><u val="wavy"/>'),
    "a border of no kind": styles(rb'style="thin"', b'style="fine"'),
    "an alignment of no kind": styles(rb'vertical="top"', b'vertical="high"'),
    "a number format without a code": styles(rb"<numFmt ", b'<numFmt numFmtId="500"/><numFmt '),
    "a number format that is no number": styles(rb"</cellXfs>", rb'<xf numFmtId="none"/></cellXfs>'),
    "faulty looks of rules": styles(rb"<dxfs", b'<dxfs count="1"><dxf><fill x="y"><none/></fill></dxf></dxfs><dxfs'),
    "faulty named styles": styles(rb"<cellStyles", b'<cellStyles><cellStyle xfId="900"/></cellStyles><cellStyles'),
    "no theme": lambda parts: parts.pop("xl/theme/theme1.xml") and None,
    "a theme that is none": lambda parts: parts.update({"xl/theme/theme1.xml": b"<none/>"}),
    "a name of nothing": swap(
        BOOK,
        b"</definedNames>",
        b'<definedName name="x" localSheetId="99">#REF!</definedName><definedName/></definedNames>',
    ),
    "a view of somebody": swap(
        BOOK,
        b"</workbook>",
        b'<customWorkbookViews><customWorkbookView guid="1" name=""/></customWorkbookViews></workbook>',
    ),
    "another workbook that is gone": swap(
        BOOK,
        b"</workbook>",
        b"<externalReferences><externalReference "
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        b' r:id="rId99"/></externalReferences></workbook>',
    ),
    "a pivot table without its cache": swap(
        BOOK, b"</workbook>", b"<pivotCaches><pivotCache/></pivotCaches></workbook>"
    ),
    "a calculation of no kind": swap(BOOK, b"<calcPr", b'<calcPr calcMode="sometimes"/><calcPr'),
    "a rule of no kind": into_sheet(
        b'<conditionalFormatting sqref="?"><cfRule type="odd" priority="high"/></conditionalFormatting>'
    ),
    "a choice of no kind": into_sheet(b'<dataValidations><dataValidation type="any" sqref="J5:"/></dataValidations>'),
    "merged cells of nothing": into_sheet(b'<mergeCells><mergeCell ref="A"/></mergeCells>'),
    "links to nothing": into_sheet(b'<hyperlinks><hyperlink ref=""/></hyperlinks>'),
    "a drawing that is gone": into_sheet(
        b'<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId77"/>'
    ),
    "a page without margins": into_sheet(b'<pageMargins left="wide"/><pageSetup paperSize="A4" orientation="up"/>'),
    "a filter of no kind": into_sheet(b'<autoFilter ref="A1"><filterColumn colId="x"/></autoFilter>'),
    "a broken chart": lambda parts: parts.update({"xl/charts/chart1.xml": b"<none/>"}),
    "columns without numbers": swap(SHEET, b"<cols>", b'<cols><col min="first" max="last"/>'),
    "a row of no height": swap(SHEET, b'<row r="5" ht="42"', b'<row r="5" s="none" ht="high"'),
    "a size that is wrong": swap(SHEET, b"<sheetData>", b'<dimension ref="?"/><sheetData>'),
    "a look that is not there": swap(SHEET, b'<c r="L5" s="', b'<c r="L5" s="99999'),
    "other names of parts": moved(SHEET, "xl/worksheets/Blatt-2.xml", RELS),
    "another name of the main part": renamed_main,
    "capital letters in names": other_case,
    "a prefix": with_prefix,
    "the strict form": strict,
    "faulty rich text": spoken,
    "texts in a part of their own": shared,
    "days since 1904": from_1904,
    "a date of the East": eastern,
}


@pytest.mark.parametrize("name", PASSED_OVER)
def test_it_is_read_with_the_same_values(name: str) -> None:
    before, none = read_register(FILLED, "r.xlsx")
    parts = parts_of(FILLED)
    PASSED_OVER[name](parts)
    result, findings = read_register(zipped(parts), "r.xlsx")
    assert not none and not findings, findings
    assert result == before and result.entries[0].received == date(2028, 3, 1)
    assert result.entries[0].evidence == "mail of 1 March 2028" and result.as_of == date(2029, 4, 2)


FILLED = filled()


def test_of_an_evaluation_every_cell_is_the_same() -> None:
    def cells(content: bytes) -> dict:
        sheets = Book(content, "e.xlsx")._sheets
        return {(c.at, c.value, c.formula) for rows in sheets.values() for _, row in rows for c in row}

    parts = parts_of(evaluation_of("laptops"))
    before = cells(zipped(parts))
    PASSED_OVER["an empty fill"](parts)
    parts.pop("xl/theme/theme1.xml")
    assert cells(zipped(parts)) == before and len(before) > 1500
    assert read_evaluation(zipped(parts), "e.xlsx")[0] is not None


def test_error_values_are_told_where_they_stand() -> None:
    book = opened(register_of("laptops"))
    book["Register"]["N5"].value = "#REF!"
    book["Register"]["J5"].value = "#DIV/0!"
    parts = parts_of(saved(book))
    parts[SHEET] = re.sub(
        rb'(<c r="P\d+")([^>]*)(><f>.*?</f>)<v ?/?>(?:</v>)?', rb'\1\2 t="e"\3<v>#REF!</v>', parts[SHEET]
    )
    _, findings = read_register(zipped(parts), "r.xlsx")
    told = {(f.message.partition(":")[0], f.code.name, f.severity.value) for f in findings}
    assert told == {
        ("Register!J5", "workbook-value", "error"),
        ("Register!N5", "workbook-value", "error"),
        ("Register!P5", "workbook-altered", "warning"),
    }
    assert any("#REF!, as in" in f.message for f in findings)
    book = opened(register_of("laptops"))
    book["Register"]["N5"].value = "'#REF!"  # a text that somebody typed
    book["Register"]["N5"].data_type = "s"
    assert not read_register(saved(book), "r.xlsx")[1]


@pytest.mark.usefixtures("needs_libreoffice")
def test_a_formula_that_has_lost_its_cells_is_told() -> None:
    book = opened(evaluation_of("laptops"))
    book["Ranking"]["D3"].value = "=1/0"
    _, findings = read_evaluation(calculated([saved(book)])[0], "e.xlsx")
    assert [(f.code.name, f.message) for f in findings] == [
        ("workbook-altered", "Ranking!D3: the formula gives #DIV/0!")
    ]


@pytest.mark.parametrize(
    ("sheet", "cell", "day", "begins"),
    [
        ("Register", "J5", date(2027, 2, 28), "2027-03-01"),
        ("Overview", "C9", date(2027, 3, 31), "2027-04-01"),
        ("Requests", "C5", date(2027, 1, 4), "2027-03-01"),
    ],
)
def test_nothing_is_received_before_the_contract(sheet: str, cell: str, day: date, begins: str) -> None:
    book = opened(register_of("laptops"))
    book[sheet][cell].value = day
    _, findings = read_register(saved(book), "r.xlsx")
    assert f"{sheet}!{cell}: {day} is before the Contract, which begins with {begins}" in [f.message for f in findings]


def test_the_day_that_is_typed_counts_and_an_option_counts_more(tmp_path) -> None:
    path = tmp_path / "r.xlsx"
    book = opened(register_of("laptops"))
    today = {"SOURCE_DATE_EPOCH": "1838246400"}  # 2 April 2028
    cases = [(date(2029, 4, 2), "2 April 2029"), (datetime(2029, 4, 2, 9), "2 April 2029"), (None, "2 April 2028")]
    for typed, shown in [*cases, ("=TODAY()", "2 April 2028"), ("=DATE(2029,4,2)", "2 April 2028")]:
        book["Overview"]["C8"].value = typed
        path.write_bytes(saved(book))
        done = ddtender("kpis", path, **today)
        assert done.returncode == 0 and f"As of {shown}:" in done.stdout, done.stderr
        assert ("typed in the register: 2029-04-02" in done.stdout) == (shown == "2 April 2029")
    book["Overview"]["C8"].value = date(2029, 4, 2)
    path.write_bytes(saved(book))
    done = ddtender("kpis", path, "--as-of", "2030-01-15", **today)
    assert "As of 15 January 2030:" in done.stdout and "typed" not in done.stdout
