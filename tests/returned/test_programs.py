"""Drafts edited by programs that we did not write: LibreOffice by script, and python-docx."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.history.repository import MITIGATION
from tests.office import Office, Opened
from tests.returned.drafts import PLAN, TRANSPARENCY, Authority, reasons, said

CLAUSE = "contract.transparency-reporting-per-site"


def sent(authority: Authority, document: str) -> Path:
    return authority.received(authority.draft(document), f"{document}-sent.docx")


def test_edits_tracked_in_libreoffice_come_back_and_are_applied(authority: Authority, office: Office) -> None:
    back = authority.folder / "back.docx"
    with Office("Ana Núñez") as other:
        opened = other.open(sent(authority, "contract"))
        opened.track()
        opened.replace("in detail", "precisely")
        opened.insert_after("an updated list of the names", ", legal forms")
        opened.delete("so far ")
        opened.insert_after("as far as it needs it to check the list.", " It gives its reasons.")
        opened.replace("Count of the Mitigating Actions", "Number of the Mitigating Actions")
        opened.comment("which of these risks", "¿Cuáles? 🙂 שלום")
        opened.save(back)
    review = authority.apply(back)
    assert sorted(said(review)) == sorted(
        [
            (CLAUSE, "in detail", "precisely"),
            (CLAUSE, "", ", legal forms"),
            (CLAUSE, "so far ", ""),
            (CLAUSE, "", " It gives its reasons."),
            (CLAUSE, "which of these risks", "¿Cuáles? 🙂 שלום"),
            ("contract.mitigation-reporting", "Count of the Mitigating Actions", "Number of the Mitigating Actions"),
        ]
    )
    assert {by["author"] for e in review["entries"] for by in e["by"]} == {"Ana Núñez"}
    assert reasons(review) == [None] * 6
    assert {d["code"] for d in review["diagnostics"]} == {"unmarked-provision"}, "LibreOffice drops the controls"
    text = authority.repository.read(TRANSPARENCY)
    assert "an updated list of the names, legal forms and addresses" in text
    assert "explain precisely with that list" in text
    assert "¿Cuáles? 🙂 שלום" in text
    assert "measured_by: Number of the Mitigating" in authority.repository.read(MITIGATION)
    assert authority.repository.run("check").code == 0


def test_edits_without_tracking_in_libreoffice_come_back(authority: Authority, office: Office) -> None:
    back = authority.folder / "back.docx"
    opened = office.open(sent(authority, "tender"))
    opened.replace("Points depend on how complete", "Points depend on how convincing")
    opened.insert_after("that it is able to do so is not judged;", "\nits training of staff;")
    opened.replace("a site where they are made", "a place where they are made")
    opened.delete_paragraph("references to its reporting on Human Rights Due Diligence")
    opened.save(back)
    review = authority.apply(back)
    assert reasons(review) == [None] * len(review["entries"])
    assert {e["provision"] for e in review["entries"]} == {"award.due-diligence-processes"}
    text = authority.repository.read(PLAN)
    assert "that it is able to do so is not judged;\n3. its training of staff;\n4. " in text
    assert "Points depend on how convincing" in text and "a place where\n          they are made" in text
    assert "references to its reporting" not in text.split("\n---\n")[1]


def test_libreoffice_alone_changes_nothing(authority: Authority, office: Office) -> None:
    """Opened and saved: whatever LibreOffice rewrites in the file, no word is reported as changed."""
    for document in ("tender", "contract"):
        back = authority.folder / f"back-{document}.docx"
        office.open(sent(authority, document)).save(back)
        assert said(authority.review(back)) == []


def test_all_changes_accepted_in_libreoffice(authority: Authority, office: Office) -> None:
    back = authority.folder / "back.docx"
    opened = office.open(sent(authority, "contract"))
    opened.track()
    opened.replace("in detail", "precisely")
    opened.accept_all()
    opened.save(back)
    (entry,) = authority.apply(back)["entries"]
    assert (entry["old"], entry["new"], entry["untracked"], entry["status"]) == (
        "in detail",
        "precisely",
        True,
        "applied",
    )


TITLE = "Reporting on supply chain transparency, with risks per site"
LAST = "The Contractor shall provide it within"


def titled(opened: Opened) -> None:
    opened.replace("supply chain transparency", "the supply chain")


def renamed(opened: Opened) -> None:
    opened.replace_all("Contractor", "Supplier")


def dropped(opened: Opened) -> None:
    opened.delete_from(TITLE, LAST)


def moved(opened: Opened) -> None:
    opened.move_down(TITLE, LAST, 3)


def emptied(opened: Opened) -> None:
    opened.delete_paragraph("For each Key Production Site on the list")
    opened.delete("in detail ")


@pytest.mark.parametrize("edit", [titled, renamed, dropped, moved, emptied])
def test_what_libreoffice_tracks_anywhere_is_saved_and_read(authority: Authority, office: Office, edit) -> None:
    """A change in the first paragraph of a provision's control once made LibreOffice save a malformed file, or one
    without a comment of the reviewer's."""
    back = authority.folder / "back.docx"
    opened = office.open(sent(authority, "contract"))
    opened.track()
    edit(opened)
    opened.comment("since the report before", "Which form?")
    opened.save(back)
    kept = office.open(back)
    assert "Which form?" in {c["words"] for c in kept.comments()}
    review = authority.review(back)
    found = [e for e in review["entries"] if e["what"] != "comment"]
    assert "Which form?" in {new for _, _, new in said(review)}
    if edit is titled:
        assert said({"entries": found}) == [(CLAUSE, "supply chain transparency", "the supply chain")]
        assert [(e["what"], e["status"]) for e in found] == [("title", "applicable")]
    elif edit is renamed:
        renames = [e for e in found if e["what"] != "format"]
        assert len(renames) > 20 and all("Contractor" in e["old"] and "Supplier" in e["new"] for e in renames)
    elif edit is dropped:
        assert [(e["provision"], e["new"], e["status"]) for e in found] == [(CLAUSE, "", "listed")]
        assert found[0]["old"].startswith(TITLE)
    elif edit is moved:
        assert found and all(e["status"] == "listed" for e in found)
    else:
        assert any(e["old"].startswith("For each Key Production Site") and not e["new"] for e in found)
        assert (CLAUSE, "in detail ", "") in said(review)


def test_references_survive_opendocument(authority: Authority, office: Office) -> None:
    """Saved as .odt and opened again, every reference to a provision finds its title."""
    for document in ("tender", "contract"):
        odt = authority.folder / f"{document}.odt"
        opened = office.open(sent(authority, document))
        before = opened.paragraphs()
        opened.save(odt)
        assert office.open(odt).paragraphs() == before


def test_edits_with_python_docx_come_back(authority: Authority) -> None:
    opened = docx.Document(io.BytesIO(authority.draft("contract").bytes()))
    paragraphs = [Paragraph(p, opened._body) for p in opened.element.body.iter(qn("w:p"))]
    paragraph = next(p for p in paragraphs if p.text.startswith("If a list is incomplete"))
    paragraph.runs[0].text = paragraph.runs[0].text.replace("in detail", "precisely")
    other = next(p for p in paragraphs if p.text.startswith("The Contracting Authority may request further"))
    other.insert_paragraph_before("The list is in writing.", other.style)
    buffer = io.BytesIO()
    opened.save(buffer)
    review = authority.apply(buffer.getvalue())
    assert said(review) == [(CLAUSE, "in detail", "precisely"), (CLAUSE, "", "The list is in writing.¶")]
    assert "The list is in writing.\n\nThe Contracting Authority may request" in authority.repository.read(TRANSPARENCY)
