"""Where a benchmark takes place: workspaces in a temporary folder, and the programs as a user starts them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import generate
from tests.bench.finished import finished_cells, finished_values, with_insertions
from tests.bench.measure import Command, Figures, nothing, side_by_side
from tests.tools import ROOT

RIVALS = Path(__file__).parent / "rivals"
#: What a workspace consists of; the rest of it was made by commands, and is removed for a cold start.
_SOURCES = {"clause_library", "scenarios", "templates", ".git", ".gitignore", "procedures", "pages"}


class Skipped(Exception):
    """A row that cannot be measured here; the message says why."""


@dataclass(frozen=True)
class Place:
    """``folder`` is empty at first and removed afterwards; ``quick`` asks for small sizes, to see whether all works."""

    folder: Path
    runs: int
    seconds: float
    quick: bool = False
    said: Callable[[str], None] = lambda _: None

    def size(self, full: int, small: int) -> int:
        return small if self.quick else full

    def measure(self, *commands: Command) -> list[Figures]:
        """The commands' figures in their order, measured side by side."""
        figures = side_by_side(commands, self.runs, self.seconds, self.said)
        return [figures[command.name] for command in commands]

    def library(self, size: int, scenario_size: int = generate.SCENARIO_SIZE, mark: str = "") -> Path:
        """A workspace of so many provisions; 0 for ours as it is. With ``mark`` it is one of its own."""
        folder = self.folder / f"library-{size}-{scenario_size}{mark}"
        if folder.exists():
            return folder
        return generate.written(generate.library(size, scenario_size) if size else generate.base(), folder)

    def finished(self, workspace: Path, *build: str | Path) -> Path:
        """The finished values of a build, for the plain docxtpl script."""
        scratch = self.folder / f"finished-{workspace.name}"
        values = scratch.with_suffix(".json")
        if not values.exists():
            finished_values(workspace, [*self._program(), "--workspace", workspace, *build], scratch, values)
        return values

    def cells(self, workspace: Path, *build: str | Path) -> Path:
        """The finished cells of a build's workbooks, and the entries of its calendar."""
        output = self.finished(workspace, *build).with_suffix("") / "output"
        cells = output.parent / "cells.json"
        if not cells.exists():
            finished_cells(output, cells)
        return cells

    def ddtender(
        self, workspace: Path, *arguments: str | Path, prepare: Callable[[], object] = nothing, name: str = "ddtender"
    ) -> Command:
        """``ddtender`` in a workspace. Raises Skipped where the command does not exist."""
        if arguments and not str(arguments[0]).startswith("-") and not self._exists(str(arguments[0])):
            raise Skipped(f"there is no command `ddtender {arguments[0]}` yet")
        return Command(name, [*self._program(), *arguments], workspace, prepare, self.environment)

    def python(self, name: str, *arguments: str | Path, prepare: Callable[[], object] = nothing) -> Command:
        """The interpreter that runs ddtender, with something else."""
        return Command(name, [sys.executable, *arguments], self.folder, prepare, self.environment)

    def bare(self) -> Command:
        return self.python("bare interpreter", "-c", "pass")

    def remove(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    def cold(self, workspace: Path) -> None:
        """Remove all that commands have left behind: outputs, and caches wherever they are."""
        for path in workspace.iterdir():
            if path.name not in _SOURCES:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(self.folder / "cache", ignore_errors=True)

    @property
    def environment(self) -> dict[str, str]:
        """Our code, caches of our own, and bytecode that is kept from run to run as on a user's machine, whatever the
        environment of the benchmark says (an empty variable is as good as none)."""
        bytecode = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode")}
        return {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(self.folder / "cache"), **bytecode}

    def _program(self) -> list[str]:
        """The command beside the interpreter, as an installation makes it; otherwise the package by its name."""
        script = Path(sys.executable).with_name("ddtender")
        return [str(script)] if script.exists() else [sys.executable, "-m", "ddtender"]

    def _exists(self, command: str) -> bool:
        arguments = [*self._program(), command, "--help"]
        done = subprocess.run(arguments, capture_output=True, check=False, env={**os.environ, **self.environment})
        return done.returncode == 0

    def reviewed(self, workspace: Path, scenario: str) -> Path:
        """The contract of a scenario as a reviewer sends it back: with tracked insertions."""
        built = self.folder / f"built-{workspace.name}"
        if not built.exists():
            arguments = [*self._program(), "build", "--scenario", scenario, "--output", built]
            environment = {**os.environ, **self.environment}
            subprocess.run(arguments, cwd=workspace, capture_output=True, check=True, env=environment)
            content = with_insertions((built / "contract.docx").read_bytes())
            (built / "contract-reviewed.docx").write_bytes(content)
        return built / "contract-reviewed.docx"

    def pandoc(self, workspace: Path, scenario: str) -> Command:
        """pandoc making a Word file of all that a scenario prints. Raises Skipped where there is no pandoc."""
        program = _pandoc()
        source = self.folder / f"{workspace.name}-{scenario}.md"
        if not source.exists():
            arguments = [*self._program(), "outline", "--scenario", scenario, "--format", "json"]
            environment = {**os.environ, **self.environment}
            done = subprocess.run(arguments, cwd=workspace, capture_output=True, check=True, env=environment)
            outline = json.loads(done.stdout)
            texts = [(p["title"], p["text"]) for p in outline["provisions"]]
            texts += [(d["term"], d["text"]) for d in outline["definitions"]]
            blocks = (f"# {title}\n\n" + text.replace("\n", "\n\n") for title, text in texts)
            source.write_text("\n\n".join(blocks), encoding="utf-8")
        return Command("pandoc", [program, source, "-o", self.folder / "pandoc.docx"], self.folder)


def _pandoc() -> str:
    try:
        from pypandoc import get_pandoc_path

        return get_pandoc_path()
    except (ImportError, OSError):
        found = shutil.which("pandoc")
        if found is None:
            raise Skipped("pandoc is not installed (`make bench` installs it)") from None
        return found
