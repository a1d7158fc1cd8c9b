"""The facts of a procurement are shown and changed field by field, on the command line as on the page."""

import json
import shutil
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from ddtender.desk.errors import Misused
from ddtender.desk.facts.changing_facts import ChangedFact, change_facts
from ddtender.desk.facts.values import facts_of
from ddtender.workspace import WorkspaceError
from tests.procurement.running import run
from tests.tools import ROOT

PHONES = (ROOT / "tests/procedures/phones.yaml").read_text()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A procurement that has begun with questions."""
    run(ROOT, "new", tmp_path / "p")
    return tmp_path / "p"


def text(folder: Path) -> str:
    return (folder / "procedure.yaml").read_text()


def test_what_is_changed_is_told_and_stands_in_the_file(folder: Path) -> None:
    before = facts_of(None, folder)
    made = change_facts(None, folder, {("title",): "Laptops", ("dates", "award"): date(2027, 3, 1)}, {})
    assert made.is_written
    assert made.changes == (
        ChangedFact(("title",), None, "Laptops"),
        ChangedFact(("dates", "award"), None, "2027-03-01"),
    )
    assert facts_of(None, folder) == made.facts != before
    assert made.facts.leaves() == {("title",): "Laptops", ("dates", "award"): "2027-03-01"}
    again = change_facts(None, folder, {("title",): "Laptops"}, {("title",): None})  # somebody else meant the same
    assert again.is_written
    assert not again.changes


def test_what_somebody_else_has_changed_is_a_conflict_field_by_field(folder: Path) -> None:
    change_facts(None, folder, {("title",): "Theirs", ("reference",): "1"})
    was = text(folder)
    made = change_facts(None, folder, {("title",): "Mine", ("subject",): "laptops"}, {("title",): "Shown"})
    assert not made.is_written
    (conflict,) = made.conflicts
    assert (conflict.path, conflict.shown, conflict.theirs, conflict.mine) == (("title",), "Shown", "Theirs", "Mine")
    assert text(folder) == was
    # What was not asked for may have changed meanwhile.
    assert change_facts(None, folder, {("subject",): "laptops"}, {("subject",): None}).is_written
    assert facts_of(None, folder).at(("title",)) == "Theirs"


def test_an_answer_that_goes_leaves_its_question_and_nothing_empty(folder: Path) -> None:
    was = text(folder)
    group = {("extensions", "months"): 12, ("extensions", "times"): 2, ("title",): "Laptops"}
    assert change_facts(None, folder, group, {}).is_written
    assert "extensions: {months: 12, times: 2}\n" in text(folder)
    assert change_facts(None, folder, dict.fromkeys(group), group).is_written
    assert text(folder) == was.replace("# extensions: {months: 12, times: 1}\n", "extensions:\n")


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        ({("dates", "award"): "2027-01-01", ("dates", "publication"): "2027-02-01"}, ("dates", "award"), "is before"),
        ({("dates", "award"): "soon"}, ("dates", "award"), "not a date"),
        ({("award", "price"): 60}, ("award",), "add up to 60"),
        ({("parameters", "proof_days"): 900}, ("parameters", "proof_days"), "above the maximum"),
        ({("extensions", "months"): 12}, ("extensions", "times"), "'times' is missing"),
        ({("lots", 0, "id"): "1"}, ("lots", 0, "title"), "'title' is missing"),
    ],
)
def test_an_error_is_told_at_its_field_and_nothing_is_written(
    folder: Path, changes: dict, path: tuple, said: str
) -> None:
    was = text(folder)
    made = change_facts(ROOT, folder, changes)
    assert not made.is_written
    assert any(one.path == path and said in one.finding.message for one in made.errors), made.errors
    assert text(folder) == was


def test_errors_that_were_there_are_in_nobodys_way(folder: Path) -> None:
    file = folder / "procedure.yaml"
    file.write_text(text(folder).replace("  award:", "  award: soon"))
    (one,) = facts_of(None, folder).findings
    assert one.path == ("dates", "award")
    assert change_facts(None, folder, {("title",): "Laptops"}).is_written
    assert not change_facts(None, folder, {("dates", "award"): "later"}).is_written
    assert change_facts(None, folder, {("dates", "award"): "2027-03-01"}).is_written


def test_a_file_that_cannot_be_read_is_left_alone(folder: Path) -> None:
    file = folder / "procedure.yaml"
    file.write_text("title: [\n")
    facts = facts_of(None, folder)
    assert not facts.is_read
    assert facts.findings
    made = change_facts(None, folder, {("title",): "Laptops"})
    assert not made.is_written
    assert made.errors
    assert text(folder) == "title: [\n"
    with pytest.raises(Misused):
        facts_of(None, folder.parent)


def test_a_link_is_not_written_through(folder: Path) -> None:
    file, other = folder / "procedure.yaml", folder.parent / "elsewhere.yaml"
    file.rename(other)
    file.symlink_to(other)
    was = other.read_bytes()
    with pytest.raises(WorkspaceError, match="no ordinary file"):
        change_facts(None, folder, {("title",): "Laptops"})
    assert other.read_bytes() == was
    assert file.is_symlink()


def _change(folder: Path, key: str, times: int) -> None:
    for n in range(times):
        assert change_facts(None, folder, {("parameters", key): n + 1}).is_written


def test_two_processes_lose_nothing(folder: Path) -> None:
    keys = ("one", "two", "three")
    writers = [get_context("fork").Process(target=_change, args=(folder, key, 8)) for key in keys]
    for one in writers:
        one.start()
    for one in writers:
        one.join(60)
        assert one.exitcode == 0
    assert facts_of(None, folder).at(("parameters",)) == dict.fromkeys(keys, 8)
    assert [path.name for path in folder.iterdir() if path.name.startswith(".ddtender")] == []


def test_the_command_shows_and_changes(folder: Path) -> None:
    assert "No fact is filled in yet." in run(ROOT, "facts", folder).output
    done = run(ROOT, "facts", folder, "--set", "dates.tenders_until=8.2.2027", "--set", "title=Laptops: all")
    assert "dates.tenders_until: open, now 2027-02-08\n" in done.output
    assert 'title: "Laptops: all"\n' in text(folder)
    points = ["price=60", "other_quality=32,5", "points.award.component-transparency=7.5"]
    refused = run(ROOT, "facts", folder, "--set", "award.price=60", code=1)
    assert "add up to 60" in refused.output
    assert "nothing was written" in refused.output
    run(ROOT, "facts", folder, "--set", "scenario=low", *(f"--set=award.{one}" for one in points), code=1)
    shown = json.loads(run(ROOT, "facts", folder, "--format", "json").stdout)
    assert shown["facts"]["dates"]["tenders_until"] == "2027-02-08"
    assert {"key": "subject", "question": "What is bought?"} in shown["missing"]
    lots = ("1.id=1", "1.title=A", "2.id=2", "2.title=B")
    run(ROOT, "facts", folder, *(f"--set=lots.{one}" for one in lots))
    run(ROOT, "facts", folder, "--set", "lots.2.title=", code=1)
    assert "Nothing differs" in run(ROOT, "facts", folder, "--set", "title=Laptops: all").output


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("title", "KEY=VALUE"),
        ("dates.tender_until=2027-02-08", "dates.tenders_until"),
        ("dates.tenders_until=3/4/2027", "two days"),
        ("award.price=1.250", "two numbers"),
        ("award.price=101", "The most is 100."),
        ("risk=huge", "Choose one"),
        ("lots.0.title=A", "no fact"),
    ],
)
def test_what_cannot_be_set_is_told(folder: Path, given: str, said: str) -> None:
    assert said in run(ROOT, "facts", folder, "--set", given, code=2).output


def test_facts_of_a_whole_procurement(tmp_path: Path) -> None:
    run(ROOT, "new", tmp_path / "p")
    shutil.copy(ROOT / "tests/procedures/phones.yaml", tmp_path / "p/procedure.yaml")
    facts = facts_of(ROOT, tmp_path / "p")
    assert not [one for one in facts.findings if one.finding.severity.value == "error"]
    made = change_facts(ROOT, tmp_path / "p", {("title",): "Telephones, again"})
    before, after = PHONES.splitlines(), text(tmp_path / "p").splitlines()
    assert made.is_written
    assert [one for one in after if one not in before] == ["title: Telephones, again"]
