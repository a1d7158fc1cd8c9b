"""Only formats that are known to be harmless are: every other is told, and words that have it are never applied.

Each kind has a paragraph of its own in one draft, so that the campaign is read at once.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree
from msgspec.structs import replace

from ddtender.returned.findings import Entry, Reason, What
from ddtender.returned.reading import compare
from ddtender.returned.word import open_reviewed, read_document
from tests.documents import W
from tests.returned.editor import ANNA, NOBODY, Editor, Person, _shown
from tests.returned.test_property import draft
from tests.returned.test_shown import editor, entries_of, in_own_style, properties, where
from tests.returned.test_unread import parsed, relate

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def spelt(xml: str) -> list[etree._Element]:
    """Properties as a document writes them."""
    return list(parsed(f'<w:x xmlns:w14="{_W14}" xmlns:w15="{_W15}">{xml}</w:x>'))


def choice(xml: str) -> str:
    return f'<mc:AlternateContent><mc:Choice Requires="w14">{xml}</mc:Choice></mc:AlternateContent>'


#: Of words.
HIDING = {
    "tiny for another script": '<w:cs/><w:szCs w:val="2"/>',
    "tiny with its unit": '<w:sz w:val="1pt"/>',
    "tiny in inches": '<w:sz w:val="0.01in"/>',
    "a size that is none": '<w:sz w:val="tiny"/>',
    "huge": '<w:sz w:val="3000"/>',
    "a scale that is none": '<w:w w:val="x"/>',
    "overlaid with its unit": '<w:spacing w:val="-20pt"/>',
    "far apart": '<w:spacing w:val="31000"/>',
    "moved with its unit": '<w:position w:val="500pt"/>',
    "a solid pattern": '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
    "a dense pattern": '<w:shd w:val="pct95" w:color="000000" w:fill="FFFFFF"/>',
    "the page's colour, darker by nothing": '<w:color w:val="000000" w:themeColor="background1" w:themeShade="FE"/>',
    "the page's colour, lighter": '<w:color w:val="000000" w:themeColor="background1" w:themeTint="FE"/>',
    "the text's colour, as light as the page": '<w:color w:val="000000" w:themeColor="text1" w:themeTint="01"/>',
    "black on the text's colour": '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="text1"/>',
    "its own colour on black": '<w:shd w:val="clear" w:fill="000000"/>',
    "a colour that is none": '<w:color w:val="white"/>',
    "light grey": '<w:color w:val="D0D0D0"/>',
    "a choice that hides": choice("<w:vanish/>"),
    "a choice in white": choice('<w:color w:val="FFFFFF"/>'),
    "said twice": '<w:vanish w:val="0"/><w:vanish/>',
    "another program's format": '<z:gone xmlns:z="urn:z"/>',
    "signs of East Asia": '<w:rFonts w:hint="eastAsia" w:eastAsia="Wingdings"/>',
    "dingbats": '<w:rFonts w:ascii="ZapfDingbats" w:hAnsi="ZapfDingbats"/>',
    "a font without letters": '<w:rFonts w:ascii="Adobe Blank" w:hAnsi="Adobe Blank"/>',
    "a font that nobody knows": '<w:rFonts w:ascii="Unheard Of" w:hAnsi="Unheard Of"/>',
    "bars": '<w:rFonts w:ascii="Code 39" w:hAnsi="Code 39"/>',
    "a glow": '<w14:glow w14:rad="9999999"><w14:srgbClr w14:val="000000"/></w14:glow>',
    "an outline": '<w14:textOutline w14:w="999999"/>',
    "an effect": '<w:effect w:val="lights"/>',
    "embossed": "<w:emboss/>",
}
#: Of paragraphs.
AROUND = {
    "beside the page by signs": '<w:ind w:leftChars="20000"/>',
    "its first line beside the page": '<w:ind w:firstLineChars="20000"/>',
    "beside the page with its unit": '<w:ind w:left="900pt"/>',
    "beside the page from both sides": '<w:ind w:left="6000" w:right="6000"/>',
    "beside the page with its first line": '<w:ind w:left="6000" w:firstLine="6000"/>',
    "in flat lines with their unit": '<w:spacing w:line="1pt" w:lineRule="exact"/>',
    "in flat lines": '<w:spacing w:line="1"/>',
    "in a capital beside the page": '<w:framePr w:dropCap="margin" w:x="-20000"/>',
    "on a solid pattern": '<w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
    "in a choice of a frame": choice('<w:framePr w:w="1" w:h="1" w:hRule="exact" w:x="-9000"/>'),
    "in a choice of a list": choice('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    "folded": '<w15:collapsed w15:val="1"/>',
    "from right to left": "<w:bidi/>",
    "behind a far tab": '<w:tabs><w:tab w:val="left" w:pos="31000"/></w:tabs>',
}
#: What reviewers and their programs do, and every reader sees.
HARMLESS = [
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/><w:noProof/>',
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>',
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:hint="default"/>',
    '<w:sz w:val="21"/><w:szCs w:val="21"/>',
    '<w:sz w:val="11pt"/>',
    '<w:color w:val="000000" w:themeColor="text1"/>',
    '<w:color w:val="FF0000"/>',
    '<w:color w:val="auto"/><w:shd w:val="clear" w:color="auto" w:fill="auto"/>',
    '<w:kern w:val="2"/><w14:ligatures w14:val="standardContextual"/>',
    '<w:spacing w:val="-2"/><w:w w:val="100"/><w:position w:val="0"/>',
    '<w:vanish w:val="0"/><w:rtl w:val="0"/><w:cs w:val="false"/><w:outline w:val="0"/>',
]
HARMLESS_AROUND = [
    '<w:spacing w:before="120" w:after="160" w:line="259" w:lineRule="auto"/><w:jc w:val="both"/>',
    '<w:ind w:left="567" w:hanging="567"/><w:contextualSpacing/>',
    '<w:ind w:left="1cm" w:right="0" w:firstLine="0"/><w:widowControl w:val="0"/>',
    '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs><w:suppressAutoHyphens/><w:bidi w:val="0"/>',
    '<w:keepNext/><w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/><w:textAlignment w:val="baseline"/>',
]


def spread(reviewed: Editor) -> list[etree._Element]:
    """Long paragraphs of clauses, one for each kind."""
    body = [p for p in reviewed.body.iter(W + "p") if next(p.iterancestors(W + "tc"), None) is None]
    of_clauses = [p for p in body if any("@" in t.get(W + "val", "") for c in p.iterancestors(W + "sdt") for t in c[0])]
    return [p for p in of_clauses if sum(map(len, _shown(p).split())) > 40]


def last(paragraph: etree._Element) -> etree._Element:
    """Its last words that are no blank and no reference."""
    return [r for r in paragraph.iterchildren(W + "r") if _shown(r).strip()][-1]


def give(run: etree._Element, xml: str, to: str) -> None:
    into = properties(next(run.iterancestors(W + "p")), "pPr") if to == "pPr" else properties(run)
    for made in spelt(xml):
        into.append(made)


def campaign(kinds: dict[str, str], to: str, by: Person | None) -> list[tuple[str, list[Entry]]]:
    """For every kind, what is said of the words that have it: new ones, or the draft's own where ``by`` is None."""
    names, found = list(kinds), []
    while names:
        reviewed = editor()
        places = spread(reviewed)
        now, names = names[: len(places)], names[len(places) :]
        signs = {}
        for n, name in enumerate(now):
            run = last(places[n])
            signs[name] = f" besides {n:03}" if by else _shown(run).strip()
            if by:
                made = reviewed._inserted(signs[name], by, None, False)
                run.addnext(made)
                run = made if made.tag == W + "r" else made[0]
            give(run, kinds[name], to)
        entries = entries_of(reviewed.bytes())
        found += [(name, [e for e in entries if signs[name].strip()[:40] in e.new]) for name in now]
    return found


@pytest.mark.parametrize("by", [ANNA, NOBODY], ids=["tracked", "untracked"])
@pytest.mark.parametrize(("kinds", "to"), [(HIDING, "rPr"), (AROUND, "pPr")], ids=["words", "paragraphs"])
def test_new_words_in_a_format_that_is_not_known_to_be_harmless_are_listed(
    kinds: dict[str, str], to: str, by: Person
) -> None:
    found = campaign(kinds, to, by)
    assert [name for name, said in found if not said or any(e.reason is None for e in said)] == []


@pytest.mark.parametrize(("kinds", "to"), [(HIDING, "rPr"), (AROUND, "pPr")], ids=["words", "paragraphs"])
def test_words_of_the_draft_that_get_one_are_told(kinds: dict[str, str], to: str) -> None:
    found = campaign(kinds, to, None)
    assert [name for name, said in found if not any(e.what in (What.FORMAT, What.NUMBERING) for e in said)] == []


@pytest.mark.parametrize("by", [ANNA, NOBODY], ids=["tracked", "untracked"])
@pytest.mark.parametrize(("kinds", "to"), [(HARMLESS, "rPr"), (HARMLESS_AROUND, "pPr")], ids=["words", "paragraphs"])
def test_what_reviewers_and_their_programs_write_stays_applicable(kinds: list[str], to: str, by: Person) -> None:
    found = campaign({xml: xml for xml in kinds}, to, by)
    assert [(name, [e.why for e in said]) for name, said in found if [e.reason for e in said] != [None]] == []


@pytest.mark.parametrize(("kinds", "to"), [(HARMLESS, "rPr"), (HARMLESS_AROUND, "pPr")], ids=["words", "paragraphs"])
def test_harmless_formats_of_the_draft_s_words_are_no_change(kinds: list[str], to: str) -> None:
    assert [name for name, said in campaign({xml: xml for xml in kinds}, to, None) if said] == []


def theme(editor: Editor, dark: str, font: str, name: str = "theme1") -> None:
    content = (
        f'<a:theme xmlns:a="{_A}"><a:themeElements><a:clrScheme name="x"><a:dk1>{dark}</a:dk1></a:clrScheme>'
        f'<a:fontScheme name="x"><a:minorFont><a:latin typeface="{font}"/></a:minorFont></a:fontScheme>'
        "</a:themeElements></a:theme>"
    )
    relate(editor, "theme", f"theme/{name}.xml", content.encode())


def font_table(editor: Editor, xml: str) -> None:
    content = f'<w:fonts xmlns:w="{W[1:-1]}"><w:font w:name="Calibri">{xml}</w:font></w:fonts>'
    relate(editor, "fontTable", "fontTable.xml", content.encode())


def setting(editor: Editor, xml: str) -> None:
    settings = etree.fromstring(editor.parts["word/settings.xml"])
    settings.extend(spelt(xml))
    editor.parts["word/settings.xml"] = etree.tostring(settings)


def by_default(editor: Editor, xml: str) -> None:
    styles = etree.fromstring(editor.parts["word/styles.xml"])
    next(styles.iter(W + "rPrDefault"))[0].extend(spelt(xml))
    editor.parts["word/styles.xml"] = etree.tostring(styles)


def usual_style(editor: Editor) -> None:
    """The style that words have who name none."""
    styles = etree.fromstring(editor.parts["word/styles.xml"])
    (usual,) = [s for s in styles if s.get(W + "type") == "character" and s.get(W + "default") == "1"]
    usual.extend(spelt("<w:rPr><w:vanish/></w:rPr>"))
    editor.parts["word/styles.xml"] = etree.tostring(styles)


_TEXT1 = '<w:color w:val="000000" w:themeColor="text1"/>'
_MINOR = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
#: Said of the whole document, and what some words have to do with it.
DOCUMENT: dict[str, tuple[Callable[[Editor], None], str]] = {
    "a theme with light text": (lambda e: theme(e, f'<a:srgbClr val="{"F" * 6}"/>', "Calibri"), _TEXT1),
    "a system's colour": (lambda e: theme(e, '<a:sysClr val="window" lastClr="000000"/>', "Calibri"), _TEXT1),
    "text mapped to light": (lambda e: setting(e, '<w:clrSchemeMapping w:t1="light1" w:bg1="light1"/>'), _TEXT1),
    "a theme of signs": (lambda e: theme(e, '<a:srgbClr val="000000"/>', "Wingdings"), _MINOR),
    "a theme by another name": (lambda e: theme(e, '<a:srgbClr val="FFFFFF"/>', "Calibri", "other"), _TEXT1),
    "a font that is another": (
        lambda e: font_table(e, '<w:altName w:val="Wingdings"/>'),
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>',
    ),
    "a font of another set of letters": (
        lambda e: font_table(e, '<w:charset w:val="02"/>'),
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>',
    ),
    "black pages": (
        lambda e: e.body.insert(0, parsed('<w:background w:color="000000"/>')),
        '<w:color w:val="000000"/>',
    ),
    "hidden by default": (lambda e: by_default(e, "<w:vanish/>"), ""),
    "tiny by default": (lambda e: by_default(e, '<w:cs/><w:szCs w:val="1"/>'), ""),
    "the usual style": (usual_style, ""),
}


@pytest.mark.parametrize("kind", DOCUMENT)
def test_what_a_document_says_of_all_words_is_told(kind: str) -> None:
    everywhere, xml = DOCUMENT[kind]
    reviewed = editor()
    everywhere(reviewed)
    place = where(reviewed, "in detail")
    reviewed.insert_in(place, "in detail", " besides", ANNA)
    (new,) = [r for r in place.iter(W + "r") if _shown(r) == " besides"]
    give(new, xml, "rPr")
    old = last(where(reviewed, "to mitigate Human Rights Risks; and"))
    give(old, xml, "rPr")
    found = entries_of(reviewed.bytes())
    assert [e.reason is None for e in found if "besides" in e.new] == [False]
    assert [e for e in found if e.what is What.FORMAT and "mitigate" in e.new]


@pytest.mark.parametrize("xml", ["mc", "sz"])
def test_a_paragraph_style_is_read_like_all_others(xml: str) -> None:
    reviewed = editor()
    old = where(reviewed, "in detail")
    name = {"mc": "gone", "sz": "sz"}[xml]
    in_own_style(name, val="1pt")(reviewed, last(old))
    assert [e for e in entries_of(reviewed.bytes()) if e.what is What.FORMAT]


def test_words_hidden_since_they_were_typed_are_not_applied() -> None:
    """Typed without tracking, and then hidden with it: what the format was before does not matter."""
    reviewed = editor()
    reviewed.insert("in detail", " besides", NOBODY)
    (run,) = [r for r in reviewed.body.iter(W + "r") if _shown(r) == " besides"]
    give(run, '<w:vanish/><w:rPrChange w:id="77" w:author="E"><w:rPr/></w:rPrChange>', "rPr")
    (entry,) = [e for e in entries_of(reviewed.bytes()) if e.what is What.TEXT]
    assert entry.new.strip() == "besides" and entry.reason is Reason.LOOK


def test_a_font_of_the_house_is_no_stranger() -> None:
    """The draft itself is written in it, so new words may be."""
    reviewed = editor()
    house = b'w:ascii="Arial"', b'w:ascii="House Grotesk"'
    reviewed.parts["word/styles.xml"] = reviewed.parts["word/styles.xml"].replace(*house)
    sent = read_document(open_reviewed(reviewed.bytes()))
    reviewed.insert("in detail", " besides", ANNA)
    base = replace(draft("contract"), read=sent)
    (entry,) = compare("x.docx", base, read_document(open_reviewed(reviewed.bytes()))).entries
    assert (entry.new, entry.reason) == (" besides", None)
