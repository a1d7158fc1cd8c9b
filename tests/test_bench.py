"""The benchmark runs, and its JSON is what docs/benchmarks.md says. What it measures is never asserted."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.bench import generate
from tests.bench.finished import finished_cells, finished_values
from tests.bench.place import Place
from tests.bench.rows import ROWS
from tests.commands import ddtender
from tests.documents import Word
from tests.tools import ROOT

#: The arguments of build_floor.py.
FLOOR = ("values.json", "cells.json", "workspace", "floor")
PAGE = ROOT / "docs/benchmarks.md"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The JSON of one cheap row, measured quickly."""
    output = tmp_path_factory.mktemp("bench") / "bench.json"
    arguments = ["--quick", "--only", "explain", "--json", str(output)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "bare interpreter" in done.stdout
    return json.loads(output.read_text(encoding="utf-8"))


def test_one_row_is_measured_in_whole_processes(measured: dict) -> None:
    assert measured["quick"] and measured["runs"] == 1
    (row,) = measured["rows"]
    assert row["name"] == "explain" and row["skipped"] is None
    for side in ("subject", "rival"):
        assert row[side]["wall"] > 0 and row[side]["cpu"] > 0 and row[side]["peak_mib"] > 1
    assert row["ratios"]["wall"] == pytest.approx(row["subject"]["wall"] / row["rival"]["wall"], rel=0.01)
    assert row["met"] is None, "small sizes prove nothing"


def test_the_json_has_the_documented_keys(measured: dict) -> None:
    example = json.loads(re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[1])
    assert set(measured) == set(example)
    row, shown = measured["rows"][0], example["rows"][0]
    assert set(row) == set(shown)
    for key in ("subject", "rival", "ratios", "target"):
        assert set(row[key]) == set(shown[key])


def test_bytecode_is_kept_from_run_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    command = Place(tmp_path, runs=1, seconds=1).python("interpreter", "-c", "import ddtender.diagnostics.codes")
    subprocess.run(command.arguments, env={**os.environ, **(command.environment or {})}, check=True)
    assert [path.name.partition(".")[0] for path in (tmp_path / "bytecode").rglob("codes.*.pyc")] == ["codes"]


def test_every_row_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{row.name}` |" in page for row in ROWS)


def test_a_row_that_does_not_exist_is_wrong_usage() -> None:
    arguments = [sys.executable, "-m", "tests.bench", "--only", "colour"]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "'colour' is not one of" in done.stderr


# The largest has terms whose names say nothing of a time, as "Annual Record" does.
@pytest.mark.parametrize("size", [100, 180, 1200])
def test_a_generated_library_is_sound_and_of_the_size_asked_for(tmp_path: Path, size: int) -> None:
    workspace = generate.written(generate.library(size), tmp_path)
    checked = ddtender("check", cwd=workspace)
    assert checked.stdout == "No findings.\n" and checked.returncode == 0
    provisions = list((workspace / "clause_library").rglob("*.md"))
    ours = [path for path in generate.base() if path.startswith("clause_library/") and path.endswith(".md")]
    assert len(provisions) == max(size, len(ours))
    generated = [path.read_text(encoding="utf-8") for path in provisions if "generated" in path.parts]
    assert sum("](#" in text for text in generated) > 0.9 * len(generated) - 2, "nearly each one refers to others"


def test_a_generated_library_is_always_the_same() -> None:
    assert generate.library(120) == generate.library(120)


def test_the_rivals_of_a_build_make_what_we_make(tmp_path: Path) -> None:
    """The same documents, word for word; the floor also the same cells."""
    workspace = generate.written(generate.base(), tmp_path / "workspace")
    build = ("build", "--scenario", "high", "--procedure", workspace / "scenarios/procedures/laptops.yaml")
    assert ddtender(*build, cwd=workspace).returncode == 0
    program = [sys.executable, "-m", "ddtender", "--workspace", workspace, *build]
    finished_values(workspace, program, tmp_path / "scratch", tmp_path / "values.json")
    rival = [sys.executable, ROOT / "tests/bench/rivals/plain_docxtpl.py", tmp_path / "values.json", tmp_path / "plain"]
    subprocess.run(rival, check=True)
    finished_cells(tmp_path / "scratch/output", tmp_path / "cells.json")
    floor = [sys.executable, ROOT / "tests/bench/rivals/build_floor.py", *map(tmp_path.joinpath, FLOOR)]
    subprocess.run(floor, check=True)
    built = workspace / "build/high"
    for name in ("tender.docx", "contract.docx"):
        ours = Word((built / name).read_bytes())
        for folder in (tmp_path / "plain", tmp_path / "floor"):
            assert Word((folder / name).read_bytes()).text == ours.text
    for name in ("kpi-register.xlsx", "evaluation.xlsx"):
        assert cells(tmp_path / "floor" / name) == cells(built / name)
    assert (tmp_path / "floor/kpi-calendar.ics").read_bytes().count(b"BEGIN:VEVENT") > 10


def cells(path: Path) -> dict[str, list[tuple]]:
    """Every sheet's cells, dates as texts."""
    book = load_workbook(path)
    return {s.title: [tuple(map(str, row)) for row in s.iter_rows(values_only=True) if any(row)] for s in book}
