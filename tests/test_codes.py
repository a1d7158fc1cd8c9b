"""Every code is declared once, beside what raises it, and the table of all codes is made from the declarations."""

import ast
import pickle
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from ddtender.checks import rules
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.diagnostics.formats import as_sarif
from ddtender.diagnostics.table import code_named, known_codes, written
from tests.codes import arranged, declarations, declared, sources

CHECKS = ("check_provisions", "check_library", "check_compositions", "check_translations")
#: Where codes are read from the table.
TABLE = "ddtender.diagnostics.table"


def faults(trees: Mapping[str, ast.Module]) -> list[str]:
    """What is wrong with the codes of a house."""
    found = []
    home = Counter(name for tree in trees.values() for name, _ in declarations(tree))
    raised = {name for module, tree in trees.items() for name in raised_in(tree)}
    for name, times in home.items():
        if times > 1:
            found.append(f"{name} is declared {times} times")
        if name not in raised:
            found.append(f"{name} is never raised")
    for module, tree in trees.items():
        own = dict(declarations(tree))
        for name, call in own.items():
            match call.args:
                case [ast.Constant(str(value)), *_] if value == name.lower().replace("_", "-"):
                    pass
                case _:
                    found.append(f"{module}: {name} does not bear the name of its code")
        for node in ast.walk(tree):
            match node:
                case ast.Call(ast.Name("Code")) if node not in own.values() and module != TABLE:
                    found.append(f"{module}: line {node.lineno} makes a code where none can be found")
                case ast.Call(ast.Name("Diagnostic"), [ast.Name(name), *_]) if name.isupper() and name not in home:
                    found.append(f"{module}: line {node.lineno} raises {name}, which is declared nowhere")
                case ast.Attribute(ast.Name("Code"), name) if name.isupper():
                    found.append(f"{module}: line {node.lineno} raises {name}, which is declared nowhere")
    return found


def raised_in(tree: ast.Module) -> Iterator[str]:
    """The names that a module uses otherwise than to import them, to declare them or to compare something with them."""
    compared = {id(name) for node in ast.walk(tree) if isinstance(node, ast.Compare) for name in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in compared:
            yield node.id


def test_every_code_is_declared_once_and_raised() -> None:
    assert faults(sources()) == []


def test_what_is_wrong_with_a_code_is_seen() -> None:
    good = 'ONE = Code("one", Topic.TEXT)\ndef check():\n    yield Diagnostic(ONE, place)\n'
    spoilt = {
        "ONE is declared 2 times": {"room": good, "other": 'ONE = Code("one", Topic.TEXT)'},
        "TWO is never raised": {"room": good, "other": 'TWO = Code("two", Topic.TEXT)\nsome = found.code == TWO'},
        "room: ONE does not bear the name of its code": {"room": good.replace('"one"', '"won"')},
        "other: line 1 makes a code where none can be found": {"room": good, "other": 'Diagnostic(Code("x"), place)'},
        "other: line 1 raises THREE, which is declared nowhere": {"room": good, "other": "Diagnostic(THREE, place)"},
        "other: line 1 raises FOUR, which is declared nowhere": {"room": good, "other": "find(Code.FOUR, place)"},
    }
    assert faults({"room": ast.parse(good)}) == []
    for fault, texts in spoilt.items():
        assert faults({name: ast.parse(text) for name, text in texts.items()}) == [fault]


def test_the_table_is_made_from_the_declarations() -> None:
    assert arranged(declared().values(), known_codes()) == list(known_codes()), "run `make docs`"


def test_a_new_code_follows_the_last_of_its_topic_and_one_that_is_gone_leaves_no_gap() -> None:
    a, b, c, new = (Code(name, topic, Severity.ERROR, "", "", "") for name, topic in zip("abcd", Topic, strict=False))
    also = new._replace(name="e", topic=a.topic)
    assert arranged([new, c, also, a], [a, b, c]) == [a, also, c, new]


def test_the_table_keeps_every_word() -> None:
    lines = written(known_codes()).splitlines()
    assert len(lines) == len(known_codes()) == len({code.name for code in known_codes()})
    assert all(line.count("\t") == len(Code._fields) - 1 for line in lines)


@pytest.mark.parametrize("module", rules._RULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_rule_is_named_after_its_code_and_says_what_it_looks_at(module) -> None:
    name = module.__name__.rpartition(".")[2]
    assert sum(hasattr(module, check) for check in CHECKS) == 1
    assert vars(module)[name.upper()] == code_named(name.replace("_", "-"))


def test_a_finding_from_another_process_has_the_same_code() -> None:
    for code in known_codes():
        finding = Diagnostic(code, Location("a"), "…")
        assert pickle.loads(pickle.dumps(finding)) == finding


def test_a_code_that_is_not_in_the_table_yet_can_be_told_as_sarif() -> None:
    new = Code("quite-new", Topic.TEXT, Severity.WARNING, "Summary.", why="Why.", mend="Mend.")
    assert '"ruleId": "quite-new"' in as_sarif([Diagnostic(new, Location("a"), "…")])
