"""The text of our tables is seen, whatever a house makes of all of its text."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from lxml import etree

from tests.documents import W, Word, built_of, sources
from tests.tools import ROOT


def scores(change: Callable[[Document], None]) -> etree._Element:
    """The first table of scores in a tender of our template after a change."""
    document = docx.Document(ROOT / "templates/tender.docx")
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    built = built_of({**sources().files, "templates/tender.docx": buffer.getvalue()}, "high")
    read = Word(built.documents["tender.docx"])
    return next(t for t in read.body.iter(W + "tbl") if "".join(t.itertext()).startswith("What earns points"))


def said(table: etree._Element, name: str) -> list[set[str | None]]:
    """What the runs of the header row, and those of the other rows, say themselves of a property."""

    def of(rows: list[etree._Element]) -> set[str | None]:
        found = (
            run.find(f"{W}rPr/{W}{name}") for row in rows for run in row.iter(W + "r") if run.find(W + "t") is not None
        )
        return {None if e is None else e.get(W + "val") for e in found}

    rows = table.findall(W + "tr")
    return [of(rows[:1]), of(rows[1:])]


def normal(xml: str) -> Callable[[Document], None]:
    """Something that all of the house's text says."""

    def change(document: Document) -> None:
        document.styles["Normal"].element.get_or_add_rPr().append(parse_xml(xml.replace("/>", f" {nsdecls('w')}/>")))

    return change


def shade_header(document: Document) -> None:
    style = document.styles["Provision Table"].element
    style.find(f"{W}tblStylePr/{W}tcPr/{W}shd").set(W + "fill", "F2F2F2")


def red_heading(document: Document) -> None:
    document.styles["Table Heading"].font.color.rgb = RGBColor(0xFF, 0xE0, 0xE0)


@pytest.mark.parametrize(
    ("change", "header", "rows"),
    [
        (lambda document: None, None, None),
        (normal('<w:color w:val="auto"/>'), "FFFFFF", None),
        (normal('<w:color w:val="1A1A1A"/>'), "FFFFFF", None),
        (shade_header, "000000", None),
        (red_heading, None, None),
    ],
    ids=["ours", "automatic", "dark", "a light header row", "a house's own colour that is seen"],
)
def test_text_has_contrast(change: Callable[[Document], None], header: str | None, rows: str | None) -> None:
    assert said(scores(change), "color") == [{header}, {rows}]
