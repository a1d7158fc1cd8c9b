"""What reads a library knows its layers: each thing says where it comes from, and nothing is written into a base."""

import json
import shutil
from pathlib import Path

import pytest
from lxml import etree

from ddtender.desk.library.law import buyers_law
from ddtender.desk.market.dialogue import yearly_talk
from ddtender.words import language
from tests.commands import git
from tests.layers.test_commands import files_in, refused, run
from tests.packages import parts_of
from tests.returned.editor import Editor, cell

_BASE, _HOUSE = "Human rights due diligence in ICT procurement", "Clauses of City of Example"
_CLAUSE = "clause_library/contract_clauses/transparency-reporting-per-site.md"
_REPORTING = "contract.transparency-reporting-per-site"
_BUILT = ("build", "--scenario", "high", "--procedure", "scenarios/procedures/example.yaml")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A layer over our own library with one clause of its own, committed and built."""
    folder = tmp_path_factory.mktemp("rooms")
    run(folder, "init", "house", "--authority", "City of Example")
    house = folder / "house"
    run(house, "replace", "contract.mitigation-reporting")
    git(house, "add", ".")
    git(house, "commit", "--quiet", "--message", "Begun")
    run(house, *_BUILT)
    return house


@pytest.fixture
def house(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "house"))


def test_every_answer_says_of_which_layer_a_thing_is(original: Path) -> None:
    rows = {row["id"]: row for row in json.loads(run(original, "status", "--format", "json"))["provisions"]}
    assert rows[_REPORTING]["layer"] == _BASE and rows["contract.mitigation-reporting"]["layer"] == _HOUSE
    assert run(original, "where-used", _REPORTING).splitlines()[0].split(maxsplit=1) == ["layer:", f"{_BASE} 1.0.0"]
    manifest = json.loads((original / "build/high/manifest.json").read_bytes())
    assert [one["name"] for one in manifest["library"]["layers"]] == [_BASE, _HOUSE]
    assert {one["layer"] for one in manifest["provisions"]} == {_BASE, _HOUSE}
    assert f"Layer: {_BASE} 1.0.0" in _margin(original / "build/high/contract.docx")
    assert f"<dt>Layer</dt><dd>{_BASE} 1.0.0</dd>" in (original / "build/high/review.html").read_text("utf-8")


def test_what_a_library_need_not_have_is_read_from_its_base(original: Path) -> None:
    duties = buyers_law(original)
    assert duties is not None and duties.of("nl")
    assert yearly_talk(original, language()) is not None


def _margin(document: Path) -> str:
    xml = parts_of(document.read_bytes())["word/comments.xml"]
    return "".join(etree.fromstring(xml).itertext())


def test_what_was_built_from_a_layer_is_proved_from_its_commit(original: Path) -> None:
    assert "the same bytes" in run(original, "verify", "build/high")
    assert "unchanged build/high/contract.docx" in run(original, *_BUILT)


def test_an_edit_of_a_clause_of_the_base_becomes_a_replacement_in_the_house(house: Path) -> None:
    draft = Editor((house / "build/high/contract.docx").read_bytes())
    draft.replace("in detail", "precisely")
    draft.replace(
        "The first list and",
        "The first whole list and",
        inside=cell(draft, "The first list and every yearly update are submitted in time"),
    )
    (house / "reviewed.docx").write_bytes(draft.bytes())
    vendored = files_in(house / "vendor")
    before = (house / "vendor" / next(iter(vendored)).partition("/")[0] / _CLAUSE).read_text("utf-8")
    run(house, "review", "reviewed.docx", "--apply")
    text = (house / _CLAUSE).read_text("utf-8")
    assert f"id: {_REPORTING}\nreplaces: {_REPORTING}@1.0.0\n" in text and "precisely" in text
    assert "indicator: The first whole list and" in text
    assert text.partition("\n---\n")[2] == before.partition("\n---\n")[2].replace("in detail", "precisely")
    assert files_in(house / "vendor") == vendored
    run(house, "check")
    told = run(house, "diff", "HEAD")
    assert f"changed {_REPORTING} (1.0.0 → 2.0.0)" in told and f"layer: {_HOUSE}" in told


def test_a_stamp_stands_in_the_house_and_versions_and_ids_of_the_base_are_its_own(
    house: Path,
) -> None:
    vendored = files_in(house / "vendor")
    run(house, "approve", "definition.goods", "--reviewer", "A. Jurist")
    assert (house / "clause_library/reviews/definition.goods.yaml").exists()
    rows = {row["id"]: row for row in json.loads(run(house, "status", "--format", "json"))["provisions"]}
    assert rows["definition.goods"]["state"] == "approved"
    said = refused(house, "bump", _REPORTING, "--minor", "--why", "x")
    assert f"`ddtender replace {_REPORTING}` takes it over" in said
    assert "is an id of the base" in refused(house, "rename", _REPORTING, "contract.other")
    assert files_in(house / "vendor") == vendored


def test_papers_of_the_market_come_from_the_base(house: Path) -> None:
    run(house, "questionnaire", "-o", "questionnaire.docx")
    run(house, "new", "2027-ict-014")
    assert "reference" in (house / "2027-ict-014/procedure.yaml").read_text("utf-8")


def test_a_translation_of_the_base_is_approved_in_the_house_and_followed_only_as_its_own(house: Path) -> None:
    vendored = files_in(house / "vendor")
    run(house, "approve", "definition.goods", "--language", "nl", "--reviewer", "A. Jurist")
    assert (house / "clause_library/reviews/nl/definition.goods.yaml").exists()
    said = refused(house, "translate", "nl", "--follows", "definition.goods", "--why", "x")
    assert "`ddtender replace languages/nl/definitions/goods.md` takes it over" in said
    run(house, "replace", "languages/nl/definitions/goods.md")
    run(house, "check")
    assert files_in(house / "vendor") == vendored
