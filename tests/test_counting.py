"""Numbers of headings as Word prints them."""

import pytest
from lxml import etree

from ddtender.office.counting import Counting
from tests.documents import W

NS = f'xmlns:w="{W[1:-1]}"'


def numbering(*levels: tuple[str, str]) -> etree._Element:
    made = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    list_ = f'<w:abstractNum w:abstractNumId="4">{made}</w:abstractNum>'
    return etree.fromstring(
        f'<w:numbering {NS}>{list_}<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
    )


STYLES = etree.fromstring(
    f'<w:styles {NS}><w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    "</w:numPr></w:pPr></w:style></w:styles>"
)


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ([("decimal", "%1"), ("decimal", "%1.%2")], ["1", "1.1", "1.2", "2", "2.1"]),
        ([("upperRoman", "%1."), ("lowerLetter", "(%2)")], ["I.", "(a)", "(b)", "II.", "(a)"]),
        ([("upperLetter", "Part %1"), ("decimal", "%1-%2")], ["Part A", "A-1", "A-2", "Part B", "B-1"]),
        ([("bullet", "*"), ("decimal", "%2")], ["", "1", "2", "", "1"]),
    ],
)
def test_levels_go_on_and_begin_again(levels: list[tuple[str, str]], shown: list[str]) -> None:
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>' for style in ("H1", "H2", "H2", "H1", "H2")
    )
    body = etree.fromstring(f"<w:body {NS}>{paragraphs}</w:body>")
    numbers = Counting(STYLES, numbering(*levels)).numbers(body)
    assert [numbers.get(paragraph, "") for paragraph in body] == shown
