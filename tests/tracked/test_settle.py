"""Tracked changes accepted and rejected: what Word writes, what LibreOffice writes, and what nobody should write."""

import pytest
from lxml import etree

from ddtender.office.tracked import accept_all, reject_all

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
BY = 'w:author="A" w:date="2027-01-04T09:00:00Z"'


def tree(xml: str) -> etree._Element:
    """``xml`` in the body of a document; ``BY`` stands for author and date."""
    return etree.fromstring(f'<w:document xmlns:w="{NS}"><w:body>{xml.replace("BY", BY)}</w:body></w:document>')


def both(xml: str) -> tuple[str, str]:
    """The body with all changes accepted, and with all rejected, as XML without namespaces."""
    shown = []
    for settle in (accept_all, reject_all):
        root = tree(xml)
        settle(root)
        inside = "".join(etree.tostring(child, encoding="unicode") for child in root[0])
        shown.append(inside.replace(f' xmlns:w="{NS}"', ""))
    return shown[0], shown[1]


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{content}</w:p>"


def r(text: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"


def mark(kind: str, id_: int = 9) -> str:
    return f'<w:rPr><w:{kind} w:id="{id_}" BY/></w:rPr>'


CASES = {
    "words inserted and deleted": (
        p(r("a ") + f'<w:del w:id="1" BY>{r("old", "delText")}</w:del><w:ins w:id="2" BY>{r("new")}</w:ins>'),
        p(r("a ") + r("new")),
        p(r("a ") + r("old")),
    ),
    "moved words": (
        p(f'<w:moveFrom w:id="1" BY>{r("x")}</w:moveFrom>{r("y")}<w:moveTo w:id="2" BY>{r("x")}</w:moveTo>'),
        p(r("y") + r("x")),
        p(r("x") + r("y")),
    ),
    "an insertion that somebody else deleted": (
        p(f'{r("a")}<w:ins w:id="1" BY><w:del w:id="2" BY>{r("b", "delText")}</w:del></w:ins>'),
        p(r("a")),
        p(r("a")),
    ),
    "a whole paragraph deleted": (
        p(r("1")) + p(f'<w:del w:id="1" BY>{r("2", "delText")}</w:del>', mark("del")) + p(r("3")),
        p(r("1")) + p(r("3")),
        p(r("1")) + p(r("2")) + p(r("3")),
    ),
    "a whole paragraph inserted before a table": (
        p(f'<w:ins w:id="1" BY>{r("1")}</w:ins>', mark("ins")) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        p(r("1")) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    ),
    "two paragraphs joined": (
        p(r("1"), '<w:pStyle w:val="A"/>' + mark("del")) + p(r("2"), '<w:pStyle w:val="B"/>'),
        p(r("1") + r("2"), '<w:pStyle w:val="B"/>'),
        p(r("1"), '<w:pStyle w:val="A"/>') + p(r("2"), '<w:pStyle w:val="B"/>'),
    ),
    "three paragraphs joined": (
        p(r("1"), mark("del")) + p(r("2"), mark("del")) + p(r("3")),
        p(r("1") + r("2") + r("3")),
        p(r("1")) + p(r("2")) + p(r("3")),
    ),
    "the last paragraph of a cell stays": (
        "<w:tbl><w:tr><w:tc>"
        + p(f'<w:del w:id="1" BY>{r("x", "delText")}</w:del>', mark("del"))
        + "</w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tr><w:tc>{p(r('x'))}</w:tc></w:tr></w:tbl>",
    ),
    "inserted and deleted by another": (
        p(r("1")) + p("", '<w:rPr><w:ins w:id="1" BY/><w:del w:id="2" BY/></w:rPr>') + p(r("2")),
        p(r("1")) + p(r("2")),
        p(r("1")) + p(r("2")),
    ),
    "a row deleted, a row inserted": (
        '<w:tbl><w:tr><w:trPr><w:del w:id="1" BY/></w:trPr><w:tc><w:p/></w:tc></w:tr>'
        f'<w:tr><w:trPr><w:ins w:id="2" BY/></w:trPr><w:tc>{p(r("n"))}</w:tc></w:tr></w:tbl>',
        f"<w:tbl><w:tr><w:tc>{p(r('n'))}</w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    ),
    "a table whose last row goes": (
        p(r("1")) + '<w:tbl><w:tr><w:trPr><w:ins w:id="1" BY/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>' + p(r("2")),
        p(r("1")) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" + p(r("2")),
        p(r("1")) + p(r("2")),
    ),
    "style and formatting": (
        p(
            '<w:r><w:rPr><w:b/><w:rPrChange w:id="1" BY><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>x</w:t></w:r>',
            '<w:pStyle w:val="B"/><w:pPrChange w:id="2" BY><w:pPr><w:pStyle w:val="A"/></w:pPr></w:pPrChange>',
        ),
        p("<w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t></w:r>", '<w:pStyle w:val="B"/>'),
        p("<w:r><w:rPr><w:i/></w:rPr><w:t>x</w:t></w:r>", '<w:pStyle w:val="A"/>'),
    ),
    "a field": (
        p('<w:del w:id="1" BY><w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("REF a", "delInstrText") + "</w:del>"),
        "<w:p/>",
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("REF a", "instrText")),
    ),
    "a link whose words are new": (
        p(f'<w:hyperlink w:anchor="x"><w:ins w:id="1" BY>{r("x")}</w:ins></w:hyperlink>'),
        p(f'<w:hyperlink w:anchor="x">{r("x")}</w:hyperlink>'),
        "<w:p/>",
    ),
    "a control deleted around its words": (
        '<w:customXmlDelRangeStart w:id="1" BY/><w:sdt><w:sdtPr><w:tag w:val="a"/></w:sdtPr><w:sdtContent>'
        f'<w:customXmlDelRangeEnd w:id="1"/>{p(r("x"))}<w:customXmlDelRangeStart w:id="2" BY/></w:sdtContent></w:sdt>'
        '<w:customXmlDelRangeEnd w:id="2"/>',
        p(r("x")),
        f'<w:sdt><w:sdtPr><w:tag w:val="a"/></w:sdtPr><w:sdtContent>{p(r("x"))}</w:sdtContent></w:sdt>',
    ),
    "a bookmark that ends outside what is deleted": (
        p(
            f'<w:del w:id="1" BY><w:bookmarkStart w:id="5" w:name="b"/>{r("x", "delText")}</w:del>{r("y")}'
            '<w:bookmarkEnd w:id="5"/>'
        ),
        p(f'<w:bookmarkStart w:id="5" w:name="b"/>{r("y")}<w:bookmarkEnd w:id="5"/>'),
        p(f'<w:bookmarkStart w:id="5" w:name="b"/>{r("x")}{r("y")}<w:bookmarkEnd w:id="5"/>'),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_accepting_gives_the_new_and_rejecting_the_old(case: str) -> None:
    xml, accepted, rejected = CASES[case]
    assert both(xml) == (accepted, rejected)


@pytest.mark.parametrize("settle", [accept_all, reject_all])
def test_ten_thousand_changes_at_once(settle) -> None:
    """They are settled one by one, without going through the document again for each."""
    joined = p(f'<w:del w:id="1" BY>{r("x", "delText")}</w:del><w:ins w:id="2" BY>{r("y")}</w:ins>', mark("del"))
    root = tree(joined * 10_000 + p(r("end")))
    settle(root)
    assert not {W + "ins", W + "del", W + "delText"} & {element.tag for element in root.iter()}
    assert "".join(root.itertext()) == {accept_all: "y", reject_all: "x"}[settle] * 10_000 + "end"
    assert len(root[0]) == {accept_all: 1, reject_all: 10_001}[settle]


EDITS = [
    lambda d: d.replace("at most 2 pages", "at most four pages"),
    lambda d: d.delete_paragraph("A plan contains"),
    lambda d: d.insert_after("what may keep it from completing the list;", " and their causes;\nthe budget;"),
    lambda d: d.replace("100 %", "90 %"),
    lambda d: d.delete(" orally"),
]


def test_libreoffice_accepts_and_rejects_its_own_changes_to_the_same_paragraphs(office, tmp_path) -> None:
    """An editor of our documents works with tracking on; then LibreOffice and we settle the changes apart."""
    from tests.documents import Word, build, text_of

    draft, edited = tmp_path / "draft.docx", tmp_path / "edited.docx"
    draft.write_bytes(build("medium").documents["tender.docx"])
    document = office.open(draft)
    document.track()
    for edit in EDITS:
        edit(document)
    assert len(document.changes()) >= len(EDITS)
    document.save(edited)
    for settle, theirs in ((accept_all, "accept_all"), (reject_all, "reject_all")):
        body = Word(edited.read_bytes()).body
        settle(body)
        opened = office.open(edited)
        getattr(opened, theirs)()
        # A break of the page is no text for LibreOffice.
        assert [text_of(paragraph).strip("\n") for paragraph in body.iter(W + "p")] == opened.paragraphs()
        opened.close()
