"""One round trip of every kind; ``python -m tests.roundtrips`` makes hundreds."""

from pathlib import Path

import pytest

from tests.history.repository import LAPTOPS, copy_of_ours, init
from tests.office import Office
from tests.returned.drafts import Authority
from tests.roundtrips.edits import KINDS, Kind
from tests.roundtrips.run import ACCEPTED, OFFICE, TRACKED, UNTRACKED, WORD, Traveller

SOME = ("replace", "split paragraph", "move list item", "resolved comment", "whole clause")


@pytest.fixture(scope="module")
def traveller(tmp_path_factory: pytest.TempPathFactory) -> Traveller:
    folder: Path = tmp_path_factory.mktemp("roundtrips")
    return Traveller(Authority(init(copy_of_ours(folder / "workspace")), folder, LAPTOPS))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_word_writes_is_told_and_applied_as_it_was_made(traveller: Traveller, kind: Kind) -> None:
    outcome = traveller.go(kind, WORD, (TRACKED, UNTRACKED)[KINDS.index(kind) % 2], 1)
    assert not outcome.faults, outcome


def test_what_libreoffice_does_is_told_and_applied_as_it_was_made(traveller: Traveller, office: Office) -> None:
    traveller.office = office
    for n, kind in enumerate(k for k in KINDS if k.name in SOME):
        outcome = traveller.go(kind, OFFICE, (TRACKED, UNTRACKED, ACCEPTED)[n % 3], 2)
        assert not outcome.faults, outcome
