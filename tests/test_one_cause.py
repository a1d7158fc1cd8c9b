"""Findings that all have one cause are one finding, which names the cause and the command that mends it."""

from pathlib import Path

import pytest

from ddtender.checks.rules.award_points_missing import AWARD_POINTS_MISSING
from ddtender.checks.rules.award_points_unknown import AWARD_POINTS_UNKNOWN
from ddtender.desk.codes import OTHER_SCENARIO
from ddtender.desk.pipeline import Request, check, prepare
from ddtender.final import NOT_APPROVED
from ddtender.library.places import INFO, PARAMETERS, REPLY_FORMS
from ddtender.workspace import WorkspaceError, find_root
from tests.commands import ddtender
from tests.documents import LAPTOPS, sources
from tests.tools import ROOT

PATH = LAPTOPS.relative_to(ROOT).as_posix()


def findings(scenario: str, change: tuple[str, str] = ("", ""), final: bool = False) -> list:
    files = dict(sources(LAPTOPS, languages=True).files)
    files[PATH] = files[PATH].decode().replace(*change).encode()
    return [d for d in prepare(files, Request(scenario, PATH, final)).diagnostics if d.location.path == PATH or final]


def test_the_wrong_scenario_is_one_finding_that_names_the_right_one() -> None:
    for asked in ("low", "medium"):
        (finding,) = findings(asked)
        assert finding.code == OTHER_SCENARIO
        assert "one of scenario 'high'" in finding.message and "--scenario high" in finding.hint
    assert findings("high") == []


def test_a_single_mistake_in_the_right_scenario_stays_what_it_is() -> None:
    (finding,) = findings("high", ("award.component-transparency: 7", "award.component-transparenc: 7"))[:1]
    assert finding.code in (AWARD_POINTS_MISSING, AWARD_POINTS_UNKNOWN)


def test_many_provisions_that_nobody_has_approved_are_one_finding_with_the_command() -> None:
    (finding,) = [d for d in findings("high", final=True) if d.code == NOT_APPROVED]
    assert "provisions and other texts that bind: nobody has approved them: " in finding.message
    assert "'award.component-transparency' " in finding.message
    assert "ddtender approve" in finding.hint and "ddtender status" in finding.hint


def base() -> dict[str, bytes]:
    return dict(sources(LAPTOPS, languages=True).files)


def without(*starts: str) -> dict[str, bytes]:
    return {path: content for path, content in base().items() if not path.startswith(starts)}


def spoilt(path: str, content: bytes) -> dict[str, bytes]:
    assert path in base()
    return {**base(), path: content}


#: A workspace with one fault, and where the one finding stands.
BROKEN = {
    "no library.yaml": (lambda: without(INFO), INFO),
    "library.yaml of another program": (lambda: spoilt(INFO, b"PK\x03\x04 no zip"), INFO),
    "library.yaml is no YAML": (lambda: spoilt(INFO, b"name: [\n"), INFO),
    "no parameters.yaml": (lambda: without(PARAMETERS), PARAMETERS),
    "parameters.yaml is no YAML": (lambda: spoilt(PARAMETERS, b"parameters: [\n"), PARAMETERS),
    "parameters.yaml is empty": (lambda: spoilt(PARAMETERS, b""), PARAMETERS),
    "one template missing": (lambda: without("templates/tender.docx"), "templates/tender.docx"),
    "one template is no Word file": (lambda: spoilt("templates/tender.docx", b"%PDF-1.7"), "templates/tender.docx"),
    "no templates": (lambda: without("templates/"), "templates"),
    "no scenarios": (lambda: without("scenarios/"), "scenarios"),
    "the scenario that is built is no YAML": (lambda: spoilt("scenarios/high.yaml", b"a: [\n"), "scenarios/high.yaml"),
    "another scenario is no YAML": (lambda: spoilt("scenarios/low.yaml", b"a: [\n"), "scenarios/low.yaml"),
    "a scenario has an unknown key": (
        lambda: spoilt("scenarios/high.yaml", base()["scenarios/high.yaml"] + b"\nfoo: 1\n"),
        "scenarios/high.yaml",
    ),
    "the procedure is no YAML": (lambda: spoilt(PATH, b"a: [\n"), PATH),
    "no reply forms": (lambda: without(REPLY_FORMS), REPLY_FORMS),
    "no award criteria": (lambda: without("clause_library/award_criteria/"), "clause_library/award_criteria"),
    "no contract clauses": (lambda: without("clause_library/contract_clauses/"), "clause_library/contract_clauses"),
    "an empty library": (lambda: without("clause_library/"), "clause_library"),
    "an empty folder": (lambda: {}, "clause_library"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_cannot_be_read_or_is_missing_is_told_once_without_its_consequences(fault: str) -> None:
    make, path = BROKEN[fault]
    files = make()
    procedure = PATH if PATH in files else None
    for found in (check(files), prepare(files, Request("high", procedure)).diagnostics):
        assert [d.location.path for d in found] == [path], found
        assert found[0].hint


def test_a_folder_without_a_library_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="ddtender --workspace DIR check"):
        find_root(tmp_path)


def test_adopting_without_our_template_is_the_finding_that_check_has(tmp_path: Path) -> None:
    (tmp_path / "clause_library").mkdir()
    (tmp_path / "clause_library" / "library.yaml").write_text("name: x\n", encoding="utf-8")
    said = ddtender("--workspace", tmp_path, "adopt", ROOT / "templates/tender.docx", "-o", tmp_path / "new.docx")
    assert said.returncode == 1
    assert "templates:1:1: error[missing-file] this folder is missing or empty" in said.stderr
