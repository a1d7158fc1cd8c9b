"""A short campaign over every reader in every run of the tests (`make fuzz` is the long one); and it finds faults."""

from pathlib import Path

import pytest

from tests.fuzz import campaign
from tests.fuzz.campaign import keep, run
from tests.fuzz.mutate import mutate_text
from tests.fuzz.readers import READERS, Reader

#: Cases of every reader; .ci/run adds tens of thousands.
CASES = 60


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_case_raises_hangs_or_names_a_place_that_is_not_there(reader: Reader) -> None:
    result = run(reader, seed=2026, cases=CASES)
    assert result.cases >= CASES
    assert not result.failures, "\n\n".join(failure.said for failure in result.failures.values())


def _spoilt(path: str, content: bytes) -> list:
    if b"{{" in content:
        raise KeyError("braces")
    while b"\0" in content:
        pass
    return []


def test_a_fault_is_found_kept_and_can_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign, "SECONDS_A_CASE", 0.1)
    reader = Reader("spoilt", lambda: {"a.md": b"some words\n" * 5}, _spoilt, mutate_text)
    result = run(reader, seed=1, cases=600)
    said = sorted(failure.said.strip().splitlines()[-1] for failure in result.failures.values())
    assert said == ["KeyError: 'braces'", "tests.fuzz.campaign.Hang: more than 0.1 seconds"]
    for failure in result.failures.values():
        path = keep(failure, tmp_path)
        assert path.read_bytes() == failure.content and "a.md\nTraceback" in Path(f"{path}.txt").read_text()


def test_a_campaign_is_the_same_again_with_the_same_seed() -> None:
    reader = next(reader for reader in READERS if reader.name == "answers")
    first, second = run(reader, seed=5, cases=100), run(reader, seed=5, cases=100)
    assert (first.refused, first.shapes) == (second.refused, second.shapes)
    assert (
        run(reader, seed=6, cases=100).shapes != first.shapes or run(reader, seed=7, cases=100).shapes != first.shapes
    )
