"""An authority begins a library of its own, changes what it wants otherwise, and goes over to a newer base."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.commands import ddtender, git
from tests.layers.houses import PLEDGE, base, changed, put
from tests.tools import ROOT

_PAGE = (ROOT / "docs/layers.md").read_text(encoding="utf-8")
#: A name of its own, which no path of the base has.
_VENDORED = "vendor/a-small-library-for-tests"


def run(folder: Path, *words: object) -> str:
    """What a command says that ends well."""
    done = ddtender(*words, cwd=folder)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def refused(folder: Path, *words: object) -> str:
    done = ddtender(*words, cwd=folder)
    assert done.returncode != 0 and "Traceback" not in done.stderr, done.stdout
    return done.stderr + done.stdout


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small base in a folder of its own."""
    return put(tmp_path_factory.mktemp("base"), base())


@pytest.fixture(scope="module")
def begun(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A layer over it, as it was begun."""
    folder = tmp_path_factory.mktemp("begun") / "house"
    run(folder.parent, "init", "house", "--authority", "City of Example", "--base", small)
    return folder


@pytest.fixture
def house(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "house"))


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".git/" not in path.as_posix())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_commands_of_the_page_work_when_they_are_pasted(tmp_path: Path) -> None:
    pasted = re.findall(r"^ddtender .*$", _PAGE, re.M)
    assert len(pasted) == 7 and pasted[0].startswith("ddtender init our-clauses")
    said = run(tmp_path, *shlex.split(pasted[0])[1:])
    folder = tmp_path / "our-clauses"
    assert (folder / ".git").is_dir() and "country: nl" in (folder / "scenarios/procedures/example.yaml").read_text()
    following = [line.strip() for line in said.partition("Next:\n")[2].splitlines()]
    assert following[0] == "cd our-clauses" and len(following) == 3
    for line in (*pasted[1:], following[2]):
        if "update" in line:
            assert "nothing to update" in run(folder, *shlex.split(line)[1:])
        else:
            run(folder, *shlex.split(line)[1:])
    assert {"tender.docx", "contract.docx", "manifest.json"} <= {one.name for one in (folder / "build/high").iterdir()}


def test_what_is_begun_can_be_looked_at_first_and_writes_nothing_over(small: Path, begun: Path, tmp_path: Path) -> None:
    listed = run(tmp_path, "init", "new", "--authority", "City", "--base", small, "--dry-run").splitlines()
    assert not (tmp_path / "new").exists()
    names = {line.removeprefix("would write new/") for line in listed}
    assert names == files_in(begun).keys()
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine")
    assert "is not empty" in refused(tmp_path, "init", "full", "--authority", "City", "--base", small)
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["letter.txt"]
    assert "--language" in refused(
        tmp_path, "init", "new", "--authority", "C", "--base", small, "--language", "eo", "--country", "nl"
    )
    assert "--country" in refused(tmp_path, "init", "new", "--authority", "C", "--base", small, "--country", "Holland")
    assert "library.yaml" in refused(tmp_path, "init", "new", "--authority", "C", "--base", tmp_path / "full")


def test_own_templates_are_part_of_the_layer_and_say_what_they_replace(small: Path, tmp_path: Path) -> None:
    put(tmp_path / "style", {"tender.docx": base()["templates/tender.docx"]})
    run(tmp_path, "init", "house", "--authority", "City", "--base", small, "--template", "style")
    assert "templates/tender.docx@1.0.0" in (tmp_path / "house/clause_library/library.yaml").read_text()
    rows = json.loads(run(tmp_path / "house", "layers", "--format", "json"))
    assert rows[1]["replaces"] == ["templates/tender.docx@1.0.0"]
    (tmp_path / "style/tender.docx").write_bytes(b"no document")
    assert "nothing was written" in refused(
        tmp_path, "init", "other", "--authority", "City", "--base", small, "--template", "style"
    )


def test_a_base_that_was_touched_is_refused_by_every_command(house: Path) -> None:
    clause = house / _VENDORED / PLEDGE
    clause.write_text(clause.read_text().replace("pledges", "promises"))
    for words in (["check"], ["build", "--scenario", "low"], ["status"], ["replace", "award.pledge"], ["layers"]):
        assert "base-altered" in refused(house, *words), words
    assert "base-altered" in refused(house, "update", "--from", house / _VENDORED)
    assert not (house / "build").exists()


def test_a_link_in_a_base_is_refused(house: Path) -> None:
    (house / _VENDORED / "clause_library/award_criteria/linked.md").symlink_to("/etc/hostname")
    assert "is a symbolic link" in refused(house, "check")


def newer(folder: Path, files: dict[str, bytes]) -> Path:
    info = "clause_library/library.yaml"
    return put(folder, changed(files, info, "version: 1.0.0", "version: 1.1.0"))


def test_a_newer_base_is_put_together_with_what_the_house_has_changed(house: Path, tmp_path: Path) -> None:
    assert "has no 'award.pledgee'. Did you mean 'award.pledge'?" in refused(house, "replace", "award.pledgee")
    for name in ("award.pledge", "scenarios/low.yaml", "parameters.update_months", "templates/contract.docx"):
        run(house, "replace", name)
    assert "'award.pledge' is this layer's own already" in refused(house, "replace", "award.pledge")
    pledge = house / PLEDGE
    pledge.write_text(pledge.read_text().replace("title: Pledge", "title: Public pledge"))
    files = changed(base(), PLEDGE, "rights of all workers", "rights of all people")
    files = changed(files, PLEDGE, "version: 1.0.0", "version: 2.0.0")
    files = changed(files, "clause_library/parameters.yaml", "maximum: 24", "maximum: 36")
    files["templates/contract.docx"] = base()["templates/tender.docx"]
    source = newer(tmp_path / "newer", files)

    before = files_in(house)
    told = run(house, "update", "--dry-run", "--from", source)
    assert files_in(house) == before
    assert "[-workers-]{+people+}" in told and "the base's changes are taken over" in told
    markdown = run(house, "update", "--dry-run", "--from", source, "--format", "markdown")
    assert "**people**" in markdown and "## What becomes of our own" in markdown

    assert "1 to be decided by a person" in run(house, "update", "--from", source)
    text = pledge.read_text()
    assert "replaces: award.pledge@2.0.0\n" in text and "version: 1.0.0\n" in text
    assert "title: Public pledge\n" in text and "rights of all people" in text
    info = (house / "clause_library/library.yaml").read_text()
    assert "scenarios/low.yaml@1.1.0" in info and "templates/contract.docx@1.0.0" in info
    assert "maximum: 36" in (house / "clause_library/parameters.yaml").read_text()
    assert files_in(house / _VENDORED) == files_in(source)
    stale = refused(house, "check")
    assert "layer-stale" in stale and "templates/contract.docx" in stale and stale.count("error[") == 1
    assert "nothing to update" in run(house, "update", "--from", source)


def test_what_both_have_changed_is_for_a_person_and_nothing_is_built_until_then(house: Path, tmp_path: Path) -> None:
    run(house, "replace", "award.pledge")
    pledge = house / PLEDGE
    pledge.write_text(pledge.read_text().replace("all workers", "all persons"))
    files = changed(base(), PLEDGE, "all workers", "all people")
    run(house, "update", "--from", newer(tmp_path / "newer", files))
    conflict = re.search(
        r"<<<<<<< Clauses of City of Example\n.*all persons.*\n\|{7} base 1.0.0\n.*all workers.*\n=======\n"
        r".*all people.*\n>>>>>>> base 1.1.0\n",
        pledge.read_text(),
    )
    assert conflict
    assert "merge-conflict" in refused(house, "build", "--scenario", "low")
    mended = pledge.read_text().replace(conflict[0], "The Tenderer pledges to respect the rights of all persons.\n")
    pledge.write_text(mended)
    run(house, "check")


def test_a_base_whose_old_version_is_gone_is_compared_by_a_person(house: Path, tmp_path: Path) -> None:
    run(house, "replace", "award.pledge")
    (house / PLEDGE).write_text((house / PLEDGE).read_text() + "It is published.\n")
    shutil.rmtree(house / _VENDORED)
    assert "base-not-found" in refused(house, "check")
    files = changed(base(), PLEDGE, "version: 1.0.0", "version: 1.0.1")
    said = run(house, "update", "--from", newer(tmp_path / "newer", files))
    assert "is not here to compare with" in said and "<<<<<<<" in (house / PLEDGE).read_text()


def test_a_release_of_a_repository_can_be_named(house: Path, tmp_path: Path) -> None:
    source = put(tmp_path / "base", base())
    git(source, "init", "--quiet")
    newer(source, base())
    git(source, "add", ".")
    git(source, "commit", "--quiet", "--message", "1.1.0")
    git(source, "tag", "v1.1.0")
    put(source, changed(changed(base(), PLEDGE, "all workers", "all"), "clause_library/library.yaml", "1.0.0", "2.0.0"))
    assert "has version 2.0.0 of 'A small library for tests', and not 1.5.0" in refused(
        house, "update", "--from", source, "--to", "1.5.0"
    )
    run(house, "update", "--from", source, "--to", "1.1.0")
    assert "all workers" in (house / _VENDORED / PLEDGE).read_text()
    assert "version: 1.1.0" in (house / "clause_library/library.yaml").read_text()


def test_whoever_extends_nothing_is_told_so(small: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small, tmp_path / "alone"))
    assert "extends no other" in refused(folder, "update")
    assert "extends no other" in refused(folder, "replace", "award.pledge")
    [row] = json.loads(run(folder, "layers", "--format", "json"))
    assert row["name"] == "A small library for tests" and row["fingerprint"].startswith("sha256:")
