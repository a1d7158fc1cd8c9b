"""No module imports itself by way of others: neither at once, nor later in a function, nor only for its types."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from ddtender import workspace
from tests.tools import ROOT

HOUSE = ROOT / "ddtender"


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(text: str, names: set[str]) -> Iterator[str]:
    """The modules of ``names`` that a source imports, wherever in it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
        elif isinstance(node, ast.ImportFrom) and node.module in names:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from inner & names
            if inner - names:
                yield node.module


def circle(sources: dict[str, str]) -> list[str]:
    """The modules of one circle of imports, none if there is none."""
    graph = {name: set(imported(text, set(sources))) - {name} for name, text in sources.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_the_house_has_no_circle_of_imports() -> None:
    assert circle({name_of(path): path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py")}) == []


def test_a_circle_is_seen_in_a_function_and_for_types_alone() -> None:
    sources = {
        "room": "",
        "room.one": "from room import two",
        "room.two": "def late():\n    from room.three import it",
        "room.three": "if TYPE_CHECKING:\n    from room.one import that",
    }
    assert set(circle(sources)) == {"room.one", "room.two", "room.three"}
    assert circle({**sources, "room.three": ""}) == []


def named(text: str) -> Iterator[str]:
    """The public classes and aliases of types that a source defines; type variables mean nothing elsewhere."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign) and not ast.unparse(node.value).startswith("TypeVar("):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        else:
            continue
        yield from (name for name in names if name[0].isupper() and not name.isupper())


def shared(sources: dict[str, str]) -> dict[str, list[str]]:
    """The names that stand for more than one thing, with the modules that define them."""
    found = defaultdict(list)
    for module, text in sources.items():
        for name in named(text):
            found[name].append(module)
    return {name: modules for name, modules in found.items() if len(modules) > 1}


def test_a_name_of_a_class_stands_for_one_thing_in_the_whole_house() -> None:
    assert shared({name_of(path): path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py")}) == {}


def test_a_name_that_two_rooms_use_is_seen() -> None:
    sources = {
        "one": "class Cell: ...\nT = TypeVar('T')\nMOST = 3\nclass _Own: ...",
        "two": "Cell = tuple[str, ...]\nT = TypeVar('T')\nMOST = 4\nclass _Own: ...",
    }
    assert shared(sources) == {"Cell": ["one", "two"]}


def lost(page: str) -> list[str]:
    """The files and folders that the tables of the page name and that are not there: below the room of the line that
    names them, or else below the house."""
    rows = [re.findall(r"`([\w./]+)`", line) for line in page.splitlines() if line.startswith("| ")]
    found = []
    for first, *names in (row for row in rows if row):
        room = HOUSE / first if first.endswith("/") else HOUSE
        paths = [name for name in (first, *names) if name.endswith((".py", "/"))]
        found += [name for name in paths if not any((folder / name).exists() for folder in (room, HOUSE, ROOT))]
    return found


def test_every_file_that_the_page_of_the_architecture_names_is_there() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert lost(page) == []
    assert lost("| `desk/` | `pipeline.py`, `desk/gone.py` |\n| a rule | `checks/ruins/` |") == [
        "desk/gone.py",
        "checks/ruins/",
    ]


def test_whoever_checks_types_sees_behind_the_door_what_stands_there() -> None:
    tree = ast.parse(Path(workspace.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    shown = {
        (f"{node.module}.{alias.name}", alias.asname) for node in block.body for alias in getattr(node, "names", ())
    }
    assert shown == {(f"ddtender.workspace.{home}.{name}", None) for name, home in workspace._HOME.items()}
    for name in workspace.__all__:
        assert getattr(workspace, name) is not None
