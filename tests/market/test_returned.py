"""Forms as they come back: damaged, edited, hostile. Each brings a finding that names the file and the question."""

import io
import zipfile

import pytest
from lxml import etree

from ddtender.diagnostics import Code
from ddtender.library.codes import FORBIDDEN_CHARACTER, UNKNOWN_KEY, UNREADABLE_FILE, YAML_FEATURE
from ddtender.market.codes import (
    BOX_MISMATCH,
    CHANGED_STATEMENT,
    EMPTY_FORM,
    MISSING_BOX,
    NOT_THE_FORM,
    OTHER_FORM_VERSION,
    PLAIN_BOXES,
    TEXT_BESIDE_BOX,
    UNKNOWN_ANSWER,
    UNREADABLE_ANSWERS,
)
from ddtender.market.read_form import read_form
from ddtender.market.returned_form import MAX_BYTES
from tests.market.forms import (
    DOCUMENT,
    HIGH,
    MEDIUM,
    W14,
    W,
    as_yaml,
    assessed,
    changed,
    control,
    filled,
    form,
    questionnaire,
    read,
    read_yaml,
    tick,
    ticks,
)
from tests.packages import parts_of, zipped


def good() -> bytes:
    return filled(ticks(MEDIUM))


def with_part(name: str, data: bytes) -> bytes:
    return zipped({**parts_of(good()), name: data})


def without(content: bytes, name: str) -> bytes:
    return zipped({key: data for key, data in parts_of(content).items() if key != name})


def encrypted() -> bytes:
    """The zip says that its entries are encrypted (the flag is in both headers)."""
    content = bytearray(good())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


def bomb() -> bytes:
    return with_part("word/media/image.bin", b"\0" * 130_000_000)


ENTITY = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p>
</w:body></w:document>"""
LAUGHS = ENTITY.replace(b'SYSTEM "file:///etc/passwd"', b'"' + b"ha" * 1000 + b'"')

HOSTILE = {
    "empty": (lambda: b"", "empty"),
    "text": (lambda: b"Dear buyer", "not a sound"),
    "pdf": (lambda: b"%PDF-1.7 ...", "PDF"),
    "rtf": (lambda: b"{\\rtf1 }", "RTF"),
    "doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    "encrypted": (encrypted, "encrypted"),
    "cut": (lambda: good()[: len(good()) // 2], "not a sound"),
    "bomb": (bomb, "unpacks"),
    "entities": (lambda: with_part(DOCUMENT, ENTITY), "document type"),
    "laughs": (lambda: with_part(DOCUMENT, LAUGHS), "document type"),
    "macros": (lambda: with_part("word/vbaProject.bin", b"x"), "macros"),
    "not-word": (lambda: without(good(), DOCUMENT), "not a Word document"),
    "not-xml": (lambda: with_part(DOCUMENT, b"<w:document"), "well-formed"),
    "huge-text": (lambda: with_part(DOCUMENT, b" " * 9_000_000), "bytes"),
    "large": (lambda: b"PK" + bytes(MAX_BYTES), "at most"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_named(name: str) -> None:
    make, said = HOSTILE[name]
    answers, (finding,) = read_form("returned/a.docx", make(), questionnaire())
    assert answers is None
    assert finding.code == UNREADABLE_ANSWERS and finding.location.path == "returned/a.docx"
    assert said in finding.message and finding.hint
    assert "root:" not in finding.message


def test_another_document_is_not_the_form() -> None:
    def empty(document: etree._Element) -> None:
        body = document.find(W + "body")
        for child in list(body)[:-1]:
            body.remove(child)

    answers, (finding,) = read_form("a.docx", changed(form(), empty), questionnaire())
    assert answers is None and finding.code == NOT_THE_FORM


def found(content: bytes, code: Code):
    """The one finding of this code, and the answers."""
    answers, findings = read(content)
    (finding,) = [f for f in findings if f.code is code]
    assert finding.location.path == "form.docx"
    return answers, finding


def test_a_good_form_has_no_findings() -> None:
    answers, findings = read(good())
    assert findings == []
    assert answers.ticked == {group: tuple(options) for group, options in MEDIUM.items()}
    assert (answers.company, answers.kind, answers.unread, answers.remarks) == ("Delta Systems", "manufacturer", (), ())


def test_an_empty_form_is_listed_and_counts_nowhere() -> None:
    answers, findings = read(form())
    assert findings == []
    from ddtender.market.assess import assess
    from ddtender.words import language

    assessment, findings = assess([answers], questionnaire(), None, language())
    assert EMPTY_FORM in {f.code for f in findings}
    assert assessment.suppliers[0].level is None and assessment.market.level is None


@pytest.mark.parametrize(("state", "mark"), [("1", "☐"), ("0", "☒"), ("0", "☑"), ("true", "☐")])
def test_a_box_and_its_mark_disagree(state: str, mark: str) -> None:
    content = filled(ticks(MEDIUM), None, lambda d: tick(control(d, "policies.due-diligence"), state, mark))
    answers, finding = found(content, BOX_MISMATCH)
    assert "Policies" in finding.message and finding.location.line > 1
    assert "due-diligence" in answers.ticked["policies"]
    assert any("counts as ticked" in note for note in answers.notes)
    strict = questionnaire(("box_mismatch: ticked", "box_mismatch: unread"))
    answers, _ = read(content, asked=strict)
    assert answers.unread == (("policies", "due-diligence"),)
    assert "due-diligence" not in answers.ticked["policies"]


@pytest.mark.parametrize("mark", ["X", "x", "✓", "☑"])
def test_other_marks_are_ticks_too(mark: str) -> None:
    answers, findings = read(filled(ticks(MEDIUM), None, lambda d: tick(control(d, "actions.staff"), "1", mark)))
    assert findings == [] and "staff" in answers.ticked["actions"]


def test_a_symbol_of_wingdings_is_a_mark() -> None:
    def symbol(document: etree._Element) -> None:
        box = control(document, "actions.staff")
        tick(box)
        t = box.find(f".//{W}t")
        t.getparent().replace(t, etree.Element(W + "sym", {W + "font": "Wingdings", W + "char": "F0FE"}))

    answers, findings = read(filled(ticks(MEDIUM), None, symbol))
    assert findings == [] and "staff" in answers.ticked["actions"]


def test_a_deleted_box_is_unread() -> None:
    def delete(document: etree._Element) -> None:
        box = control(document, "risks.fair")
        box.getparent().remove(box)

    answers, finding = found(filled(ticks(MEDIUM), None, delete), MISSING_BOX)
    assert "Awareness (2)" in finding.message and "missing" in finding.message
    assert answers.unread == (("risks", "fair"),) and answers.ticked["risks"] == ()
    (supplier,) = assessed(answers).suppliers
    assert supplier.dimensions["awareness"].score is None
    assert any("unread, and not counted" in note for note in supplier.notes)


def test_a_deleted_row_leaves_the_others_scored() -> None:
    def delete(document: etree._Element) -> None:
        row = next(control(document, "actions.stakeholders").iterancestors(W + "tr"))
        row.getparent().remove(row)

    answers, _ = found(filled(ticks(MEDIUM), None, delete), MISSING_BOX)
    assert assessed(answers).suppliers[0].dimensions["actions"].score == 5


def test_words_instead_of_a_mark_are_unread_and_kept() -> None:
    content = filled(ticks(MEDIUM), None, lambda d: tick(control(d, "actions.staff"), "0", "partly"))
    answers, finding = found(content, MISSING_BOX)
    assert "partly" in finding.message
    assert ("actions", "staff") in answers.unread and answers.remarks[0][1] == "partly"


def test_a_box_twice_is_unread_unless_both_say_the_same() -> None:
    def double(state: str, mark: str):
        def change(document: etree._Element) -> None:
            box = control(document, "actions.staff")
            copy = etree.fromstring(etree.tostring(box))
            tick(copy, state, mark)
            box.addnext(copy)

        return change

    answers, finding = found(filled(ticks(MEDIUM), None, double("1", "☒")), MISSING_BOX)
    assert "more than once" in finding.message and ("actions", "staff") in answers.unread
    assert read(filled(ticks(MEDIUM), None, double("0", "☐")))[1] == []


def typed(name: str, text: str, cell: int):
    def change(document: etree._Element) -> None:
        row = next(control(document, name).iterancestors(W + "tr"))
        paragraph = row.findall(W + "tc")[cell].find(W + "p")
        run = etree.SubElement(paragraph, W + "r")
        etree.SubElement(run, W + "t").text = text

    return change


@pytest.mark.parametrize("cell", [0, 1])
def test_text_beside_a_box_is_a_remark(cell: int) -> None:
    content = filled(ticks(MEDIUM), None, typed("policies.detailed", " from 2028 only", cell))
    answers, finding = found(content, TEXT_BESIDE_BOX)
    assert "Policies" in finding.message and "from 2028 only" in finding.message
    assert answers.remarks[0][1] == "from 2028 only"
    assert answers.ticked["policies"] == ("commitment", "detailed")


def test_a_changed_statement_is_noticed() -> None:
    def change(document: etree._Element) -> None:
        row = next(control(document, "policies.none").iterancestors(W + "tr"))
        row.findall(W + "tc")[1].find(f".//{W}t").text = "Much on human rights has been put in writing."

    answers, finding = found(filled(ticks(MEDIUM), None, change), CHANGED_STATEMENT)
    assert "Much on human rights" in finding.message and answers.notes


def test_an_older_form_is_recognised() -> None:
    content = filled(ticks(MEDIUM), None, of=form("0.9.0"))
    answers, finding = found(content, OTHER_FORM_VERSION)
    assert "version 0.9.0" in finding.message and f"version {questionnaire().version}" in finding.message
    assert answers.ticked["policies"] == ("commitment", "detailed")


def test_boxes_of_another_version_are_unread() -> None:
    def rename(document: etree._Element) -> None:
        box = control(document, "actions.staff")
        box.find(f"{W}sdtPr/{W}tag").set(W + "val", "q:actions.robots")

    answers, findings = read(filled({*ticks(MEDIUM), "actions.staff"}, None, rename))
    assert {f.code for f in findings} == {UNKNOWN_ANSWER, MISSING_BOX}
    assert any("actions.robots" in note for note in answers.notes)


def drop_names(tags: bool = True, bookmarks: bool = True):
    def change(document: etree._Element) -> None:
        for tag in list(document.iter(W + "tag")) if tags else []:
            tag.getparent().remove(tag)
        for mark in list(document.iter(W + "bookmarkStart", W + "bookmarkEnd")) if bookmarks else []:
            mark.getparent().remove(mark)

    return change


@pytest.mark.parametrize("bookmarks", [False, True])
def test_boxes_are_found_without_their_tags(bookmarks: bool) -> None:
    answers, findings = read(filled(ticks(HIGH, "reseller"), None, drop_names(bookmarks=bookmarks)))
    assert findings == []
    assert answers.ticked == {group: tuple(options) for group, options in HIGH.items()}
    assert answers.kind == "reseller"
    assert answers.company == "Delta Systems"


def test_boxes_are_found_by_their_order_at_last() -> None:
    def wordless(document: etree._Element) -> None:
        drop_names()(document)
        for t in document.iter(W + "t"):
            if not any(p.find(f"{W}sdtPr/{W14}checkbox") is not None for p in t.iterancestors(W + "sdt")):
                t.text = "text"

    answers, _ = read(filled(ticks(HIGH), None, wordless))
    assert answers.ticked == {group: tuple(options) for group, options in HIGH.items()}


def test_deleted_under_tracked_changes_is_deleted() -> None:
    def track(document: etree._Element) -> None:
        box = control(document, "risks.fair")
        gone = etree.Element(W + "del", {W + "id": "9000", W + "author": "A"})
        box.addprevious(gone)
        gone.append(box)

    answers, _ = found(filled(ticks(MEDIUM), None, track), MISSING_BOX)
    assert answers.ticked["risks"] == ()


def test_strict_documents_are_read_too() -> None:
    strict = parts_of(good())[DOCUMENT].replace(W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    answers, findings = read(with_part(DOCUMENT, strict))
    assert findings == [] and answers.ticked == read(good())[0].ticked


def test_free_text_is_read_wherever_it_was_typed() -> None:
    texts = {
        "company": "Orion\tNV",
        "contact": "Jo, +31 10",
        "actions.initiatives.text": "RBA",
        "kind.other.text": "lessor",
    }
    answers, findings = read(filled(ticks(MEDIUM, "other"), texts))
    assert findings == []
    assert (answers.company, answers.contact) == ("Orion NV", "Jo, +31 10")
    assert answers.texts == {"actions.initiatives": "RBA", "kind.other": "lessor"}

    def beside(document: etree._Element) -> None:
        paragraph = next(control(document, "company").iterancestors(W + "p"))
        run = etree.SubElement(paragraph, W + "r")
        etree.SubElement(run, W + "t").text = "Vega BV"

    assert read(filled(ticks(MEDIUM), {}, beside))[0].company == "Vega BV"


def test_names_cannot_disturb_a_terminal() -> None:
    answers, _ = read(filled(ticks(MEDIUM), {"company": "A\u202e\u0085gnp.exe" + "x" * 900}))
    assert answers.company.startswith("A gnp.exe") and len(answers.company) == 200


def test_answers_in_yaml() -> None:
    answers, findings = read_yaml(as_yaml(HIGH, "reseller"))
    assert findings == [] and answers.kind == "reseller" and answers.company == "Delta Systems"
    assert answers.ticked == {group: tuple(options) for group, options in HIGH.items()}


@pytest.mark.parametrize(
    ("was", "now", "code", "line", "said"),
    [
        (b"kind: manufacturer", b"kind: maker", UNKNOWN_ANSWER, 2, "kind of company 'maker'"),
        (b"risks: [good]", b"risks: [god]", UNKNOWN_ANSWER, 5, "'god'"),
        (b"risks: [good]", b"risk: [good]", UNKNOWN_ANSWER, 5, "question 'risk'"),
        (b"kind: manufacturer", b"kinds: manufacturer", UNKNOWN_KEY, 2, "kinds"),
        (b"kind: manufacturer", b"questionnaire: human-rights@0.9.0", OTHER_FORM_VERSION, 2, "0.9.0"),
        (b"answers:", b"answers: &a", YAML_FEATURE, 3, "anchor"),
        (b"company:", b"\xff:", UNREADABLE_FILE, 1, "UTF-8"),
        (b'company: "Delta', b'company: "\x1b]0;Delta', FORBIDDEN_CHARACTER, 1, "U+001B"),
    ],
)
def test_faults_in_yaml_have_a_place(was: bytes, now: bytes, code: Code, line: int, said: str) -> None:
    content = as_yaml(HIGH)
    assert was in content
    _, findings = read_yaml(content.replace(was, now))
    (finding,) = [f for f in findings if f.code is code]
    assert (finding.location.path, finding.location.line) == ("answers.yaml", line) and said in finding.message


def test_a_zip_with_absurd_names_is_refused() -> None:
    buffer = io.BytesIO(good())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("../../outside.txt", "x")
    answers, (finding,) = read_form("a.docx", buffer.getvalue(), questionnaire())
    assert answers is None and finding.code == UNREADABLE_ANSWERS


def flat(*changes, bookmarks: bool = False) -> bytes:
    """The form as an editor leaves it that knows no controls, without bookmarks or with them."""

    def flatten(document: etree._Element) -> None:
        for change in changes:
            change(document)
        for box in list(document.iter(W + "sdt")):
            for child in list(box.find(W + "sdtContent")):
                box.addprevious(child)
            box.getparent().remove(box)
        for mark in [] if bookmarks else list(document.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            mark.getparent().remove(mark)

    return filled(ticks(MEDIUM), None, flatten)


def becomes(name: str, mark: str, font: str = ""):
    """A box whose sign is another one."""

    def change(document: etree._Element) -> None:
        run = control(document, name).find(f"{W}sdtContent/{W}r")
        run.find(W + "t").text = mark
        if font:
            run.find(f"{W}rPr/{W}rFonts").set(W + "ascii", font)

    return change


@pytest.mark.parametrize("bookmarks", [False, True])
def test_a_form_without_controls_is_read_by_its_words(bookmarks: bool) -> None:
    answers, finding = found(flat(bookmarks=bookmarks), PLAIN_BOXES)
    assert answers.ticked == {group: tuple(options) for group, options in MEDIUM.items()}
    assert (answers.company, answers.kind, answers.unread) == ("Delta Systems", "manufacturer", ())
    assert finding.message.startswith("25 boxes are no controls")


@pytest.mark.parametrize(
    ("mark", "font"), [("✗", ""), ("☐ x", ""), ("[x]", ""), ("\uf0fe", ""), ("þ", "Wingdings"), ("✓ ☐", "")]
)
def test_what_people_type_into_a_form_without_controls(mark: str, font: str) -> None:
    answers, _ = read(flat(becomes("actions.staff", mark, font)))
    assert "staff" in answers.ticked["actions"] and answers.unread == ()


@pytest.mark.parametrize("typed", ["yes", "?", ""])
def test_what_is_no_mark_is_unread(typed: str) -> None:
    answers, findings = read(flat(becomes("actions.staff", typed)))
    assert answers.unread == (("actions", "staff"),)
    assert MISSING_BOX in {f.code for f in findings}


def test_a_sign_before_a_statement_is_its_box() -> None:
    """Tables that became paragraphs, as a text export makes them."""

    def rows_as_paragraphs(document: etree._Element) -> None:
        for table in list(document.iter(W + "tbl")):
            for row in table.iter(W + "tr"):
                made = etree.Element(W + "p")
                text = " ".join("".join(cell.itertext(W + "t")) for cell in row.iter(W + "tc"))
                etree.SubElement(etree.SubElement(made, W + "r"), W + "t").text = text
                table.addprevious(made)
            table.getparent().remove(table)

    answers, _ = found(changed(flat(), rows_as_paragraphs), PLAIN_BOXES)
    assert answers.ticked == {group: tuple(options) for group, options in MEDIUM.items()}


def test_another_document_with_marks_is_not_the_form() -> None:
    def other(document: etree._Element) -> None:
        for text in document.iter(W + "t"):
            if len(text.text or "") > 1:
                text.text = "Something else"

    answers, (finding,) = read_form("form.docx", changed(flat(), other), questionnaire())
    assert answers is None and finding.code == NOT_THE_FORM
