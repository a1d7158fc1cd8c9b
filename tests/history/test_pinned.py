"""A procedure that pins a release of the library: the same final documents for ever, whatever is released later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.history.repository import GOODS, LAPTOPS, MITIGATION, Repository

EXTRA = "contract.buyer-conduct"
MORE = f"provisions: {{add: [{EXTRA}]}}\nlibrary: v1.0.1\n"


@pytest.fixture
def later(repository: Repository) -> Repository:
    """v1.0.1 is approved. Of the release after it a duty is another, a version is lower than before, and a clause is
    gone that the procedure had added."""
    repository.write(LAPTOPS, repository.read(LAPTOPS) + MORE)
    repository.approve_all()
    repository.commit("Approved", tag="v1.0.1")
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.run("bump", "contract.mitigation-reporting", "--major", "--why", "Plainer")
    repository.edit(GOODS, "version: 1.0.0", "version: 0.9.0")
    (repository.root / f"clause_library/contract_clauses/{EXTRA.partition('.')[2]}.md").unlink()
    repository.edit("scenarios/high-plus.yaml", f"  - {EXTRA}\n", "")
    repository.commit("Later", tag="v2.0.0")
    return repository


def test_it_is_built_final_by_itself_and_in_a_batch(later: Repository, tmp_path: Path) -> None:
    later.build(tmp_path / "out", "--procedure", later.root / LAPTOPS, "--final")
    assert "1 built" in later.run("batch", later.root / LAPTOPS, "--final", "--output", tmp_path / "batch").out
    written = [tmp_path / "out/manifest.json", tmp_path / "batch/laptops/manifest.json"]
    manifests = [json.loads(path.read_text()) for path in written]
    assert {manifest["library"]["commit"] for manifest in manifests} == {later.git("rev-parse", "v1.0.1")}
    assert {manifest["compared_with"]["release"] for manifest in manifests} == {"v1.0.1"}
    assert {manifest["library"]["release"] for manifest in manifests} == {"v1.0.1"}
    assert later.run("verify", tmp_path / "out").out.splitlines()[-1].endswith("the same bytes")


def test_it_is_checked_in_the_library_that_it_pins(later: Repository) -> None:
    """Its clause is gone from today's library, and that is no fault of the procedure."""
    assert LAPTOPS not in {finding["path"] for found in later.findings(code=None).values() for finding in found}
    later.edit(LAPTOPS, EXTRA, "contract.buyers-conduct")
    (finding,) = later.findings(code=1)["unknown-provision"]
    assert finding["path"] == LAPTOPS and EXTRA in finding["hint"]


def test_a_pin_that_is_no_revision_is_found_before_anybody_builds(later: Repository) -> None:
    later.edit(LAPTOPS, "library: v1.0.1", "library: v1.0.2")
    (finding,) = later.findings(code=1)["invalid-value"]
    assert finding["path"] == LAPTOPS and "no revision 'v1.0.2'; release tags: v2.0.0" in finding["message"]
