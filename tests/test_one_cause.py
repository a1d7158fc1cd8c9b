"""Findings that all have one cause are one finding, which names the cause and the command that mends it."""

from ddtender.diagnostics import Code
from ddtender.pipeline import Request, prepare
from tests.documents import LAPTOPS, sources
from tests.tools import ROOT

PATH = LAPTOPS.relative_to(ROOT).as_posix()


def findings(scenario: str, change: tuple[str, str] = ("", ""), final: bool = False) -> list:
    files = dict(sources(LAPTOPS).files)
    files[PATH] = files[PATH].decode().replace(*change).encode()
    return [d for d in prepare(files, Request(scenario, PATH, final)).diagnostics if d.location.path == PATH or final]


def test_the_wrong_scenario_is_one_finding_that_names_the_right_one() -> None:
    for asked in ("low", "medium"):
        (finding,) = findings(asked)
        assert finding.code is Code.OTHER_SCENARIO
        assert "one of scenario 'high'" in finding.message and "--scenario high" in finding.hint
    assert findings("high") == []


def test_a_single_mistake_in_the_right_scenario_stays_what_it_is() -> None:
    (finding,) = findings("high", ("award.component-transparency: 7", "award.component-transparenc: 7"))[:1]
    assert finding.code in (Code.AWARD_POINTS_MISSING, Code.AWARD_POINTS_UNKNOWN)


def test_many_provisions_that_nobody_has_approved_are_one_finding_with_the_command() -> None:
    (finding,) = [d for d in findings("high", final=True) if d.code is Code.NOT_APPROVED]
    assert "provisions: nobody has approved them: " in finding.message
    assert "'award.component-transparency' " in finding.message
    assert "ddtender approve" in finding.hint and "ddtender status" in finding.hint
