"""`ddtender batch`: what `ddtender build` makes, for many procedures; what is there already is not made again."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from ddtender.batch.naming import named
from ddtender.batch.values import Task
from ddtender.diagnostics.formats import as_json
from ddtender.workspace import read_sources
from tests.batch.places import batch, decided, is_whole, procedure, procedures, reported, set_in, sets_in
from tests.commands import approved_workspace, copy_workspace, ddtender, git
from tests.documents import LAPTOPS, OURS, built_of
from tests.packages import parts_of
from tests.tools import ROOT


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_workspace(tmp_path / "workspace")


def built(workspace: Path, output: Path, *arguments: object) -> dict[str, bytes]:
    """What `ddtender build` writes."""
    done = ddtender("--workspace", workspace, "build", *arguments, "--output", output, cwd=workspace)
    assert done.returncode == 0, done.stderr
    return set_in(output)


@pytest.mark.parametrize("file", [LAPTOPS, OURS / "monitors.yaml", OURS / "phones.yaml"], ids=lambda file: file.stem)
def test_documents_are_those_of_build_byte_for_byte(workspace: Path, tmp_path: Path, file: Path) -> None:
    """The manifest too; and the scenario that nobody named is the one with the criteria that have points."""
    scenario = {"laptops": "high", "monitors": "medium", "phones": "low"}[file.stem]
    report = reported(workspace, file, "--output", tmp_path / "batch")
    assert [row["scenario"] for row in report["procedures"]] == [scenario]
    alone = built(workspace, tmp_path / "alone", "--scenario", scenario, "--procedure", file)
    assert set_in(tmp_path / "batch" / file.stem) == alone
    assert is_whole(alone)


def test_own_templates_changes_and_a_scenario_for_all(workspace: Path, tmp_path: Path) -> None:
    """In one batch with others, so that nothing is carried over from one procedure to the next."""
    templates = tmp_path / "ours"
    templates.mkdir()
    shutil.copy(workspace / "templates/contract.docx", templates / "contract.docx")
    folder = procedures(tmp_path / "given", "a", "c")
    shutil.copy(OURS / "changed.yaml", folder / "b.yaml")
    options = ("--scenario", "high", "--templates", templates)
    batch(workspace, folder, *options, "-j", 1, "--output", tmp_path / "batch")
    for name in ("a", "b", "c"):
        alone = built(workspace, tmp_path / "alone" / name, *options, "--procedure", folder / f"{name}.yaml")
        assert sets_in(tmp_path / "batch")[name] == alone


def test_final_documents_are_those_of_build(tmp_path: Path) -> None:
    workspace = approved_workspace()
    folder = decided(tmp_path / "given", LAPTOPS, OURS / "phones.yaml")
    batch(workspace, folder, "--final", "--output", tmp_path / "batch")
    for name, scenario in (("laptops", "high"), ("phones", "low")):
        arguments = ("--final", "--scenario", scenario, "--procedure", folder / f"{name}.yaml")
        assert set_in(tmp_path / "batch" / name) == built(workspace, tmp_path / name, *arguments)


def test_documents_without_notes_are_those_of_build_and_are_not_taken_for_the_others(
    workspace: Path, tmp_path: Path
) -> None:
    """The review page, which stays in the house, has the notes all the same."""
    for options, status in (((), "built"), (("--no-notes",), "built"), (("--no-notes",), "unchanged")):
        report = reported(workspace, LAPTOPS, *options, "--output", tmp_path / "batch")
        assert report["statuses"] == {"laptops": status}
    made = set_in(tmp_path / "batch" / "laptops")
    alone = built(workspace, tmp_path / "alone", "--no-notes", "--scenario", "high", "--procedure", LAPTOPS)
    assert made == alone
    assert not any("comments.xml" in part for name in ("tender", "contract") for part in parts_of(made[f"{name}.docx"]))
    page = made["review.html"].decode()
    assert "Drafting notes" in page and "not for tenderers: it shows drafting notes" in page


def test_a_final_document_is_refused_for_each_procedure_by_itself(tmp_path: Path) -> None:
    folder = decided(procedures(tmp_path / "given", "open"), LAPTOPS)
    report = reported(approved_workspace(), folder, "--final", "--output", tmp_path / "batch", code=1)
    assert report["statuses"] == {"laptops": "built", "open": "failed"}
    codes = {d["code"] for row in report["procedures"] for d in row["diagnostics"]}
    assert codes == {"open-blank", "open-question"}


def test_a_revision_for_all_and_a_revision_that_a_procedure_pins(workspace: Path, tmp_path: Path) -> None:
    git(workspace, "init", "--quiet")
    git(workspace, "add", ".")
    git(workspace, "commit", "--quiet", "--message", "First")
    git(workspace, "tag", "v1.0.0")
    clause = workspace / "clause_library/contract_clauses/mitigation-reporting.md"
    clause.write_text(clause.read_text().replace("Every year the Contractor", "Each year the Contractor"))
    folder = procedures(tmp_path / "given", "now")
    (folder / "then.yaml").write_text(procedure("Laptops", more="library: v1.0.0\n"))
    (folder / "never.yaml").write_text(procedure("Laptops", more="library: v9.9.9\n"))
    report = reported(workspace, folder, "--output", tmp_path / "batch", code=1)
    assert report["statuses"] == {"never": "failed", "now": "built", "then": "built"}
    assert "there is no revision 'v9.9.9'" in report["procedures"][0]["diagnostics"][0]["message"]
    arguments = ("--scenario", "high", "--procedure")
    for name in ("now", "then"):
        alone = built(workspace, tmp_path / name, *arguments, folder / f"{name}.yaml")
        assert set_in(tmp_path / "batch" / name) == alone
    batch(workspace, folder / "now.yaml", "--library-ref", "v1.0.0", "--output", tmp_path / "ref")
    alone = built(workspace, tmp_path / "alone", "--library-ref", "v1.0.0", *arguments, folder / "now.yaml")
    assert set_in(tmp_path / "ref/now") == alone
    clash = reported(workspace, folder / "then.yaml", "--library-ref", "HEAD", "--output", tmp_path / "ref", code=1)
    assert "pins 'v1.0.0'" in clash["procedures"][0]["diagnostics"][0]["message"]


def test_one_bad_procedure_never_stops_the_rest(workspace: Path, tmp_path: Path) -> None:
    folder = procedures(tmp_path / "given", "a", "z")
    (folder / "b.yaml").write_text(procedure("Laptops", "{award.component-transparency: 99}"))
    (folder / "c.yaml").write_bytes(b"title: \xff\n")
    os.mkfifo(folder / "d.yaml")
    (folder / "e.yaml").write_bytes(b"# " + b"x" * 10_000_000)
    done = batch(workspace, folder, "--scenario", "high", "--output", tmp_path / "batch", "-j", 2, code=1)
    assert "6 procedures in" in done.stdout and "2 built, 4 failed" in done.stdout
    for words in ("b.yaml:2:1: error[award-points-total]", "b.yaml:2:1: error[award-points-missing]",
                  "c.yaml:1:8: error[unreadable-file]", "d.yaml:1:1: error[unreadable-file]",
                  "e.yaml:1:1: error[unreadable-file]"):  # fmt: skip
        assert words in done.stderr
    assert done.stderr.index("b.yaml") < done.stderr.index("c.yaml") < done.stderr.index("d.yaml")
    assert set(sets_in(tmp_path / "batch")) == {"a", "z"}


SPOILT = (
    procedure("Laptops", "{award.action-plan: 15}"),
    procedure("Laptops", "{award.component-transparency: 7, award.no-such-thing: 8}"),
    procedure("Laptops", more="provisions: {drop: [award.action-plan], add: [award.component-transparency]}\n"),
    procedure("Laptops", more="provisions: {add: [contract.transparency-reporting, selection.nothing]}\n"),
    procedure("Laptops", more="provisions: {drop: [selection.human-rights-risk-assessment]}\n"),
    procedure("Laptops", more="parameters: {first_report_month: 3, information_response_days: soon}\n"),
    procedure("Laptops", more="dates: {contract_start: 2027-04-01, contract_end: 2026-04-01}\n"),
    procedure("Laptops", more="dates: {contract_start: 2027-04-01, contract_end: 9031-03-31}\n"),
    procedure("Laptops", "{award.action-plan: 15}", "dates: {award: 2027-05-01, contract_start: 2027-04-01}\n"),
    procedure("Laptops", more="colour: blue\n"),
    procedure("{{ laptops }}"),
    "title: [",
    "",
)


def test_a_procedure_is_checked_as_build_checks_it(workspace: Path, tmp_path: Path) -> None:
    """Every finding of every spoilt procedure, although the library is checked only once."""
    for n, spoilt in enumerate(SPOILT):
        (tmp_path / f"{n:02}.yaml").write_text(spoilt, encoding="utf-8")
    files = [tmp_path / f"{n:02}.yaml" for n in range(len(SPOILT))]
    report = reported(workspace, *files, "--scenario", "high", "-j", 1, "--output", tmp_path / "batch", code=1)
    for file, row in zip(files, report["procedures"], strict=True):
        sources = read_sources(workspace, file)
        alone = built_of(sources.files, "high", sources.procedure)
        assert row["diagnostics"] == json.loads(as_json(alone.diagnostics))["diagnostics"], file.read_text()
        assert (row["status"] == "failed") == (not alone.documents)
    assert report["counts"]["failed"] >= 10


def test_errors_in_the_library_stop_everything_and_are_all_said(workspace: Path, tmp_path: Path) -> None:
    for name in ("action-plan", "policy-commitment"):
        clause = workspace / f"clause_library/award_criteria/{name}.md"
        clause.write_text(clause.read_text() + "\nSee clause 3 and [](#contract.nothing).\n")
    folder = procedures(tmp_path / "given", "a", "b", "c")
    done = batch(workspace, folder, "-j", 2, "--output", tmp_path / "batch", code=1)
    checked = ddtender("check", cwd=workspace)
    assert done.stderr.count("error[") == checked.stdout.count("error[") == 4
    assert "4 errors in the library; nothing more was written." in done.stderr
    assert not sets_in(tmp_path / "batch")
    report = reported(workspace, folder, code=1)
    assert len(report["library"]["diagnostics"]) == 4 and report["procedures"] == []


def test_only_the_languages_of_a_procedure_are_read_for_it(workspace: Path, tmp_path: Path) -> None:
    """A mistake in a translation fails the procedures in that language, as it does for `ddtender build`."""
    clause = workspace / "clause_library/languages/nl/award_criteria/action-plan.md"
    clause.parent.mkdir(parents=True)
    shutil.copy(ROOT / clause.relative_to(workspace), clause)
    clause.write_text(clause.read_text().replace("\nscoring:\n", "\ncolour: blue\nscoring:\n"))
    folder = procedures(tmp_path / "given", "english")
    (folder / "dutch.yaml").write_text(procedure("Laptops", more="languages: [nl]\n"))
    report = reported(workspace, folder, "-j", 1, "--output", tmp_path / "batch", code=1)
    assert report["statuses"] == {"dutch": "failed", "english": "built"}
    (dutch,) = [row for row in report["procedures"] if row["status"] == "failed"]
    assert [(one["path"], one["code"]) for one in dutch["diagnostics"]] == [
        ("clause_library/languages/nl/award_criteria/action-plan.md", "unknown-key")
    ]
    assert not [one for one in report["library"]["diagnostics"] if "/languages/nl/" in one["path"]]


def test_a_second_run_makes_only_what_has_changed(workspace: Path, tmp_path: Path) -> None:
    folder, output = procedures(tmp_path / "given", "a", "b", "c", "d"), tmp_path / "batch"

    def run() -> dict[str, str]:
        return reported(workspace, folder, "--output", output)["statuses"]

    assert set(run().values()) == {"built"}
    before, times = sets_in(output), {path: path.stat().st_mtime_ns for path in output.rglob("*")}
    for path in (*folder.iterdir(), *(workspace / "clause_library").rglob("*.md")):
        os.utime(path, (1, 1))  # only content counts
    assert set(run().values()) == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*")} == times

    (folder / "b.yaml").write_text(procedure("Servers"))
    (output / "c/tender.docx").write_bytes(b"typed over")
    (output / "d/kpi-register.xlsx").unlink()
    assert run() == {"a": "unchanged", "b": "built", "c": "built", "d": "built"}
    (kept,) = (output / "c").glob("tender (kept *).docx")
    assert kept.read_bytes() == b"typed over"
    kept.unlink()
    assert not list(output.glob(".*"))
    after = sets_in(output)
    assert after["b"] != before["b"] and after["a"] == before["a"]
    assert after["c"] == before["c"] and after["d"] == before["d"]

    clause = workspace / "clause_library/contract_clauses/mitigation-reporting.md"
    clause.write_text(clause.read_text().replace("Every year the Contractor", "Each year the Contractor"))
    assert set(run().values()) == {"built"}


def test_a_failed_procedure_leaves_its_earlier_set_and_is_tried_again(workspace: Path, tmp_path: Path) -> None:
    folder, output = procedures(tmp_path / "given", "a"), tmp_path / "batch"
    batch(workspace, folder, "--output", output)
    before = sets_in(output)
    (folder / "a.yaml").write_text(procedure("Laptops", more="colour: blue\n"))
    for _ in range(2):
        assert reported(workspace, folder, "--output", output, code=1)["statuses"] == {"a": "failed"}
    assert sets_in(output) == before


def test_two_procedures_never_share_a_folder(workspace: Path, tmp_path: Path) -> None:
    """Neither is built: the order in which they are given must not decide. The same file twice is one procedure."""
    one, two = procedures(tmp_path / "one", "Laptops", "phones"), procedures(tmp_path / "two", "laptops")
    (tmp_path / "...yaml").write_text(procedure("Climbs out"))
    given = (one, two, one / "phones.yaml", tmp_path / "...yaml")
    report = reported(workspace, *given, "--output", tmp_path / "batch", code=1)
    assert [(row["status"], [d["code"] for d in row["diagnostics"]]) for row in report["procedures"]] == [
        ("failed", ["output-name-taken"]),
        ("built", []),
        ("failed", ["output-name-taken"]),
        ("failed", ["output-name-taken"]),
    ]
    assert set(sets_in(tmp_path / "batch")) == {"phones"}


def test_two_procedures_with_one_reference_are_told_with_both_paths(workspace: Path, tmp_path: Path) -> None:
    """Also where nothing is made any more: their calendars are the same."""
    folder = tmp_path / "given"
    folder.mkdir()
    text = LAPTOPS.read_text()
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_text(text)
    (folder / "c.yaml").write_text(re.sub(r"(?m)^reference: .*$", "reference: another", text))
    line = next(n for n, said in enumerate(text.splitlines(), 1) if said.startswith("reference:"))
    for status in ("built", "unchanged"):
        report = reported(workspace, folder, "--output", tmp_path / "batch")
        assert set(report["statuses"].values()) == {status}
        told = [d for row in report["procedures"] for d in row["diagnostics"] if d["code"] == "reference-twice"]
        (one,) = told
        assert one["path"].endswith("b.yaml") and one["line"] == line and one["severity"] == "warning"
        assert f"{folder}/a.yaml" in one["message"]


def test_the_files_of_procurements_are_named_after_their_folders(tmp_path: Path) -> None:
    paths = [tmp_path / name / "procedure.yaml" for name in ("laptops", "phones")]
    assert [one.name for one in named(paths, tmp_path) if isinstance(one, Task)] == ["laptops", "phones"]
    (same,) = [one for one in named([*paths, tmp_path / "phones.yaml"], tmp_path) if isinstance(one, Task)]
    assert same.name == "laptops"


def test_a_procedure_that_fits_several_scenarios_is_not_guessed(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "bare.yaml").write_text("title: Laptops\n")
    done = batch(workspace, tmp_path / "bare.yaml", "--output", tmp_path / "batch", code=1)
    assert "bare.yaml:1:1: error[scenario-unclear]" in done.stderr
    assert "'high', 'low', 'medium'" in done.stderr and not sets_in(tmp_path / "batch")
    batch(workspace, tmp_path / "bare.yaml", "--scenario", "low", "--output", tmp_path / "batch")
    assert set(sets_in(tmp_path / "batch")) == {"bare"}


def test_an_unwritable_folder_fails_its_procedure_only(workspace: Path, tmp_path: Path) -> None:
    folder, output = procedures(tmp_path / "given", "a", "b"), tmp_path / "batch"
    output.mkdir()
    (output / "a").write_text("a file in the place of the folder")
    report = reported(workspace, folder, "--output", output, code=1)
    assert report["statuses"] == {"a": "failed", "b": "built"}
    assert report["procedures"][0]["diagnostics"][0]["code"] == "build-failed"
    assert (output / "a").read_text() == "a file in the place of the folder"


def test_wrong_usage(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no procedure" in batch(workspace, tmp_path / "empty", code=2).stderr
    done = batch(workspace, LAPTOPS, "--scenario", "higher", code=2)
    assert "there is no scenario 'higher'; there are: high, high-plus, low, medium" in done.stderr
    assert "does not exist" in batch(workspace, tmp_path / "nothing.yaml", code=2).stderr
    assert "-j" in batch(workspace, LAPTOPS, "-j", 0, code=2).stderr


def test_the_json_is_what_the_page_says(workspace: Path) -> None:
    page = (ROOT / "docs/batch.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.S)
    done = batch(workspace, workspace / "scenarios/procedures", "--format", "json")
    assert json.loads(done.stdout) == json.loads(example)
