"""Tables are as wide as the place of their tag: nothing of them falls off the page, the column or the cell."""

import copy
import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips
from lxml import etree

from tests.documents import W, Word, built_of, sources
from tests.tools import ROOT

TAG = "{{p award_criteria }}"
#: The text of our own templates: A4 without the margins.
OURS = 11906 - 2 * 1361
INDENT = 709
Change = Callable[[Document, etree._Element], None]


def tag_of(document: Document) -> etree._Element:
    return next(p._p for p in document.paragraphs if p.text == TAG)


def built(change: Change) -> Word:
    """The tender with a template of ours after a change; the paragraph of the tag is handed over as well."""
    document = docx.Document(ROOT / "templates/tender.docx")
    change(document, tag_of(document))
    buffer = io.BytesIO()
    document.save(buffer)
    built = built_of({**sources().files, "templates/tender.docx": buffer.getvalue()}, "high")
    assert not built.diagnostics, built.diagnostics
    return Word(built.documents["tender.docx"])


def award_table(read: Word) -> etree._Element:
    """The first table of scores, which is indented like its criterion."""
    return next(t for t in read.body.iter(W + "tbl") if "".join(t.itertext()).startswith("What earns points"))


def widths(table: etree._Element) -> set[int]:
    """The width of the table as it says itself, as its grid does, and as its rows do, with its indent."""
    indent = table.find(f"{W}tblPr/{W}tblInd")
    left = 0 if indent is None else int(indent.get(W + "w"))
    found = {left + int(table.find(f"{W}tblPr/{W}tblW").get(W + "w"))}
    found.add(left + sum(int(column.get(W + "w")) for column in table.find(W + "tblGrid")))
    for row in table.findall(W + "tr"):
        found.add(left + sum(int(cell.find(f"{W}tcPr/{W}tcW").get(W + "w")) for cell in row.findall(W + "tc")))
    return found


def section(columns: str = "", **margins: int) -> etree._Element:
    """A portrait A4 section whose margins are 1,000 twips unless it is said otherwise."""
    sides = {"top": 1000, "right": 1000, "bottom": 1000, "left": 1000, "header": 500, "footer": 500, "gutter": 0}
    said = " ".join(f'w:{name}="{value}"' for name, value in (sides | margins).items())
    return parse_xml(f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {said}/>{columns}</w:sectPr>')


def ended_by(made: etree._Element) -> Change:
    """The tag stands in a section of its own, with a cover of other margins before it and the rest after it."""

    def change(document: Document, tag: etree._Element) -> None:
        for place, properties in ((tag.addprevious, section(left=4000, right=4000)), (tag.addnext, made)):
            paragraph = parse_xml(f"<w:p {nsdecls('w')}><w:pPr/></w:p>")
            paragraph[0].append(properties)
            place(paragraph)

    return change


def in_cell(properties: str = "", table: str = "", grid: tuple[int, ...] = (3000, 6000), outer: bool = False) -> Change:
    """The tag stands in the second cell of a table, or of a table within the second cell of another one."""

    def change(document: Document, tag: etree._Element) -> None:
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
        cells = f"<w:tc><w:p/></w:tc><w:tc><w:tcPr>{properties}</w:tcPr></w:tc>"
        rows = f"<w:tblPr>{table}</w:tblPr><w:tblGrid>{columns}</w:tblGrid><w:tr>{cells}</w:tr>"
        made = parse_xml(f"<w:tbl {nsdecls('w')}>{rows}</w:tbl>")
        tag.addprevious(made)
        cell = made.findall(f"{W}tr/{W}tc")[1]
        if outer:
            inner = copy.deepcopy(made)
            cell.append(inner)
            cell.append(parse_xml(f"<w:p {nsdecls('w')}/>"))
            cell = inner.findall(f"{W}tr/{W}tc")[1]
        cell.append(tag)

    return change


WIDE = '<w:tcW w:w="5000" w:type="dxa"/>'
TWO = '<w:cols w:num="2" w:space="400"/>'
UNEQUAL = '<w:cols w:num="2" w:equalWidth="0"><w:col w:w="3300" w:space="306"/><w:col w:w="6300"/></w:cols>'


@pytest.mark.parametrize(
    ("change", "width"),
    [
        (lambda document, tag: None, OURS),
        (ended_by(section()), 9906),
        (ended_by(section(gutter=600)), 9306),
        (ended_by(section(left=2500, right=1500)), 7906),
        (ended_by(section(TWO)), 4753),
        (ended_by(section(UNEQUAL)), 3300),
        (in_cell(WIDE), 5000 - 216),
        (in_cell(), 6000 - 216),
        (in_cell('<w:tcW w:w="2500" w:type="pct"/>', '<w:tblW w:w="5000" w:type="pct"/>'), OURS // 2 - 216),
        (in_cell('<w:tcW w:w="80%" w:type="pct"/>', '<w:tblW w:w="7000" w:type="dxa"/>'), 5600 - 216),
        (in_cell('<w:gridSpan w:val="2"/>', grid=(2000, 3000, 3500)), 6500 - 216),
        (in_cell(WIDE + '<w:tcMar><w:left w:w="300" w:type="dxa"/></w:tcMar>'), 5000 - 408),
        (
            in_cell(WIDE, '<w:tblCellMar><w:start w:w="0" w:type="dxa"/><w:end w:w="0" w:type="dxa"/></w:tblCellMar>'),
            5000,
        ),
        (in_cell(WIDE, '<w:tblStyle w:val="FactsTable"/>'), 5000 - 113),
        (in_cell(grid=(1000, 5000), outer=True), 5000 - 216),
    ],
    ids=[
        *("ours", "a section", "gutter", "margins", "two columns", "unequal columns", "cell", "grid", "percent"),
        *("percent sign", "merged", "cell margins", "table margins", "style margins", "nested"),
    ],
)
def test_a_table_is_as_wide_as_the_place_of_its_tag(change: Change, width: int) -> None:
    table = award_table(built(change))
    assert widths(table) == {width}
    if width >= INDENT * 4:
        assert table.find(f"{W}tblPr/{W}tblInd").get(W + "w") == str(INDENT)


def test_other_tables_keep_the_width_of_their_own_place() -> None:
    read = built(ended_by(section(TWO)))
    others = [t for t in read.body.iter(W + "tbl") if "Duties under the Contract" in etree.tostring(t).decode()]
    assert [widths(table) for table in others] == [{OURS}]


def test_a_narrow_place_breaks_no_word_of_a_heading() -> None:
    table = award_table(built(in_cell(WIDE)))
    percentage = table.findall(f"{W}tr/{W}tc")[1]
    assert "".join(percentage.itertext()) == "Percentage"
    assert Twips(int(percentage.find(f"{W}tcPr/{W}tcW").get(W + "w"))).pt > 10 * 5.3 + 11
