"""Drafts that an authority made with templates of its own: they are held against a draft made with the same ones."""

from pathlib import Path

import pytest
from lxml import etree

from tests.documents import W
from tests.packages import parts_of, zipped
from tests.returned.drafts import Authority, said
from tests.returned.editor import NOBODY, Editor

CLAUSE = "contract.transparency-reporting-per-site"
OURS, THEIRS = b"<w:body>", "The articles of this agreement"


def house(folder: Path, authority: Authority, words: str = THEIRS) -> Path:
    """Our contract template with other words around the clauses, in a folder of the authority's."""
    folder.mkdir(exist_ok=True)
    parts = parts_of((authority.repository.root / "templates/contract.docx").read_bytes())
    assert OURS in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        OURS, OURS + f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>".encode()
    )
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


def test_a_template_of_no_commit_that_only_the_document_names_is_told(authority: Authority) -> None:
    """Whoever sends the document can send its template, too, with words that are to count as the draft's own."""
    folder = house(authority.repository.root / "returned", authority, "None of this binds the Contractor.")
    review = authority.review(authority.received(sent(authority, folder)))
    (finding,) = [d for d in review["diagnostics"] if "of no commit" in d["message"]]
    assert finding["message"] == (
        "only the document says that it was made with the template returned/contract.docx, of no commit"
    )
    authority.repository.commit("Our templates")
    review = authority.review(authority.received(sent(authority, folder)))
    assert review["diagnostics"] == []


def in_a_cell(folder: Path, authority: Authority) -> Path:
    """Our contract template with clauses and definitions in the cells of a table, as some house styles have them."""
    folder.mkdir()
    parts = parts_of((authority.repository.root / "templates/contract.docx").read_bytes())
    body = etree.fromstring(parts["word/document.xml"])
    for name in ("contract_clauses", "definitions"):
        (tag,) = [p for p in body.iter(W + "p") if f"{{{{p {name}" in "".join(p.itertext(W + "t"))]
        table, row, cell = (etree.Element(W + kind) for kind in ("tbl", "tr", "tc"))
        properties = etree.SubElement(table, W + "tblPr")
        etree.SubElement(properties, W + "tblW", {W + "w": "9000", W + "type": "dxa"})
        etree.SubElement(etree.SubElement(table, W + "tblGrid"), W + "gridCol", {W + "w": "9000"})
        etree.SubElement(etree.SubElement(cell, W + "tcPr"), W + "tcW", {W + "w": "9000", W + "type": "dxa"})
        tag.addprevious(table)
        table.append(row)
        row.append(cell)
        cell.append(tag)
    parts["word/document.xml"] = etree.tostring(body)
    (folder / "contract.docx").write_bytes(zipped(parts))
    return folder


@pytest.mark.parametrize("controls", [True, False], ids=["with controls", "without"])
def test_clauses_in_the_authoritys_table_are_applied(authority: Authority, controls: bool) -> None:
    folder = in_a_cell(authority.repository.root / "house", authority)
    authority.repository.commit("Our templates")
    out, procedure = authority.folder / "sent", authority.repository.root / authority.procedure
    authority.repository.build(out, "--templates", folder, "--procedure", procedure)
    draft = Editor((out / "contract.docx").read_bytes())
    clause = draft.provision(CLAUSE)
    place = next(p for p in clause.iter(W + "p") if "in detail" in "".join(p.itertext(W + "t")))
    assert next(place.iterancestors(W + "tc"), None) is not None
    draft.replace("in detail", "precisely", inside=place)
    term = next(
        p for p in draft.provision("definition.affected").iter(W + "p") if "means" in "".join(p.itertext(W + "t"))
    )
    draft.replace("means", "is", inside=term)
    if not controls:
        draft.drop_controls()
    review = authority.apply(draft)
    assert [(e["old"], e["new"], e["status"]) for e in review["entries"]] == [
        ("in detail", "precisely", "applied"),
        ("means", "is", "applied"),
    ]
