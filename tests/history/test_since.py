"""The review page of a build, held against the last release: what a reviewer sees of a change, and how it is proved."""

import json
from pathlib import Path

import pytest

from tests.history.repository import GOODS, MITIGATION, Repository
from tests.review_page.pages import Page, words

CLAUSE = "contract.mitigation-reporting"


def built(repository: Repository, folder: Path, *arguments: object, scenario: str = "high") -> Page:
    repository.build(folder, *arguments, scenario=scenario)
    return Page((folder / "review.html").read_bytes())


def since(page: Page, id_: str) -> str:
    return page.margin(id_)["Since the last release"][0]


def test_without_a_release_there_is_nothing_to_compare_with(repository: Repository, tmp_path: Path) -> None:
    repository.git("tag", "--delete", "v1.0.0")
    page = built(repository, tmp_path / "out")
    assert {since(page, id_) for id_ in page.provisions} == {"No release yet"}
    assert not page.root.xpath("//*[@id='filter-changed']")
    assert json.loads((tmp_path / "out/manifest.json").read_text())["compared_with"] is None


def test_what_has_not_changed_says_so(repository: Repository, tmp_path: Path) -> None:
    page = built(repository, tmp_path / "out")
    assert {since(page, id_) for id_ in page.provisions} == {"Unchanged since v1.0.0"}
    assert not page.root.xpath("//*[@data-changed] | //ins | //del")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["compared_with"] == {"release": "v1.0.0", "commit": repository.git("rev-parse", "v1.0.0")}


def test_a_changed_word_is_shown_to_eye_and_ear(repository: Repository, tmp_path: Path) -> None:
    repository.edit(MITIGATION, "Every year the", "Each year the")
    page = built(repository, tmp_path / "out")
    assert since(page, CLAUSE) == "Changed since v1.0.0. The version is still 1.0.0."
    provision = page.provisions[CLAUSE]
    assert [words(e) for e in provision.iter("del", "ins")] == ["[deleted: Every]", "[inserted: Each]"]
    changed = page.root.xpath("//article[@data-changed]/@id")
    assert changed == [CLAUSE]
    summary = words(page.at("summary"))
    assert "Changed since v1.0.0 Contract clause C2: Reporting on mitigating actions, changed since v1.0.0" in summary


def test_a_raised_version_comes_with_its_reason(repository: Repository, tmp_path: Path) -> None:
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.run("bump", CLAUSE, "--major", "--why", "Plainer <words>")
    page = built(repository, tmp_path / "out")
    assert since(page, CLAUSE) == "Changed since v1.0.0, version 1.0.0 → 2.0.0"
    reasons = words(page.below(CLAUSE, "Recorded reasons"))
    assert reasons.startswith("2.0.0, ") and reasons.endswith(": Plainer <words>")


def test_references_and_blanks_in_a_change_are_words(repository: Repository, tmp_path: Path) -> None:
    new = "{{ information_response_days }} days of [](#selection.human-rights-risk-assessment), a report shall describe"
    repository.edit(MITIGATION, "Each report shall describe", f"Within {new}")
    page = built(repository, tmp_path / "out")
    shown = words(page.below(CLAUSE, "Changes since v1.0.0"))
    assert "[number of days]" in shown and "selection criterion “Human rights risk assessment”" in shown
    assert "{{" not in shown and "](#" not in shown


def test_a_changed_definition_and_a_changed_default_are_changes_too(repository: Repository, tmp_path: Path) -> None:
    repository.edit(GOODS, "the products", "all the products")
    asked = "answer a request for further information?\n    filled_by: authority\n"
    parameters, days = "clause_library/parameters.yaml", f"{asked}    default: {{}}\n"
    repository.edit(parameters, days.format(30), days.format(20))
    page = built(repository, tmp_path / "out")
    assert since(page, "definition.goods").startswith("Changed since v1.0.0")
    assert since(page, CLAUSE).startswith("Changed since v1.0.0")  # it has the blank
    assert since(page, "award.component-transparency") == "Unchanged since v1.0.0"


def test_another_layout_and_another_place_are_no_change(repository: Repository, tmp_path: Path) -> None:
    text = repository.read(MITIGATION)
    (repository.root / MITIGATION).unlink()
    repository.write("clause_library/contract_clauses/moved/mitigation.md", text.replace("\n\n", "\r\n\r\n\r\n"))
    page = built(repository, tmp_path / "out")
    assert since(page, CLAUSE) == "Unchanged since v1.0.0"


def test_what_is_new_renamed_or_no_longer_there(repository: Repository, tmp_path: Path) -> None:
    high = repository.read("scenarios/high.yaml").replace(
        "  - contract.due-diligence-reporting\n", "  - contract.care\n"
    )
    repository.write("scenarios/high.yaml", high.replace(CLAUSE, "contract.mitigation"))
    repository.edit("scenarios/medium.yaml", CLAUSE, "contract.mitigation")
    repository.edit("scenarios/high-plus.yaml", CLAUSE, "contract.mitigation")
    repository.edit(MITIGATION, f"id: {CLAUSE}", "id: contract.mitigation")
    front = "---\nid: contract.care\ntitle: Care\nversion: 1.0.0\nsource: {document: Ours, section: '1'}\n"
    front += "legal_basis: ['Directive 2014/24/EU, Article 70']\n"
    repository.write("clause_library/contract_clauses/care.md", f"{front}---\nThe Contractor shall take care.\n")
    page = built(repository, tmp_path / "out")
    assert since(page, "contract.care") == "New since v1.0.0"
    assert since(page, "contract.mitigation") == "Renamed since v1.0.0. The version is still 1.0.0."
    summary = words(page.at("summary"))
    assert (
        "No longer in the scenario since v1.0.0 Reporting on due diligence contract.due-diligence-reporting" in summary
    )
    assert page.root.xpath("//article[@data-changed]/@id") == ["contract.mitigation", "contract.care"]


def test_a_release_that_cannot_be_read_is_not_guessed_at(repository: Repository, tmp_path: Path) -> None:
    good = repository.read(MITIGATION)
    repository.edit(MITIGATION, "legal_basis:", "legal_bases:")
    repository.commit("In a form of the future", tag="v1.1.0")
    repository.write(MITIGATION, good)
    page = built(repository, tmp_path / "out")
    assert since(page, CLAUSE).startswith("Not compared: v1.1.0 has it in a form")
    assert since(page, "award.component-transparency") == "Unchanged since v1.1.0"


def test_the_last_release_is_the_newest_that_the_sources_contain(repository: Repository, tmp_path: Path) -> None:
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.commit("A change", tag="v1.10.0")
    repository.git("tag", "v1.9.0")
    page = built(repository, tmp_path / "new")
    assert since(page, CLAUSE) == "Unchanged since v1.10.0"
    page = built(repository, tmp_path / "old", "--library-ref", "v1.0.0")
    assert since(page, CLAUSE) == "Unchanged since v1.0.0"


@pytest.mark.parametrize("tag", ["kept", "moved", "gone"])
def test_a_page_is_made_again_whatever_has_become_of_the_tag(repository: Repository, tmp_path: Path, tag: str) -> None:
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.commit("A change")
    built(repository, tmp_path / "out")
    repository.commit("Later")
    if tag == "gone":
        repository.git("tag", "--delete", "v1.0.0")
    elif tag == "moved":
        repository.git("tag", "--force", "v1.0.0")
    proof = repository.run("verify", tmp_path / "out", "--format", "json").json()
    assert proof["rebuilt"] is True and proof["outputs"]["review.html"] == "untouched"


@pytest.mark.parametrize(
    "compared",
    [
        {"release": "v9.9.9", "commit": "0" * 40},
        {"release": "v1.0.0", "commit": "--upload-pack=x"},
        {"release": "a\nb", "commit": "0" * 40},
        {"release": "v1.0.0"},
        ["v1.0.0"],
        7,
    ],
)
def test_a_manifest_that_names_another_release_proves_nothing(
    repository: Repository, tmp_path: Path, compared: object
) -> None:
    built(repository, tmp_path / "out")
    path = tmp_path / "out/manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"compared_with": compared}))
    done = repository.run("verify", tmp_path / "out", "--format", "json", code=None)
    assert done.json()["rebuilt"] is None


def test_findings_stand_with_what_they_concern(repository: Repository, tmp_path: Path) -> None:
    repository.approve_all()
    repository.edit(MITIGATION, "Every year the", "Each year the")
    page = built(repository, tmp_path / "out")
    (review,) = page.margin(CLAUSE)["Review"]
    assert review.startswith("Changed since approval; version 1.0.0 was approved by A. Jurist on ")
    finding = words(page.below(CLAUSE, "Findings"))
    assert finding.startswith("warning") and "has changed since A. Jurist approved version 1.0.0" in finding
    assert "stale-approval" in finding and f"{MITIGATION}:4:1" in finding
    assert page.root.xpath("//article[@data-findings]/@id") == [CLAUSE]
    assert "The check found nothing that concerns no provision" in words(page.at("findings"))
    unused = repository.read(GOODS).replace("goods", "unheard-of").replace("Goods", "Unheard-of")
    repository.write("clause_library/definitions/unused.md", unused)
    page = built(repository, tmp_path / "again")
    assert "unused-definition" in words(page.at("findings"))
