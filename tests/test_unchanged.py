"""A build of which nothing has changed is not made again; of which anything has changed, it is."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import ddtender as package
from ddtender.cli.documents import build as build_command
from ddtender.workspace.record import record
from tests.commands import approved_workspace, copy_workspace, ddtender, git
from tests.examples import some
from tests.tools import ROOT

LAPTOPS = "scenarios/procedures/laptops.yaml"
BUILD = ("build", "--scenario", "high", "--procedure", LAPTOPS)
EPOCH = {"SOURCE_DATE_EPOCH": "1800000000"}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A committed workspace with the outputs of a build, to be copied."""
    folder = copy_workspace(tmp_path_factory.mktemp("once"))
    (folder / ".gitignore").write_text("/build/\n")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Library")
    assert build(folder).returncode == 0
    return folder


@pytest.fixture
def copied(once: Path, tmp_path: Path) -> Path:
    """A copy, of whose outputs there is no record: that is of one folder."""
    return Path(shutil.copytree(once, tmp_path / "workspace", symlinks=True))


@pytest.fixture
def built(copied: Path) -> Path:
    """A copy with a record of its own."""
    assert build(copied).returncode == 0
    return copied


@pytest.fixture(scope="module")
def going(once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with a record of its own, to be changed by one test after the other."""
    folder = Path(shutil.copytree(once, tmp_path_factory.mktemp("going") / "workspace", symlinks=True))
    assert build(folder).returncode == 0
    return folder


def build(folder: Path, *more: object, **environment: str) -> subprocess.CompletedProcess:
    return ddtender(*BUILD, *more, cwd=folder, **{**EPOCH, **environment})


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "build/high").iterdir())}


def was_made(result: subprocess.CompletedProcess) -> bool:
    """Whether a build made its outputs, or said that they were there."""
    assert result.returncode == 0, result.stderr
    assert ("wrote " in result.stdout) != ("unchanged " in result.stdout)
    return "wrote " in result.stdout


def test_the_second_build_says_the_same_and_touches_nothing(once: Path) -> None:
    folder = once / "build/high"
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}
    second = build(once)
    assert not was_made(second)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()} == before
    shutil.rmtree(folder)
    made = build(once)
    assert second.stdout.replace("unchanged ", "wrote ") == made.stdout
    assert second.stderr == made.stderr


def test_open_blanks_and_warnings_are_said_again(built: Path) -> None:
    (built / LAPTOPS).write_text("subject: laptops\n")
    (built / "clause_library/unread.txt").write_text("Nobody reads this.")
    first, second = build(built), build(built)
    assert was_made(first) and not was_made(second)
    assert "yours to fill in" in second.stdout and "warning[unexpected-file]" in second.stderr
    assert (second.stdout.replace("unchanged ", "wrote "), second.stderr) == (first.stdout, first.stderr)


def test_a_draft_with_notes_is_another_than_one_without(built: Path) -> None:
    assert was_made(build(built, "--no-notes")) and not was_made(build(built, "--no-notes"))
    without = outputs(built)["tender.docx"]
    assert was_made(build(built)) and outputs(built)["tender.docx"] != without


def _append(path: str, text: str = "\n") -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / path).open("a") as stream:
            stream.write(text)

    return change


def _commit(folder: Path) -> None:
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Another")


def _untrack(folder: Path) -> None:
    git(folder, "rm", "--quiet", "--cached", "clause_library/award_criteria/action-plan.md")
    git(folder, "commit", "--quiet", "--message", "Forgotten")


CHANGES = {
    "a clause that is in the scenario": _append("clause_library/award_criteria/component-transparency.md"),
    "a clause that is not": _append("clause_library/award_criteria/action-plan.md"),
    "the parameters": _append("clause_library/parameters.yaml", "# A remark.\n"),
    "another scenario": _append("scenarios/low.yaml", "# A remark.\n"),
    "the procedure": _append(LAPTOPS, "# A remark.\n"),
    "a new file": lambda folder: (folder / "clause_library/definitions/note.txt").write_text("New."),
    "the commit": _commit,
    "what git knows": _untrack,
    "an output": _append("build/high/tender.docx", "x"),
    "a lost output": lambda folder: (folder / "build/high/kpi-calendar.ics").unlink(),
    "the manifest": _append("build/high/manifest.json", " "),
}


@pytest.mark.parametrize("what", some(CHANGES, of=2))
def test_whatever_changes_the_outputs_are_those_of_a_fresh_build(what: str, going: Path) -> None:
    CHANGES[what](going)
    assert was_made(build(going))
    made = {name: content for name, content in outputs(going).items() if "(kept " not in name}
    shutil.rmtree(going / "build")
    assert was_made(build(going))
    assert outputs(going) == made


def test_a_file_less_is_an_error_whatever_outputs_there_are(built: Path) -> None:
    (built / "clause_library/reply_forms/action-plan.yaml").unlink()
    assert build(built).returncode == 1


def test_a_template_that_has_changed(copied: Path) -> None:
    own = copied / "own"
    own.mkdir()
    shutil.copy(copied / "templates/tender.docx", own / "tender.docx")
    assert was_made(build(copied, "--templates", "own"))
    assert not was_made(build(copied, "--templates", "own"))
    shutil.copy(copied / "templates/contract.docx", own / "contract.docx")
    assert was_made(build(copied, "--templates", "own"))
    assert was_made(build(copied))


@pytest.mark.parametrize("epoch", ["1800000001", ""])
def test_another_moment_makes_other_documents(epoch: str, built: Path) -> None:
    assert was_made(build(built, SOURCE_DATE_EPOCH=epoch))
    assert not was_made(build(built, SOURCE_DATE_EPOCH=epoch))


@pytest.mark.parametrize(
    "spelling", [("--output=build/high",), ("--library-ref", "HEAD"), ("--scenario", "high")], ids=" ".join
)
def test_what_click_reads_is_recognised_as_well(spelling: tuple[str, ...], built: Path) -> None:
    build(built, *spelling)
    assert not was_made(build(built, *spelling))


@pytest.mark.parametrize("output", ["out", "out/", "./out", "out//deep", "deep/../out", "../out", "ABSOLUTE/out"])
def test_where_the_outputs_are_is_said_in_the_same_words(output: str, copied: Path, tmp_path: Path) -> None:
    (copied / "deep").mkdir()
    options = ("--output", output.replace("ABSOLUTE", str(tmp_path)))
    made, second = build(copied, *options), build(copied, *options)
    assert was_made(made) and not was_made(second)
    assert second.stdout.replace("unchanged ", "wrote ") == made.stdout


@pytest.mark.parametrize("file", some(["words/en/layout.yaml", "office/wml.py", "review_page/review.css"], of=3))
def test_every_byte_of_our_own_files_counts(copied: Path, tmp_path: Path, file: str) -> None:
    source = Path(package.__file__).parent
    copy = tmp_path / "code/ddtender"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
    own = {"PYTHONPATH": str(copy.parent), "PYTHONSAFEPATH": "1"}
    build(copied, **own)
    assert not was_made(build(copied, **own))
    with (copy / file).open("a") as stream:
        stream.write("\n")
    assert was_made(build(copied, **own))


def test_a_release_tag_counts_for_a_final_document(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(approved_workspace(), tmp_path / "workspace"))
    final = ("build", "--scenario", "high", "--procedure", LAPTOPS, "--final", "--output", tmp_path / "out")
    first = ddtender(*final, cwd=folder)
    assert first.returncode == 0, first.stderr
    assert not was_made(ddtender(*final, cwd=folder))
    git(folder, "tag", "v1.0.0")
    assert was_made(ddtender(*final, cwd=folder))


def test_a_folder_that_is_current_still_verifies(once: Path) -> None:
    assert not was_made(build(once))
    result = ddtender("verify", "build/high", cwd=once)
    assert result.returncode == 0 and "the same bytes" in result.stdout


@pytest.fixture(scope="module")
def record_of_once(once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The record of its build in a cache of its own, as it was written."""
    cache = tmp_path_factory.mktemp("cache")
    build(once, XDG_CACHE_HOME=str(cache))
    (kept,) = (cache / "ddtender").iterdir()
    return kept, kept.read_bytes()


@pytest.fixture
def recorded(once: Path, record_of_once: tuple[Path, bytes]) -> tuple[Path, Path]:
    """A workspace, and the record of its build in a cache of its own, as it was written."""
    path, content = record_of_once
    path.parent.mkdir(exist_ok=True)
    path.parent.chmod(0o700)
    path.write_bytes(content)
    return once, path


def again(recorded: tuple[Path, Path]) -> subprocess.CompletedProcess:
    return build(recorded[0], XDG_CACHE_HOME=str(recorded[1].parent.parent))


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"inputs": 1, "outputs": 2}', b"\xff", b"[" * 99_999, None])
def test_a_record_that_is_lost_or_damaged_only_brings_a_build(content: bytes | None, recorded) -> None:
    assert not was_made(again(recorded))
    if content is None:
        shutil.rmtree(recorded[1].parent)
    else:
        recorded[1].write_bytes(content)
    assert was_made(again(recorded))
    assert not was_made(again(recorded))


def test_a_record_that_was_altered_is_not_believed(recorded: tuple[Path, Path]) -> None:
    said = recorded[1].read_bytes()
    recorded[1].write_bytes(said.replace(b"Scenario 'high'", b"Scenario 'low'"))
    assert recorded[1].read_bytes() != said
    assert was_made(again(recorded))


def test_a_record_that_names_files_elsewhere_is_not_followed(recorded: tuple[Path, Path]) -> None:
    """Such a record as nobody has written but we might be given: right in itself, of an output outside the folder."""
    inputs = recorded[1].read_text().splitlines()[1]
    elsewhere = {"../../.gitignore": (recorded[0] / ".gitignore").read_bytes()}
    recorded[1].write_bytes(record(outputs(recorded[0]) | elsewhere, inputs, "summary\0"))
    assert was_made(again(recorded))
    recorded[1].write_bytes(record(outputs(recorded[0]), inputs, "summary\0"))
    assert not was_made(again(recorded))


@pytest.mark.skipif(os.name != "posix", reason="folders have no such rights here")
def test_a_cache_that_others_can_write_to_is_not_believed(recorded) -> None:
    recorded[1].parent.chmod(0o777)
    assert was_made(again(recorded))


def test_without_a_place_for_a_cache_every_build_is_made(built: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for _ in range(2):
        assert was_made(build(built, XDG_CACHE_HOME=str(tmp_path / "file")))


def test_a_folder_holds_nothing_but_the_outputs(once: Path) -> None:
    listed = json.loads((once / "build/high/manifest.json").read_bytes())["outputs"]
    assert {path.name for path in (once / "build/high").iterdir()} == {*listed, "manifest.json"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a folder that cannot be written")
def test_what_is_current_needs_no_right_to_write(built: Path) -> None:
    folder = built / "build/high"
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert not was_made(build(built))


def test_nothing_heavy_is_imported_to_say_so(once: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "ddtender", *BUILD]
    environment = {**os.environ, **EPOCH, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path)}
    build(once, XDG_CACHE_HOME=str(tmp_path))
    done = subprocess.run(command, cwd=once, capture_output=True, text=True, check=True, env=environment)
    assert "unchanged " in done.stdout
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    heavy = {"click", "yaml", "msgspec", "lxml", "docxtpl", "openpyxl", "dataclasses", "ddtender.desk.pipeline"}
    assert not loaded & (heavy | {"pathlib", "subprocess", "json", "datetime", "typing"})


def test_every_option_of_a_build_counts_or_only_says_where_to_write() -> None:
    """With an option that ``desk/documents/current.py`` does not know, a build would say that nothing has changed."""
    decides = {"scenario", "scenario_from", "procedure", "templates", "library_ref", "final", "no_notes"}
    only_where = {"output", "replace"}
    assert {option.name for option in build_command.params} == decides | only_where
