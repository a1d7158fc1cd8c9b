"""Reports on tracked changes, comments and marks of documents that were edited."""

import copy
from functools import cache

from lxml import etree

from ddtender.returned.findings import Entry
from ddtender.returned.reading import compare
from ddtender.returned.word import open_reviewed, read_document
from tests.campaign import report
from tests.documents import W
from tests.returned.editor import ANNA, BEN, NOBODY, Editor
from tests.returned.test_property import draft, made

CLAUSE = "contract.transparency-reporting-per-site"
SENTENCE = "may request further information about a list"


@cache
def _made() -> bytes:
    return made("contract").content


def editor() -> Editor:
    return Editor(_made())


def entries(edited: Editor) -> list[Entry]:
    content = edited.bytes()
    return compare("r.docx", draft("contract"), read_document(open_reviewed(content))).entries


def told(edited: Editor) -> list[tuple[str, str]]:
    return [(e.old.strip("\u2029"), e.new.strip("\u2029")) for e in entries(edited)]


@report(
    "python-openxml/python-docx#1123, thomas-villani/all2md#480",
    "inserted words and whole inserted paragraphs are dropped",
    "read: each is told once",
)
def _() -> None:
    edited = editor()
    edited.replace("in detail", "precisely")
    edited.add_paragraph(SENTENCE, "The request is made in writing.")
    assert sorted(told(edited)) == [("", "The request is made in writing."), ("in detail", "precisely")]


@report(
    "bokuweb/docx-rs#794, superdoc/docx-editor#3709, developer0hye/office2pdf#1699",
    "a tracked move shows the words twice, or not at all",
    "listed: once where they were and once where they are",
)
def _() -> None:
    edited = editor()
    paragraph = edited.paragraph("the steps that it will take next")
    move(edited, paragraph)
    found = entries(edited)
    assert all("moved" in e.why for e in found) and len(found) == 2


def move(edited: Editor, paragraph: etree._Element) -> None:
    moved = copy.deepcopy(paragraph)
    paragraph.getprevious().addprevious(moved)
    for element, kind in ((paragraph, "moveFrom"), (moved, "moveTo")):
        for run in list(element.iter(W + "r")):
            mark = edited._change(kind, ANNA)
            run.addprevious(mark)
            mark.append(run)
        edited._mark_end(element, kind, ANNA)


@report(
    "UseJunior/safe-docx#431, #481",
    "a deleted paragraph mark takes the paragraph's words with it",
    "read: two paragraphs become one, no word is lost",
)
def _() -> None:
    edited = editor()
    edited._mark_end(edited.paragraph("the efforts that it has made so far"), "del", ANNA)
    assert [(e.old, e.new) for e in entries(edited)] == [("\u2029", "")]


@report(
    "UseJunior/safe-docx#741",
    "a paragraph is emptied, its mark is not, and an orphaned number stays",
    "read: the words are told as deleted",
)
def _() -> None:
    edited = editor()
    edited.replace("the steps that it will take next to complete the list.", "")
    (one,) = entries(edited)
    assert "the steps that it will take next" in one.old and not one.new.strip("\u2029")


@report(
    "UseJunior/safe-docx#346, #362 (LibreOffice)",
    "words inserted by one and deleted by another are kept, or counted as deleted from the original",
    "listed without words: nothing is left of them",
)
def _() -> None:
    edited = editor()
    edited.insert("in detail", " and at length")
    mark = next(i for i in edited.body.iter(W + "ins") if "at length" in "".join(i.itertext(W + "t")))
    edited._delete(list(mark.iter(W + "r")), BEN)
    assert told(edited) == [("", "")] and entries(edited)[0].why


@report("superdoc/docx-editor#1433", "a resolved comment of several paragraphs counts as open", "listed as resolved")
def _() -> None:
    edited = editor()
    edited.comment("in detail", "Too long?\nI think so.")
    edited.resolve("Too long?")
    (one,) = entries(edited)
    assert "resolved" in one.why


@report("JSv4/Docxodus#540", "replies become comments of their own", "read: one entry with its answers")
def _() -> None:
    edited = editor()
    edited.comment("in detail", "Too long?", answers=((BEN, "No."), (ANNA, "Right.")))
    (one,) = entries(edited)
    assert [a.text for a in one.answers] == ["No.", "Right."]


@report(
    "superdoc/docx-editor#3629",
    "only the first comment of a thread is marked as done, its answers are not",
    "listed as resolved, whole",
)
def _() -> None:
    edited = editor()
    edited.comment("in detail", "Too long?", answers=((BEN, "No."),))
    edited.resolve("Too long?")
    (one,) = entries(edited)
    assert "resolved" in one.why and len(one.answers) == 1


@report(
    "tensorbee/rdocx#117 (Google Docs)",
    "the part that says what is resolved has another content type",
    "listed as resolved: found by its relationship",
)
def _() -> None:
    edited = editor()
    edited.comment("in detail", "Too long?")
    edited.resolve("Too long?")
    types = edited.parts["[Content_Types].xml"]
    edited.parts["[Content_Types].xml"] = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
        b"application/vnd.ms-word.commentsExtended+xml",
    )
    assert "resolved" in entries(edited)[0].why


@report(
    "python-openxml/python-docx#85, #683",
    "words within a link are dropped",
    "read: the link is told, no word is missing",
)
def _() -> None:
    edited = editor()
    runs = edited._cut(edited.paragraph("in detail"), "in detail")
    link = etree.Element(W + "hyperlink", {W + "anchor": "_top"})
    runs[0].addprevious(link)
    for run in runs:
        link.append(run)
    assert all("in detail" in e.new or e.old == e.new for e in entries(edited))


@report(
    "echr-od/ECHR-OD_process#177, VolodymyrBaydalka/docxjs#219",
    "a hyphen that does not break is dropped (1-24 hours became 124)",
    "read as a hyphen",
)
def _() -> None:
    edited = editor()
    edited.insert("in detail", "‽")
    (text,) = [t for t in edited.body.iter(W + "t") if t.text == "‽"]
    run = text.getparent()
    run.remove(text)
    for name, words in (("t", " within 1"), ("noBreakHyphen", None), ("t", "24 hours")):
        made = etree.SubElement(run, W + name, {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        made.text = words
    assert [new.replace("\u2011", "-") for _, new in told(edited)] == [" within 1-24 hours"]


@report(
    "lierdakil/pandoc-crossref#408 (LibreOffice), davidrthorn/cross_reference#35 (Google Docs)",
    "bookmarks come back under other names",
    "read: no edit is told, and those made are",
)
def _() -> None:
    edited = editor()
    for n, mark in enumerate(edited.body.iter(W + "bookmarkStart")):
        mark.set(W + "name", f"id.z337ya{n}")
    edited.replace("in detail", "precisely")
    assert told(edited) == [("in detail", "precisely")]


@report(
    "tribalxg/redoc#12 (LibreOffice), ONLYOFFICE/DocumentServer#2244",
    "data beside the text are lost, and the document cannot go back",
    "read by bookmarks and words",
)
def _() -> None:
    edited = editor()
    edited.drop_controls()
    edited.parts = {n: d for n, d in edited.parts.items() if not n.startswith("customXml/")}
    edited.replace("in detail", "precisely")
    assert ("in detail", "precisely") in told(edited)


@report("microsoft/Simplify-Docx#26 (Google Docs)", "indents that are no whole numbers stop the reader", "read")
def _() -> None:
    edited = editor()
    paragraph = edited.paragraph("in detail")
    etree.SubElement(paragraph.find(W + "pPr"), W + "ind", {W + "left": "515.3813934326172"})
    edited.replace("in detail", "precisely", NOBODY)
    assert ("in detail", "precisely") in told(edited)
