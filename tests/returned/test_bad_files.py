"""Files that should not have come, or that somebody made to do harm: a clear finding, and nothing half applied."""

import io
import resource
import time
import zipfile

import pytest
from lxml import etree

from tests.documents import W
from tests.history.repository import copy_of_ours, init
from tests.packages import parts_of, zipped
from tests.returned.drafts import TRANSPARENCY, Authority, reasons
from tests.returned.editor import ANNA, Editor, Person
from tests.tools import ROOT

BOMB = b"<w:document xmlns:w='x'>" + b"<w:p/>" * 5_000_000 + b"</w:document>"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="x">&a;</w:document>'


def codes(authority: Authority, content: bytes) -> list[str]:
    """What is found, and that nothing was written."""
    result = authority.run(authority.received(content), "--apply", code=1)
    assert authority.changed() == []
    assert "Traceback" not in result.err
    return [line.split("error[")[1].split("]")[0] for line in result.err.splitlines() if "error[" in line]


def with_document(draft: Editor, data: bytes) -> bytes:
    return zipped({**parts_of(draft.bytes()), "word/document.xml": data})


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"{\\rtf1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04 and no more", b"Dear all,"],
    ids=["empty", "pdf", "rtf", "protected", "cut-off", "text"],
)
def test_another_kind_of_file(authority: Authority, content: bytes) -> None:
    assert codes(authority, content) == ["unreadable-review"]


def test_another_tools_document(authority: Authority) -> None:
    buffer = io.BytesIO()
    __import__("docx").Document().save(buffer)
    assert codes(authority, buffer.getvalue()) == ["not-a-draft"]


def test_a_draft_of_another_library(authority: Authority, tmp_path) -> None:
    other = init(copy_of_ours(tmp_path / "other"))
    other.edit("clause_library/library.yaml", "name: ", "name: Another ")
    other.commit()
    other.build(tmp_path / "built")
    assert codes(authority, (tmp_path / "built/contract.docx").read_bytes()) == ["other-library"]


def test_copies_of_different_drafts(authority: Authority) -> None:
    files = [authority.received(authority.draft("contract", s, facts=False), f"{s}.docx") for s in ("low", "high")]
    assert "error[other-draft]" in authority.run(*files, code=1).err


@pytest.mark.parametrize("data", [ENTITIES, OUTSIDE, b"<w:document", b"\xff\xfe<\x00", BOMB], ids=lambda d: d[:30])
def test_hostile_xml(authority: Authority, data: bytes) -> None:
    assert codes(authority, with_document(authority.draft(), data))[0] in ("unreadable-review", "not-a-draft")


def test_deep_nesting_ends(authority: Authority) -> None:
    deep = b"<w:ins>" * 100_000
    data = f"<w:document xmlns:w='{W[1:-1]}'><w:body>".encode() + deep
    assert codes(authority, with_document(authority.draft(), data)) == ["unreadable-review"]


def test_paths_that_climb_out(authority: Authority) -> None:
    parts = parts_of(authority.draft().bytes())
    assert codes(authority, zipped({**parts, "../../evil": b"x"})) == ["unreadable-review"]
    relations = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="c" Type="http://x/comments" Target="../../../../etc/passwd"/></Relationships>',
    )
    review = authority.review(zipped({**parts, "word/_rels/document.xml.rels": relations}))
    assert [entry["what"] for entry in review["entries"]] == ["outside"] and review["counts"]["applicable"] == 0


def test_a_zip_bomb(authority: Authority) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(4):
            archive.writestr(f"word/{n}.xml", b"\0" * 39_000_000)
        archive.writestr("word/document.xml", b"<x/>")
        archive.writestr("[Content_Types].xml", b"<x/>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert codes(authority, buffer.getvalue()) == ["unreadable-review"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # kilobytes


def test_properties_that_lie(authority: Authority) -> None:
    parts = parts_of(authority.draft().bytes())
    lying = parts["docProps/custom.xml"].replace(b"laptops.yaml", b"../../../../etc/passwd")
    review = authority.review(zipped({**parts, "docProps/custom.xml": lying}))
    assert "draft-uncertain" in {d["code"] for d in review["diagnostics"]}
    assert "root:" not in str(review)


def test_a_commit_that_is_not_here(authority: Authority, tmp_path) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    elsewhere = copy_of_ours(tmp_path / "elsewhere")
    (elsewhere / "README.md").write_text("Another history\n")
    stranger = Authority(init(elsewhere), tmp_path, authority.procedure)
    review = stranger.apply(draft)
    assert [d["code"] for d in review["diagnostics"]] == ["draft-uncertain"]
    assert reasons(review) == [None]


def test_a_thousand_tracked_changes(authority: Authority) -> None:
    draft = authority.draft()
    words = draft.paragraph("means an actual or possible harm")
    for n in range(1000):
        draft.insert_in(words, "means", f" w{n}", Person(f"P{n % 3}", ANNA.date))
    for text in ("in detail", "so far", " next"):
        draft.delete(text)
    started = time.monotonic()
    counts = authority.apply(draft, code=None)["counts"]
    assert counts["all"] == counts["applied"] + counts["listed"] >= 4
    assert counts["applied"] >= 3
    assert time.monotonic() - started < 60, "a hang, not a matter of speed"


def test_a_thousand_changes_in_many_places_are_all_applied(authority: Authority) -> None:
    draft = authority.draft("tender")
    done = 0
    for paragraph in list(draft.body.iter(W + "p")):
        inside = [t.get(W + "val") for s in paragraph.iterancestors(W + "sdt") for t in s.iter(W + "tag")][:1]
        if not inside or "@" not in inside[0] or next(paragraph.iterancestors(W + "tc"), None) is not None:
            continue
        for run in paragraph.findall(W + "r"):
            text = "".join(run.itertext(W + "t"))
            for word in dict.fromkeys(w for w in text.split() if w.isalpha() and text.count(w) == 1 and w.islower()):
                draft.insert_in(paragraph, word, " indeed")
                done += 1
                if done == 300:
                    break
    review = authority.review(draft)
    assert review["counts"]["all"] >= 300


def test_moved_text_is_for_a_person(authority: Authority) -> None:
    draft = authority.draft()
    paragraph = draft.paragraph("the efforts that it has made so far")
    draft.remove_paragraph("the efforts that it has made so far")
    draft.add_paragraph("the steps that it will take next", "the efforts that it has made so far", ANNA)
    for name, other in (("del", "moveFrom"), ("ins", "moveTo")):
        for change in draft.body.iter(W + name):
            change.tag = W + other
    assert paragraph is not None
    review = authority.apply(draft)
    assert "text was moved" in reasons(review)
    assert authority.changed() == []


def test_control_characters_reach_no_terminal(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "in\u009b31mred\u202e detail", Person("Eve\u202e\u009b", ANNA.date))
    out = authority.run(authority.received(draft)).out
    assert "‹U+009B›" in out and "\u009b" not in out and "\u202e" not in out
    assert authority.apply(draft)["entries"][0]["status"] == "listed"


def test_right_to_left_text_and_emoji_are_kept(authority: Authority) -> None:
    draft = authority.draft()
    draft.comment("in detail", "האם זה מידתי? 👩‍⚖️", Person("דנה", ANNA.date))
    draft.replace("an updated list", "قائمة", Person("سمر", ANNA.date))
    review = authority.apply(draft, code=None)
    text = authority.repository.read(TRANSPARENCY)
    applied = {e["what"]: e["status"] for e in review["entries"]}
    assert applied["text"] == "applied" and "submit to the Contracting Authority قائمة of the names" in text
    assert applied["comment"] == "listed" or "האם זה מידתי? 👩‍⚖️" in text


def test_comments_that_answer_each_other_in_a_circle_are_not_lost(authority: Authority) -> None:
    draft = authority.draft()
    draft.comment("in detail", "First", ANNA, answers=((ANNA, "Second"),))
    parts = parts_of(draft.bytes())
    threads = etree.fromstring(parts["word/commentsExtended.xml"])
    (answer,) = threads
    own, parent = (next(k for k in answer.attrib if k.endswith(end)) for end in ("}paraId", "}paraIdParent"))
    etree.SubElement(threads, answer.tag, {own: answer.get(parent), parent: answer.get(own)})
    review = authority.review(zipped({**parts, "word/commentsExtended.xml": etree.tostring(threads)}))
    said = [text for e in review["entries"] for text in (e["new"], *(a["text"] for a in e["answers"]))]
    assert sorted(said) == ["First", "Second"]


#: What the strict form calls otherwise, longer names first (ISO/IEC 29500-4).
STRICT = {
    b"officeDocument/2006/relationships/extended-properties": b"officeDocument/relationships/extendedProperties",
    b"officeDocument/2006/relationships/custom-properties": b"officeDocument/relationships/customProperties",
    b"officeDocument/2006/extended-properties": b"officeDocument/extendedProperties",
    b"officeDocument/2006/custom-properties": b"officeDocument/customProperties",
    b"officeDocument/2006/": b"officeDocument/",
    b"wordprocessingml/2006/": b"wordprocessingml/",
    b"drawingml/2006/": b"drawingml/",
}


def test_a_file_in_the_strict_form_of_open_xml_is_read_as_it_is_otherwise(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    draft.parts["word/header1.xml"] = draft.parts["word/header1.xml"].replace(
        b"</w:p>", b"<w:r><w:t>No</w:t></w:r></w:p>", 1
    )
    parts = parts_of(draft.bytes())
    strict = {}
    for name, data in parts.items():
        for usual, other in STRICT.items():
            data = data.replace(b"http://schemas.openxmlformats.org/" + usual, b"http://purl.oclc.org/ooxml/" + other)
        strict[name] = data
    assert b"purl.oclc.org" in strict["docProps/custom.xml"] and b"purl.oclc.org" in strict["_rels/.rels"]
    found = authority.review(zipped(strict))["entries"]
    assert [e["new"] for e in found if e["new"] == "precisely"] and len(found) > 1
    assert found == authority.review(zipped(parts))["entries"]


def test_the_templates_of_the_workspace_are_no_drafts(authority: Authority) -> None:
    assert codes(authority, (ROOT / "templates/contract.docx").read_bytes()) == ["not-a-draft"]
