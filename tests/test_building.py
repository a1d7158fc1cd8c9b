"""Whatever opens the desk, a page as well as the command line, gets a build as values and is told why there is none."""

from pathlib import Path

import pytest

from ddtender.desk.documents.building import BuildAsked, composition, made, order
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.library.adoption import adopted_from
from tests.commands import copy_workspace, ddtender
from tests.tools import ROOT

PROCEDURE = "scenarios/procedures/laptops.yaml"
MISSPELT = ("clause_library/award_criteria/action-plan.md", "id: award.action-plan", "idd: award.action-plan")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_workspace(tmp_path / "workspace").resolve()


def spoil(workspace: Path) -> None:
    path = workspace / MISSPELT[0]
    path.write_text(path.read_text().replace(*MISSPELT[1:]))


def test_the_desk_makes_what_the_command_writes(workspace: Path) -> None:
    done = ddtender("build", "--scenario", "high", "--procedure", PROCEDURE, cwd=workspace)
    assert done.returncode == 0, done.stderr
    built = made(order(workspace, BuildAsked("high", workspace / PROCEDURE)))
    written = {path.name: path.read_bytes() for path in (workspace / "build/high").iterdir()}
    assert built.outputs == written and len(written) > 5
    assert built.resolved == composition(workspace, "high", workspace / PROCEDURE)


def test_the_digest_of_an_order_changes_with_what_is_asked(workspace: Path) -> None:
    asked = [
        BuildAsked("high"),
        BuildAsked("low"),
        BuildAsked("high", workspace / PROCEDURE),
        BuildAsked("high", notes=False),
    ]
    found = [order(workspace, one).inputs for one in asked]
    assert len({*found}) == len(asked) and order(workspace, asked[0]).inputs == found[0]


def test_a_scenario_that_there_is_not_is_told_with_those_that_there_are(workspace: Path) -> None:
    for ask in (lambda: made(order(workspace, BuildAsked("none"))), lambda: composition(workspace, "none", None)):
        with pytest.raises(Misused, match="there are: high, high-plus, low, medium") as told:
            ask()
        assert told.value.option == "--scenario"


def test_errors_of_the_library_are_told_all_at_once(workspace: Path) -> None:
    spoil(workspace)
    for ask in (lambda: made(order(workspace, BuildAsked("high"))), lambda: composition(workspace, "high", None)):
        with pytest.raises(Refused) as told:
            ask()
        assert {d.location.path for d in told.value.diagnostics} >= {MISSPELT[0]} and len(told.value.diagnostics) > 1


def test_what_is_no_word_document_is_not_adopted(workspace: Path) -> None:
    with pytest.raises(Misused, match=r"README\.md") as told:
        adopted_from(workspace, ROOT / "README.md", "tender")
    assert told.value.option == "DOCUMENT"
