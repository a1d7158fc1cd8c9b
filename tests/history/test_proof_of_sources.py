"""What `verify` says of sources that stand in no commit, and of what a manifest says beside its documents."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.decisions import decide_all
from tests.history.repository import LAPTOPS, MITIGATION, Repository
from tests.history.test_final import codes, final
from tests.history.test_proof import verify
from tests.packages import parts_of, zipped

SAME = ": the same bytes"
#: What stands against a template that nobody has approved, in no commit.
NEITHER = ["not-approved", "uncommitted"]


@pytest.fixture
def folder(approved: Repository, tmp_path: Path) -> Path:
    """Final documents of the worked example."""
    final(approved, tmp_path / "final")
    return tmp_path / "final"


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text())


def said(proof: dict, words: str) -> list[str]:
    return [line for line in proof["notes"] if words in line]


# Sources of no commit -------------------------------------------------------------------------------------------------


def other_words(repository: Repository, folder: Path) -> Path:
    """A folder with our template of the contract, which says one thing more."""
    folder.mkdir(parents=True)
    parts = parts_of((repository.root / "templates/contract.docx").read_bytes())
    more = "<w:p><w:r><w:t>No payment is due under this Contract.</w:t></w:r></w:p><w:sectPr"
    text = parts["word/document.xml"].decode()
    assert text.count("<w:sectPr") >= 1
    at = text.rindex("<w:sectPr")
    parts["word/document.xml"] = (text[:at] + more + text[at + len("<w:sectPr") :]).encode()
    (folder / "contract.docx").write_bytes(zipped(parts))
    return folder


def test_a_final_document_has_no_template_of_no_commit(approved: Repository, tmp_path: Path) -> None:
    own = other_words(approved, tmp_path / "own")
    result = final(approved, tmp_path / "out", "--templates", own, code=1)
    assert codes(result.err) == NEITHER and "stands in no commit" in result.err and "--templates" in result.err
    batch = ("batch", approved.root / LAPTOPS, "--final", "--templates", own, "--output", tmp_path / "batch")
    assert codes(approved.run(*batch, code=1).err) == NEITHER
    inside = other_words(approved, approved.root / "our-templates")
    then = ("--templates", inside, "--library-ref", "v1.0.1")  # the rest is a commit's
    assert codes(final(approved, tmp_path / "out", *then, code=1).err) == NEITHER
    assert not (tmp_path / "out").exists()
    approved.commit("Our own template")
    assert codes(final(approved, tmp_path / "out", *then, code=1).err) == ["not-approved"]
    approved.run("approve", "template.our-templates.contract", "--templates", inside, "--reviewer", "A. Jurist")
    approved.commit("Approved")
    final(approved, tmp_path / "out", *then)
    proof = verify(approved, tmp_path / "out")
    assert proof["outside"] == {} and said(proof, "our-templates/contract.docx is that of commit")
    shutil.rmtree(inside)
    approved.commit("No more")
    assert verify(approved, tmp_path / "out")["outside"] == {}  # it is in the history still


def test_a_draft_with_a_template_of_no_commit_says_so(approved: Repository, tmp_path: Path) -> None:
    own = other_words(approved, tmp_path / "own")
    approved.build(tmp_path / "out", "--templates", own)
    assert "contract.docx" in manifest(tmp_path / "out")["templates"]
    proof = verify(approved, tmp_path / "out", code=1)
    assert proof["rebuilt"] is None and said(proof, "--templates DIR says where it is")
    proof = verify(approved, tmp_path / "out", "--templates", own)
    assert {*proof["outside"]} == {"contract.docx"} and said(proof, "contract.docx stands in no commit")
    assert proof["notes"][-1].endswith(SAME) and "stands in no commit" in proof["notes"][-1]


def test_a_final_document_that_claims_a_template_of_no_commit_is_not_proved(
    approved: Repository, tmp_path: Path
) -> None:
    """As an earlier version wrote it, or somebody by hand."""
    own = other_words(approved, tmp_path / "own")
    approved.build(tmp_path / "out", "--templates", own, "--no-notes")
    written = manifest(tmp_path / "out") | {"final": True}
    (tmp_path / "out/manifest.json").write_text(json.dumps(written, indent=2) + "\n")
    proof = verify(approved, tmp_path / "out", "--templates", own, code=1)
    assert said(proof, "templates of no commit: contract.docx")


def test_a_procedure_in_a_folder_of_its_own_is_told_as_such(approved: Repository, tmp_path: Path) -> None:
    """A procurement has its file in a folder anywhere; what is proved of it is that it had these bytes."""
    procedure = tmp_path / "2027-ict-014/procedure.yaml"
    procedure.parent.mkdir()
    shutil.copy(approved.root / LAPTOPS, procedure)
    out = tmp_path / "2027-ict-014/draft"
    decide_all(approved.root, procedure)
    approved.build(out, "--procedure", procedure, "--final")
    proof = verify(approved, out, code=1)
    assert proof["rebuilt"] is None and said(proof, "--procedure FILE says where it is")
    proof = verify(approved, out, "--procedure", procedure)
    digest = manifest(out)["procedure"]["sha256"]
    assert proof["rebuilt"] is True and proof["outside"] == {"procedure.yaml": digest}
    assert said(proof, f"procedure.yaml stands in no commit: it is proved only that it had SHA-256 {digest}")
    assert not proof["notes"][-1].endswith(f"commit {approved.git('rev-parse', 'HEAD')[:12]}{SAME}")
    procedure.write_text(procedure.read_text().replace("2027-ICT-014", "2027-ICT-015"))
    assert verify(approved, out, "--procedure", procedure, code=1)["rebuilt"] is None


def test_the_line_ends_of_a_windows_checkout_are_those_of_the_commit(approved: Repository, tmp_path: Path) -> None:
    approved.write(LAPTOPS, approved.read(LAPTOPS).replace("\n", "\r\n"))
    final(approved, tmp_path / "out")
    approved.write(LAPTOPS, approved.read(LAPTOPS).replace("\r\n", "\n"))
    assert verify(approved, tmp_path / "out")["outside"] == {}


def test_nothing_that_is_given_away_names_a_folder_of_this_machine(repository: Repository, tmp_path: Path) -> None:
    """Not even findings on the page: two blanks of this procedure are open."""
    own = other_words(repository, tmp_path / "of-anna/own")
    procedure = tmp_path / "of-anna/p.yaml"
    procedure.write_text(repository.read(LAPTOPS).replace("title:", "# X\ntitle:"))
    repository.build(tmp_path / "out", "--procedure", procedure, "--templates", own)
    assert manifest(tmp_path / "out")["procedure"]["path"] == "p.yaml"
    for path in (tmp_path / "out").iterdir():
        parts = parts_of(path.read_bytes()).values() if path.suffix in (".docx", ".xlsx") else [path.read_bytes()]
        assert not any(b"of-anna" in part for part in parts), path.name
    given = ("--procedure", procedure, "--templates", own)
    assert verify(repository, tmp_path / "out", *given)["rebuilt"] is True


# What stands against it now -------------------------------------------------------------------------------------------


def unraised(repository: Repository) -> None:
    """Other words under the version of the release, committed, and approved where nobody had the releases."""
    repository.edit(MITIGATION, "Every year the", "Each year the")
    tags = {tag: repository.git("rev-parse", tag) for tag in repository.git("tag").split()}
    repository.git("tag", "--delete", *tags)
    repository.approve_all()
    repository.commit("Not raised")
    for tag, commit in tags.items():
        repository.git("tag", tag, commit)


def without_tags(repository: Repository, folder: Path) -> Repository:
    repository.git("clone", "--quiet", "--no-tags", str(repository.root), str(folder))
    return Repository(folder)


def test_a_final_document_that_was_compared_with_no_release_does_not_hold(approved: Repository, tmp_path: Path) -> None:
    unraised(approved)
    assert codes(final(approved, tmp_path / "out", code=1).err) == ["version-not-raised"]
    clone = without_tags(approved, tmp_path / "clone")
    assert codes(final(clone, tmp_path / "out", code=1).err) == ["history-unknown"]
    clone.git("config", "--unset", "remote.origin.tagOpt")  # now nothing says that releases were left out
    final(clone, tmp_path / "out")
    proof = verify(approved, tmp_path / "out", code=1)
    assert said(proof, "it was compared with no release; the newest release that its commit contains is v1.0.1")
    assert said(proof, "it would be refused now: ") and said(proof, "version-not-raised")
    assert proof["rebuilt"] is True


def test_a_revision_that_is_named_is_compared_with_releases_all_the_same(approved: Repository, tmp_path: Path) -> None:
    unraised(approved)
    for command in (
        ("build", "--scenario", "high", "--procedure", approved.root / LAPTOPS),
        ("batch", approved.root / LAPTOPS),
    ):
        said = approved.run(*command, "--final", "--library-ref", "HEAD", "--output", tmp_path / "out", code=1).err
        assert "version-not-raised" in said
    assert not list(tmp_path.glob("out/**/*.docx"))


def test_a_draft_that_was_compared_with_no_release_says_so(approved: Repository, tmp_path: Path) -> None:
    clone = without_tags(approved, tmp_path / "clone")
    clone.build(tmp_path / "out")
    assert said(verify(approved, tmp_path / "out"), "compared with no release")


def test_a_release_that_is_tagged_after_the_build_changes_nothing(approved: Repository, tmp_path: Path) -> None:
    approved.edit(MITIGATION, "Every year the", "Each year the")
    approved.edit(MITIGATION, "version: 1.0.0", "version: 2.0.0")
    approved.approve_all()
    approved.commit("Raised")
    final(approved, tmp_path / "out")
    approved.git("tag", "v2.0.0")
    proof = verify(approved, tmp_path / "out")
    assert not said(proof, "compared with")


# What a manifest says beside ------------------------------------------------------------------------------------------


def test_another_moment_than_the_commits_is_told(
    approved: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "915148800")
    final(approved, tmp_path / "final")
    approved.build(tmp_path / "draft")
    assert not said(verify(approved, tmp_path / "final"), "its moment")  # whoever sets it expects it
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    for name, code in (("final", 1), ("draft", 0)):
        proof = verify(approved, tmp_path / name, code=code)
        assert proof["rebuilt"] is True and said(proof, "1999-01-01") and said(proof, "SOURCE_DATE_EPOCH=915148800")


WRITTEN: dict[str, tuple[Callable[[str], str], str]] = {
    "a key twice": (lambda t: t.replace('"scenario":', '"scenario": "low", "scenario":', 1), "says 'scenario' twice"),
    "an inner key twice": (lambda t: t.replace('"state":', '"state": "draft", "state":', 1), "says 'state' twice"),
    "outputs twice": (
        lambda t: t.replace('"outputs": {', '"outputs": {"contract.docx": "00"}, "outputs": {', 1),
        "says 'outputs' twice",
    ),
    "true for one": (lambda t: t.replace('"number": 1', '"number": true', 1), "not the bytes that a build writes"),
    "a number as a fraction": (lambda t: t.replace('"number": 1', '"number": 1.0', 1), "not the bytes"),
    "a mark of the order of bytes": (lambda t: "\ufeff" + t, "not the bytes that a build writes"),
    "other spaces": (lambda t: json.dumps(json.loads(t)), "not the bytes that a build writes"),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_a_manifest_that_others_may_read_otherwise_proves_nothing(approved: Repository, folder: Path, how: str) -> None:
    change, words = WRITTEN[how]
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(change(text))
    assert (folder / "manifest.json").read_text() != text
    assert said(verify(approved, folder, code=1), words)


@pytest.mark.parametrize("name", ["manifest.json", "contract.docx", "manifest.json.sig"])
def test_a_link_in_the_folder_proves_nothing(approved: Repository, folder: Path, tmp_path: Path, name: str) -> None:
    if name.endswith(".sig"):
        (tmp_path / "elsewhere").write_bytes(b"")
    else:
        (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    proof = approved.run("verify", folder, "--format", "json", code=1).json()
    assert not proof["holds"] and said(proof, name)


def test_a_final_document_of_a_branch_that_nobody_has_merged_does_not_hold(
    approved: Repository, tmp_path: Path
) -> None:
    approved.git("checkout", "--quiet", "-b", "aside")
    approved.commit("Aside")
    final(approved, tmp_path / "out")
    verify(approved, tmp_path / "out")
    approved.git("checkout", "--quiet", "-")
    proof = verify(approved, tmp_path / "out", code=1)
    assert proof["rebuilt"] is True and said(proof, "git branch --all --contains")
