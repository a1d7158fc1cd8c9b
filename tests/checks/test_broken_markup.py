"""What is broken in a text is told with its place, and nothing that people write on purpose is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddtender.library.codes import STRAY_TEMPLATE_TAG
from ddtender.library.market import read_invitation
from ddtender.library.markup import broken_in
from ddtender.library.risks import read_risks
from ddtender.library.source import SourceText

BROKEN = (
    "[] (#award.x)", "[](award.x)", "[ ](#award.x)", "[#award.x]", "(#award.x)", "award.x",
    "see award.action-plan here", "definition.goods", "{ name }", "{name", "name }", "${name}", "%{name}",
    "<<NAME>>", "<< name >>", "«FIELD_NAME»", "[tbd]", "[TBD]", "[tbc]", "[to be completed]", "[insert the date]",
    "[…]", "[...]", "[ ]", "[___]", "<insert>", "[fill in]", "[XX]", "[?]", "____", "Name: ______", "..........",
    "TODO", "FIXME: check", "XXX", "???", "TBD", "tbc", "Todo: write", "Lorem ipsum", "!!!", "**note", "note**",
    "*note", "note*", "_note", "note_", "__note__", "`code`", "`", "# Heading", "## Heading", "| a | b |",
    "a | b | c", "<b>word</b>", "<br/>", "&nbsp;", "&amp;", "&#160;", "<!-- hidden", "~~word~~", "---",
    "[date]", "[Date]", "[the name]", "[•]", "[ • ]", "XX days", "xx.xx.xxxx", "DD/MM/YYYY", "dd.mm.yyyy", "TT.MM.JJJJ",
    "yyyy-mm-dd", "(to be completed)", "(TBD)", "t.b.d.", "T.B.C.", "«name»", "[[name]]", "<name>", "%name%", "__x__",
    "PLACEHOLDER", "_ _ _ _ days", "due to be determined.", "Name: to be confirmed",
    "Error! Reference source not found.", "Error! Bookmark not defined.",
    "[JP: ask the lawyers]", "(JP: check with legal)", "it // check with legal", "it /* check */",
    "due (?).", "due on ( ).",
    "due on %s.", "due on %(date)s.", "<%= date %>", "[% date %]", "[=date]", "DATE_OF_REPORT",
    "due\\n soon", "due\\u00a0soon",
    "\\newpage", "[toc]", "due on a date to be determined.", "â‚¬ 5",
)  # fmt: skip
#: Whole sentences that somebody left behind.
SENTENCES = ("Please confirm the date.", "Insert date here.", "Date to follow.")
RUNNING = ("first_report_months months", "the contract_start")
TYPED = (
    "[word](https://example.org)",
    "1\\*",
    "*word*",
    "**word**",
    "[open",
    "closed]",
    "a ] b [",
    "![picture](a.png)",
)
HARMLESS = (
    "a plain text", "2 * 3 = 6", "R&D", "Smith & Sons", "AT&T;s", "a < b and b > c", "x <= 5", "C#", "no. # 3",
    "the [old] list", "(see the list)", "a) first", "it’s", "wait…", "wait...", "and/or", "What? Yes!", "Annex XXX",
    "Chapter XXX", "XXXV", "an award. The next", "the award.", "award.example.org", "award.team@example.org",
    "https://example.org/a_b?c&d#award.x", "www.example.org/a*b", "jan_de_vries@example.org", "a_b.docx", "5 * 5",
    "-", "a - b", "50 %", "{{ name }}", "e.g. this", "§ 3", "~ 5", "A|B", "to do this", "todos",
    "a list to be completed by the Tenderer", "“quoted”", "'quoted'", "ISO 9001:2015",
    "50% and 60%", "10%-20%",
    "each form is to be completed.", "measures to be defined by the Parties", "the XX century",
    "(to be named by the Tenderer)", "« Bonjour » it says", "«Buyer»", "goods to be delivered.", "the word [dated]",
    "a placeholder of the form", "an error in a reference source",
    "(EU: five sites)", "it costs $5", "50 % of it", "a date to be determined by the Parties.", "MAC_ADDRESS.docx",
    "(is it so?)",
    "https://example.org//a", "The name is to follow the site.", "The letters N and T",
)  # fmt: skip


@pytest.mark.parametrize("is_typed", [False, True])
@pytest.mark.parametrize("text", BROKEN)
def test_broken_markup_is_found_everywhere(text: str, is_typed: bool) -> None:
    assert [*broken_in(text, is_typed)]
    assert [*broken_in(f"Before it {text}" if text[0] not in "#|-" else text, is_typed)]


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_to_oneself_is_found(text: str) -> None:
    assert [*broken_in(text)]
    assert [*broken_in(f"The report is due. {text} It is read.")]


@pytest.mark.parametrize("text", RUNNING)
def test_a_bare_parameter_is_found_in_running_text(text: str) -> None:
    assert [*broken_in(text)]


@pytest.mark.parametrize("text", TYPED)
def test_markdown_is_found_where_it_is_not_read(text: str) -> None:
    assert [*broken_in(text, is_typed=True)]


@pytest.mark.parametrize("is_typed", [False, True])
@pytest.mark.parametrize("text", HARMLESS)
def test_what_people_write_on_purpose_stays(text: str, is_typed: bool) -> None:
    assert [*broken_in(text, is_typed)] == []


@given(st.lists(st.sampled_from([*BROKEN, *TYPED, *HARMLESS]), max_size=6).map(" ".join) | st.text(), st.booleans())
def test_a_piece_stands_where_it_is_said_to_stand_and_is_told_once(text: str, is_typed: bool) -> None:
    reached = []
    for start, piece, what, hint in broken_in(text, is_typed):
        assert text[start:].lstrip().startswith(piece) and what and hint
        reached.append(start)
    assert len({*reached}) == len(reached)


TAGS = ("{{ name", "name }}", "{{ name }}", "{{name}}", "{% if x %}", "{# note #}", "{{ a | b }}")
RISKS = """\
id: goods
title: "Risks <title>"
source: {document: A manual, section: "1"}
steps: [{name: "Step <step>", about: To begin with}]
stages: [{name: Mining, about: "Ore <stage>"}]
risks: [{name: Dust, about: In the air, examples: "Mines <example>"}]
sources: [{name: A list, about: Of places}]
ratings: [low, "high <rating>"]
"""
LETTER = """\
title: "Invitation <title>"
blanks: {name: "your name <label>"}
sections:
  - heading: "Why <heading>"
    paragraphs: ["Dear <paragraph>"]
"""


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("place", re.findall("<.*?>", RISKS))
def test_a_tag_that_nothing_fills_in_is_told_with_its_line(place: str, tag: str) -> None:
    _, found = read_risks(SourceText("clause_library/risks/goods.yaml", _filled(RISKS, place, tag)))
    assert {(one.code, one.location.line) for one in found} == {(STRAY_TEMPLATE_TAG, _line(RISKS, place))}


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("place", re.findall("<.*?>", LETTER))
def test_only_the_paragraphs_of_an_invitation_have_blanks(place: str, tag: str) -> None:
    _, found = read_invitation(SourceText("clause_library/questionnaire/invitation.yaml", _filled(LETTER, place, tag)))
    is_blank = place == "<paragraph>" and tag in ("{{ name }}", "{{name}}")
    told = set() if is_blank else {(STRAY_TEMPLATE_TAG, _line(LETTER, place))}
    assert {(one.code, one.location.line) for one in found} == told


def _filled(text: str, place: str, tag: str) -> str:
    return re.sub("<.*?>", "", text.replace(place, tag))


def _line(text: str, place: str) -> int:
    return text[: text.index(place)].count("\n") + 1
