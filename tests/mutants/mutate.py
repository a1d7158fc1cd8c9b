"""Small mistakes that somebody might make in a module, one at a time, as in mutation testing."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.BitOr: ast.BitAnd, ast.Mod: ast.Mult}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: the lines it is on, what was changed, and the changed module.

    ``function`` are the lines of the function it is in (None: it is outside of any).
    """

    lines: range
    what: str
    text: str
    function: range | None


def mutants(source: str) -> Iterator[Mutant]:
    """Every mistake that can be made in ``source``. Annotations and decorators are left alone: they find nothing."""
    tree = ast.parse(source)
    places = dict(_places(tree, None, range(1, 2)))
    for n, node in enumerate(ast.walk(tree)):
        if node not in places:
            continue
        lines, function = places[node]
        for what, change in _changes(node):
            changed = copy.deepcopy(tree)
            target = next(other for m, other in enumerate(ast.walk(changed)) if m == n)
            change(changed, target)
            yield Mutant(lines, what, ast.unparse(ast.fix_missing_locations(changed)), function)


def _places(
    node: ast.AST, function: range | None, around: range
) -> Iterator[tuple[ast.AST, tuple[range, range | None]]]:
    """Every node that can be changed, with its lines and those of its function."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    lines = range(node.lineno, node.end_lineno + 1) if hasattr(node, "lineno") else around
    if isinstance(node, ast.comprehension):
        lines = range(node.target.lineno, node.iter.end_lineno + 1)
    yield node, (lines, function)
    if isinstance(node, ast.FunctionDef):
        function = lines
    for name, value in ast.iter_fields(node):
        if name in ("decorator_list", "annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _places(child, function, lines)


def _changes(node: ast.AST):
    if isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            new = _COMPARED[type(operator)]
            yield f"{ast.unparse(node)}: {type(operator).__name__} → {new.__name__}", _set_operator(i, new)
    elif isinstance(node, ast.BoolOp):
        new = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{ast.unparse(node)}: {type(node.op).__name__} → {new.__name__}", lambda _, t: setattr(t, "op", new())
    elif isinstance(node, ast.BinOp) and type(node.op) in _COUNTED and not isinstance(node.left, ast.JoinedStr):
        new = _COUNTED[type(node.op)]
        yield f"{ast.unparse(node)}: {type(node.op).__name__} → {new.__name__}", lambda _, t: setattr(t, "op", new())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"{ast.unparse(node)}: without not", lambda tree, t: _replace(tree, t, t.operand)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        yield f"{node.value} → {_other(node.value)}", lambda _, t: setattr(t, "value", _other(t.value))
    if isinstance(node, ast.If | ast.IfExp):
        for value in (True, False):
            yield f"if {ast.unparse(node.test)}: always {value}", _set_test(value)
    elif isinstance(node, ast.comprehension):
        for i, test in enumerate(node.ifs):
            yield f"for … if {ast.unparse(test)}: left out", lambda _, t, i=i: t.ifs.pop(i)
    elif isinstance(node, ast.Continue | ast.Break):
        yield f"{type(node).__name__.lower()}: left out", lambda tree, t: _replace(tree, t, ast.Pass())
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        yield f"{ast.unparse(node)[:60]}: left out", lambda tree, t: _replace(tree, t, ast.Expr(ast.Constant(None)))
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield f"{ast.unparse(node)[:60]}: nothing", lambda _, t: setattr(t, "value", ast.Constant(None))


def _set_operator(i: int, new: type):
    return lambda _, target: target.ops.__setitem__(i, new())


def _set_test(value: bool):
    return lambda _, target: setattr(target, "test", ast.Constant(value))


def _other(value: int) -> int:
    return not value if isinstance(value, bool) else value + 1


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list) and any(child is old for child in value):
                value[[child is old for child in value].index(True)] = new
