"""Killed while the library is worked on: texts approved, translations out and back, a newer base, versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.history.repository import Repository
from tests.layers.houses import PLEDGE, base, changed, put
from tests.web import test_corner as corner
from tests.web.kills import killed, long, named

kept, house = corner.kept, corner.house
KEEPER = ("M. Keeper", "maintainer")


@long
def test_while_a_translation_comes_back(kept: Repository, purchases: Path, tmp_path: Path) -> None:
    with killed(purchases, 2, kept.root) as maintainer:
        named(maintainer, *KEEPER)
        corner.test_texts_go_to_a_translator_and_come_back(maintainer, kept, tmp_path)


@long
def test_while_translations_are_approved_held_and_begun(kept: Repository, purchases: Path) -> None:
    with killed(purchases, 1, kept.root) as maintainer:
        named(maintainer, *KEEPER)
        corner.test_a_translation_is_approved_and_one_that_still_holds_is_said_so(maintainer, kept)


@long
def test_while_versions_are_raised(kept: Repository, purchases: Path) -> None:
    with killed(purchases, 1, kept.root) as maintainer:
        named(maintainer, *KEEPER)
        corner.test_versions_are_raised_with_a_reason(maintainer, kept)


def test_while_a_newer_base_is_taken_over(
    house: Path, purchases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = changed(base(), PLEDGE, "all workers", "all people")
    newer = put(tmp_path / "newer", changed(newer, "clause_library/library.yaml", "version: 1.0.0", "version: 1.1.0"))
    monkeypatch.setattr("ddtender.workspace.bases.library_at_hand", lambda: str(newer))
    with killed(purchases, 2, house) as keeper:
        done = keeper.submit(keeper.see("/library/update"))
        assert "1 thing is left to decide" in done.text, done.text
        (link,) = [one for one in done.links() if one.startswith("/library/decide/")]
        done = keeper.submit(keeper.see(link), {"side-0": "own", "words-0": "The Tenderer pledges it to all."})
        assert "is decided" in done.text, done.text
