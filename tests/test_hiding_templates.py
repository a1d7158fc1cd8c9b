"""A house's template may look as the house likes, but never so that words of provisions are not seen, or others are:
what is harmless is listed, and any other style, list, page or field is refused by its name."""

import re

import pytest

from ddtender.diagnostics import Diagnostic
from ddtender.library.codes import UNSAFE_TEMPLATE
from ddtender.library.templates import read_template
from tests.packages import parts_of, zipped
from tests.test_places_of_tags import (
    AWARD,
    OURS,
    before_award,
    build,
    cell,
    field,
    place,
    replaced,
    row,
    table,
    template,
)
from tests.test_unmeant import run, styled

STYLES, NUMBERING, BODY, SETTINGS = (
    OURS[f"word/{name}.xml"].decode() for name in ("styles", "numbering", "document", "settings")
)
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
OTHERWISE = f"<mc:AlternateContent {MC} {W14}><mc:Choice Requires='w14'>{{}}</mc:Choice></mc:AlternateContent>"
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
THEME = (
    f'<a:theme {A} name="House"><a:themeElements><a:clrScheme name="House">'
    '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1>'
    '<a:accent1><a:srgbClr val="1F4E79"/></a:accent1></a:clrScheme><a:fontScheme name="House"><a:majorFont>'
    '<a:latin typeface="Corporate Sans"/></a:majorFont><a:minorFont><a:latin typeface="{}"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)
OF_THEME = (
    '<Relationship Id="theme" Target="theme/theme1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"/>'
)


COLUMNS = BODY.replace("</w:sectPr>", '<w:cols w:num="2" w:space="708"/></w:sectPr>')


def found(content: bytes) -> list[Diagnostic]:
    return read_template("templates/tender.docx", "tender", content)[1]


def instead(within: str, properties: str) -> str:
    """A list of properties with some more, each in place of the one that is there."""
    start, rest = within[: within.index(">") + 1], within[within.index(">") + 1 :]
    for name in re.findall(r"<w:(\w+)", properties):
        rest = re.sub(rf"<w:{name}\b[^>]*/>", "", rest)
    return start + properties + rest


def lines(name: str, properties: str) -> bytes:
    """Our template with something else for the paragraphs of a style."""
    at = STYLES.index("<w:pPr>", STYLES.index(f'w:val="{name}"'))
    end = STYLES.index("</w:pPr>", at)
    return template(styles=STYLES[:at] + instead(STYLES[at:end], properties) + STYLES[end:])


def based(*, letters: str = "", paragraphs: str = "") -> str:
    """Our styles with something else for all of the text."""
    said = STYLES
    for kind, properties in (("rPr", letters), ("pPr", paragraphs)):
        at, end = said.index(f"<w:{kind}>"), said.index(f"</w:{kind}>")
        said = said[:at] + instead(said[at:end], properties) + said[end:]
    return said


def themed(properties: str, font: str = "Arial", mapping: str = "") -> bytes:
    parts = {**OURS, "word/theme/theme1.xml": THEME.format(font).encode()}
    relations = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = relations.replace(
        "</Relationships>", f"{OF_THEME}</Relationships>"
    ).encode()
    parts["word/settings.xml"] = SETTINGS.replace("<w:decimalSymbol", f"{mapping}<w:decimalSymbol").encode()
    at = STYLES.index('w:val="Provision Paragraph"')
    said = STYLES[:at] + STYLES[at:].replace("</w:style>", f"<w:rPr>{properties}</w:rPr></w:style>", 1)
    return zipped({**parts, "word/styles.xml": said.encode()})


def levels(text: str = "", properties: str = "", more: str = "") -> bytes:
    """Our template whose lists have something else at their second level, "1.2"."""
    level = re.compile(r'<w:lvlText w:val="([A-Z]?%1\.%2)"/>')
    said, changed = level.subn(lambda found: f'{more}<w:lvlText w:val="{text or found[1]}"/>', NUMBERING)
    assert changed
    if properties:
        said = re.sub("(?<!</w:rPr>)</w:lvl>", f"<w:rPr>{properties}</w:rPr></w:lvl>", said)
    return template(numbering=said)


def together(name: str, paragraphs: str, letters: str) -> bytes:
    """Lines and letters that are harmless alone."""
    parts = parts_of(lines(name, paragraphs))
    said = parts["word/styles.xml"].decode()
    at = said.index(f'w:val="{name}"')
    end = said.index("</w:style>", at)
    own = re.sub(r"<w:(/?)rPr>|<w:sz(Cs)? [^>]*/>", "", said[at:end])
    style = own.replace("</w:pPr>", f"</w:pPr><w:rPr>{letters}</w:rPr>")
    return zipped({**parts, "word/styles.xml": (said[:at] + style + said[end:]).encode()})


def of_tables(properties: str) -> bytes:
    """Our template whose tables have something more in their style, behind their own properties."""
    at = STYLES.index("</w:style>", STYLES.index('w:val="Provision Table"'))
    return template(styles=STYLES[:at] + properties + STYLES[at:])


def in_cell(width: int, tag: str = AWARD, around: str = "{}") -> bytes:
    """Our template with a tag in a cell of so many points."""
    inner = cell(tag).replace("9000", str(20 * width))
    narrow = table(row(inner)).replace('w:gridCol w:w="9000"', f'w:gridCol w:w="{20 * width}"')
    return replaced(AWARD, around.format(narrow) + ("" if AWARD in narrow else AWARD))


def of_fact(lines: str, letters: str = "") -> str:
    """A paragraph of the house's with a fact."""
    words = f"<w:r><w:rPr>{letters}</w:rPr><w:t>{{{{ procedure_title }}}}</w:t></w:r>"
    return f"<w:p><w:pPr>{lines}</w:pPr>{words}</w:p>"


def margin(points: int) -> str:
    return "".join(f'<w:{side} w:w="{20 * points}" w:type="dxa"/>' for side in ("left", "right"))


def levels_from(twips: int) -> bytes:
    indented = re.sub(r'(<w:ind w:left=")\d+', rf"\g<1>{twips}", NUMBERING)
    assert indented != NUMBERING
    return zipped({**parts_of(template(numbering=indented)), "word/document.xml": COLUMNS.encode()})


SQUEEZED, FLAT = "whose words are squeezed", "whose words are in lines without height"
EXACT = '<w:spacing w:line="200" w:lineRule="exact"/>'
ON = BODY.replace("{", "{{").replace("}", "}}").replace("<w:body>", '<w:background w:color="{}"/><w:body>')


def page(pattern: str, replacement: str) -> bytes:
    return template(re.sub(pattern, replacement, BODY))


WHITE = '<w:color w:val="FFFFFF"/>'
LETTERS = {
    "white": (WHITE, "in the colour of the page"),
    "nearly white": ('<w:color w:val="FEFEFE"/>', "in the colour of the page"),
    "the theme's background": ('<w:color w:val="000000" w:themeColor="background1"/>', "in the colour of the page"),
    "a theme's tint": ('<w:color w:val="000000" w:themeColor="text1" w:themeTint="01"/>', "in the colour of the page"),
    "black on black": (
        '<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        "in the colour of",
    ),
    "a dark mark": ('<w:color w:val="000000"/><w:highlight w:val="black"/>', "in the colour of the page"),
    "a pattern": ('<w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>', "on a pattern"),
    "hidden": ("<w:vanish/>", "hidden"),
    "hidden on the web": ("<w:webHidden/>", "hidden"),
    "hidden by a mark": ("<w:specVanish/>", "hidden"),
    "struck": ("<w:dstrike/>", "struck through"),
    "small": ('<w:sz w:val="14"/>', "too small to read"),
    "a point": ('<w:sz w:val="1pt"/>', "too small to read"),
    "small in other scripts": ('<w:cs/><w:szCs w:val="1"/>', "too small to read"),
    "dense": ('<w:spacing w:val="-400"/>', "in letters one over the other"),
    "dense by points": ('<w:spacing w:val="-20pt"/>', "in letters one over the other"),
    "narrow": ('<w:w w:val="1"/>', "squeezed"),
    "raised": ('<w:position w:val="3000"/>', "moved off its line"),
    "signs": ('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "in a font of signs"),
    "right to left": ("<w:rtl/>", "from right to left"),
    "two in one": ('<w:eastAsianLayout w:combine="1"/>', "in two lines in one"),
    "without a fill": (f"<w14:textFill {W14}><w14:noFill/></w14:textFill>", "filled otherwise"),
    "outlined": (f'<w14:textOutline {W14} w14:w="99999"/>', "with a format that is not understood (w14:textOutline"),
    "for other programs": (OTHERWISE.format("<w:vanish/>"), "with a format that is not understood (AlternateContent)"),
    "nobody's": ('<x:ghost xmlns:x="urn:x"/>', "with a format that is not understood (ghost)"),
}
LINES = {
    "a frame": ('<w:framePr w:w="1" w:h="1" w:hRule="exact" w:x="-9000" w:y="-9000"/>', "in a frame"),
    "a drop cap beside the page": ('<w:framePr w:dropCap="margin" w:x="-20000"/>', "in a frame"),
    "no height": ('<w:spacing w:line="1" w:lineRule="exact"/>', "in lines without height"),
    "far": ('<w:ind w:left="30000"/>', "beside the page"),
    "far by points": ('<w:ind w:left="900pt"/>', "beside the page"),
    "far by letters": ('<w:ind w:leftChars="20000"/>', "beside the page"),
    "far from both": ('<w:ind w:left="4000" w:right="4800"/>', "beside the page"),
    "for other programs": (
        OTHERWISE.format('<w:ind w:left="30000"/>'),
        "with a format that is not understood (AlternateContent)",
    ),
}
FIELDS = (
    'QUOTE "No payment is due."', "= 1+1 \\# \"0 'void'\"", "PAGE \\# \"0 'void'\"", "DATE \\@ \"'void'\"",
    "EQ \\o(a,b)",
    "SECTION \\# \"'void'\"", "SYMBOL 65", "ADVANCE \\y 9000", 'TITLE "New"', 'COMMENTS "x"', "LISTNUM", "MERGEFIELD x",
    "NEXT", "SKIPIF 1=1", "FILENAME \\p", 'IF 1 = 1 "a" "b"', "DOCVARIABLE x", 'SET b "x"', "GOTOBUTTON x", "USERNAME",
    'REF x \\d " not "', 'TOC \\p "void"', "AUTONUM", "x",
)  # fmt: skip
HARMLESS_FIELDS = (
    "PAGE", "PAGE  \\* MERGEFORMAT", "PAGE \\* roman", 'NUMPAGES \\# "0"', 'TOC \\o "1-3" \\h \\z \\u',
    'TOC \\h \\z \\t "Kop 1;1;Kop 2;2"', 'TOC \\h \\z \\c "Tabel"', 'DATE \\@ "d MMMM yyyy"', "REF _Ref1 \\r \\h",
    "DATE \\@ \"d' de 'MMMM' de 'yyyy\"", 'SAVEDATE  \\@ "dd/MM/yyyy HH:mm" \\* MERGEFORMAT', "PAGEREF _Toc1 \\h",
    'STYLEREF "Kop 1" \\n', "SEQ Table \\* ARABIC", "FORMTEXT", 'DOCPROPERTY  "Doc No"  \\* MERGEFORMAT',
    "FILENAME  \\* MERGEFORMAT", 'HYPERLINK "https://a.example"', "TITLE  \\* MERGEFORMAT", 'TIME \\@ "HH:mm"',
)  # fmt: skip
MARGIN = r'(<w:pgMar [^>]*w:left=")\d+'
PARAGRAPH, ITEM = "Provision Paragraph", "Provision Item"
REFUSED = {
    **{f"letters: {k}": (styled(PARAGRAPH, x), f"'{PARAGRAPH}' whose words are {y}") for k, (x, y) in LETTERS.items()},
    **{f"lines: {k}": (lines(ITEM, x), f"'{ITEM}' whose words are {y}") for k, (x, y) in LINES.items()},
    "all letters white": (
        template(styles=based(letters=WHITE)),
        "a style 'Definition' whose words are in the colour of the page",
    ),
    "all letters hidden": (
        template(styles=based(letters="<w:vanish/>")),
        "a style 'Provision Label' whose words are hidden",
    ),
    "all lines flat": (
        template(styles=based(paragraphs='<w:framePr w:x="-9000"/>')),
        "a style 'Body Text' whose words are in a frame",
    ),
    "a blank hidden": (styled("Blank", "<w:vanish/>"), "a style 'Blank' whose words are hidden"),
    "a table's header in signs": (
        styled("Table Heading", '<w:rFonts w:ascii="Webdings"/>'),
        "'Table Heading' whose words are in a font",
    ),
    "a table beside the page": (
        template(styles=STYLES.replace('<w:tblInd w:w="0" ', '<w:tblInd w:w="20000" ')),
        "a style 'Provision Table' whose words are beside the page",
    ),
    "a table's row on a pattern": (
        template(styles=re.sub(r'"clear"( w:color="auto" w:fill="1F4E5F")', r'"pct95"\1', STYLES)),
        "a style 'Provision Table' whose words are on a pattern",
    ),
    "a theme's other ground of a row": (
        template(styles=STYLES.replace('w:fill="1F4E5F"', 'w:fill="1F4E5F" w:themeFill="background1"')),
        "a style 'Provision Table' whose words are on a pattern or in a colour that is not known: the theme",
    ),
    "a theme's font of signs": (themed('<w:rFonts w:asciiTheme="minorHAnsi"/>', "Wingdings"), "in a font of signs"),
    "a theme turned round": (
        themed('<w:color w:themeColor="text1"/>', mapping='<w:clrSchemeMapping w:t1="light1"/>'),
        "in the colour of the page",
    ),
    "a page in the colour of words": (
        template(ON.format("1A1A1A"), styles=based(letters='<w:color w:val="1A1A1A"/>')),
        "in the colour of the page",
    ),
    "numbers in white": (levels(properties=WHITE), "level 2 has numbers that are in the colour of the page"),
    "numbers hidden": (levels(properties="<w:vanish/>"), "level 2 has numbers that are hidden"),
    "letters that make a word": (levels("%1.%2 n o t"), "level 2 adds words: '%1.%2 n o t'"),
    "signs that deny": (levels("\u00ac%1.%2"), "level 2 adds words"),
    "other figures": (levels("1%1.%2"), "level 2 adds words"),
    "a level for other programs": (
        levels(more=OTHERWISE.format('<w:numFmt w:val="custom"/>')),
        "understood (AlternateContent)",
    ),
    "no column": (page(MARGIN, r"\g<1>30000"), "a section (1) with margins"),
    "a little page": (page(r'<w:pgSz w:w="\d+"', '<w:pgSz w:w="1440"'), "a section (1) with margins"),
    "many columns": (page("</w:sectPr>", '<w:cols w:num="20"/></w:sectPr>'), "a section (1) with margins"),
    "indents as wide as a column": (
        zipped({**parts_of(lines(ITEM, '<w:ind w:left="3500"/>')), "word/document.xml": COLUMNS.encode()}),
        f"'{ITEM}' whose words are in lines for which its indents leave no room",
    ),
    "figures behind their cells": (lines("Table Number", '<w:ind w:left="7000"/>'), f"'Table Number' {SQUEEZED}"),
    "figures behind the narrowest cells": (
        lines("Table Number", '<w:ind w:left="800"/>'),
        f"'Table Number' {SQUEEZED}",
    ),
    "words of cells from both sides": (
        lines("Table Text", '<w:ind w:left="20pt" w:right="20pt"/>'),
        f"'Table Text' {SQUEEZED}",
    ),
    "headings that begin behind their cells": (
        lines("Table Heading", '<w:ind w:firstLine="1000"/>'),
        f"'Table Heading' {SQUEEZED}",
    ),
    "figures before their cells": (
        lines("Table Number", '<w:ind w:firstLine="-900"/>'),
        "'Table Number' whose words are beside the page",
    ),
    "cells of margins": (
        of_tables(f"<w:tblStylePr w:type='lastCol'><w:tcPr><w:tcMar>{margin(30)}</w:tcMar></w:tcPr></w:tblStylePr>"),
        SQUEEZED,
    ),
    "large letters in low lines": (together(ITEM, EXACT, '<w:sz w:val="120"/>'), f"'{ITEM}' {FLAT}"),
    "raised letters in low lines": (together(ITEM, EXACT, '<w:position w:val="16"/>'), f"'{ITEM}' {FLAT}"),
    "lists as far in as a column is wide": (levels_from(3500), "level 2 has lines for which its indents leave no room"),
    "a section in a narrow cell": (in_cell(11), "has a table cell that leaves no room for what {{p award_criteria }}"),
    "a section in a cell of a few words": (in_cell(60), "has a table cell that leaves no room"),
    "a section in a wide table in a narrow cell": (
        in_cell(
            400, around=table(row(cell("{}").replace("9000", "400"))).replace('gridCol w:w="9000"', 'gridCol w:w="400"')
        ),
        "has a table cell that leaves no room",
    ),
    "a fact in a cell of a letter": (
        in_cell(16, place("", "{{ procedure_title }}")),
        "has a table cell that leaves no room for what {{ procedure_title }}",
    ),
    "a fact in lines lower than its letters": (
        before_award(of_fact(EXACT, '<w:sz w:val="120"/>')),
        "has {{ procedure_title }} in a line or row that is lower than its letters",
    ),
    "a fact in lines without height": (
        before_award(of_fact(EXACT.replace("200", "20"))),
        "has {{ procedure_title }} in a line or row that is lower than its letters",
    ),
    "turned lines": (page("</w:sectPr>", '<w:textDirection w:val="tbRl"/></w:sectPr>'), "with turned lines"),
    "a dark page": (template(ON.format("000000")), "has pages in a colour on which words are not seen"),
    "an element that nobody knows": (
        before_award(f'<x:z xmlns:x="urn:x">{place("", "Void.")}</x:z>'),
        "an element that is not known here (z of urn:x)",
    ),
    "words for another program": (
        before_award(OTHERWISE.replace("'w14'", "'zz' xmlns:zz='urn:zz'").format(place("", "Void."))),
        "has words for a program that is not known",
    ),
    "another document": (template(BODY.replace("<w:body>", "<w:body><w:altChunk/>")), "has another document inside it"),
    **{f"field {code}": (before_award(field(code, "x")), f"than were proved: {code}") for code in FIELDS},
    "a field split by a comment": (before_award(field('INC<!-- -->LUDETEXT "x"', "x")), "has a field INCLUDETEXT"),
    "a field split by an instruction": (before_award(field('INC<?x y?>LUDETEXT "x"', "x")), "has a field INCLUDETEXT"),
}
HOUSES = {
    "grey text": styled("Provision Paragraph", '<w:color w:val="595959" w:themeColor="text1" w:themeTint="A6"/>'),
    "an accent of the theme": themed('<w:color w:val="2E74B5" w:themeColor="accent1" w:themeShade="BF"/>'),
    "a font of the theme": themed('<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>', "Corporate Sans"),
    "a shaded ground": styled(
        "Note", '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3" w:themeFill="accent1" w:themeFillTint="33"/>'
    ),
    "a font of the house": template(
        styles=based(letters='<w:rFonts w:ascii="Corporate Sans" w:hAnsi="Corporate Sans"/>')
    ),
    "small capitals": styled(
        "Provision Award", '<w:smallCaps/><w:kern w:val="28"/><w:spacing w:val="20"/><w:u w:val="single"/>'
    ),
    "as LibreOffice writes": styled(
        "Provision Paragraph",
        '<w:strike w:val="false"/><w:vanish w:val="false"/><w:outline w:val="false"/><w:color w:val="auto"/>'
        '<w:kern w:val="2"/><w:rtl w:val="0"/><w:lang w:val="nl-NL" w:bidi="hi-IN"/><w:em w:val="none"/>'
        '<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif" w:eastAsia="Noto Serif CJK SC"/>',
    ),
    "lines as LibreOffice writes them": lines(
        ITEM, '<w:widowControl/><w:bidi w:val="0"/><w:suppressAutoHyphens w:val="true"/><w:jc w:val="both"/>'
    ),
    "tight lines": lines("Provision Item", '<w:contextualSpacing/><w:textAlignment w:val="baseline"/>'),
    "cells with an indent": lines("Table Text", '<w:ind w:left="57" w:right="57"/>'),
    "cells as Word begins them": lines("Table Number", '<w:ind w:left="-108" w:right="-108"/>'),
    "cells with wide margins": of_tables(
        f"<w:tblStylePr w:type='firstRow'><w:tcPr><w:tcMar>{margin(9)}</w:tcMar></w:tcPr></w:tblStylePr>"
    ),
    "lines as high as letters": together(ITEM, EXACT, '<w:sz w:val="20"/>'),
    "large titles in exact lines": together(
        "Provision Award", '<w:spacing w:line="640" w:lineRule="exact"/>', '<w:sz w:val="56"/>'
    ),
    "a section in half a page": in_cell(220),
    "a fact in exact lines": before_award(of_fact(EXACT.replace("200", "280"), '<w:sz w:val="24"/>')),
    "a fact in a row of a fixed height": before_award(
        table(
            row(
                cell(of_fact("")).replace("9000", "1200"),
                properties='<w:trHeight w:val="340" w:hRule="exact"/>',
            )
        ).replace('gridCol w:w="9000"', 'gridCol w:w="1200"')
    ),
    "a fact in a narrow cell": in_cell(50, place("", "{{ procedure_title }}")),
    "small tables": template(styles=STYLES.replace('<w:sz w:val="19"/>', '<w:sz w:val="15"/>')),
    "light header rows": template(styles=STYLES.replace('w:fill="1F4E5F"', 'w:fill="F2F2F2"')),
    "numbers in bold": levels(properties='<w:b/><w:color w:val="1F4E79"/>'),
    "numbers with a letter": levels("T%1.%2."),
    "numbers by law": levels(more="<w:isLgl/>"),
    "another first page": page("</w:sectPr>", '<w:titlePg/><w:docGrid w:linePitch="360"/></w:sectPr>'),
    "two columns": template(COLUMNS),
    "American paper": page(r"<w:pgSz [^>]*/>", '<w:pgSz w:w="12240" w:h="15840"/>'),
    "landscape": page(r"<w:pgSz [^>]*/>", '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'),
    "a page in cream": template(ON.format("FFF8E7")),
    **{f"field {code}": before_award(field(code, "x")) for code in HARMLESS_FIELDS},
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_may_hide_or_change_words_of_provisions_is_refused_by_its_name(kind: str) -> None:
    content, wanted = REFUSED[kind]
    said = found(content)
    assert {d.code for d in said} == {UNSAFE_TEMPLATE}
    assert any(wanted in d.message for d in said), [d.message for d in said]
    assert all(d.hint and d.location.path == "templates/tender.docx" for d in said)


@pytest.mark.parametrize("kind", HOUSES)
def test_the_looks_of_a_house_are_its_own(kind: str) -> None:
    assert [d.message for d in found(HOUSES[kind])] == []


def test_no_document_is_built_of_what_is_refused() -> None:
    built = build(styled("Provision Paragraph", '<w:color w:val="FEFEFE"/>'))
    assert not built.documents and {d.code for d in built.diagnostics} == {UNSAFE_TEMPLATE}


@pytest.mark.parametrize(
    ("properties", "text", "wanted"),
    [
        ('<w:color w:val="FEFEFE"/>', "our limit", "in the colour of the page"),
        ('<w:cs/><w:szCs w:val="1"/>', "our limit", "too small to read"),
        ('<w:sz w:val="1pt"/>', "our limit", "too small to read"),
        ('<w:w w:val="1"/>', "our limit", "squeezed"),
        ('<w:spacing w:val="-400"/>', "our limit", "in letters one over the other"),
        ("<w:vanish/>", "<!-- -->our limit", "hidden"),
        ('<w:color w:val="A6A6A6"/>', "our limit", ""),
        ('<w:b/><w:strike/><w:sz w:val="12"/>', "our limit", ""),
    ],
)
def test_text_of_the_house_that_is_not_seen_is_told(properties: str, text: str, wanted: str) -> None:
    read, faults = read_template("templates/tender.docx", "tender", before_award(run(text, properties)))
    assert not faults and read is not None
    assert [m.message.split(": ")[0].rpartition(" is ")[2] for m in read.unmeant] == ([wanted] if wanted else [])


def test_a_place_to_fill_in_is_seen_behind_a_comment() -> None:
    read, _ = read_template("templates/tender.docx", "tender", before_award(place("", "Due [da<!-- -->te].")))
    assert read is not None and any("Due [date]." in p.text for p in read.paragraphs)
