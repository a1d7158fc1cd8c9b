"""A final document publishes nothing that was not meant: what an author has left in a template is refused by place, and
told in a draft. A template that hides or changes words, or fetches some, is refused at once."""

import re

import pytest

from ddtender.checks.rules.not_for_publication import NOT_FOR_PUBLICATION
from ddtender.diagnostics import Severity, has_errors
from ddtender.library.codes import UNSAFE_TEMPLATE
from tests.commands import approved_workspace
from tests.documents import LAPTOPS, W, Word, built_of, sources, text_of
from tests.packages import zipped
from tests.test_places_of_tags import (
    AWARD,
    HEADER,
    OURS,
    before_award,
    build,
    field,
    place,
    replaced,
    row,
    table,
    template,
)
from tests.test_places_of_tags import cell as cell_of

BY = 'w:author="J. Drafter" w:date="2026-01-05T10:00:00Z"'


def commented(*texts: str) -> bytes:
    comments = "".join(
        f'<w:comment w:id="{n}" {BY}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        for n, text in enumerate(texts)
    )
    part = f'<w:comments xmlns:w="{W[1:-1]}">{comments}</w:comments>'
    marks = "".join(f'<w:r><w:commentReference w:id="{n}"/></w:r>' for n in range(len(texts)))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    rels = "word/_rels/document.xml.rels"
    related = f'<Relationship Id="rId901" Type="{kind}" Target="comments.xml"/></Relationships>'
    override = (
        '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.comments+xml"/></Types>'
    )
    body = OURS["word/document.xml"].decode().replace(AWARD, AWARD.replace("</w:p>", marks + "</w:p>"))
    return zipped(
        {
            **OURS,
            "word/document.xml": body.encode(),
            "word/comments.xml": part.encode(),
            rels: OURS[rels].replace(b"</Relationships>", related.encode()),
            "[Content_Types].xml": OURS["[Content_Types].xml"].replace(b"</Types>", override.encode()),
        }
    )


def styled(name: str, properties: str) -> bytes:
    """Our template with another font for a style."""
    styles = OURS["word/styles.xml"].decode()
    at = styles.index("</w:style>", styles.index(f'w:val="{name}"'))
    head, rest = styles[:at], styles[at:]
    start = head.rindex("<w:style ")
    style = head[start:]
    style = (
        style.replace("<w:rPr>", f"<w:rPr>{properties}")
        if "<w:rPr>" in style
        else f"{style}<w:rPr>{properties}</w:rPr>"
    )
    return template(styles=head[:start] + style + rest)


def run(text: str, properties: str) -> str:
    return place("", text).replace("<w:r>", f"<w:r><w:rPr>{properties}</w:rPr>")


CHANGE = "<w:p><w:{0} w:id='9001' " + BY + "><w:r><w:{1}>{2}</w:{1}></w:r></w:{0}></w:p>"
#: What may have been left in a template, and what is said of it.
LEFT = {
    "a comment": (commented("internal: the budget is 2 million"), 'has a comment by J. Drafter: "internal: the budget'),
    "an insertion": (before_award(CHANGE.format("ins", "t", "new")), 'has a tracked insertion by J. Drafter: "new"'),
    "a deletion": (before_award(CHANGE.format("del", "delText", "old")), 'has a tracked deletion by J. Drafter: "old"'),
    "a tag in a deletion": (
        before_award(CHANGE.format("del", "delText", "{{ old_name }}")),
        'has a tracked deletion by J. Drafter: "{{ old_name }}"',
    ),
    "a move": (before_award(CHANGE.format("moveTo", "t", "here")), 'has a tracked move by J. Drafter: "here"'),
    "a change of a font": (
        before_award(run("x", f'<w:b/><w:rPrChange w:id="9002" {BY}><w:rPr/></w:rPrChange>')),
        "has a tracked change of formatting by J. Drafter",
    ),
    "a change in a header": (
        template(header1=HEADER.replace("<w:tbl>", CHANGE.format("ins", "t", "new") + "<w:tbl>", 1)),
        "paragraph 1 of word/header1.xml has a tracked insertion",
    ),
    "hidden text": (before_award(run("our limit", "<w:vanish/>")), 'hidden text, as it is hidden: "our limit"'),
    "white text": (before_award(run("our limit", '<w:color w:val="FFFFFF"/>')), "as it is in the colour of the page"),
    "tiny text": (before_award(run("our limit", '<w:sz w:val="2"/>')), "as it is too small to read"),
    "a hidden style": (
        template(
            OURS["word/document.xml"]
            .decode()
            .replace(AWARD, place("", "our limit").replace("BodyText", "Secret") + AWARD),
            styles=OURS["word/styles.xml"]
            .decode()
            .replace(
                "</w:styles>",
                '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:vanish/></w:rPr>'
                "</w:style>"
                '<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:basedOn w:val="Base"/>'
                "</w:style></w:styles>",
            ),
        ),
        'as it is hidden: "our limit"',
    ),
    "a hidden row": (
        before_award(table(row(cell_of(place("", "our limit")), properties="<w:hidden/>"))),
        "as it is hidden",
    ),
}


@pytest.mark.parametrize("kind", LEFT)
def test_what_was_left_is_told_in_a_draft_by_its_place(kind: str) -> None:
    content, wanted = LEFT[kind]
    built = build(content)
    assert not has_errors(built.diagnostics) and built.documents
    (found,) = {d.message: d for d in built.diagnostics if d.code == NOT_FOR_PUBLICATION}.values()
    assert wanted in found.message and found.severity is Severity.WARNING
    assert found.location.path == "templates/tender.docx" and found.hint
    assert "{{" not in Word(built.documents["tender.docx"]).text


@pytest.mark.parametrize("kind", ["a comment", "a deletion", "hidden text"])
def test_a_final_document_is_refused_for_it(kind: str) -> None:
    content, wanted = LEFT[kind]
    read = sources(LAPTOPS, approved=True)
    assert approved_workspace()
    built = built_of({**read.files, "templates/tender.docx": content}, "high", read.procedure, final=True)
    assert not built.documents
    told = [d for d in built.diagnostics if d.code.name != "not-approved"]  # nor has anybody approved hidden words
    assert [(d.code, d.severity) for d in told] == [(NOT_FOR_PUBLICATION, Severity.ERROR)]
    assert wanted in told[0].message


def test_a_comment_with_a_tag_is_left_out_of_a_draft_and_others_stay() -> None:
    built = build(commented("ask about {{ nonsense }}", "internal"))
    read = Word(built.documents["tender.docx"])
    said = text_of(read.tree("word/comments.xml"))
    assert "internal" in said and "nonsense" not in said
    ids = [c.get(W + "id") for c in read.tree("word/comments.xml").iter(W + "comment")]
    assert sorted(m.get(W + "id") for m in read.body.iter(W + "commentReference")) == sorted(ids)


def test_white_text_on_a_dark_ground_and_switched_off_hiding_are_seen() -> None:
    dark = run("shown", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>')
    built = build(before_award(dark + run("shown", '<w:vanish w:val="0"/>')))
    assert not any(d.code == NOT_FOR_PUBLICATION for d in built.diagnostics)


def test_what_only_the_author_needs_does_not_come_into_the_document() -> None:
    """Stores, building blocks, revision marks, unused properties; those that a field shows stay."""
    ns = "http://schemas.openxmlformats.org/officeDocument/2006/"
    custom = (
        f'<Properties xmlns="{ns}custom-properties" xmlns:vt="{ns}docPropsVTypes">'
        + "".join(
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n}" name="{name}">'
            "<vt:lpwstr>v</vt:lpwstr>"
            "</property>"
            for n, name in enumerate(("_AuthorEmail", "Reference"), 2)
        )
        + "</Properties>"
    )
    types = OURS["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'custom-properties+xml"/></Types>',
    )
    relation = f'<Relationship Id="rId77" Type="{ns}relationships/custom-properties" Target="docProps/custom.xml"/>'
    store = f'<Relationship Id="rId78" Type="{ns}relationships/customXml" Target="../customXml/item1.xml"/>'
    rels = "word/_rels/document.xml.rels"
    body = OURS["word/document.xml"].decode().replace(AWARD, field("DOCPROPERTY Reference", "v") + AWARD)
    settings = (
        OURS["word/settings.xml"]
        .decode()
        .replace("</w:settings>", '<w:rsids><w:rsid w:val="0"/></w:rsids></w:settings>')
    )
    built = build(
        zipped(
            {
                **OURS,
                "[Content_Types].xml": types,
                "docProps/custom.xml": custom.encode(),
                "customXml/item1.xml": b"<cover><title>{{ procedure_title }}</title></cover>",
                "_rels/.rels": OURS["_rels/.rels"].replace(b"</Relationships>", f"{relation}</Relationships>".encode()),
                rels: OURS[rels].replace(b"</Relationships>", f"{store}</Relationships>".encode()),
                "word/document.xml": body.encode(),
                "word/settings.xml": settings.encode(),
            }
        )
    )
    assert not has_errors(built.diagnostics), built.diagnostics
    parts = Word(built.documents["tender.docx"]).parts
    assert b"cover" not in parts["customXml/item1.xml"]  # the digests of what the draft says (library/sent.py)
    assert b"Reference" in parts["docProps/custom.xml"] and b"_AuthorEmail" not in parts["docProps/custom.xml"]
    assert b"rsid" not in parts["word/settings.xml"]


def nested(outer: str, inner: str) -> str:
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    code = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'.format
    return f"<w:p>{begin}{code(outer)}{begin}{code(inner)}{end}{code(' ')}{end}</w:p>"


def picture(attribute: str) -> str:
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    return f"<w:p><w:r><w:pict {vml}><v:shape><v:imagedata {attribute}/></v:shape></w:pict></w:r></w:p>"


LEVEL = re.sub(r'(<w:lvlText w:val=")[A-Z]?(%1\.%2"/>)', r"\1not \2", OURS["word/numbering.xml"].decode())
UNSAFE = {
    **{
        name: (before_award(field(f"{name} x", "y")), f"has a field {name}, which fetches or runs")
        for name in ("INCLUDE", "PRINT", "HTMLCONTROL", "EMBED", "FILLIN", "AUTOTEXT")
    },
    "a field in a code": (before_award(nested(" QUOTE ", " REF x ")), "has a field REF x within the code of a field"),
    "a field that makes a name": (before_award(nested(" INC", " QUOTE LUDETEXT ")), "within the code of a field"),
    "a picture from the net": (
        before_award(picture('src="https://a.example/x.png"')),
        "loads a picture from 'https://a",
    ),
    "a link to a picture": (before_award(picture('o:href="http://a.example/x"')), "loads a picture from 'http://a.ex"),
    "a hidden style": (
        styled("Provision Award", "<w:vanish/>"),
        "has a style 'Provision Award' whose words are hidden",
    ),
    "a struck style": (styled("Provision Item", "<w:strike/>"), "'Provision Item' whose words are struck through"),
    "a tiny style": (styled("Provision Paragraph", '<w:sz w:val="2"/>'), "whose words are too small to read"),
    "a list with words": (template(numbering=LEVEL), "whose level 2 adds words: 'not %1.%2'"),
}


@pytest.mark.parametrize("kind", UNSAFE)
def test_a_template_that_hides_changes_or_fetches_words_is_refused(kind: str) -> None:
    content, wanted = UNSAFE[kind]
    built = build(content)
    assert not built.documents
    assert {d.code for d in built.diagnostics} == {UNSAFE_TEMPLATE}, built.diagnostics
    assert any(wanted in d.message for d in built.diagnostics), built.diagnostics


@pytest.mark.parametrize("outer", ["=", " IF "])
def test_fields_that_count_pages_are_no_danger(outer: str) -> None:
    assert build(before_award(nested(outer, " NUMPAGES "))).documents


def test_tables_of_the_house_may_have_struck_words_of_their_own() -> None:
    assert build(replaced(AWARD, run("old price", "<w:strike/>") + AWARD)).documents
