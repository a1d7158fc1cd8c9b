"""`verify DIR`: a folder is proved against its manifest, and the manifest may come from anybody."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.history.repository import LAPTOPS, MITIGATION, Repository


@pytest.fixture(scope="module")
def built(first_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "out"
    Repository(first_release).build(folder, "--procedure", first_release / LAPTOPS)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """What was built from the release v1.0.0 with the worked example."""
    return Path(shutil.copytree(built, tmp_path / "out"))


def verify(repository: Repository, folder: Path, *given: object, code: int = 0) -> dict:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    proof = repository.run("verify", folder, *given, "--format", "json", code=code).json()
    assert proof["notes"]
    assert {*proof} == {"holds", "outputs", "rebuilt", "outside", "notes"} and proof["holds"] is (code == 0)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    return proof


def not_made_again(repository: Repository, folder: Path) -> str:
    """Why the documents were not made again, which proves nothing, although the outputs are untouched."""
    proof = verify(repository, folder, code=1)
    assert proof["rebuilt"] is None and {*proof["outputs"].values()} == {"untouched"}
    assert not proof["holds"]
    return proof["notes"][-1].partition("not made again: ")[2]


def rewrite(folder: Path, **changes: object) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | changes))


def test_untouched_documents_are_made_again_from_their_commit(repository: Repository, folder: Path) -> None:
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.write("templates/tender.docx", "spoilt")
    repository.commit("Long after")
    proof = verify(repository, folder)
    assert {*proof["outputs"].values()} == {"untouched"}
    assert {*proof["outputs"]} == {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert proof["rebuilt"] is True and proof["notes"][-1].endswith(": the same bytes")
    assert repository.run("verify", folder).out.splitlines() == proof["notes"]


def test_notes_are_made_again_where_the_manifest_says_that_there_were_notes(
    repository: Repository, folder: Path, tmp_path: Path
) -> None:
    repository.build(tmp_path / "plain", "--procedure", repository.root / LAPTOPS, "--no-notes")
    for built, wanted in ((folder, True), (tmp_path / "plain", False)):
        assert json.loads((built / "manifest.json").read_text())["notes"] is wanted
        assert verify(repository, built)["rebuilt"] is True
    rewrite(folder, notes=False)
    assert verify(repository, folder, code=1)["rebuilt"] is False


def test_one_altered_byte_is_found(repository: Repository, folder: Path) -> None:
    content = bytearray((folder / "tender.docx").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "tender.docx").write_bytes(content)
    proof = verify(repository, folder, code=1)
    assert [name for name, found in proof["outputs"].items() if found == "altered"] == ["tender.docx"]
    assert "tender.docx: altered since it was built" in proof["notes"]


def test_a_missing_document_is_found(repository: Repository, folder: Path) -> None:
    (folder / "contract.docx").unlink()
    proof = verify(repository, folder, code=1)
    assert [name for name, found in proof["outputs"].items() if found == "missing"] == ["contract.docx"]


def test_a_document_forged_together_with_its_manifest_is_found_by_making_it_again(
    repository: Repository, folder: Path
) -> None:
    (folder / "contract.docx").write_bytes(b"other terms")
    listed = json.loads((folder / "manifest.json").read_text())["outputs"]
    rewrite(folder, outputs=listed | {"contract.docx": hashlib.sha256(b"other terms").hexdigest()})
    proof = verify(repository, folder, code=1)
    assert {*proof["outputs"].values()} == {"untouched"} and proof["rebuilt"] is False
    assert "not the same bytes" in proof["notes"][-1]


def test_a_document_left_out_of_the_manifest_is_found_too(repository: Repository, folder: Path) -> None:
    listed = json.loads((folder / "manifest.json").read_text())["outputs"]
    rewrite(folder, outputs={"contract.docx": listed["contract.docx"]})
    assert verify(repository, folder, code=1)["rebuilt"] is False


def test_a_build_of_uncommitted_sources_cannot_be_made_again(repository: Repository, tmp_path: Path) -> None:
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.build(tmp_path / "dirty")
    assert json.loads((tmp_path / "dirty/manifest.json").read_text())["library"]["dirty"] is True
    assert not_made_again(repository, tmp_path / "dirty") == "it was built from sources that were not committed"


@pytest.mark.parametrize("how", ["hidden from git status", "ignored", "in a new folder"])
def test_a_clause_that_git_does_not_mention_makes_a_build_dirty_all_the_same(
    repository: Repository, tmp_path: Path, how: str
) -> None:
    path = (
        "clause_library/contract_clauses/new/extra.md"
        if how == "in a new folder"
        else "clause_library/contract_clauses/extra.md"
    )
    text = repository.read(MITIGATION).replace("id: contract.mitigation-reporting", "id: contract.extra")
    repository.write(path, text)
    if how == "ignored":
        repository.write(".git/info/exclude", "extra.md\n")
    else:
        repository.git("config", "status.showUntrackedFiles", "no")
    assert repository.git("status", "--porcelain") == ""
    repository.build(tmp_path / "out")
    assert json.loads((tmp_path / "out/manifest.json").read_text())["library"]["dirty"] is True


def test_files_that_are_never_read_do_not_make_a_build_dirty(repository: Repository, tmp_path: Path) -> None:
    for path in ("README.md", "templates/~$tender.docx", "clause_library/.DS_Store", "templates/old.docx"):
        repository.write(path, "nothing")
    repository.build(tmp_path / "out")
    assert json.loads((tmp_path / "out/manifest.json").read_text())["library"]["dirty"] is False


def test_a_clone_without_the_commit_says_that_it_is_not_at_hand(
    repository: Repository, folder: Path, tmp_path: Path
) -> None:
    repository.commit("Two")
    repository.git(
        "clone", "--quiet", "--depth", "1", "--no-tags", f"file://{repository.root}", str(tmp_path / "clone")
    )
    clone = Repository(tmp_path / "clone")
    assert "this clone is shallow: fetch the rest" in not_made_again(clone, folder)
    other = Repository(tmp_path / "other")
    shutil.copytree(repository.root, other.root, ignore=shutil.ignore_patterns(".git"))
    assert "is not in a git repository" in not_made_again(other, folder)
    other.git("init", "--quiet")
    assert "git repository without commits" in not_made_again(other, folder)
    other.git("commit", "--quiet", "--allow-empty", "--message", "Unrelated")
    assert "there is no revision" in not_made_again(other, folder)


def test_a_procedure_that_changed_since_is_taken_from_the_commit(
    repository: Repository, folder: Path, tmp_path: Path
) -> None:
    repository.edit(LAPTOPS, "2027-ICT-014", "2027-ICT-015")
    assert verify(repository, folder)["rebuilt"] is True
    repository.build(tmp_path / "new", "--procedure", repository.root / LAPTOPS, "--library-ref", "v1.0.0")
    assert verify(repository, tmp_path / "new")["rebuilt"] is True
    repository.edit(LAPTOPS, "2027-ICT-015", "2027-ICT-016")
    said = not_made_again(repository, tmp_path / "new")
    assert said == f"the procedure {LAPTOPS} is in no commit here as it was used; --procedure FILE says where it is"


def test_documents_of_another_ddtender_are_not_made_again(repository: Repository, folder: Path) -> None:
    rewrite(folder, ddtender="0.0.1")
    assert not_made_again(repository, folder).startswith("it was built by ddtender 0.0.1, and this is ")


def test_a_scenario_that_is_not_there_is_named(repository: Repository, folder: Path) -> None:
    rewrite(folder, scenario="hihg")
    assert "there is no scenario 'hihg'" in not_made_again(repository, folder)


HOSTILE: dict[str, object] = {
    "nothing": b"",
    "not JSON": b"PK\x03\x04",
    "not UTF-8": b'{"a": "\xff"}',
    "a list": [],
    "a number": 7,
    "nested too deep": b"[" * 100_000,
    "empty": {},
    "no outputs": {"outputs": {}},
    "outputs as a list": {"outputs": ["tender.docx"]},
    "a digest that is a number": {"outputs": {"tender.docx": 1}},
    "a name that leads out": {"outputs": {"../secret": "0" * 64}},
    "a name that leads out on Windows": {"outputs": {"..\\secret": "0" * 64}},
    "a name that writes to the terminal": {"outputs": {"\x1b[2Jtender.docx": "0" * 64}},
    "a name that is half a character": {"outputs": {"\ud800": "0" * 64}},
    "library as text": {"library": "v1.0.0"},
    "no library": {"library": None},
    "a commit that is an option": {"library": {"commit": "--output=x", "dirty": False}},
    "a commit that is a name": {"library": {"commit": "HEAD", "dirty": False}},
    "a commit that is a number": {"library": {"commit": 1, "dirty": False}},
    "a commit with a zero byte": {"library": {"commit": "a\0b", "dirty": False}},
    "dirty as text": {"library": {"commit": None, "dirty": "no"}},
    "final as text": {"final": "no"},
    "a scenario that is a list": {"scenario": ["high"]},
    "templates as a list": {"templates": ["templates/tender.docx"]},
    "a template without a digest": {"templates": {"templates/tender.docx": None}},
    "a procedure as text": {"procedure": "laptops.yaml"},
    "a procedure without a path": {"procedure": {"sha256": "0" * 64}},
    "a procedure with a zero byte": {"procedure": {"path": "a\0b", "sha256": "0" * 64}},
    "a moment that is none": {"moment": "soon"},
    "a moment that is a number": {"moment": 1},
    "a moment before all files": {"moment": "0001-01-01T00:00:00Z"},
    "a moment after all files": {"moment": "9999-12-31T23:59:59Z"},
    "a moment somewhere": {"moment": "2027-01-04T09:00:00"},
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_manifest_that_is_none_is_refused_in_words(repository: Repository, folder: Path, what: str) -> None:
    content = HOSTILE[what]
    if isinstance(content, dict) and content:
        rewrite(folder, **content)
    else:
        (folder / "manifest.json").write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    proof = verify(repository, folder, code=1)
    assert proof["notes"] == ["manifest.json is missing or is not a manifest of ddtender"]


@pytest.mark.parametrize(
    "changes",
    [
        {"templates": {}},
        {"templates": {"scenarios/low.yaml": None}},
        {"procedure": {"path": "/dev/null", "sha256": hashlib.sha256(b"").hexdigest()}},
        {"procedure": {"path": "../../../etc/passwd", "sha256": "0" * 64}},
        {"procedure": {"path": "clause_library/parameters.yaml", "sha256": None}},
        {"procedure": None},
        {"final": True},
        {"library": {"commit": "0" * 40, "dirty": False}},
    ],
    ids=str,
)
def test_a_manifest_that_lies_proves_nothing(repository: Repository, folder: Path, changes: dict) -> None:
    def digest(path: str) -> str:
        return hashlib.sha256((repository.root / path).read_bytes()).hexdigest()

    for value in changes.values():
        for key in [key for key, inner in value.items() if inner is None] if isinstance(value, dict) else []:
            value[key] = digest(value.get("path", key))
    rewrite(folder, **changes)
    result = repository.run("verify", folder, "--format", "json", code=None).json()
    assert result["rebuilt"] is not True and result["notes"]


def test_no_manifest_no_folder(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "manifest.json is missing" in verify(repository, tmp_path / "empty", code=1)["notes"][0]
    repository.run("verify", tmp_path / "nowhere", code=2)


def test_whatever_else_lies_in_the_folder_is_told_and_is_not_proved(repository: Repository, folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    (folder / "annex\x1b[2J.docx").write_bytes(b"not ours")
    (folder / "more").mkdir()
    (folder / "signed/by").mkdir(parents=True)
    (folder / "signed/by/contract.docx").write_bytes(b"other terms")
    (folder / "linked").symlink_to(folder / "signed")
    os.mkfifo(folder / "pipe")
    proof = verify(repository, folder, code=1)
    assert proof["rebuilt"] is True
    told = [line for line in proof["notes"] if "not in the manifest" in line]
    listed = ["annex\\u001b[2J.docx", "linked", "more/", "notes.txt", "pipe", "signed/by/contract.docx"]
    assert [line.partition(":")[0] for line in told] == listed


def test_a_key_that_no_build_writes_is_told(repository: Repository, folder: Path) -> None:
    rewrite(folder, approved_by="Minister")
    proof = verify(repository, folder, code=1)
    assert proof["rebuilt"] is True
    assert "manifest.json: approved_by: no build of ddtender says so" in proof["notes"]


@pytest.mark.parametrize(
    "changes",
    [
        {"provisions": []},
        {"open_blanks": []},
        {"left_out": [{"id": "award.other", "version": "1.0.0"}]},
        {"library": {"version": "9.9.9"}},
        {"library": {"name": "Another library"}},
        {"compared_with": None},
        {"moment": "2031-01-01T00:00:00Z"},
    ],
    ids=str,
)
def test_everything_that_a_manifest_says_is_held_against_the_commit(
    repository: Repository, folder: Path, changes: dict
) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    if "library" in changes:
        changes = {"library": manifest["library"] | changes["library"]}
    rewrite(folder, **changes)
    proof = verify(repository, folder, code=1)
    assert proof["rebuilt"] is False or any(f"manifest.json: {next(iter(changes))}" in line for line in proof["notes"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"library": {"commit": None, "dirty": False}}, "sources that are not those of a commit"),
        ({"library": {"dirty": True}}, "sources that are not those of a commit"),
        ({"notes": True}, "with drafting notes"),
        ({"provisions": [{"id": "award.x", "state": "draft"}]}, "with provisions that are not approved"),
    ],
    ids=str,
)
def test_a_final_document_that_no_build_makes_is_told(
    repository: Repository, folder: Path, changes: dict, said: str
) -> None:
    library = json.loads((folder / "manifest.json").read_text())["library"]
    rewrite(folder, **({"final": True, "notes": False, "provisions": []} | changes))
    if "library" in changes:
        rewrite(folder, library=library | changes["library"])
    assert any(said in line for line in verify(repository, folder, code=1)["notes"])


def test_a_commit_that_nobody_has_merged_is_told(repository: Repository, tmp_path: Path) -> None:
    repository.git("checkout", "--quiet", "-b", "aside")
    repository.edit("scenarios/low.yaml", "title: ", "title: Other ")
    repository.commit("Aside")
    repository.build(tmp_path / "aside", scenario="low")
    repository.git("checkout", "--quiet", "-")
    notes = verify(repository, tmp_path / "aside")["notes"]
    assert any("not in the history of what is checked out" in line for line in notes)


# Signatures -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, Path]:
    """Keys of two people, and a file that names the first as one whom the reader trusts."""
    found = {}
    for name in ("jurist", "stranger"):
        found[name] = tmp_path / name
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", found[name]], check=True, timeout=60
        )
    found["signers"] = tmp_path / "signers"
    found["signers"].write_text(f"a.jurist@example.org {(tmp_path / 'jurist.pub').read_text()}")
    return found


def test_a_signature_is_of_this_manifest_and_of_somebody_who_is_trusted(
    repository: Repository, folder: Path, keys: dict[str, Path]
) -> None:
    def said(code: int, *arguments: object) -> str:
        lines = repository.run("verify", folder, *arguments, code=code).out.splitlines()
        return next((line for line in lines if line.startswith("manifest.json.sig")), "")

    assert "missing" in said(1, "--signers", keys["signers"])
    repository.run("sign", folder, "--key", keys["jurist"])
    assert said(0, "--signers", keys["signers"]) == "manifest.json.sig: signed by a.jurist@example.org"
    assert "whom you trust" in said(0)
    signature = folder / "manifest.json.sig"
    signature.unlink()
    repository.run("sign", folder, "--key", keys["stranger"])
    assert "nobody whom" in said(1, "--signers", keys["signers"])
    rewrite(folder, scenario="low")
    assert "not a signature of this manifest" in said(1)
    signature.write_bytes(b"-----BEGIN SSH SIGNATURE-----\n\x1b[2J\n-----END SSH SIGNATURE-----\n")
    assert "not a signature" in said(1)


def test_nobody_signs_for_what_is_not_proved(repository: Repository, folder: Path, keys: dict[str, Path]) -> None:
    (folder / "contract.docx").write_bytes(b"other terms")
    said = repository.run("sign", folder, "--key", keys["jurist"], code=1).said
    assert "contract.docx: altered" in said and "nothing was signed" in said
    assert not (folder / "manifest.json.sig").exists()


def test_keys_and_signers_that_have_no_end_are_not_read(
    repository: Repository, folder: Path, keys: dict[str, Path], tmp_path: Path
) -> None:
    repository.run("sign", folder, "--key", keys["jurist"])
    os.mkfifo(tmp_path / "pipe")
    for endless in (tmp_path / "pipe", Path("/dev/zero")):
        assert "not an ordinary file" in repository.run("verify", folder, "--signers", endless, code=2).said
        assert "not an ordinary file" in repository.run("sign", folder, "--key", endless, code=2).said


def test_a_key_that_is_none_is_told(repository: Repository, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("no key")
    assert "cannot sign" in repository.run("sign", folder, "--key", tmp_path / "key", code=2).said
    assert not (folder / "manifest.json.sig").exists()
