"""Every reader of Word documents takes the same letters from them, whatever program has written them."""

import pytest
from lxml import etree

from ddtender.office.letters import text_below
from tests.documents import W
from tests.market.forms import control, filled, read

NAMESPACE = f'xmlns:w="{W[1:-1]}"'


def paragraph(content: str) -> etree._Element:
    return etree.fromstring(f"<w:p {NAMESPACE}>{content}</w:p>")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:cr/></w:r>", "one\ttwo\nthree\n"),
        ("<w:r><w:t>Sub</w:t><w:noBreakHyphen/><w:t>supplier</w:t></w:r>", "Sub\u2011supplier"),
        ('<w:pPr><w:tabs><w:tab w:pos="9"/></w:tabs></w:pPr><w:r><w:t>no tab</w:t></w:r>', "no tab"),
        ("<w:r><w:t> a </w:t></w:r><w:r><w:t> b </w:t></w:r>", "ab"),
        ('<w:r><w:t xml:space="preserve"> a </w:t></w:r><w:r xml:space="preserve"><w:t>b </w:t></w:r>', " a b "),
        ("<w:r><w:t>of\ntwo\tlines</w:t></w:r>", "of two lines"),
        ("<w:r><w:t>seen</w:t><w:delText>deleted</w:delText><w:softHyphen/></w:r>", "seen"),
        ("<w:r><w:t>before<!-- between -->behind</w:t></w:r>", "beforebehind"),
    ],
)
def test_what_the_elements_of_a_paragraph_say(content: str, text: str) -> None:
    assert text_below(paragraph(content)) == text


def test_a_hyphen_that_does_not_break_a_line_is_part_of_an_answer() -> None:
    def type_hyphen(document: etree._Element) -> None:
        text = next(control(document, "company").iter(W + "t"))
        run = text.getparent()
        etree.SubElement(run, W + "noBreakHyphen")
        etree.SubElement(run, W + "t").text = "Systems"

    answers, findings = read(filled((), {"company": "Delta"}, type_hyphen))
    assert answers.company == "Delta\u2011Systems", findings
