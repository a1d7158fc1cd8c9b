"""A redline that went out and came back: its own changes are what was sent, the others are the reviewer's."""

from pathlib import Path

import pytest

from tests.office import Office
from tests.returned.drafts import TRANSPARENCY, Authority, reasons, said
from tests.returned.editor import ANNA, Editor

CLAUSE = "contract.transparency-reporting-per-site"


@pytest.fixture
def redline(authority: Authority) -> Path:
    """What has changed in the contract since v1.0.0: words, a whole paragraph, and a provision of the procedure."""
    repository = authority.repository
    repository.git("tag", "v1.0.0")
    repository.edit(TRANSPARENCY, "explain in detail", "explain in full")
    repository.edit(TRANSPARENCY, "an updated list", "a current list")
    repository.edit(
        TRANSPARENCY, "\nIf a list is incomplete, the", "\nLists are in writing.\n\nIf a list is incomplete, the"
    )
    repository.run("bump", CLAUSE, "--major", "--why", "Clearer")
    repository.commit("Clearer")
    output = authority.folder / "redline"
    procedure = repository.root / authority.procedure
    repository.run("redline", "--from", "v1.0.0", "--scenario", "high", "--procedure", procedure, "--output", output)
    return output / "contract-redline.docx"


def test_a_redline_as_it_went_out_has_nothing_to_say(authority: Authority, redline: Path) -> None:
    assert authority.review(redline)["entries"] == []


def test_only_what_the_reviewer_changed_is_reported_and_applied(authority: Authority, redline: Path) -> None:
    editor = Editor(redline.read_bytes())
    editor.replace("so far", "until then", ANNA)
    editor.replace("in full", "exactly", ANNA, inside=editor.paragraph("If a list is incomplete"))
    review = authority.apply(editor)
    assert said(review) == [(CLAUSE, "in full", "exactly"), (CLAUSE, "so far", "until then")]
    assert [e["by"][0]["author"] for e in review["entries"]] == ["A. Jurist", "A. Jurist"]
    assert reasons(review) == [None, None]
    text = authority.repository.read(TRANSPARENCY)
    assert "shall explain exactly with that list" in text and "Lists are in writing." in text


def test_a_redline_that_was_reviewed_in_libreoffice(authority: Authority, redline: Path, office: Office) -> None:
    back = authority.folder / "back.docx"
    opened = office.open(redline)
    opened.track()
    opened.replace("so far", "until then")
    opened.save(back)
    review = authority.review(back)
    assert (CLAUSE, "so far", "until then") in said(review)
    assert {e["provision"] for e in review["entries"]} == {CLAUSE}
