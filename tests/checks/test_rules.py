"""Every finding that ddtender makes, on cases that a lawyer can read (fixtures/*.md; cases.py explains how)."""

import re
from itertools import pairwise

import pytest

from ddtender.checks.rules import LIBRARY_RULES, PROVISION_RULES
from ddtender.desk.pipeline import check
from ddtender.diagnostics import Code, Topic
from ddtender.diagnostics.formats import as_text
from ddtender.diagnostics.table import known_codes
from tests.checks.cases import Case, good_workspace, read_cases

CASES = read_cases()
#: Found while a document is built, which tests elsewhere do, or against releases in git (tests/history).
FOUND_LATER = (
    "other-scenario",  # tests/test_one_cause.py
    "espd-unreadable",  # tests/export, like the next nine
    "espd-no-place",
    "espd-filled",
    "notice-incomplete",
    "notice-not-made",
    "notice-text-too-long",
    "notice-character",
    "sdk-expires",
    "export-unproved",
    "no-ocid-prefix",
    "winner-not-named",  # tests/procurement/test_lots.py, like the next
    "not-as-issued",
    "open-blank",
    "fact-not-changed",  # tests/procurement/test_facts_edit.py
    "verification-failed",
    "not-approved",
    "uncommitted",
    "version-not-raised",
    "version-too-low",
    "version-lowered",
    "version-reused",
    "id-reused",
    "id-removed",
    "history-removed",
    "release-unreadable",
    "history-unknown",  # tests/history
    "open-question",
    "stale-decision",
    "text-not-approved",
    "own-change",
    "author-unknown",  # tests/history/test_authors.py
    "expired-approval",  # tests/history
    "record-broken",  # tests/test_record.py
    "no-release-tag",
    "foreign-change",  # tests/safety/test_hostile_clones.py
    "unsafe-template",  # tests/safety/test_packages.py
    "not-for-publication",  # tests/test_unmeant.py
    "scenario-unclear",  # tests/batch, like the next three
    "reference-twice",
    "build-failed",
    "output-name-taken",
    "redline-unproven",  # tests/redline
    "tag-not-version",  # tests/history/test_releasing.py
    "base-not-found",  # tests/layers, like the next five
    "base-altered",
    "layer-circle",
    "layer-conflict",
    "layer-stale",
    "layer-unknown",
    "not-checked",  # tests/checks/test_vocabulary.py
    "too-long",  # tests/test_limits.py, like the next
    "too-many",
    "sealed-altered",  # tests/procurement, like the next
    "folder-of-another",
    "standstill-runs",
    "not-on-record",
    "deadline-near",
    "deadline-passed",
    "question-unclear",
    "answer-names-tenderer",
    "answer-without-corrigendum",
)
#: Groups of codes about other files than the library's (tests/market, tests/sheets, tests/contract,
#: tests/returned, tests/languages).
ELSEWHERE = (Topic.RETURNED, Topic.MANAGEMENT, Topic.REVIEW, Topic.LANGUAGES)
ABOUT_THE_LIBRARY = [code for code in known_codes() if code.name not in FOUND_LATER and code.topic not in ELSEWHERE]


def test_the_good_workspace_has_no_finding() -> None:
    assert as_text(check(good_workspace())) == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.title}")
def test_case(case: Case) -> None:
    assert as_text(check(case.files())) == case.expected


@pytest.mark.parametrize("code", ABOUT_THE_LIBRARY, ids=lambda code: code.name)
def test_every_code_has_a_case(code: Code) -> None:
    assert any(f"[{code.name}]" in case.expected for case in CASES if case.code == code.name)


def test_fixtures_are_named_after_codes() -> None:
    assert {case.code for case in CASES} | set(FOUND_LATER) <= {code.name for code in known_codes()}


def test_every_finding_says_how_to_mend_it() -> None:
    """Rules always give a hint; the message of a reading error sometimes says it all."""
    rules = {rule.__module__.rpartition(".")[2].replace("_", "-") for rule in (*PROVISION_RULES, *LIBRARY_RULES)}
    for case in CASES:
        lines = case.expected.splitlines()
        for line, following in pairwise([*lines, ""]):
            code = re.search(r" (?:error|warning)\[([a-z-]+)\]", line)
            if code and code.group(1) in rules:
                assert following.startswith("  hint: "), line
