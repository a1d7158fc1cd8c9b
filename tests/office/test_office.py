"""The helper itself: an edit that is tracked is there again when the saved document is opened, comments included."""

from pathlib import Path

from tests.documents import build
from tests.office import Office

WORDS = "Why? 😀 שלום"


def test_a_tracked_edit_and_a_comment_survive_saving(office: Office, tmp_path: Path) -> None:
    draft, saved = tmp_path / "draft.docx", tmp_path / "saved.docx"
    draft.write_bytes(build("medium").documents["tender.docx"])
    document = office.open(draft)
    before = document.paragraphs()
    document.track()
    document.replace("at most 2 pages", "at most 4 pages")
    document.comment("orally", WORDS)
    document.delete_paragraph("A plan contains")
    document.save(saved)

    document = office.open(saved)
    theirs = [comment for comment in document.comments() if comment["author"] == "A. Lawyer"]
    assert theirs == [{"author": "A. Lawyer", "words": WORDS, "on": "orally"}]
    assert {change["author"] for change in document.changes()} == {"A. Lawyer"}
    document.reject_all()
    assert document.paragraphs() == before
    document.close()
