"""The desk says no with values: whoever opens it, a command or a page, tells them in its own way."""

import ast
import subprocess
import sys

import pytest

from ddtender.desk import sources
from ddtender.desk.approving import approval, standing
from ddtender.desk.approving.approval import Reviewer
from ddtender.desk.documents import redlining
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.library import upkeep
from ddtender.desk.market import papers
from tests.commands import copy_workspace
from tests.tools import ROOT


def test_what_is_asked_wrongly_names_the_option(capsys) -> None:
    asked = (
        (lambda: approval.approve(ROOT, ["award.action-plam"], Reviewer("A. Jurist")), "ID", "award.action-plan"),
        (lambda: approval.approve(ROOT, ["award.action-plan"], Reviewer("  ")), "--reviewer", "on one line"),
        (lambda: upkeep.rise(ROOT, ["award.action-plan"], "MINOR", " "), "--why", "a lawyer can read"),
        (lambda: upkeep.rise(ROOT, ["award.action-plan"], None, "why"), None, "--major"),
        (lambda: redlining.side_of(ROOT, " ", None, None, "new"), "--to", "v1.0.0"),
        (lambda: papers.recommended(ROOT / "pyproject.toml"), "--scenario-from", "assessment.json"),
    )
    for call, option, said in asked:
        with pytest.raises(Misused, match=said) as error:
            call()
        assert error.value.option == option
    assert capsys.readouterr() == ("", "")


def test_errors_in_the_library_are_findings(tmp_path, capsys) -> None:
    workspace = copy_workspace(tmp_path / "w")
    path = workspace / "clause_library/award_criteria/action-plan.md"
    path.write_text(path.read_text(encoding="utf-8").replace("version:", "versoin:", 1), encoding="utf-8")
    for call in (lambda: standing.states(workspace), lambda: sources.library_and_files(workspace)):
        with pytest.raises(Refused) as error:
            call()
        assert {finding.location.path for finding in error.value.diagnostics} == {
            path.relative_to(workspace).as_posix()
        }
    assert capsys.readouterr() == ("", "")


def test_the_desk_neither_prints_nor_asks_nor_exits() -> None:
    for path in (ROOT / "ddtender/desk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name):
                assert node.id not in {"print", "input", "exit", "SystemExit"}, path
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"exit", "_exit", "stdout", "stderr"}, path


def test_the_desk_opens_without_a_terminal() -> None:
    program = """
import pkgutil, sys
import ddtender.desk
for module in pkgutil.iter_modules(ddtender.desk.__path__, "ddtender.desk."):
    __import__(module.name)
print(sorted({"click", "rich"} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
