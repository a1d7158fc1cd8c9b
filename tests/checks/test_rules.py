"""Every finding that ddtender makes, on cases that a lawyer can read (fixtures/*.md; cases.py explains how)."""

import re
from itertools import pairwise

import pytest

from ddtender.checks.rules import LIBRARY_RULES, PROVISION_RULES
from ddtender.desk.pipeline import check
from ddtender.diagnostics import Code
from ddtender.diagnostics.formats import as_text
from tests.checks.cases import Case, good_workspace, read_cases

CASES = read_cases()
#: Found while a document is built, which tests elsewhere do, or against releases in git (tests/history).
FOUND_LATER = (
    Code.SCENARIO_UNCLEAR,
    Code.OTHER_SCENARIO,  # tests/test_one_cause.py
    Code.OPEN_BLANK,
    Code.VERIFICATION_FAILED,
    Code.NOT_APPROVED,
    Code.UNCOMMITTED,
    Code.VERSION_NOT_RAISED,
    Code.VERSION_TOO_LOW,
    Code.VERSION_LOWERED,
    Code.VERSION_REUSED,
    Code.ID_REUSED,
    Code.RELEASE_UNREADABLE,
    Code.HISTORY_UNKNOWN,  # tests/history
    Code.FOREIGN_CHANGE,  # tests/safety/test_hostile_clones.py
    Code.UNSAFE_TEMPLATE,  # tests/safety/test_packages.py
    Code.NOT_FOR_PUBLICATION,  # tests/test_unmeant.py
    Code.SCENARIO_UNCLEAR,  # tests/batch, like the next two
    Code.BUILD_FAILED,
    Code.OUTPUT_NAME_TAKEN,
    Code.REDLINE_UNPROVEN,  # tests/redline
    Code.NOT_CHECKED,  # tests/checks/test_vocabulary.py
    Code.TOO_LONG,  # tests/test_limits.py, like the next
    Code.TOO_MANY,
)
#: Groups of codes about other files than the library's (tests/market, tests/sheets, tests/contract, tests/returned).
ELSEWHERE = ("Returned questionnaires", "Contract management and evaluation", "Reviewed drafts")
ABOUT_THE_LIBRARY = [code for code in Code if code not in FOUND_LATER and code.entry.group not in ELSEWHERE]


def test_the_good_workspace_has_no_finding() -> None:
    assert as_text(check(good_workspace())) == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.title}")
def test_case(case: Case) -> None:
    assert as_text(check(case.files())) == case.expected


@pytest.mark.parametrize("code", ABOUT_THE_LIBRARY, ids=lambda code: code.value)
def test_every_code_has_a_case(code: Code) -> None:
    assert any(f"[{code.value}]" in case.expected for case in CASES if case.code == code.value)


def test_fixtures_are_named_after_codes() -> None:
    assert {case.code for case in CASES} <= {code.value for code in Code}


def test_every_rule_is_named_after_its_code() -> None:
    names = [rule.__module__.rpartition(".")[2].replace("_", "-") for rule in (*PROVISION_RULES, *LIBRARY_RULES)]
    assert len(set(names)) == len(names)
    assert set(names) <= {code.value for code in Code}


def test_every_finding_says_how_to_mend_it() -> None:
    """Rules always give a hint; the message of a reading error sometimes says it all."""
    rules = {rule.__module__.rpartition(".")[2].replace("_", "-") for rule in (*PROVISION_RULES, *LIBRARY_RULES)}
    for case in CASES:
        lines = case.expected.splitlines()
        for line, following in pairwise([*lines, ""]):
            code = re.search(r" (?:error|warning)\[([a-z-]+)\]", line)
            if code and code.group(1) in rules:
                assert following.startswith("  hint: "), line
