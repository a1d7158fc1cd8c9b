"""Small Word documents (reports) from plain values: title, headings, paragraphs, tables, bytes that never vary."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ddtender.library.package import open_package
from ddtender.render.packaging import set_properties, write

if TYPE_CHECKING:
    from docx.table import _Cell

_FONT, _DARK, _PALE = "Liberation Sans", "1F3864", "DDEBF7"


class Report:
    """An A4 document that is written from top to bottom."""

    def __init__(self, title: str, subtitle: str = "", landscape: bool = False) -> None:
        from docx import Document
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm, Pt

        self._title = title
        self._document = Document()
        section = self._document.sections[0]
        long, short = Cm(29.7), Cm(21)
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
        self._width = section.page_width - Cm(4)
        for name, size in (("Normal", 10), ("Heading 1", 14), ("Heading 2", 12), ("Title", 20)):
            self._font(name, size)
        self._document.styles["Normal"].paragraph_format.space_after = Pt(6)
        self._language()
        self._document.add_paragraph(title, "Title")
        if subtitle:
            self._document.add_paragraph(subtitle)

    def _font(self, name: str, size: float) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        style = self._document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.rPr.rFonts
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(_DARK)

    def _language(self) -> None:
        from docx.oxml.ns import qn

        for language in self._document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), "en-GB")

    def heading(self, text: str, level: int = 1) -> None:
        self._document.add_heading(text, level)

    def paragraph(self, text: str) -> None:
        self._document.add_paragraph(text)

    def bullets(self, texts: Sequence[str]) -> None:
        for text in texts:
            self._document.add_paragraph(text, "List Bullet")

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], about: str) -> None:
        """A table whose header row is repeated on every page; ``shares`` are the widths in proportion, ``about`` is its
        alternative text."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        table = self._document.add_table(rows=1, cols=len(headings), style="Table Grid")
        table.autofit = False
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), about)
        table._tbl.tblPr.append(caption)
        header = table.rows[0]._tr.get_or_add_trPr()
        header.append(OxmlElement("w:cantSplit"))
        header.append(OxmlElement("w:tblHeader"))
        for _ in rows:
            table.add_row()._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        widths = [int(self._width * share / sum(shares)) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for n, texts in enumerate((headings, *rows)):
            for cell, text, width in zip(table.rows[n].cells, texts, widths, strict=True):
                cell.width = width
                _write(cell, text, header=n == 0)
        self._document.add_paragraph()

    def finish(self, moment: datetime) -> bytes:
        """The document's bytes; ``moment`` is when it says it was made."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        parts = open_package(buffer.getvalue())
        set_properties(parts, self._title, moment)
        return write(parts)


def _write(cell: _Cell, text: str, header: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(9), header
    if header:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", _PALE)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
