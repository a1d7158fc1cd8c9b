"""Reports on workbooks: filled in and saved by other programs."""

import re
from collections.abc import Callable
from datetime import date

from ddtender.contract.reading import read_register
from tests.campaign import report
from tests.packages import parts_of, zipped
from tests.sheets.test_passed_over import FILLED, RELS, SHEET

Parts = dict[str, bytes]


def reads(change: Callable[[Parts], None]) -> None:
    """The register is read with the day that was typed, whatever has been changed around it."""
    parts = parts_of(FILLED)
    change(parts)
    result, findings = read_register(zipped(parts), "r.xlsx")
    assert result is not None and result.entries[0].received == date(2028, 3, 1), findings


@report("jmcnamara/XlsxWriter#968, mobility-team/mobility#91", "a colour that is none stops the reader", "read")
def _() -> None:
    reads(lambda parts: parts.update({"xl/styles.xml": re.sub(rb'rgb="\w+"', b'rgb="red"', parts["xl/styles.xml"])}))


@report("DeepSpace2/StyleFrame#37", "a workbook without a theme stops the reader", "read")
def _() -> None:
    def change(parts: Parts) -> None:
        parts.pop("xl/theme/theme1.xml")
        parts[RELS] = re.sub(rb"<Relationship [^>]*theme1.xml[^>]*/>", b"", parts[RELS])

    reads(change)


@report("python-excel/xlrd#81 (LibreOffice)", "a text in its cell beside a formula stops the reader", "read")
def _() -> None:
    def change(parts: Parts) -> None:
        cell = b'<c r="AA9" t="inlineStr"><f>1+1</f><is><t>two</t></is></c></row>'
        parts[SHEET] = re.sub(rb"(<row r=\"9\".*?)</row>", lambda m: m[1] + cell, parts[SHEET], count=1, flags=re.S)

    reads(change)


@report("exceljs/exceljs#2702", 'days written as text of the standard (t="d") are no days', "read as days")
def _() -> None:
    def change(parts: Parts) -> None:
        parts[SHEET], count = re.subn(
            rb'<c r="J5"([^>]*?) t="n"><v>\d+</v>', rb'<c r="J5"\1 t="d"><v>2028-03-01T00:00:00</v>', parts[SHEET]
        )
        assert count == 1

    reads(change)


@report("dotnet/Open-XML-SDK#1128", "names in the archive of a workbook have backslashes", "read")
def _() -> None:
    def change(parts: Parts) -> None:
        for name in list(parts):
            parts[name.replace("/", "\\")] = parts.pop(name)

    reads(change)
