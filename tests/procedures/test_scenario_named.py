"""A procedure file may name its scenario: whoever comes back to it need not know which one it was."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ddtender.cli.group import cli
from ddtender.compose import best_scenarios
from ddtender.library.procedures import read_procedure, scenario_in
from ddtender.library.source import decode
from tests.documents import built_of, sources
from tests.tools import ROOT


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(ROOT), *map(str, arguments)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "phones.yaml"
    path.write_text("title: Phones\nscenario: low\n")
    return path


def test_what_it_names_is_built_and_shown(file: Path, tmp_path: Path) -> None:
    assert "Scenario 'low'" in run("build", "--procedure", file, "--output", tmp_path / "out").stdout
    assert '"scenario": "low"' in run("outline", "--procedure", file, "--format", "json").stdout


def test_what_a_command_is_given_goes_before_it(file: Path) -> None:
    assert (
        '"scenario": "medium"' in run("outline", "--scenario", "medium", "--procedure", file, "--format", "json").stdout
    )


def test_where_nothing_names_one_it_is_asked_for(file: Path) -> None:
    file.write_text("title: Phones\n")
    assert "Missing option '--scenario'" in run("build", "--procedure", file).stderr
    assert "Missing option '--scenario'" in run("build").stderr


def test_one_that_does_not_exist_is_told(file: Path) -> None:
    file.write_text("scenario: hihg\n")
    refused = run("build", "--procedure", file)
    assert refused.exit_code == 2 and "there is no scenario 'hihg'" in refused.stderr
    files = {**sources().files, "scenarios/procedures/phones.yaml": file.read_bytes()}
    (found,) = [
        f for f in built_of(files, "low", "scenarios/procedures/phones.yaml").diagnostics if "hihg" in f.message
    ]
    assert found.code.name == "unknown-scenario" and found.location.line == 1 and "'high'" in found.hint


def test_check_holds_it_against_the_one_that_it_names() -> None:
    library = built_of(sources().files, "low").prepared.library
    source, _ = decode("p.yaml", b"scenario: high\n")
    assert source is not None
    procedure, findings = read_procedure(source)
    assert procedure is not None and findings == []
    assert [one.name for one in best_scenarios(library, procedure)] == ["high"]
    assert scenario_in(b"scenario: [high]\n") is None and scenario_in(b"{") is None
