"""A repository with a copy of our own library, and ddtender run in it as a maintainer would."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ddtender.cli.group import cli
from ddtender.workspace import WorkspaceError
from tests.commands import SOURCES
from tests.decisions import decide_all
from tests.packages import parts_of
from tests.tools import ROOT

#: Set for git and for ddtender alike: nobody's own settings, always the same author and moment.
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "M. Maintainer",
    "GIT_AUTHOR_EMAIL": "m@example.org",
    "GIT_AUTHOR_DATE": "2027-01-04T09:00:00Z",
    "GIT_COMMITTER_NAME": "M. Maintainer",
    "GIT_COMMITTER_EMAIL": "m@example.org",
    "GIT_COMMITTER_DATE": "2027-01-04T09:00:00Z",
}
#: What decides about days and places, and is unset.
UNSET = ("SOURCE_DATE_EPOCH", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
INFO = "clause_library/library.yaml"
LAPTOPS = "scenarios/procedures/laptops.yaml"
PLAN = "clause_library/award_criteria/action-plan.md"
MITIGATION = "clause_library/contract_clauses/mitigation-reporting.md"
ASSESSMENT = "clause_library/contract_clauses/risk-assessment.md"
GOODS = "clause_library/definitions/goods.md"
#: What every build writes, and perhaps more.
OUTPUTS = {"contract.docx", "manifest.json", "review.html", "tender.docx"}


def with_nobodys_settings(patch: pytest.MonkeyPatch) -> None:
    """Neither the machine's settings of git nor a fixed day reach what runs from now on."""
    for name, value in ENVIRONMENT.items():
        patch.setenv(name, value)
    for name in UNSET:
        patch.delenv(name, raising=False)


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err

    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Repository:
    """``root`` is the workspace; the git repository is there or around it."""

    root: Path

    def git(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, capture_output=True, encoding="utf-8", env=os.environ | ENVIRONMENT
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace ``old``, which stands in the file once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def commit(self, message: str = "A change", tag: str = "") -> str:
        """A commit of everything; with the tag of a release, the library gets its version."""
        if re.fullmatch(r"v\d+\.\d+\.\d+", tag) and (self.root / INFO).is_file():
            self.set_version(tag[1:])
        self.git("add", "--all", "--", ".")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        if tag:
            self.git("tag", tag)
        return self.git("rev-parse", "HEAD")

    def set_version(self, version: str) -> None:
        """Give the library a version."""
        self.write(INFO, re.sub(r"(?m)^version: .*$", f"version: {version}", self.read(INFO)))

    def run(self, *arguments: object, code: int | None = 0) -> Result:
        """Run ddtender on this workspace, and hold it to its exit code (None: any)."""
        done = CliRunner().invoke(cli, ["--workspace", str(self.root), *map(str, arguments)])
        result = Result(done.exit_code, done.stdout, done.stderr)
        if isinstance(done.exception, WorkspaceError):  # ddtender.cli.main says it like this
            result = Result(2, done.stdout, f"{done.stderr}ddtender: {done.exception}\n")
        elif done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert code in (None, result.code), result.said
        return result

    def approve_all(self) -> None:
        """Decide every question of the library and of its procedures, and approve everything."""
        decide_all(self.root)
        self.run("approve", "--all", "--reviewer", "A. Jurist")
        for procedure in sorted((self.root / "scenarios/procedures").glob("*.yaml")):
            decide_all(self.root, procedure)

    def states(self) -> dict[str, str]:
        return {row["id"]: row["state"] for row in self.run("status", "--format", "json").json()["provisions"]}

    def findings(self, code: int | None) -> dict[str, list[dict]]:
        """What `check` finds, by code of finding."""
        found: dict[str, list[dict]] = {}
        for finding in self.run("check", "--format", "json", code=code).json()["diagnostics"]:
            found.setdefault(finding["code"], []).append(finding)
        return found

    def diff(self, *revisions: str) -> dict[str, dict]:
        """The provisions of a diff, by id."""
        listed = self.run("diff", *revisions, "--format", "json").json()["provisions"]
        return {provision["id"]: provision for provision in listed}

    def build(self, folder: Path, *arguments: object, scenario: str = "high", code: int = 0) -> Result:
        return self.run("build", "--scenario", scenario, "--output", folder, *arguments, code=code)

    def snapshot(self) -> dict[str, bytes]:
        """Every file of the workspace, and what git says of it."""
        files = {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(self.root).parts
        }
        return files | {"git status": self.git("status", "--porcelain", "--branch").encode()}


def copy_of_ours(folder: Path) -> Path:
    """Our library, scenarios and templates, without stamps: as on the day before its first release."""
    for name in SOURCES:
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("reviews", "languages", "initiatives")
        )
    return folder


def init(folder: Path) -> Repository:
    """A new repository with everything in ``folder`` committed."""
    repository = Repository(folder)
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.commit("The library")
    return repository


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def without_properties(content: bytes) -> dict[str, bytes]:
    """The parts of a Word document but for what it says of its origin."""
    return {name: data for name, data in parts_of(content).items() if name != "docProps/custom.xml"}
