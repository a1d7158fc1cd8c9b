"""`make compare` tells what two programs make differently of the same workspaces, and only that."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.compared.__main__ import compare
from tests.compared.alter import Case, case
from tests.compared.differences import Outcome, differences
from tests.folders import files_in
from tests.packages import zipped
from tests.tools import ROOT

_SOURCES = {
    "clause_library/contract_clauses/a.md": b"---\nid: contract.a\n---\nThe Contractor shall report.\n\nIt may ask.\n",
    "scenarios/high.yaml": b"provisions: [contract.a]\n",
    "scenarios/procedures/laptops.yaml": b"values: {}\n",
}


def _found(line: int, message: str = "a word is wrong") -> str:
    one = {
        "code": "wrong-term",
        "path": "a.md",
        "line": line,
        "column": 1,
        "message": message,
        "hint": "Write another.",
    }
    return json.dumps({"diagnostics": [one]})


def _made(findings: str = _found(3), text: str = "Clause 1", width: int = 20) -> Outcome:
    document = f'<w:t w:w="{width}">{text}</w:t>'.encode()
    return Outcome(0, findings, "", {"tender.docx": zipped({"word/document.xml": document}), "a.html": text.encode()})


def test_the_same_has_no_difference() -> None:
    assert differences(_made(), _made()) == []


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (_made(_found(4)), "finding place: wrong-term"),
        (_made(_found(3, "another word")), "finding words: wrong-term"),
        (_made('{"diagnostics": []}'), "finding gone: wrong-term"),
        (_made("Traceback (most recent call last):"), "findings: '{"),
        (_made(width=21), "tender.docx/word/document.xml: looks: "),
        (_made(text="Clause 2"), "tender.docx/word/document.xml: words: 'Clause 1' | 'Clause 2'"),
        (Outcome(0, _found(3), "", {"a.html": b"Clause 1"}), "file missing: tender.docx"),
        (Outcome(1, _found(3), "", {}), "exit code: 0, 1"),
    ],
)
def test_each_difference_is_told_by_its_kind(after: Outcome, kind: str) -> None:
    assert any(line.startswith(kind) for line in differences(_made(), after))


def test_a_case_is_decided_by_seed_and_number() -> None:
    cases = [case(number, 1, _SOURCES, ["It is so."]) for number in range(40)]
    assert cases == [case(number, 1, _SOURCES, ["It is so."]) for number in range(40)]
    assert cases != [case(number, 2, _SOURCES, ["It is so."]) for number in range(40)]
    assert all(one.files and one.files.keys() <= _SOURCES.keys() for one in cases)
    assert {one.scenario for one in cases} == {"high"}
    assert {one.procedure for one in cases} == {None, "scenarios/procedures/laptops.yaml"}


def test_another_program_is_found_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of ddtender in which one heading reads otherwise, over a workspace that builds."""
    altered = {"scenarios/high.yaml": (ROOT / "scenarios/high.yaml").read_bytes() + b"\n# one more line\n"}
    monkeypatch.setattr("tests.compared.__main__.case", lambda number, *_: Case(number, altered, "high", None))
    other = tmp_path / "other"
    shutil.copytree(ROOT / "ddtender", other / "ddtender", ignore=shutil.ignore_patterns("__pycache__"))
    words = other / "ddtender/words/en/layout.yaml"
    words.write_text(words.read_text("utf-8").replace('indicator: "Indicator"', 'indicator: "Sign to watch"'), "utf-8")
    assert compare((ROOT, ROOT), ROOT, tmp_path / "same", [1], 1, 600) == 0
    assert "1 of them built; 1 the same in all." in capsys.readouterr().out
    assert compare((ROOT, other), ROOT, tmp_path / "kept", [1], 1, 600) == 1
    said = capsys.readouterr().out
    assert "words: 'Indicator' | 'Sign to watch'" in said and "0 the same in all." in said
    before = files_in(tmp_path / "kept/workspace")
    assert before == {path: (ROOT / path).read_bytes() for path in before}, "what was altered is as it was"
