"""A provision that says its own codes is published under them; one that does not, under those of its kind."""

import pytest

from ddtender.desk.pipeline import Request, prepare
from ddtender.export.notice import Notice, notice_of
from tests.documents import sources

CRITERION = "clause_library/selection_criteria/human-rights-risk-assessment.md"


def notice(front_matter: str = "") -> Notice:
    files = dict(sources().files)
    text = files[CRITERION].decode()
    files[CRITERION] = text.replace("\nscoring:", f"\n{front_matter}scoring:", 1).encode()
    if "\nscoring:" not in text:
        files[CRITERION] = text.replace("\nevidence:", f"\n{front_matter}evidence:", 1).encode()
    prepared = prepare(files, Request("high"))
    assert prepared.resolved is not None, prepared.diagnostics
    return notice_of(prepared.resolved)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("", ["slc-abil-mgmt-supply", "slc-abil-mgmt-supply"]),
        ("standards: {selection: slc-abil-mgmt-qual}\n", ["slc-abil-mgmt-qual", "slc-abil-mgmt-supply"]),
    ],
)
def test_the_code_of_a_criterion(said: str, codes: list[str]) -> None:
    made = notice(said).lots[0]
    assert [one.code for one in made.selection] == codes
    assert made.objective == "hum-right"


def test_another_objective_does_not_take_the_place_of_human_rights() -> None:
    assert notice("standards: {objective: work-cond}\n").lots[0].objective == "hum-right"


def test_a_code_that_is_in_no_list_is_refused() -> None:
    files = dict(sources().files)
    files[CRITERION] = files[CRITERION].replace(b"\nevidence:", b"\nstandards: {selection: slc-none}\nevidence:", 1)
    prepared = prepare(files, Request("high"))
    assert prepared.resolved is None
    assert any(
        one.location.path == CRITERION and "slc-abil" in f"{one.message}{one.hint}" for one in prepared.diagnostics
    )
