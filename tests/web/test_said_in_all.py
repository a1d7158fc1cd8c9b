"""What is found in workbooks and forms that come back is said in every language: none of it is English text alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools import ROOT

#: The modules that read what comes back, and where a call has its message.
READERS = (
    "contract/cells.py",
    "contract/reading.py",
    "evaluation/committee.py",
    "evaluation/comparing.py",
    "evaluation/reading.py",
    "evaluation/reading_points.py",
    "evaluation/rule_findings.py",
    "market/assess.py",
    "market/market.py",
    "market/read_form.py",
    "procurement/questions.py",
    "sheets/typed.py",
)
_MESSAGE_AT = {"Diagnostic": 2, "finding": 2, "add": 2, "_find": 1, "ValueError": 0}


def texts_alone(module: Path) -> Iterator[str]:
    """The messages of a module that are English text without the key of a sentence."""
    for function in (one for one in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(one, ast.FunctionDef)):
        for call in (one for one in ast.walk(function) if isinstance(one, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in _MESSAGE_AT and len(call.args) > _MESSAGE_AT[name]:
                yield from _plain(call.args[_MESSAGE_AT[name]], function)


def _plain(message: ast.AST, function: ast.FunctionDef) -> Iterator[str]:
    match message:
        case ast.JoinedStr() | ast.Constant(value=str()):
            yield f"{function.name}: {ast.unparse(message)}"
        case ast.Call(func=ast.Name(id="Message"), args=[_]):
            yield f"{function.name}: {ast.unparse(message)}"
        case ast.IfExp():
            yield from (*_plain(message.body, function), *_plain(message.orelse, function))
        case ast.Name():
            given = [one for one in ast.walk(function) if isinstance(one, ast.Assign)]
            for one in given:
                if any(isinstance(target, ast.Name) and target.id == message.id for target in one.targets):
                    yield from _plain(one.value, function)


@pytest.mark.parametrize("name", READERS)
def test_no_finding_of_what_comes_back_is_english_text_alone(name: str) -> None:
    assert not [*texts_alone(ROOT / "ddtender" / name)]
