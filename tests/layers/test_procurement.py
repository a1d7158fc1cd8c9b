"""A house over a base publishes, corrects, compares and follows procurements with its own words among the base's."""

import re
import shutil
from pathlib import Path

import pytest

from ddtender.library.places import PROCEDURE_LAW
from tests.commands import approved_workspace, git
from tests.decisions import decide_all
from tests.documents import Word
from tests.layers.test_commands import files_in, run
from tests.procurement.running import WHO
from tests.tools import ROOT

_CLAUSE = "contract.risk-assessment"
_FILE = "clause_library/contract_clauses/risk-assessment.md"
_OWN = "It is written in a language of the Contract."


def text_of(path: Path) -> str:
    return "".join(Word(path.read_bytes()).body.itertext())


def commit(house: Path, why: str) -> None:
    git(house, "add", ".")
    git(house, "commit", "--quiet", "--message", why)


def add_to_clause(house: Path, sentence: str) -> None:
    path = house / _FILE
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()} {sentence}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house over our own library, of which all is approved, with a clause and a law of procedures of its own."""
    folder = tmp_path_factory.mktemp("publishing")
    run(folder, "init", "house", "--authority", "City of Example", "--base", approved_workspace())
    house = folder / "house"
    run(house, "replace", _CLAUSE)
    run(house, "replace", PROCEDURE_LAW.removeprefix("clause_library/"))
    add_to_clause(house, _OWN)
    law = house / PROCEDURE_LAW
    law.write_text(law.read_text(encoding="utf-8").replace("electronic: 10", "electronic: 14"), encoding="utf-8")
    info = house / "clause_library/library.yaml"
    info.write_text(re.sub(r"(?m)^accepts: .*$", "accepts: [approvals, decisions]", info.read_text("utf-8")), "utf-8")
    run(house, "approve", _CLAUSE, "--reviewer", "A. Jurist")
    commit(house, "Begun")
    return house


@pytest.fixture(scope="module")
def published(house: Path) -> Path:
    """A procurement of which a set was issued, and a corrigendum after a change of the house's own clause."""
    folder = house.parent / "2027-tel-003"
    run(house, "new", folder)
    procedure = (ROOT / "tests/procedures/phones.yaml").read_text(encoding="utf-8")
    (folder / "procedure.yaml").write_text(f"{procedure}standstill: {{by: electronic}}\n", encoding="utf-8")
    decide_all(house, folder / "procedure.yaml")
    run(house, "issue", folder, *WHO, "--scenario", "low")
    add_to_clause(house, "It has a summary.")
    run(house, "bump", _CLAUSE, "--minor", "--why", "Nobody reads all of it.")
    run(house, "approve", _CLAUSE, "--reviewer", "A. Jurist")
    commit(house, "A summary")
    decide_all(house, folder / "procedure.yaml")
    run(house, "issue", folder, *WHO, "--why", "A Tenderer asked for a summary.")
    return folder


def test_what_is_published_has_the_words_and_the_days_of_the_house(published: Path) -> None:
    first = published / "issued/1"
    assert _OWN in text_of(first / "contract.docx") and "It has a summary." not in text_of(first / "contract.docx")
    assert "This period has 14 days" in text_of(first / "tender.docx")


def test_a_change_of_its_own_clause_is_a_corrigendum_with_a_redline(published: Path) -> None:
    notice = " ".join(Word((published / "issued/2/corrigendum.docx").read_bytes()).body.itertext())
    assert "A Tenderer asked for a summary." in notice and "risk assessment" in notice.lower()
    assert "It has a summary." in text_of(published / "issued/2/contract-redline.docx")


def test_its_revisions_can_be_compared_and_built_by_many(house: Path, published: Path, tmp_path: Path) -> None:
    vendored = files_in(house / "vendor")
    said = run(house, "redline", "--from", "HEAD~1", "--scenario", "low", "-o", tmp_path / "compared")
    assert "contract-redline.docx with 1 change" in said
    copied = Path(shutil.copytree(published, tmp_path / "procurement"))
    run(house, "batch", copied / "procedure.yaml", "--scenario", "low", "-j", "1", "-o", tmp_path / "many")
    assert _OWN in text_of(next((tmp_path / "many").glob("*/contract.docx")))
    run(house, "portfolio", tmp_path / "many", "--as-of", "2027-08-01", "-o", tmp_path / "portfolio")
    page = (tmp_path / "portfolio/portfolio.html").read_text(encoding="utf-8")
    assert "Telephones for two schools" in page
    assert files_in(house / "vendor") == vendored
