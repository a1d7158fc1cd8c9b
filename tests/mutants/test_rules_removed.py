"""Each rule is taken out in turn, and a case that a lawyer can read must notice it."""

import pytest

from ddtender.checks import runner
from ddtender.checks.rules import COMPOSITION_RULES, LIBRARY_RULES, PROVISION_RULES
from ddtender.desk.pipeline import check
from ddtender.diagnostics.formats import as_text
from ddtender.history.release import Release
from ddtender.model.limits import MOST_CRITERIA
from tests import test_limits
from tests.checks.cases import good_workspace, read_cases
from tests.examples import some

CASES = read_cases()
PLEDGE = "clause_library/award_criteria/pledge.md"


def code_of(rule) -> str:
    return rule.__module__.rpartition(".")[2].replace("_", "-")


def edited(*changes: tuple[str, str], of: dict[str, bytes] | None = None) -> dict[str, bytes]:
    text = (of or good_workspace())[PLEDGE].decode()
    for was, now in changes:
        assert was in text, was
        text = text.replace(was, now)
    return {**(of or good_workspace()), PLEDGE: text.encode()}


DUTY = ("respect the rights", "respect some of the rights")
VERSION = "version: 1.0.0\nsource"


WITH_HISTORY = (VERSION, VERSION.replace("\n", "\nhistory:\n  - {version: 1.0.0, date: 2027-01-04, why: First}\n"))


def raised(to: str) -> tuple[str, str]:
    return VERSION, VERSION.replace("1.0.0", to)


def against_releases(code: str) -> str:
    """The findings of rules that hold a library against its releases (newest first)."""
    first = Release("v1.0.0", good_workspace())
    files, releases = {
        "version-not-raised": (edited(DUTY), [first]),
        "version-too-low": (edited(DUTY, raised("1.0.1")), [first]),
        "version-lowered": (edited(raised("0.9.0")), [first]),
        "version-reused": (
            edited(("respect the rights", "respect no rights"), raised("1.1.0")),
            [Release("v3.0.0", edited(raised("1.0.5"))), Release("v2.0.0", edited(DUTY, raised("1.1.0"))), first],
        ),
        "id-reused": (
            edited(DUTY, raised("2.0.0"), ("legal_basis", "requirement: other-thing\nlegal_basis")),
            [first],
        ),
        "id-removed": ({path: text for path, text in good_workspace().items() if path != PLEDGE}, [first]),
        "history-removed": (good_workspace(), [Release("v1.0.0", edited(WITH_HISTORY))]),
        "release-unreadable": (good_workspace(), [Release("v1.0.0", {"clause_library/library.yaml": b"\xff"})]),
    }[code]
    return as_text(check(files, releases=releases))


#: Too long to be read as a case.
LARGE = {
    "too-long": test_limits.with_a_long_paragraph,
    "too-many": lambda: test_limits.with_copies(test_limits.CRITERION, MOST_CRITERIA + 1),
    "too-many-due-dates": test_limits.with_many_due_dates,
}


def found(code: str) -> list[str]:
    """What the cases of a code say now."""
    if code in LARGE:
        return [as_text(check(LARGE[code]()))]
    cases = [case for case in CASES if case.code == code]
    return [as_text(check(case.files())) for case in cases] if cases else [against_releases(code)]


@pytest.mark.parametrize("rule", some((*PROVISION_RULES, *LIBRARY_RULES), of=2), ids=code_of)
def test_without_the_rule_a_case_fails(rule, monkeypatch: pytest.MonkeyPatch) -> None:
    code = code_of(rule)
    with_it = found(code)
    assert any(f"[{code}]" in said for said in with_it), "no case shows what the rule finds"
    for name, rules in (("PROVISION_RULES", PROVISION_RULES), ("LIBRARY_RULES", LIBRARY_RULES)):
        monkeypatch.setattr(runner, name, tuple(other for other in rules if other is not rule))
    without = found(code)
    assert without != with_it and not any(f"[{code}]" in said for said in without)


@pytest.mark.parametrize("rule", some(COMPOSITION_RULES, of=2), ids=code_of)
def test_a_rule_on_compositions_finds_the_same_by_itself(rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "PROVISION_RULES", ())
    monkeypatch.setattr(runner, "LIBRARY_RULES", COMPOSITION_RULES)
    assert any(f"[{code_of(rule)}]" in said for said in found(code_of(rule)))
