"""Reports on templates: what is filled in, and where."""

import re

from lxml import etree

from ddtender.diagnostics import has_errors
from tests.campaign import report
from tests.documents import LAPTOPS, W, Word, built_of, sources, text_of
from tests.packages import parts_of, zipped
from tests.test_places_of_tags import (
    AWARD,
    BODY,
    OURS,
    TITLE,
    before_award,
    box,
    build,
    cell,
    place,
    replaced,
    row,
    shows_all,
    table,
    template,
    tender,
)

DOCXTPL, DOCX, JS = "elapouya/python-docx-template", "python-openxml/python-docx", "open-xml-templating/docxtemplater"
SHOWN = "Laptops and docking stations"


def facts(**changed: str) -> Word:
    """The tender with other facts in its procedure, and a table cell and a footer that show its title."""
    read = sources(None)
    text = LAPTOPS.read_text()
    for key, value in changed.items():
        text = re.sub(rf"(?m)^(\s*{key}:).*$", lambda m, v=value: f"{m[1]} '{v}'", text)
    footer = next(n for n in OURS if "footer" in n and n.endswith(".xml") and "_rels" not in n)
    shown = OURS[footer].replace(b"</w:p>", f"<w:r><w:t>{TITLE}</w:t></w:r></w:p>".encode(), 1)
    body = BODY.replace(AWARD, table(row(cell(place("", f"{TITLE} R&amp;D &lt;1>")))) + AWARD)
    content = zipped({**OURS, "word/document.xml": body.encode(), footer: shown})
    path = "scenarios/procedures/laptops.yaml"
    built = built_of({**read.files, "templates/tender.docx": content, path: text.encode()}, "high", path)
    assert not has_errors(built.diagnostics), built.diagnostics
    return Word(built.documents["tender.docx"])


def said(content: bytes) -> str:
    built = build(content)
    assert not built.documents
    return "\n".join(f"{d.location}: {d.message}" for d in built.diagnostics)


@report(f"{DOCXTPL}#105", "an ampersand in a value breaks the footer", "built: the footer shows it")
def _() -> None:
    read = facts(title="Laptops & docks")
    assert any("Laptops & docks" in text_of(read.tree(n)) for n in read.parts if "/footer" in n and "_rels" not in n)


@report(
    f"{DOCXTPL}#634, #38", "a value with `<` is taken for markup and the rest is lost", "built: every letter is shown"
)
def _() -> None:
    assert "Laptops <14> & < 15 inch" in facts(title="Laptops <14> & < 15 inch").text


@report(f"{DOCXTPL}#594", "static `&` in a table cell of the template vanishes", "built: it stays")
def _() -> None:
    assert f"{SHOWN} R&D <1>" in facts().text


@report(f"{DOCXTPL}#10, guigrpa/docx-templates#449", "the braces of a tag stand in runs of their own", "built")
def _() -> None:
    runs = "".join(
        f'<w:r><w:rPr><w:lang w:val="{n}"/></w:rPr><w:t>{t}</w:t></w:r><w:proofErr w:type="spellEnd"/>'
        for n, t in (("nl-NL", "{"), ("en-GB", "{ procedure"), ("de-DE", "_title }"), ("fr-FR", "}"))
    )
    assert SHOWN in tender(before_award(f"<w:p>{runs}</w:p>")).text


@report(
    f"{DOCXTPL}#204, jhpyle/docassemble#301", "spaces beside a tag are lost where runs are split", "built: they stay"
)
def _() -> None:
    pieces = ("Of ", "{{", " procedure_title }}", " and more")
    runs = "".join(f'<w:r><w:t xml:space="preserve">{p}</w:t></w:r>' for p in pieces)
    assert f"Of {SHOWN} and more" in tender(before_award(f"<w:p>{runs}</w:p>")).text


@report(f"{DOCXTPL}#81", "of two tags in one run the first vanishes", "built: a condition and a fact in one run")
def _() -> None:
    runs = f"<w:p><w:r><w:t>{{% if overview %}}{TITLE}</w:t></w:r><w:r><w:t>{{% endif %}}</w:t></w:r></w:p>"
    assert SHOWN in tender(before_award(runs)).text


@report(f"{DOCXTPL}#379", "tags in footnotes are not filled in", "built: they are")
def _() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    type_ = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p></w:footnote>'
    note = f'<w:footnotes xmlns:w="{W[1:-1]}">{note}</w:footnotes>'
    parts = parts_of(before_award('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'))
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="rId901" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{type_}"/></Types>'.encode()
    )
    read = tender(zipped({**parts, "word/footnotes.xml": note.encode()}))
    assert SHOWN in text_of(read.tree("word/footnotes.xml"))


@report(f"{DOCXTPL}#464", "a tag in a document property stays as it is", "built: no braces in the file's properties")
def _() -> None:
    name = "docProps/core.xml"
    core = re.sub(rb"<dc:title>.*?</dc:title>|<dc:title/>", b"", OURS[name])
    core = re.sub(rb"(</\w+:coreProperties>)", rf"<dc:title>{TITLE}</dc:title>\1".encode(), core)
    assert b"{{" not in tender(zipped({**OURS, name: core})).parts[name]


@report(f"{DOCXTPL}#140", "cells merged downwards break the table around a tag", "built: rows and merges stay")
def _() -> None:
    first = row(cell("<w:p/>", '<w:vMerge w:val="restart"/>'), cell(place("", TITLE)))
    read = tender(before_award(table(first, row(cell("<w:p/>", "<w:vMerge/>"), cell(place("", TITLE)))) + "<w:p/>"))
    shows_all(read)
    assert read.text.count(SHOWN) >= 2 and len(list(read.body.iter(W + "vMerge"))) >= 2


@report(
    "iulica/docx-mailmerge#31",
    "rows of a table within a cell are repeated in the outer one",
    "built: only the inner row goes",
)
def _() -> None:
    rows = [
        row(cell(place("", "{%tr if overview %}"))),
        row(cell(place("", "kept"))),
        row(cell(place("", "{%tr endif %}"))),
    ]
    outer = table(row(cell(place("", "outer") + table(*rows) + "<w:p/>")))
    lines = tender(before_award(outer + "<w:p/>")).text.splitlines()
    assert lines.count("outer") == lines.count("kept") == 1


@report(
    f"{DOCXTPL}#325, {JS}#574",
    "shapes under a condition have one id and the file is broken",
    "built: once, with its text",
)
def _() -> None:
    shape = box(f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>")
    read = tender(before_award(place("", "{%p if overview %}") + shape + place("", "{%p endif %}")))
    assert {text_of(shown) for shown in read.body.iter(W + "txbxContent")} == {SHOWN}


@report(
    f"{DOCXTPL}#425, {JS}#662",
    "a list within a repeated part counts on",
    "built: every provision's list begins with (a)",
)
def _() -> None:
    numbers = [p.number for p in tender(template()).paragraphs if p.style == "Provision Item"]
    assert numbers.count("(a)") >= 3


@report(
    "jhpyle/docassemble#574", "inserted text gets a number it does not have", "built: table text and labels have none"
)
def _() -> None:
    read = tender(template())
    assert not [p for p in read.paragraphs if p.style in ("Table Text", "Provision Label") and p.number]


@report(
    "jhpyle/docassemble#805",
    "inserted text tears bookmarks apart, references are lost",
    "built: every bookmark begins, then ends, once",
)
def _() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>', '<w:bookmarkEnd w:id="1"/>'
    read = tender(replaced(AWARD, f"<w:p>{start}<w:r><w:t>All</w:t></w:r></w:p>{AWARD}<w:p>{end}</w:p>"))
    order: dict[str, list[str]] = {}
    for mark in read.body.iter(W + "bookmarkStart", W + "bookmarkEnd"):
        order.setdefault(mark.get(W + "id"), []).append(mark.tag.removeprefix(W))
    assert set(map(tuple, order.values())) == {("bookmarkStart", "bookmarkEnd")}


@report(f"{JS}#743", "a tag in SmartArt is left in the document", "refused, with the place")
def _() -> None:
    data = f'<d xmlns="urn:d"><t>{TITLE}</t></d>'.encode()
    assert "a tag stands in" in said(zipped({**OURS, "word/diagrams/data1.xml": data}))


@report(f"{JS}#585", "a tag of an unknown name is shown, or becomes nothing", "refused, with its name and place")
def _() -> None:
    text = said(before_award(place("", "{{ procedure_titel }}")))
    assert "procedure_titel" in text and "tender.docx:" in text


@report(
    f"{JS}#60, jhpyle/docassemble#71",
    "an unclosed condition fails without a place, or takes text away",
    "refused, with paragraph and words",
)
def _() -> None:
    text = said(before_award(place("", "{%p if overview %}")))
    assert re.search(r"tender\.docx:\d+:1: paragraph \d+", text)


@report(f"{JS}#249", "a template without any tag hangs the program", "refused: what is missing is named")
def _() -> None:
    plain = f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p><w:r><w:t>Hello</w:t></w:r></w:p></w:body></w:document>'
    assert "award_criteria" in said(zipped({**OURS, "word/document.xml": plain.encode()}))


@report(f"{DOCX}#1475", "a font size that is no whole number stops the reader", "built")
def _() -> None:
    run = '<w:p><w:r><w:rPr><w:sz w:val="36.5625"/></w:rPr><w:t>Big</w:t></w:r></w:p>'
    shows_all(tender(before_award(run)))


@report(
    f"{DOCX}#1539 (Google Docs)",
    "page margins that are no whole numbers stop the reader",
    "built, tables as wide as the text",
)
def _() -> None:
    body = re.sub(
        r"<w:pgMar [^>]*/>",
        '<w:pgMar w:top="1114.4006" w:right="720.2185" w:bottom="0.5" w:left="900.5" w:header="0" w:footer="720"/>',
        BODY,
    )
    read = tender(template(body))
    shows_all(read)
    widths = {int(g.get(W + "w")) for g in read.body.iter(W + "gridCol")}
    assert max(widths) < 12_000


@report("Unstructured-IO/unstructured#2642", "a list level that is no whole number stops the reader", "built")
def _() -> None:
    number = '<w:numPr><w:ilvl w:val="0.25"/><w:numId w:val="1"/></w:numPr>'
    p = f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>One</w:t></w:r></w:p>"
    assert not has_errors(build(before_award(p)).diagnostics)


@report("CenterForOpenScience/pydocx#58", "a style without a name stops the reader", "built")
def _() -> None:
    style = b'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Nameless"/></w:styles>'
    content = zipped({**OURS, "word/styles.xml": OURS["word/styles.xml"].replace(b"</w:styles>", style)})
    assert not has_errors(build(content).diagnostics)


@report("stffnb/edentext#3 (WPS)", "a heading with a list number of its own makes the file unreadable", "built")
def _() -> None:
    number = '<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    p = f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>Own</w:t></w:r></w:p>"
    read = tender(before_award(p))
    assert "Own" in read.text and "award criteri" in read.text.casefold()


@report(
    "dolanmiu/docx#272 (WPS)",
    "columns of a table are as wide as its grid says, which is nothing",
    "refused by name: words in a cell of 5 points stand one letter below the other, as LibreOffice shows them",
)
def _() -> None:
    narrow = table(row(cell(AWARD + "<w:p/>"))).replace('w:w="9000"', 'w:w="100"')
    assert "leaves no room for what {{p award_criteria }}" in said(replaced(AWARD, narrow + "<w:p/>"))


@report(
    "thombergs/docx-stamper#94, nissl-lab/npoi#1067",
    "prefixes that may be ignored are no longer declared and Word repairs the file",
    "built: all are declared in every part",
)
def _() -> None:
    mark = 'xmlns:w16x="urn:new" mc:Ignorable="w16x"'
    body = re.sub(r'mc:Ignorable="[^"]*"', "", BODY).replace("<w:document ", f"<w:document {mark} ", 1)
    read = tender(template(body))
    for name, data in read.parts.items():
        if name.endswith(".xml"):
            root = etree.fromstring(data)
            listed = root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable") or ""
            assert set(listed.split()) <= set(root.nsmap), name


@report(
    "open-agreements/open-agreements#352", "a page field without a result, and a part of comments without one", "built"
)
def _() -> None:
    kinds = "".join(f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("separate", "end"))
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    shows_all(tender(before_award(f"<w:p>{code}{kinds}</w:p>")))


@report(
    "SuffolkLITLab/docassemble-ALWeaver#488",
    "tags of another program's kind are published as they are",
    "told or refused: `${ name }` is no tag of ours, nothing is taken away",
)
def _() -> None:
    assert "${ title }" in tender(before_award(place("", "${ title }"))).text
