"""`bump`: the version that a change deserves, with its reason, and nothing else in the file touched."""

import re

import pytest

from tests.history.repository import MITIGATION, PLAN, Repository

ID = "contract.mitigation-reporting"
REPORT = "Each following report is due 12 months after"


def bump(repository: Repository, level: str, why: str = "Because", id_: str = ID, code: int = 0) -> str:
    result = repository.run("bump", id_, f"--{level}", "--why", why, code=code)
    return result.said


def version(repository: Repository, path: str = MITIGATION) -> str:
    return re.search(r"^version: (\S+)", repository.read(path), re.MULTILINE).group(1)


#: The file, words in it, other words, and the least level.
CHANGES = {
    "a duty": (MITIGATION, "The Contractor shall provide it", "The Contractor may provide it", "major"),
    "a number": (MITIGATION, REPORT, REPORT.replace("12", "6"), "major"),
    "a decimal comma": (MITIGATION, REPORT, REPORT.replace("12", "1,2"), "major"),
    "a reference": (PLAN, "Points are given by", "As under [](#award.policy-commitment), points are given by", "major"),
    "a percentage": (PLAN, "percent: 30", "percent: 40", "major"),
    "what earns points": (PLAN, "when: the action plan contains one", "when: the action plan has one", "major"),
    "a count": (PLAN, "count: 3", "count: 4", "major"),
    "an evidence id": (PLAN, "  - id: plan\n", "  - id: the-plan\n", "major"),
    "what evidence proves": (
        PLAN,
        "    reply_form: action-plan",
        "    proves: [three]\n    reply_form: action-plan",
        "major",
    ),
    "a due date": (MITIGATION, "after: contract_start, every: 12", "after: contract_start, every: 6", "major"),
    "an aspect": (MITIGATION, "aspect: timeliness", "aspect: completeness", "major"),
    "a word of a definition": ("clause_library/definitions/tender.md", "means ", "means perhaps ", "major"),
    "another example": (PLAN, "independent auditors", "external auditors", "minor"),
    "a legal basis": (PLAN, "Article 67(3)", "Article 58(1)", "minor"),
    "the form to answer in": (PLAN, "reply_form: action-plan", "reply_form: policy-commitment", "minor"),
    "the words a KPI quotes": (
        MITIGATION,
        "asks: the Mitigating Actions that the Contractor has",
        "asks: Mitigating Actions that the Contractor has",
        "minor",
    ),
    "the title": (PLAN, "title: Action plan", "title: Plan of action", "minor"),
    "a comma": (PLAN, "for employees or for", "for employees, or for", "patch"),
    "capitals": (PLAN, "training on human rights", "Training on human rights", "patch"),
    "emphasis": (PLAN, "training on human rights", "training on *human rights*", "patch"),
    "a semicolon": (PLAN, "by the number of Mitigating Actions.", "by the number of Mitigating Actions;", "patch"),
}
LEVELS = ["patch", "minor", "major"]


@pytest.mark.parametrize("what", CHANGES)
def test_a_level_below_that_of_the_change_is_refused(repository: Repository, what: str) -> None:
    path, old, new, least = CHANGES[what]
    repository.edit(path, old, new)
    id_ = re.search(r"^id: (\S+)", repository.read(path), re.MULTILINE).group(1)
    before = repository.snapshot()
    for level in LEVELS[: LEVELS.index(least)][-1:]:
        said = bump(repository, level, id_=id_, code=2)
        assert f"its change since the last release is {least}" in said
    assert repository.snapshot() == before
    bump(repository, least, id_=id_)
    assert version(repository, path) == {"patch": "1.0.1", "minor": "1.1.0", "major": "2.0.0"}[least]
    assert not {"version-not-raised", "version-too-low"} & {*repository.findings(code=None)}


def test_several_changes_before_a_release_raise_the_version_once_and_keep_every_reason(repository: Repository) -> None:
    repository.edit(MITIGATION, "Every year the", "Each year the")
    assert bump(repository, "major", "First") == f"{ID}: 1.0.0 → 2.0.0\n"
    assert bump(repository, "major", "Second") == f"{ID}: 2.0.0 → 2.0.0\n"
    assert re.findall(r"version: (\S+), date: \S+, why: (.+)\}", repository.read(MITIGATION)) == [
        ("2.0.0", '"Second"'),
        ("2.0.0", '"First"'),
    ]
    repository.commit(tag="v2.0.0")
    repository.edit(MITIGATION, "Each year the", "Every year the")
    assert bump(repository, "major", "Third") == f"{ID}: 2.0.0 → 3.0.0\n"


def test_a_higher_level_counts_from_the_release_not_from_the_last_bump(repository: Repository) -> None:
    bump(repository, "patch")
    bump(repository, "minor")
    assert version(repository) == "1.1.0"
    bump(repository, "patch")
    assert version(repository) == "1.1.0"
    bump(repository, "major")
    assert version(repository) == "2.0.0"


def test_without_a_release_every_bump_counts_from_the_file(repository: Repository) -> None:
    repository.git("tag", "--delete", "v1.0.0")
    repository.edit(MITIGATION, "The Contractor shall provide it", "The Contractor may provide it")
    bump(repository, "patch")
    bump(repository, "minor")
    assert version(repository) == "1.1.0"


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte-order mark"])
def test_every_other_byte_of_the_file_stays(repository: Repository, ends: str, mark: str) -> None:
    text = repository.read(MITIGATION).replace("\nsource:", "  # of 2025\n# A remark\nsource:")
    repository.write(MITIGATION, mark + text.replace("\n", ends))
    for level, why in (("minor", "Größer: „better“ # yes"), ("major", "Second\nreason")):
        before = repository.read(MITIGATION)
        bump(repository, level, why)
        after = repository.read(MITIGATION)
        entry = re.search(rf"  - \{{version: [^\n]+\}}{ends}", after).group()
        assert " ".join(why.split()) in entry
        undone = after.replace(entry, "", 1)
        if "history:" not in before:
            undone = undone.replace(f"history:{ends}", "", 1)
        old, new = (re.search(r"^version: (\S+)", t, re.MULTILINE).group() for t in (before, after))
        assert undone.replace(new, old, 1) == before
    assert [r["why"] for r in repository.diff("v1.0.0")[ID]["reasons"]] == ["Second reason", "Größer: „better“ # yes"]


@pytest.mark.parametrize("version_", ['"1.0.0"', "'1.0.0'"])
def test_a_quoted_version_is_raised_too(repository: Repository, version_: str) -> None:
    repository.edit(MITIGATION, "version: 1.0.0", f"version: {version_}")
    bump(repository, "minor")
    assert repository.diff("v1.0.0")[ID]["new_version"] == "1.1.0"
    repository.run("check")


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ("history: [{version: 1.0.0, date: 2027-01-01, why: First}]\n", "written in one line"),
        ("history: []\n", "written in one line"),
        ("history:\n  [{version: 1.0.0, date: 2027-01-01, why: First}]\n", "written in one line"),
    ],
)
def test_a_history_that_cannot_be_edited_safely_is_left_alone(repository: Repository, history: str, said: str) -> None:
    repository.edit(MITIGATION, "\nsource:", f"\n{history}source:")
    before = repository.snapshot()
    assert said in bump(repository, "minor", code=2)
    assert repository.snapshot() == before


def test_a_history_before_the_version_is_left_alone(repository: Repository) -> None:
    entry = "history:\n  - {version: 1.0.0, date: 2027-01-01, why: First}\n"
    repository.edit(MITIGATION, "version: 1.0.0\n", f"{entry}version: 1.0.0\n")
    assert "move it behind" in bump(repository, "minor", code=2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((ID, "--why", "Because"), "--major, --minor and --patch"),
        ((ID, "--minor", "--why", "  "), "say why"),
        (("contract.mitigation-report", "--minor", "--why", "Because"), f"mean '{ID}'"),
        (("--minor", "--why", "Because"), "name a provision"),
        (("--parameter", "correction_day", "--minor", "--why", "Because"), "mean 'correction_days'"),
    ],
)
def test_what_is_missing_is_asked_for(repository: Repository, arguments: tuple[str, ...], said: str) -> None:
    before = repository.snapshot()
    assert said in repository.run("bump", *arguments, code=2).err
    assert repository.snapshot() == before


DAYS = ["contract.certified-products", "contract.risk-assessment", "contract.tender-commitments", "frame.breach"]


def test_a_new_default_is_one_bump_with_one_reason_for_all_that_use_it(repository: Repository) -> None:
    days = "Contractor put right what is missing?\n    filled_by: authority\n    default: "
    repository.edit("clause_library/parameters.yaml", f"{days}30", f"{days}20")
    changed = {finding["message"].split("'")[1] for finding in repository.findings(code=1)["version-not-raised"]}
    assert changed == {*DAYS}
    said = repository.run("bump", "--parameter", "correction_days", "--major", "--why", "20 days are enough").out
    assert said.splitlines() == [f"{id_}: 1.0.0 → 2.0.0" for id_ in DAYS]
    changes = repository.diff("v1.0.0")
    assert [[r["why"] for r in changes[id_]["reasons"]] for id_ in DAYS] == [["20 days are enough"]] * len(DAYS)
    assert repository.findings(code=0) == {}
    repository.commit(tag="v2.0.0")
    again = repository.run("bump", "--parameter", "correction_days", "--major", "--why", "Because", code=2).err
    assert "no provision that uses it has changed since the last release" in again


def test_of_several_all_are_raised_or_none(repository: Repository) -> None:
    repository.edit(MITIGATION, "The Contractor shall provide it", "The Contractor may provide it")
    before = repository.snapshot()
    said = repository.run("bump", "award.action-plan", ID, "--minor", "--why", "Plainer", code=2).err
    assert f"{ID}: its change since the last release is major" in said and repository.snapshot() == before
    assert repository.run("bump", "award.action-plan", ID, ID, "--major", "--why", "Plainer").out.splitlines() == [
        "award.action-plan: 1.0.0 → 2.0.0",
        f"{ID}: 1.0.0 → 2.0.0",
    ]


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_an_entry_is_indented_like_the_others(repository: Repository, indent: str) -> None:
    entry = f"{indent}- version: 1.0.0\n{indent}  date: 2027-01-01\n{indent}  why: First\n"
    repository.edit(MITIGATION, "\nsource:", f"\nhistory:\n{entry}source:")
    bump(repository, "minor")
    assert [r["why"] for r in repository.diff("v1.0.0")[ID]["reasons"]] == ["Because", "First"]


def test_the_permissions_of_the_file_stay(repository: Repository) -> None:
    path = repository.root / MITIGATION
    path.chmod(0o640)
    bump(repository, "minor")
    assert path.stat().st_mode & 0o777 == 0o640
