"""Where a provision comes from: renamed, in a fork, taken back or gone, it is still held against what was released."""

from tests.history.repository import MITIGATION, PLAN, Repository

ID, NEW = "contract.mitigation-reporting", "contract.reports-on-mitigation"
OWN = "clause_library/contract_clauses/returns.md"
SHALL, MAY = "shall provide it", "may provide it"
CLAUSE = """---
id: contract.returns
title: Return of packaging
version: 1.0.0
source: {document: Our own, section: "1"}
legal_basis: ["Directive 2014/24/EU, Article 70"]
---
The Contractor shall take back the packaging of the Goods.
"""


def rename(repository: Repository, old: str = ID, new: str = NEW) -> None:
    """Give a provision another id wherever it stands, as a maintainer would by hand."""
    for folder in ("clause_library", "scenarios"):
        for path in sorted((repository.root / folder).rglob("*.*")):
            text = path.read_bytes()
            if old.encode() in text:
                path.write_bytes(text.replace(old.encode(), new.encode()))


def weaken(repository: Repository, path: str = MITIGATION) -> None:
    """What was a duty is none, in the clause and in the words that its KPI quotes."""
    text = repository.read(path)
    assert SHALL in text
    repository.write(path, text.replace(SHALL, MAY))


def test_another_id_is_no_way_around_the_version_rules(repository: Repository) -> None:
    rename(repository)
    assert repository.findings(code=0) == {}  # nothing but the id is another
    weaken(repository)
    (finding,) = repository.findings(code=1)["version-not-raised"]
    named = f"'{NEW}' ('{ID}' in v1.0.0)"
    assert finding["message"] == f"{named} has changed since v1.0.0, but its version is still 1.0.0"
    said = repository.run("bump", NEW, "--patch", "--why", "A slip of the pen", code=2).err
    assert "its change since the last release is major" in said
    repository.edit(MITIGATION, "version: 1.0.0", "version: 1.0.1")
    (finding,) = repository.findings(code=1)["version-too-low"]
    assert finding["message"] == f"1.0.0 to 1.0.1 is too little for {named}: its change is major"
    repository.run("bump", NEW, "--major", "--why", "They may")
    assert repository.findings(code=0) == {}


def test_a_reference_to_a_renamed_provision_is_no_other_one(repository: Repository) -> None:
    """Its words in documents are the same, so whoever refers to it need not be raised with it."""
    rename(repository, "award.action-plan", "award.plan-of-action")
    assert "award.plan-of-action" in repository.read("clause_library/contract_clauses/tender-commitments.md")
    assert repository.findings(code=0) == {}
    path = "clause_library/contract_clauses/tender-commitments.md"
    repository.write(path, repository.read(path).replace("award.plan-of-action", "award.policy-commitment"))
    assert "version-not-raised" in repository.findings(code=1)  # another one is another one


def test_a_renamed_clause_is_shown_as_renamed_with_what_else_has_changed(repository: Repository) -> None:
    rename(repository)
    weaken(repository)
    found = repository.diff("v1.0.0")
    renamed = found.pop(NEW)
    assert (renamed["what"], renamed["old_id"]) == ("renamed", ID) and ID not in found
    assert {*renamed["parts"]} == {"text", "kpis"}  # its requirement is named by its id, and is the same
    assert ["delete", "shall"] in renamed["parts"]["text"] and ["insert", "may"] in renamed["parts"]["text"]


def test_a_retired_clause_goes_on_under_another_id(repository: Repository) -> None:
    """The old file stays, as it must; the new one is held against it all the same."""
    text = repository.read(MITIGATION)
    rename(repository)
    repository.write(OWN, repository.read(MITIGATION).replace(SHALL, MAY))
    repository.write(MITIGATION, text.replace("\nsource:", "\nretired: Now a clause of another name.\nsource:"))
    assert {*repository.findings(code=1)} == {"version-not-raised"}
    found = repository.diff("v1.0.0")
    assert (found[ID]["what"], found[NEW]["what"], found[NEW]["old_id"]) == ("retired", "renamed", ID)


def test_a_released_provision_is_never_deleted(repository: Repository) -> None:
    text = repository.read(PLAN)
    (repository.root / PLAN).unlink()
    repository.edit("scenarios/medium.yaml", "  - award.action-plan\n", "")
    (finding,) = repository.findings(code=1)["id-removed"]
    assert finding["message"] == f"'award.action-plan' was released in v1.0.0 ({PLAN}), and is no longer in the library"
    command = finding["hint"].partition("`git ")[2].partition("`")[0].split()
    repository.git(*command)
    assert repository.read(PLAN) == text
    repository.edit(PLAN, "\nsource:", "\nretired: Nobody could judge it.\nsource:")
    assert "id-removed" not in repository.findings(code=None)


def test_a_file_that_cannot_be_read_is_not_said_to_be_gone(repository: Repository) -> None:
    repository.write(PLAN, "no front matter")
    assert "id-removed" not in repository.findings(code=1)


def released_change(repository: Repository) -> None:
    weaken(repository)
    repository.run("bump", ID, "--major", "--why", "Reports: they may")
    repository.commit("They may", tag="v2.0.0")


def test_a_change_that_is_reverted_keeps_its_line_in_the_history(repository: Repository) -> None:
    released_change(repository)
    repository.git("revert", "--no-edit", "HEAD")
    found = repository.findings(code=1)
    assert {*found} == {"version-lowered", "history-removed"}
    (finding,) = found["history-removed"]
    assert finding["message"] == f"the history of '{ID}' had a line for 2.0.0 in v2.0.0: it is missing"
    line = finding["hint"].partition("`")[2].partition("`")[0]
    repository.edit(MITIGATION, "\nversion: 1.0.0\n", f"\nversion: 2.0.0\nhistory:\n  {line}\n")
    repository.run("bump", ID, "--major", "--why", "Taken back")
    assert repository.findings(code=0) == {}
    reasons = [reason["why"] for reason in repository.diff("v1.0.0")[ID]["reasons"]]
    assert reasons == ["Taken back", "Reports: they may"]


def test_the_reason_of_a_released_version_is_not_written_anew(repository: Repository) -> None:
    released_change(repository)
    repository.edit(MITIGATION, "Reports: they may", "A slip of the pen")
    (finding,) = repository.findings(code=1)["history-removed"]
    assert finding["message"] == f"the history of '{ID}' has another line for 2.0.0 than v2.0.0"
    assert '"Reports: they may"' in finding["hint"]


def fork(repository: Repository, moved: str = "") -> None:
    """A fork with a clause of its own, released as v1.0.1, that has taken over our v1.1.0 and its version."""
    repository.git("switch", "--quiet", "--create", "fork")
    repository.write(OWN, CLAUSE)
    repository.edit("scenarios/low.yaml", "contract.risk-assessment", "contract.risk-assessment\n  - contract.returns")
    repository.commit("Our own clause", tag="v1.0.1")
    repository.git("switch", "--quiet", "main")
    repository.edit(PLAN, "independent auditors", "external auditors")
    repository.run("bump", "award.action-plan", "--minor", "--why", "Another example")
    repository.commit("Another example", tag="v1.1.0")
    repository.git("switch", "--quiet", "fork")
    repository.git("merge", "--quiet", "--no-edit", "--strategy-option=theirs", "main")


def test_a_forks_own_clause_is_held_against_the_forks_own_release(repository: Repository) -> None:
    """The last release by number is the one taken over, and knows nothing of the clause: it was not given up there."""
    fork(repository)
    assert repository.findings(code=0) == {}
    repository.edit(OWN, "shall take back", "may take back")
    (finding,) = repository.findings(code=1)["version-not-raised"]
    assert finding["message"] == ("'contract.returns' has changed since v1.0.1, but its version is still 1.0.0")
    assert "is major" in repository.run("bump", "contract.returns", "--patch", "--why", "Why not", code=2).err
    repository.run("bump", "contract.returns", "--major", "--why", "They may")
    assert repository.findings(code=0) == {}


def test_a_fork_neither_reuses_nor_drops_an_id_of_its_own(repository: Repository) -> None:
    fork(repository)
    repository.edit(OWN, "\nsource:", "\nrequirement: something-else\nsource:")
    repository.edit(OWN, "version: 1.0.0", "version: 2.0.0")
    (finding,) = repository.findings(code=1)["id-reused"]
    assert "'contract.returns' was released in v1.0.1 for another requirement: returns" in finding["message"]
    (repository.root / OWN).unlink()
    repository.edit("scenarios/low.yaml", "\n  - contract.returns", "")
    (finding,) = repository.findings(code=1)["id-removed"]
    assert "'contract.returns' was released in v1.0.1" in finding["message"]


def test_two_lines_of_releases_do_not_give_one_version_to_two_texts(repository: Repository) -> None:
    """A fork had raised the version for words of its own, and takes over ours of the same version."""
    repository.git("switch", "--quiet", "--create", "fork")
    repository.edit(PLAN, "independent auditors", "public auditors")
    repository.edit(PLAN, "\nversion: 1.0.0", "\nversion: 1.1.0")
    repository.commit("Public auditors", tag="v1.0.1")
    repository.git("switch", "--quiet", "main")
    repository.edit(PLAN, "independent auditors", "external auditors")
    repository.edit(PLAN, "\nversion: 1.0.0", "\nversion: 1.1.0")
    repository.commit("External auditors", tag="v1.1.0")
    assert repository.findings(code=0) == {}
    repository.git("switch", "--quiet", "fork")
    repository.git("merge", "--quiet", "--no-edit", "--strategy-option=theirs", "main")
    (finding,) = repository.findings(code=1)["version-reused"]
    assert finding["message"] == "v1.0.1 gave version 1.1.0 of 'award.action-plan' to another text"
    repository.run("bump", "award.action-plan", "--minor", "--why", "Taken over")
    assert repository.findings(code=0) == {}


def test_what_was_given_up_in_a_line_of_releases_does_not_return_by_another_tag(repository: Repository) -> None:
    """A tag on an older branch that still has the provision does not make it one that was never given up."""
    text = repository.read(PLAN)
    (repository.root / PLAN).unlink()
    repository.commit("Without", tag="v2.0.0")
    repository.git("tag", "v1.9.0", "v1.0.0")
    repository.write(PLAN, text.replace("justification", "reason").replace("version: 1.0.0", "version: 3.0.0"))
    assert {*repository.findings(code=1)} == {"id-reused"}
