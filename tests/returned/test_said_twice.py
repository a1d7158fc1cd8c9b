"""What a document says twice, or in a place that only some programs read, is told: each program shows another half.

Every case leaves the words as they were sent, or hides new ones; a reviewer who only looks at the words sees nothing.
"""

from __future__ import annotations

import re

import pytest

from ddtender.office.package import PackageError
from ddtender.returned.findings import Reason
from tests.packages import parts_of, zipped
from tests.returned.editor import Editor
from tests.returned.test_property import made
from tests.returned.test_shown import EVIL, entries_of

CONTENT = made("contract").content or b""
SENT = {name: data.decode() for name, data in parts_of(CONTENT).items() if name.endswith((".xml", "ls"))}
BODY, STYLES, LISTS = (SENT[f"word/{name}.xml"] for name in ("document", "styles", "numbering"))
RELATIONS, TYPES = SENT["word/_rels/document.xml.rels"], SENT["[Content_Types].xml"]
A = 'w:author="E" w:date="2027-01-01T00:00:00Z"'
AWAY = '<w:framePr w:w="1" w:h="1" w:hRule="exact" w:x="-9000" w:y="-9000"/>'
WORDS = "in detail with that list:"


def around(tag: str, of: str = BODY, words: str = WORDS) -> str:
    """The element of the document that has these words."""
    at = of.index(words)
    start = max(of.rfind(f"<w:{tag}>", 0, at), of.rfind(f"<w:{tag} ", 0, at))
    return of[start : of.index(f"</w:{tag}>", at) + len(tag) + 5]


def found(pattern: str, of: str = BODY) -> str:
    match = re.search(pattern, of, re.DOTALL)
    assert match, pattern
    return match[0]


def body(old: str, new: str) -> dict[str, str]:
    assert old in BODY
    return {"word/document.xml": BODY.replace(old, new, 1)}


def back(changed: dict[str, str]) -> bytes:
    return zipped({**parts_of(CONTENT), **{name: text.encode() for name, text in changed.items()}})


RUN, PARAGRAPH = around("r"), around("p")
STYLE = found(r'<w:style [^>]*w:styleId="ProvisionParagraph".*?</w:style>', STYLES)
HIDING = STYLE.replace("</w:style>", "<w:rPr><w:vanish/></w:rPr></w:style>")
ABSTRACT = found(r'<w:abstractNum [^>]*w:abstractNumId="3".*?</w:abstractNum>', LISTS)
DENYING = ABSTRACT.replace('w:val="C%1', 'w:val="not C%1')
DEFAULTS = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
LEVEL = found(r'<w:lvl w:ilvl="1".*?</w:lvl>', ABSTRACT)
TWICE = {
    "formats of words": body(RUN, RUN.replace("<w:r>", "<w:r><w:rPr/><w:rPr><w:vanish/></w:rPr>")),
    "formats behind the words": body(RUN, RUN.replace("</w:r>", "<w:rPr><w:vanish/></w:rPr></w:r>")),
    "a deletion as a format": body(RUN, RUN.replace("<w:r>", f'<w:r><w:rPr><w:del w:id="1" {A}/></w:rPr>')),
    "formats of a paragraph": body(PARAGRAPH, PARAGRAPH.replace("</w:pPr>", f"</w:pPr><w:pPr>{AWAY}</w:pPr>", 1)),
    "formats behind a paragraph": body(PARAGRAPH, PARAGRAPH.replace("</w:p>", f"<w:pPr>{AWAY}</w:pPr></w:p>")),
    "the level of a list": body(
        PARAGRAPH, PARAGRAPH.replace('<w:ilvl w:val="1"/>', '<w:ilvl w:val="1"/><w:ilvl w:val="0"/>')
    ),
    "a table's formats": body("</w:tblPr>", '</w:tblPr><w:tblPr><w:tblInd w:w="31000"/></w:tblPr>'),
    "a style, first": {"word/styles.xml": STYLES.replace(STYLE, HIDING + STYLE)},
    "a style in capitals": {
        "word/styles.xml": STYLES.replace(STYLE, HIDING.replace('"ProvisionParagraph"', '"PROVISIONPARAGRAPH"') + STYLE)
    },
    "a style's name": {
        "word/styles.xml": STYLES.replace(STYLE, STYLE + HIDING.replace('"ProvisionParagraph"', '"Evil"'))
    },
    "usual formats": {"word/styles.xml": STYLES.replace("</w:docDefaults>", f"</w:docDefaults>{DEFAULTS}")},
    "a list, first": {"word/numbering.xml": LISTS.replace(ABSTRACT, DENYING + ABSTRACT)},
    "a level": {"word/numbering.xml": LISTS.replace(LEVEL, LEVEL.replace('w:val="C%1', 'w:val="not C%1') + LEVEL)},
    "the words of a number": {
        "word/numbering.xml": LISTS.replace(
            ABSTRACT, re.sub(r'(<w:lvlText w:val="C%1.%2"/>)', r'\1<w:lvlText w:val="not"/>', ABSTRACT)
        )
    },
    "a list by its style": {
        "word/numbering.xml": LISTS.replace(
            ABSTRACT, re.sub(r"(<w:multiLevelType[^>]*/>)", r'\1<w:numStyleLink w:val="Evil"/>', ABSTRACT)
        )
    },
}


@pytest.mark.parametrize("kind", TWICE)
def test_it_is_told_and_not_applied(kind: str) -> None:
    told = entries_of(back(TWICE[kind]))
    assert told, "nothing is said"
    assert [entry for entry in told if entry.reason is None] == []


def test_as_it_was_sent_nothing_is_told() -> None:
    assert entries_of(back({})) == []


@pytest.mark.parametrize("kind", ["a style, first", "a style in capitals", "a style's name", "usual formats"])
def test_new_words_in_such_a_style_are_not_applied(kind: str) -> None:
    reviewed = Editor(back(TWICE[kind]))
    reviewed.insert("in detail", EVIL)
    (new,) = [entry for entry in entries_of(reviewed.bytes()) if entry.new == EVIL]
    assert new.reason is Reason.LOOK


@pytest.mark.parametrize("place", ["sdtPr", "sdtContent"])
def test_new_words_beside_the_content_of_a_control_are_not_applied(place: str) -> None:
    hidden = f"<w:r><w:t>{EVIL}</w:t></w:r>"
    more = {"sdtPr": ("<w:sdtPr>" + hidden, ""), "sdtContent": ("<w:sdtPr>", f"<w:sdtContent>{hidden}</w:sdtContent>")}
    first, last = more[place]
    control = f"<w:sdt>{first}</w:sdtPr><w:sdtContent>{RUN}</w:sdtContent>{last}</w:sdt>"
    assert [entry.reason for entry in entries_of(back(body(RUN, control))) if entry.reason is None] == []


def test_a_second_part_for_the_styles_is_refused() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    more = f'<Relationship Id="more" Type="{kind}" Target="more.xml"/></Relationships>'
    changed = {
        "word/more.xml": STYLES.replace(STYLE, HIDING),
        "word/_rels/document.xml.rels": RELATIONS.replace("</Relationships>", more),
        "[Content_Types].xml": TYPES,
    }
    with pytest.raises(PackageError, match="several parts for its styles"):
        entries_of(back(changed))


@pytest.mark.parametrize("part", ["styles", "numbering"])
def test_a_part_that_nothing_names_is_not_read(part: str) -> None:
    """Word would show neither these formats nor these numbers."""
    without = re.sub(rf'<Relationship [^>]*Target="{part}.xml"/>', "", RELATIONS)
    assert without != RELATIONS
    assert len(entries_of(back({"word/_rels/document.xml.rels": without}))) > 50
