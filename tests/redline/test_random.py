"""Many random pairs of libraries: accepting all gives the new documents, rejecting all the old ones."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from tests import tools
from tests.documents import DOCUMENTS, SCENARIOS
from tests.examples import sample
from tests.redline.libraries import documents, edited
from tests.redline.settled import holds

FEW = settings(max_examples=sample(6, 100), deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(st.data())
def test_a_random_pair_of_libraries_keeps_the_promise(data: st.DataObject) -> None:
    scenarios = data.draw(st.tuples(*[st.sampled_from(SCENARIOS)] * 2))
    if data.draw(st.integers(0, 2)):  # mostly the same scenario on both sides
        scenarios = (scenarios[0],) * 2
    sides = [documents(edited(data, most), name) for most, name in zip((3, 6), scenarios, strict=True)]
    assume(all(sides))
    note(f"{scenarios}")
    for document in DOCUMENTS:
        holds(*(side[f"{document}.docx"] for side in sides))


@pytest.mark.usefixtures("needs_validator")
def test_the_open_xml_sdk_finds_no_error_in_random_redlines() -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths: list[Path] = []

        @settings(FEW, max_examples=sample(4, 40), database=None, derandomize=True)
        @given(st.data())
        def write(data: st.DataObject) -> None:
            sides = [documents(edited(data), name) for name in data.draw(st.permutations(SCENARIOS))[:2]]
            assume(all(sides))
            for document in DOCUMENTS:
                paths.append(Path(folder) / f"{len(paths)}.docx")
                paths[-1].write_bytes(holds(*(side[f"{document}.docx"] for side in sides)))

        write()
        assert len(paths) >= 8
        assert tools.validate_docx(paths) == []
