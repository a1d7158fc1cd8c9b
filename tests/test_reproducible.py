"""The same inputs make the same bytes, wherever, whenever and by whomever they are built."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.commands import copy_workspace, ddtender, git
from tests.documents import LAPTOPS, MOMENT, Word
from tests.tools import ROOT

BUILD = ("build", "--scenario", "high", "--procedure", LAPTOPS)
NAMES = [
    "contract.docx",
    "evaluation.xlsx",
    "kpi-calendar.ics",
    "kpi-register.xlsx",
    "manifest.json",
    "provisions.docx",
    "review.html",
    "tender.docx",
]


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A first build, of the checkout as it is."""
    output = tmp_path_factory.mktemp("reference")
    result = ddtender(*BUILD, "--output", output)
    assert result.returncode == 0, result.stderr
    built = files_in(output)
    assert list(built) == NAMES
    return built


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C"},
        {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242", "HOME": "/nowhere", "USER": "somebody-else", "LOGNAME": "somebody-else"},
    ],
    ids=lambda environment: " ".join(f"{k}={v}" for k, v in environment.items()),
)
def test_a_second_build_elsewhere_in_the_world_is_the_same(
    reference: dict[str, bytes], tmp_path: Path, environment: dict[str, str]
) -> None:
    assert ddtender(*BUILD, "--output", tmp_path / "out", **environment).returncode == 0
    assert files_in(tmp_path / "out") == reference


def test_a_build_from_another_folder_with_another_umask_is_the_same(
    reference: dict[str, bytes], tmp_path: Path
) -> None:
    result = ddtender("--workspace", ROOT, *BUILD, "--output", "out", cwd=tmp_path, umask=0o077)
    assert result.returncode == 0, result.stderr
    assert files_in(tmp_path / "out") == reference


def test_a_second_build_over_the_first_is_the_same(reference: dict[str, bytes], tmp_path: Path) -> None:
    for _ in range(2):
        assert ddtender(*BUILD, "--output", tmp_path).returncode == 0
    assert files_in(tmp_path) == reference


def test_another_procedure_makes_other_documents(reference: dict[str, bytes], tmp_path: Path) -> None:
    """So that the tests above do not compare what never changes."""
    assert ddtender("build", "--scenario", "high", "--output", tmp_path).returncode == 0
    built = files_in(tmp_path)
    assert "kpi-calendar.ics" not in built
    assert all(built[name] != reference[name] for name in built)


def test_the_moment_comes_from_source_date_epoch_and_stands_in_the_properties(tmp_path: Path) -> None:
    """Without git there is no commit whose date could be used."""
    copy = copy_workspace(tmp_path / "copy")
    outputs = []
    for name, epoch in (("a", str(int(MOMENT.timestamp()))), ("b", str(int(MOMENT.timestamp()))), ("c", "0")):
        result = ddtender("build", "--scenario", "low", "--output", tmp_path / name, cwd=copy, SOURCE_DATE_EPOCH=epoch)
        assert result.returncode == 0, result.stderr
        outputs.append(files_in(tmp_path / name))
    assert outputs[0] == outputs[1]
    assert outputs[0] != outputs[2]
    assert b"2027-01-04T09:00:00Z" in Word(outputs[0]["tender.docx"]).parts["docProps/core.xml"]


def test_a_moment_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    result = ddtender(*BUILD, "--output", tmp_path, SOURCE_DATE_EPOCH="yesterday")
    assert result.returncode == 2
    assert "SOURCE_DATE_EPOCH is 'yesterday'" in result.stderr
    assert not files_in(tmp_path)


@pytest.mark.parametrize(
    ("epoch", "said"),
    [("-1", "in the year 1969"), ("4386000000", "in the year 2108"), ("99999999999", "in the year 5138")],
)
def test_a_moment_that_no_document_of_ours_is_read_with_is_refused(tmp_path: Path, epoch: str, said: str) -> None:
    result = ddtender(*BUILD, "--output", tmp_path / "out", SOURCE_DATE_EPOCH=epoch)
    assert result.returncode == 2 and f"SOURCE_DATE_EPOCH is {epoch} seconds, {said}" in result.stderr
    assert not (tmp_path / "out").exists()


def test_what_is_built_at_the_first_moments_is_read_again(tmp_path: Path) -> None:
    """0 and 1 are what builds are usually given that are to be the same everywhere."""
    built = ddtender("build", "--scenario", "low", "--output", tmp_path, SOURCE_DATE_EPOCH="1")
    assert built.returncode == 0
    verified = ddtender("verify", tmp_path)
    assert "is not a manifest" not in verified.stdout + verified.stderr


def test_a_commit_of_no_such_moment_is_named(tmp_path: Path) -> None:
    copy = copy_workspace(tmp_path / "copy")
    git(copy, "init", "--quiet")
    git(copy, "add", ".")
    git(copy, "commit", "--quiet", "--message", "One")
    written = subprocess.run(["git", "cat-file", "-p", "HEAD"], cwd=copy, capture_output=True, check=True).stdout
    late = re.sub(rb"(committer .*>) \d+", rb"\1 99999999999", written)
    hash_it = ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"]
    name = subprocess.run(hash_it, cwd=copy, input=late, capture_output=True, check=True).stdout.decode().strip()
    git(copy, "update-ref", "HEAD", name)
    result = ddtender("build", "--scenario", "low", "--output", tmp_path / "out", cwd=copy)
    assert result.returncode == 2 and f"the commit {name[:12]} says that it was made at 99999999999" in result.stderr
