"""Writes the table of codes from their declarations: ``python -m tests.codes``, a part of ``make docs``."""

import ast
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from ddtender.diagnostics import Code
from ddtender.diagnostics.table import PATH, known_codes, written
from tests.tools import ROOT

HOUSE = ROOT / "ddtender"


def sources() -> dict[str, ast.Module]:
    """The modules of the house, by name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(path.read_bytes())
        for path in sorted(HOUSE.rglob("*.py"))
    }


def declarations(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """The names at the top of a module that are given a ``Code(…)``."""
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], ast.Call(ast.Name("Code")) as call):
                yield name, call


def declared() -> dict[str, Code]:
    """Every code of the house, by the place of its declaration: ``ddtender.room.codes.NAME``."""
    return {
        f"{module}.{name}": getattr(import_module(module), name)
        for module, tree in sources().items()
        for name, _ in declarations(tree)
    }


def arranged(codes: Iterable[Code], known: Iterable[Code]) -> list[Code]:
    """The codes in the order in which they are known; a new one follows the last of its topic."""
    by_name = {code.name: code for code in codes}
    table = [by_name.pop(code.name) for code in known if code.name in by_name]
    for code in by_name.values():
        last = max((n for n, other in enumerate(table, 1) if other.topic is code.topic), default=len(table))
        table.insert(last, code)
    return table


if __name__ == "__main__":
    Path(PATH).write_text(written(arranged(declared().values(), known_codes())), encoding="utf-8")
