"""Drafts that an authority made with templates of its own: they are held against a draft made with the same ones."""

from pathlib import Path

from tests.packages import parts_of, zipped
from tests.review.drafts import Authority, said
from tests.review.editor import NOBODY, Editor

CLAUSE = "contract.transparency-reporting-per-site"
OURS, THEIRS = b"The clauses in this document", "The articles of this agreement"


def house(folder: Path, authority: Authority, words: str = THEIRS) -> Path:
    """Our contract template with other words around the clauses, in a folder of the authority's."""
    folder.mkdir(exist_ok=True)
    parts = parts_of((authority.repository.root / "templates/contract.docx").read_bytes())
    assert OURS in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(OURS, words.encode())
    (folder / "contract.docx").write_bytes(zipped(parts))
    return folder


def sent(authority: Authority, templates: Path) -> Editor:
    """A draft made with them, in which somebody has changed a clause without tracking."""
    out, procedure = authority.folder / "sent", authority.repository.root / authority.procedure
    authority.repository.build(out, "--templates", templates, "--procedure", procedure)
    draft = Editor((out / "contract.docx").read_bytes())
    draft.replace("in detail", "precisely", NOBODY)
    return draft


def test_a_draft_is_held_against_one_made_with_its_own_template(authority: Authority) -> None:
    """As it was committed with the draft, whatever stands there now."""
    folder = house(authority.repository.root / "house", authority)
    authority.repository.commit("Our templates")
    draft = sent(authority, folder)
    house(folder, authority, "Other words now")
    review = authority.apply(draft)
    assert said(review) == [(CLAUSE, "in detail", "precisely")]
    assert review["diagnostics"] == [] and review["counts"]["applied"] == 1


def test_a_template_elsewhere_is_named_or_told(authority: Authority, tmp_path: Path) -> None:
    folder = house(tmp_path / "elsewhere", authority)
    received = authority.received(sent(authority, folder))
    review = authority.review(received)
    assert [d["message"] for d in review["diagnostics"]] == ["the template contract.docx is not at hand as it was used"]
    assert "--templates" in review["diagnostics"][0]["hint"]
    assert {e["what"] for e in review["entries"]} == {"text", "outside"}
    assert review["counts"]["applicable"] == 1, "a clause's own words do not depend on the template"
    found = authority.run(received, "--templates", folder, "--format", "json").json()
    assert said(found) == [(CLAUSE, "in detail", "precisely")] and found["diagnostics"] == []
    house(folder, authority, "Other words now")
    (finding,) = authority.run(received, "--templates", folder, "--format", "json").json()["diagnostics"]
    assert finding["message"].endswith("is not the template that the draft was made with")
