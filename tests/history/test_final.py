"""`--final`: everything that stands in the way is named at once, and what comes out can be proved for ever."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.commands import ddtender
from tests.history.repository import ENVIRONMENT, GOODS, LAPTOPS, MITIGATION, OUTPUTS, PLAN, Repository, outputs
from tests.packages import parts_of


def final(repository: Repository, folder: Path, *arguments: object, code: int = 0):
    return repository.build(folder, "--procedure", repository.root / LAPTOPS, "--final", *arguments, code=code)


def codes(text: str) -> list[str]:
    return sorted({*re.findall(r"error\[([a-z-]+)\]", text)})


def words(content: bytes) -> str:
    """All text of a Word file, headers and footers included."""
    parts = [data.decode() for name, data in parts_of(content).items() if name.endswith(".xml")]
    return "\n".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", part)) for part in parts)


def test_an_approved_and_committed_library_gives_final_documents(approved: Repository, tmp_path: Path) -> None:
    final(approved, tmp_path / "final")
    approved.build(tmp_path / "draft", "--procedure", approved.root / LAPTOPS)
    made = outputs(tmp_path / "final")
    assert {*made} >= OUTPUTS
    commit = approved.git("rev-parse", "HEAD")
    for name in ("tender.docx", "contract.docx"):
        assert "DRAFT" in words((tmp_path / "draft" / name).read_bytes())
        assert "DRAFT" not in words(made[name])
        assert commit[:7] not in words(made[name])  # the reader of a tender has no use for it
    assert commit in words(made["provisions.docx"])
    manifest = json.loads(made["manifest.json"])
    assert manifest["final"] is True and manifest["library"]["commit"] == commit
    assert {p["state"] for p in manifest["provisions"]} == {"approved"}
    assert all({"id", "version", "state", "fingerprint"} <= {*p} for p in manifest["provisions"])
    assert approved.run("verify", tmp_path / "final").out.splitlines()[-1].endswith("the same bytes")


def test_everything_that_stands_in_the_way_is_named_at_once(approved: Repository, tmp_path: Path) -> None:
    goods = approved.read(GOODS).rstrip("\n.") + ", and their packaging.\n"
    approved.write(GOODS, goods.replace("version: 1.0.0", "version: 2.0.0"))
    (approved.root / "clause_library/reviews/contract.mitigation-reporting.yaml").unlink()
    approved.edit(LAPTOPS, "subject: laptops and docking stations\n", "")
    result = final(approved, tmp_path / "out", code=1)
    assert codes(result.err) == ["not-approved", "open-blank", "stale-approval", "suspect-approval", "uncommitted"]
    assert "'contract.mitigation-reporting' 1.0.0: nobody has approved it" in result.err
    assert "'definition.goods' 2.0.0: it has changed since it was approved" in result.err
    assert "provisions: what they refer to has changed since they were approved: " in result.err
    assert "'award.component-transparency' 1.0.0" in result.err
    assert "'procurement_subject' is open: What is bought?" in result.err and "at `subject`" in result.err
    assert "nothing was written" in result.err and not (tmp_path / "out").exists()
    # only what the documents contain is in the way: the action plan is not in scenario high
    assert "'award.action-plan'" not in re.sub(r"warning.*", "", result.err)
    assert "warning[" not in result.err  # nothing is said twice


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda r: r.edit(MITIGATION, "notes:\n", "notes:\n  - A remark.\n"), "uncommitted"),
        (lambda r: r.write("clause_library/definitions/extra.txt", "nothing"), "uncommitted"),
        (lambda r: (r.root / "clause_library/reviews/definition.goods.yaml").unlink(), "not-approved"),
        (lambda r: r.edit(LAPTOPS, "title: Laptops and docking stations\n", ""), "open-blank"),
        (lambda r: r.edit(MITIGATION, "Every year the", "Each year the"), "version-not-raised"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_reason_alone_is_enough(approved: Repository, tmp_path: Path, spoil, code: str) -> None:
    spoil(approved)
    if code != "uncommitted":
        approved.commit()
    assert code in codes(final(approved, tmp_path / "out", code=1).err)
    assert not (tmp_path / "out").exists()
    if code == "version-not-raised":
        approved.build(tmp_path / "draft", "--procedure", approved.root / LAPTOPS)  # a draft can always be seen


def test_a_stale_approval_of_a_provision_that_is_not_in_the_documents_is_no_obstacle(
    approved: Repository, tmp_path: Path
) -> None:
    approved.edit(PLAN, "independent auditors", "external auditors")
    approved.run("bump", "award.action-plan", "--minor", "--why", "Wider")
    approved.commit()
    final(approved, tmp_path / "out")


def test_a_release_can_be_made_final_from_a_dirty_tree(approved: Repository, tmp_path: Path) -> None:
    final(approved, tmp_path / "then")
    approved.edit(MITIGATION, "Every year the", "Each year the")
    final(approved, tmp_path / "refused", code=1)
    final(approved, tmp_path / "now", "--library-ref", "v1.0.1")
    assert outputs(tmp_path / "now") == outputs(tmp_path / "then")
    result = final(approved, tmp_path / "none", "--library-ref", "v1.0.0", code=1)  # nobody had approved that one
    assert "not-approved" in codes(result.err)


def test_a_tenderers_blanks_may_stay_open(approved: Repository, tmp_path: Path) -> None:
    final(approved, tmp_path / "out")
    assert "contractor_name" in json.loads((tmp_path / "out/manifest.json").read_text())["open_blanks"]


@pytest.fixture
def released(approved: Repository, tmp_path: Path) -> dict[str, bytes]:
    final(approved, tmp_path / "reference")
    return outputs(tmp_path / "reference")


@pytest.mark.parametrize(
    ("where", "umask", "environment"),
    [
        ("root", 0o077, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
        ("below", 0o002, {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "USER": "x", "HOME": "/nonexistent"}),
        ("elsewhere", 0o022, {"PYTHONHASHSEED": "7", "PYTHONUTF8": "0", "LANG": "de_DE.ISO-8859-1"}),
    ],
    ids=["another time zone", "another user", "another locale"],
)
def test_the_same_bytes_everywhere(
    approved, released, tmp_path: Path, where: str, umask: int, environment: dict
) -> None:
    """Also in another folder, with another umask, and on files that were touched since."""
    copy = Path(shutil.copytree(approved.root, tmp_path / "other place" / "Bücherei"))
    for path in copy.rglob("*.md"):
        path.touch()
    cwd = {"root": copy, "below": copy / "scenarios/procedures", "elsewhere": tmp_path}[where]
    workspace = ("--workspace", copy) if where == "elsewhere" else ()
    arguments = ("build", "--scenario", "high", "--procedure", copy / LAPTOPS, "--final", "--output", tmp_path / "out")
    result = ddtender(*workspace, *arguments, cwd=cwd, umask=umask, **ENVIRONMENT | environment)
    assert result.returncode == 0, result.stderr
    assert outputs(tmp_path / "out") == released


def test_a_commit_made_by_somebody_else_on_another_day_has_its_own_moment(
    approved: Repository, released, monkeypatch, tmp_path: Path
) -> None:
    """The moment in the files is that of the commit, not of the build."""
    monkeypatch.setitem(ENVIRONMENT, "GIT_COMMITTER_DATE", "2030-06-01T12:00:00Z")
    approved.commit("Later")
    final(approved, tmp_path / "later")
    assert json.loads((tmp_path / "later/manifest.json").read_text())["moment"] == "2030-06-01T12:00:00Z"
    assert json.loads(released["manifest.json"])["moment"] == "2027-01-04T09:00:00Z"
