"""Three years later a court asks which wording was in force, who had approved it, and what has changed since."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from ddtender.desk.sources import library_of
from ddtender.history.fingerprint import parts
from ddtender.words import language
from tests.history.repository import GOODS, MITIGATION, PLAN, Repository
from tests.history.test_final import final, words

ID = "contract.mitigation-reporting"
WHY = "Twice a year, as the monitor asks."
FORM = "clause_library/reply_forms/component-sites.yaml"


@pytest.fixture(scope="session")
def three_years(first_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a contract beside it, and all that has happened since: a duty is another one, a definition goes by
    another id, a reply form has another title, and a clause that the contract does not have has changed, too."""
    folder = tmp_path_factory.mktemp("three-years")
    repository = Repository(Path(shutil.copytree(first_release, folder / "library", symlinks=True)))
    repository.approve_all()
    repository.commit("Approved", tag="v1.0.1")
    final(repository, folder / "contract")
    repository.edit(MITIGATION, "Every year the Contractor shall report", "Twice a year the Contractor shall report")
    repository.run("bump", ID, "--major", "--why", WHY)
    repository.edit(PLAN, "title: Action plan", "title: Plan of actions")
    repository.run("bump", "award.action-plan", "--major", "--why", "Plainer")
    repository.edit(FORM, "title: ", "title: Certified ")
    repository.run("approve", ID, "--reviewer", "B. Jurist")
    repository.commit("Later", tag="v2.0.0")
    return folder


@pytest.fixture
def later(three_years: Path, tmp_path: Path) -> Repository:
    return Repository(Path(shutil.copytree(three_years / "library", tmp_path / "library", symlinks=True)))


@pytest.fixture
def contract(three_years: Path) -> Path:
    return three_years / "contract/manifest.json"


def of(repository: Repository, contract: Path, *more: object) -> dict[str, Any]:
    found = repository.run("status", "--contract", contract, "--format", "json", *more).json()
    return found | {"provisions": {row["id"]: row for row in found["provisions"]}}


def test_which_wording_was_in_force(later: Repository, contract: Path) -> None:
    wording = of(later, contract)["provisions"][ID]
    assert wording["version"] == "1.0.0" and "Every year the Contractor shall report" in wording["wording"]
    assert "Every year the Contractor shall report" in words((contract.parent / "contract.docx").read_bytes())
    assert later.run("verify", contract.parent).out.splitlines()[-1].endswith("the same bytes")  # and it is proved


def test_who_had_approved_it(later: Repository, contract: Path) -> None:
    rows = of(later, contract)["provisions"]
    assert {row["reviewer"] for row in rows.values()} == {"A. Jurist"}
    assert all(row["date"] for row in rows.values())
    manifest = {row["id"]: row["approval"] for row in json.loads(contract.read_text())["provisions"]}
    assert {id_: row["date"] for id_, row in rows.items()} == {id_: one["on"] for id_, one in manifest.items()}
    assert later.run("status", "--contract", contract).out.count("A. Jurist") >= len(rows)


def test_what_has_changed_since(later: Repository, contract: Path) -> None:
    """Of this one contract: the action plan, which stands in no contract of this kind, is not named."""
    found = of(later, contract)
    changed = {id_: row["change"] for id_, row in found["provisions"].items() if row["change"]}
    assert {*changed} == {ID}
    assert (changed[ID]["what"], changed[ID]["version"], changed[ID]["state"]) == ("changed", "2.0.0", "approved")
    assert [reason["why"] for reason in changed[ID]["reasons"]] == [WHY]
    assert "Twice a" in "".join(text for op, text in changed[ID]["parts"]["text"] if op == "insert")
    assert [row["id"] for row in found["others"] if row["change"]] == ["reply-form.component-sites"]
    assert f"{ID} 2.0.0" in later.run("status", "--contract", contract).out
    before = of(later, contract, "--at", "v1.0.1")
    assert not any(row["change"] for row in (*before["provisions"].values(), *before["others"]))


@pytest.mark.parametrize("suffix", [".md", ".docx"])
def test_the_contract_manager_gets_a_letter(later: Repository, contract: Path, tmp_path: Path, suffix: str) -> None:
    letter = tmp_path / f"letter{suffix}"
    later.run("status", "--contract", contract, "-o", letter)
    said = letter.read_text() if suffix == ".md" else words(letter.read_bytes())
    for told in (
        "Laptops and docking stations",
        WHY,
        "approved by A. Jurist",
        "approved by B. Jurist",
        "Twice a year",
        "reply-form.component-sites",
    ):
        assert told in said
    assert "2 provisions and texts of this contract are others" in said and "Plan of actions" not in said
    assert "The contract keeps the words" in said


def test_the_letter_has_a_word_for_every_part_of_a_provision(later: Repository) -> None:
    library = library_of(later.root)
    named = {name.replace(" ", "_") for p in library.by_id.values() for name in parts(p, library.parameter_by_name)}
    assert {f"since.part.{name}" for name in {*named, "retired"}} == {
        key for key in language().keys("since") if key.startswith("since.part.")
    }


def test_what_a_contract_has_and_the_library_has_no_longer_is_told(later: Repository, contract: Path) -> None:
    retired = "retired: Nobody could judge it.\n"
    later.edit(MITIGATION, "\nversion: 2.0.0\n", f"\nversion: 2.0.0\n{retired}")
    later.write(GOODS.replace("goods", "wares"), later.read(GOODS).replace("definition.goods", "definition.wares"))
    (later.root / GOODS).unlink()
    rows = of(later, contract)["provisions"]
    assert rows[ID]["change"]["what"] == "retired"
    assert (rows["definition.goods"]["change"]["what"], rows["definition.goods"]["change"]["id"]) == (
        "renamed",
        "definition.wares",
    )
    said = later.run("status", "--contract", contract, "--format", "markdown").out
    assert "Nobody could judge it." in said and "definition.wares" in said


def test_a_status_as_it_was(later: Repository) -> None:
    """At v1.0.0 nobody had approved anything, at v1.0.1 A. Jurist had, and today two texts wait."""

    def states(*arguments: str) -> dict[str, str]:
        rows = later.run("status", "--format", "json", *arguments).json()["provisions"]
        return {row["id"]: row["state"] for row in rows}

    later.edit(GOODS, "version: 1.0.0", "version: 1.0.1")
    assert set(states("--at", "v1.0.0").values()) == {"draft"}
    assert set(states("--at", "v1.0.1").values()) == {"approved"}
    assert states("--at", "HEAD")["award.action-plan"] == "changed since approval"
    assert states("--at", "HEAD")["definition.goods"] == "approved" != states()["definition.goods"]
    assert "no revision 'v9.9.9'" in later.run("status", "--at", "v9.9.9", code=2).err


def test_a_manifest_that_lies_or_is_none_gets_no_letter(later: Repository, contract: Path, tmp_path: Path) -> None:
    other, manifest = tmp_path / "manifest.json", json.loads(contract.read_text())
    library, first = manifest["library"], manifest["provisions"][0]
    lies: list[tuple[object, str]] = [
        ([], "not a manifest"),
        (manifest | {"provisions": [first | {"approval": "A. Jurist"}]}, "not a manifest"),
        (manifest | {"provisions": [first | {"id": 7}]}, "not a manifest"),
        (manifest | {"provisions": [first | {"version": "9.0.0"}]}, "is not what its commit has"),
        (manifest | {"library": library | {"dirty": True}}, "not committed"),
        (manifest | {"library": library | {"commit": "0" * 40}}, "no revision"),
    ]
    for content, said in lies:
        other.write_text(json.dumps(content))
        assert said in later.run("status", "--contract", other, code=2).err
    assert "not a manifest" in later.run("status", "--contract", contract.parent / "contract.docx", code=2).err


def test_a_letter_is_about_a_contract(later: Repository, tmp_path: Path) -> None:
    assert "--contract" in later.run("status", "-o", tmp_path / "letter.md", code=2).err
    assert "--contract" in later.run("status", "--format", "markdown", code=2).err


def test_words_that_went_to_another_clause_are_followed(later: Repository, contract: Path, tmp_path: Path) -> None:
    """A clause is split: its manager, the reviewer of the change and its maintainer all learn of the other half."""
    text = later.read(MITIGATION)
    front, _, body = text.removeprefix("---\n").partition("---\n")
    first, *rest = body.split("\n\n")
    assert rest, "the clause has one paragraph"
    half = "contract.mitigation-follow-up"
    kept = [line for line in front.splitlines() if line.split(":")[0] in ("title", "source")]
    later.write(
        "clause_library/contract_clauses/mitigation-follow-up.md",
        "\n".join(["---", f"id: {half}", "version: 1.0.0", f"split_from: [{ID}]", *kept])
        + "\nlegal_basis: [Directive 2014/24/EU, Article 70]\n---\n".replace("[D", '["D').replace("70]", '70"]')
        + "\n\n".join(rest),
    )
    later.write(MITIGATION, f"---\n{front}---\n{first}\n")
    row = of(later, contract)["provisions"][ID]
    assert row["split_into"] == [half] and row["change"]["what"] == "changed"
    for form in ("md", "docx"):
        later.run("status", "--contract", contract, "-o", tmp_path / f"letter.{form}")
    assert f"- Words of it stand in: {half}\n" in (tmp_path / "letter.md").read_text()
    rows = [[cell.text for cell in row.cells] for t in Document(str(tmp_path / "letter.docx")).tables for row in t.rows]
    assert ["Words of it stand in", half] in rows
    told = later.run("diff", "v2.0.0").out
    assert f"added {half} (1.0.0)" in told and f"split off from: {ID}" in told
    assert f"words of it went to: {half}" in told
    assert f"Split off from: {ID}." in later.run("diff", "v2.0.0", "--format", "markdown").out
    assert later.run("where-used", ID, "--format", "json").json()["split off from it"] == [half]
