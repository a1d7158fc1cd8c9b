"""What is harmless on a page, or alone, and hides words in a cell, or together: it is judged by the room left."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from lxml import etree

from ddtender.library.looks.harmless import BESIDE, FLAT, SQUEEZED
from ddtender.library.looks.shown import Shown
from ddtender.returned.findings import Entry, What
from ddtender.returned.reading import compare
from ddtender.returned.word import open_reviewed, read_document
from tests.documents import W
from tests.returned.editor import Editor, _shown
from tests.returned.test_property import draft, made
from tests.returned.test_shown import properties
from tests.returned.test_unread import parsed

PERCENTAGE = "100%"


def editor() -> Editor:
    content = made("tender").content
    assert content
    return Editor(content)


def entries_of(reviewed: Editor) -> list[Entry]:
    return list(compare("reviewed.docx", draft("tender"), read_document(open_reviewed(reviewed.bytes()))).entries)


def scored(reviewed: Editor) -> etree._Element:
    """A paragraph of a table of points, with a percentage."""
    cells = (p for p in reviewed.body.iter(W + "p") if next(p.iterancestors(W + "tc"), None) is not None)
    return next(p for p in cells if _shown(p).replace("\u00a0", "").replace(" ", "") == PERCENTAGE)


def plain(reviewed: Editor) -> etree._Element:
    bodies = (p for p in reviewed.body.iter(W + "p") if next(p.iterancestors(W + "tc"), None) is None)
    return next(p for p in bodies if "Mitigating Actions" in _shown(p))


def lines(xml: str, of: Callable[[Editor], etree._Element] = scored) -> Callable[[Editor], None]:
    def change(reviewed: Editor) -> None:
        into = properties(of(reviewed), "pPr")
        for one in parsed(f"<w:x>{xml}</w:x>"):
            for old in into.findall(str(one.tag)):
                into.remove(old)
            into.append(one)

    return change


def letters(xml: str, line: str, of: Callable[[Editor], etree._Element] = plain) -> Callable[[Editor], None]:
    """Lines and letters that are harmless alone."""

    def change(reviewed: Editor) -> None:
        lines(line, of)(reviewed)
        for run in of(reviewed).iter(W + "r"):
            properties(run).extend(copy.deepcopy(list(parsed(f"<w:x>{xml}</w:x>"))))

    return change


def cell(name: str, xml: str, around: str = "tc") -> Callable[[Editor], None]:
    def change(reviewed: Editor) -> None:
        outer = next(scored(reviewed).iterancestors(W + around))
        into = properties(outer, name)
        for one in parsed(f"<w:x>{xml}</w:x>"):
            for old in into.findall(str(one.tag)):
                into.remove(old)
            into.append(one)

    return change


def margins(points: int) -> str:
    return f'<w:tcMar><w:left w:w="{points * 20}" w:type="dxa"/><w:right w:w="{points * 20}" w:type="dxa"/></w:tcMar>'


def widths(points: int, grid: bool, own: bool) -> Callable[[Editor], None]:
    def change(reviewed: Editor) -> None:
        table = next(scored(reviewed).iterancestors(W + "tbl"))
        for column in table.iter(W + "gridCol") if grid else ():
            column.set(W + "w", str(points * 20))
        for width in table.iter(W + "tcW") if own else ():
            width.set(W + "w", str(points * 20))

    return change


def nested(indent: int) -> Callable[[Editor], None]:
    """The words in a table of their own within the cell."""

    def change(reviewed: Editor) -> None:
        place = scored(reviewed)
        table = parsed(
            f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="dxa"/><w:tblInd w:w="{indent * 20}" w:type="dxa"/></w:tblPr>'
            '<w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="5000" w:type="dxa"/>'
            "</w:tcPr></w:tc></w:tr></w:tbl>"
        )
        place.addprevious(table)
        place.addnext(etree.Element(W + "p"))
        next(table.iter(W + "tc")).append(place)

    return change


def style_of_table(xml: str) -> Callable[[Editor], None]:
    def change(reviewed: Editor) -> None:
        named = next(next(scored(reviewed).iterancestors(W + "tbl")).iter(W + "tblStyle"))
        id_ = named.get(W + "val")
        styles = etree.fromstring(reviewed.parts["word/styles.xml"])
        style = next(s for s in styles.iter(W + "style") if s.get(W + "styleId") == id_)
        part = etree.SubElement(style, W + "tblStylePr", {W + "type": "lastCol"})
        part.extend(list(parsed(f"<w:x>{xml}</w:x>")))
        reviewed.parts["word/styles.xml"] = etree.tostring(styles)

    return change


def first_column(points: int) -> Callable[[Editor], None]:
    """The first column so wide that the others stand elsewhere; every width is one that a page can have."""

    def change(reviewed: Editor) -> None:
        table = next(scored(reviewed).iterancestors(W + "tbl"))
        next(table.iter(W + "gridCol")).set(W + "w", str(points * 20))
        for row in table.iter(W + "tr"):
            for width in next(row.iter(W + "tc")).iter(W + "tcW"):
                width.set(W + "w", str(points * 20))
        for whole in table.iter(W + "tblW"):
            whole.set(W + "type", "auto")
            whole.set(W + "w", "0")

    return change


def second_column(reviewed: Editor) -> None:
    """The words in a second column of the innermost table, behind a first one that is as wide as it was alone."""
    own = next(scored(reviewed).iterancestors(W + "tc"))
    own.addprevious(parsed('<w:tc><w:tcPr><w:tcW w:w="5000" w:type="dxa"/></w:tcPr><w:p/></w:tc>'))
    next(next(own.iterancestors(W + "tbl")).iter(W + "tblGrid")).append(parsed('<w:gridCol w:w="5000"/>'))


def of_table(xml: str) -> Callable[[Editor], None]:
    return cell("tblPr", xml, "tbl")


EXACT = '<w:spacing w:line="200" w:lineRule="exact"/>'
HIDING = {
    "an indent as wide as the cell": lines('<w:ind w:left="7000"/>'),
    "an indent from the right": lines('<w:ind w:right="110pt"/>'),
    "both indents": lines('<w:ind w:start="1200" w:end="1200"/>'),
    "a first line": lines('<w:ind w:firstLine="2500"/>'),
    "a first line before the cell": lines('<w:ind w:firstLine="-1200"/>'),
    "a hanging line before the cell": lines('<w:ind w:left="0" w:hanging="1200"/>'),
    "an indent before the cell": lines('<w:ind w:left="-1200"/>'),
    "margins of the cell": cell("tcPr", margins(60)),
    "margins of the table": cell("tblPr", margins(60).replace("tcMar", "tblCellMar"), "tbl"),
    "margins of a row": cell("tblPrEx", margins(60).replace("tcMar", "tblCellMar"), "tr"),
    "margins of the style": style_of_table(f"<w:tcPr>{margins(60)}</w:tcPr>"),
    "margins and an indent": lambda e: (cell("tcPr", margins(30))(e), lines('<w:ind w:left="1000"/>')(e)),
    "narrow columns": widths(15, True, False),
    "narrow cells": widths(15, False, True),
    "a table within that begins behind the cell": nested(110),
    "a table within whose second column begins behind the cell": lambda e: (nested(0)(e), second_column(e)),
    "a first column as wide as the paper": first_column(600),
    "a first column that pushes the last one over the edge": first_column(430),
    "a table that begins behind its page": of_table('<w:tblInd w:w="5800" w:type="dxa"/>'),
    "a table that floats behind its page": of_table('<w:tblpPr w:horzAnchor="page" w:tblpX="9000" w:tblpY="1"/>'),
    "a table twice as wide as its room": of_table('<w:tblW w:w="10000" w:type="pct"/>'),
    "a row that is moved over the edge": cell("trPr", '<w:wBefore w:w="5800" w:type="dxa"/>', "tr"),
    "a row as high as its margin": cell(
        "trPr", '<w:trHeight w:val="400" w:hRule="exact"/>', "tr"
    ),
    "large letters in low lines": letters('<w:sz w:val="120"/>', EXACT),
    "raised letters in low lines": letters('<w:position w:val="16"/>', EXACT),
    "large letters in a low row": lambda e: (
        cell("trPr", '<w:trHeight w:val="500" w:hRule="exact"/>', "tr")(e),
        letters('<w:sz w:val="120"/>', "", scored)(e),
    ),
}  # fmt: skip
HARMLESS = {
    "a wider first column": first_column(300),
    "a table in the middle": of_table('<w:jc w:val="center"/>'),
    "a table that begins a little before its text": of_table('<w:tblInd w:w="-108" w:type="dxa"/>'),
    "a table as wide as its room": of_table('<w:tblW w:w="5000" w:type="pct"/>'),
    "a table that floats beside the text": of_table('<w:tblpPr w:horzAnchor="margin" w:tblpX="100" w:tblpY="1"/>'),
    "a little indent": lines('<w:ind w:left="200" w:right="100"/>'),
    "as Word begins a cell": lines('<w:ind w:left="-108" w:right="-108"/>'),
    "margins": cell("tcPr", margins(8)),
    "other widths": widths(40, True, True),
    "a table within": nested(0),
    "a row of the usual height": cell("trPr", '<w:trHeight w:val="900" w:hRule="exact"/>', "tr"),
    "usual letters in exact lines": letters('<w:sz w:val="20"/>', '<w:spacing w:line="240" w:lineRule="exact"/>'),
    "large letters in their lines": letters('<w:sz w:val="120"/>', '<w:spacing w:line="240" w:lineRule="auto"/>'),
    "as large as its lines": letters('<w:sz w:val="20"/>', EXACT),
    "large letters in lines at least so high": letters('<w:sz w:val="60"/>', EXACT.replace("exact", "atLeast")),
}


def looks(reviewed: Editor) -> set[str]:
    """Of the words of both places that were changed, wherever they are by now."""
    parts = {**reviewed.parts, "word/document.xml": etree.tostring(reviewed.body)}
    shown = Shown(parts)
    runs = [run for place in (scored(reviewed), plain(reviewed)) for run in place.iter(W + "r")]
    return {look for run in runs for look in shown.run(run)}


@pytest.mark.parametrize("kind", HIDING)
def test_formats_that_leave_words_no_room_are_known(kind: str) -> None:
    reviewed = editor()
    if kind == "a row as high as its margin":
        lines('<w:spacing w:before="300"/>')(reviewed)
    HIDING[kind](reviewed)
    assert looks(reviewed) & {BESIDE, FLAT, SQUEEZED}


@pytest.mark.parametrize("kind", HARMLESS)
def test_formats_that_leave_words_as_they_are_are_none(kind: str) -> None:
    reviewed = editor()
    HARMLESS[kind](reviewed)
    assert looks(reviewed) == set()


@pytest.mark.parametrize("kind", ["an indent as wide as the cell", "large letters in low lines"])
def test_words_of_the_draft_without_room_are_told(kind: str) -> None:
    reviewed = editor()
    HIDING[kind](reviewed)
    found = entries_of(reviewed)
    assert {e.what for e in found} == {What.FORMAT} and all(e.reason for e in found)
