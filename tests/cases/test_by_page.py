"""The three procurements of docs/cases done through the page alone, and the same files as by command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases.by_page.chromium import in_chromium
from tests.cases.by_page.officer import Officer
from tests.cases.by_page.same import differing, is_typed
from tests.cases.by_page.sitting import without_javascript
from tests.cases.walking import PAGES, begun_in
from tests.folders import files_in

Case = Callable[[str], Path]

#: Pages that no other test looks at with axe-core, by a word of their addresses.
LOOKED_AT = ("evaluation", "award", "contracts", "talks", "again", "portfolio")


@pytest.mark.parametrize("name", ["framework", "switches"])
def test_without_javascript(case: Case, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    library, purchases = begun_in(tmp_path / "page")
    with without_javascript(library, purchases) as sits:
        Officer(sits, tmp_path / "home", lambda file: is_typed(name, file)).do(PAGES / f"{name}.md")
    _is_as_by_command(name, purchases, case(name))


def test_in_chromium(case: Case, needs_chromium: None, tmp_path: Path) -> None:
    library, purchases = begun_in(tmp_path / "page")
    with in_chromium(library, purchases, tmp_path / "state", LOOKED_AT) as sits:
        Officer(sits, tmp_path / "home", lambda file: is_typed("tablets", file)).do(PAGES / "tablets.md")
        sits.see("/portfolio")
    assert not {state: wrong for state, wrong in sits.looked.items() if wrong}
    assert not sits.said, sits.said
    assert not [state for state in sits.looked if "discard" in state]  # what was saved is not kept again
    assert len(sits.looked) > 15, [*sits.looked]
    _is_as_by_command("tablets", purchases, case("tablets"))


def _is_as_by_command(name: str, page: Path, command: Path) -> None:
    made, by_command = files_in(page), files_in(command)
    assert not differing(made, by_command)
    same = [file for file in made if made[file] == by_command[file]]
    assert len(same) > len(made) / 2, same  # most of them to the last byte
