"""What the lawyers' warnings find in vain, and what they miss, in clauses as other authorities write them.

The figures stand in docs/reliability.md. Whoever mends a rule for a provision that was held out moves it to the files
of the authorities, and changes them here and there.
"""

import re
from collections import Counter
from functools import cache

from ddtender.desk.pipeline import check
from ddtender.diagnostics import Diagnostic
from tests.checks.authorities import Written, library, written
from tests.tools import ROOT

IN_VAIN = {
    (
        "Groups and reliance",
        "unverifiable-word",
    ): "'where appropriate' leaves a form to national law, and decides nothing",
    (
        "Interfaces",
        "brand-or-origin",
    ): "makes with which the product must work; a lawyer wants to see them all the same",
    ("Replaceable parts", "unverifiable-word"): "no video is refused for its length",
}
IN_VAIN_HELD_OUT = {
    ("Preventing fees for recruitment", "unverifiable-word"): "'suitable' stands before what it means",
    ("Voice of workers", "unverifiable-word"): "'appropriate' is about what a law appoints",
    ("Costs", "duty-without-time"): "the duty is to send none",
    ("End of the annex", "duty-without-time"): "'at the end' is a time",
    ("Factory audits", "unverifiable-word"): "'major' is a word of the standard that is named",
    ("Power supplies", "unverifiable-word"): "'short' is told by '1 m'",
}
MISSED = {"Improvement": "the time in the paragraph is that of another duty"}
MISSED_HELD_OUT = {
    "Preference": "'feel most comfortable with' is in no list",
    "Fit": "'does not think fit'",
    "Mature processes": "'mature' is in no list",
    "Reasonable steps": "'reasonable' has lawful uses in most texts",
    "Tablets": "a name that no list has",
    "No goods from there": "'Chinese companies' are none of the things that are made",
    "Club": "to belong to it is to be a member",
    "Risk overview": "'will supply' is no word of a duty in a clause of ours",
    "Overview of the chain": "the case stands before 'are not counted'",
}


def codes() -> set[str]:
    """The warnings of which docs/writing-clauses.md says that they are a lawyer's, with the two errors on promises."""
    page = (ROOT / "docs" / "writing-clauses.md").read_text(encoding="utf-8")
    section = page.partition("## What a lawyer would underline\n")[2].partition("\n## ")[0]
    listed = {code for row in section.splitlines() if row.startswith("| ") for code in re.findall("`([a-z-]+)`", row)}
    return listed | {"scored-promise-without-clause", "clause-without-promise"}


@cache
def found() -> tuple[tuple[Written | None, Diagnostic], ...]:
    """Every finding, with the provision of theirs that it is about."""
    by_path = {other.path: other for other in written()}
    by_id = {other.id: other for other in written()}
    return tuple(
        (
            by_path.get(f.location.path)
            or next((by_id[i] for i in re.findall("'([^']+)'", f.message) if i in by_id), None),
            f,
        )
        for f in check(library())
    )


def told(held_out: bool) -> Counter[tuple[str, str]]:
    """How often the provisions of theirs are told, by title and code."""
    return Counter(
        (other.title, finding.code.name)
        for other, finding in found()
        if other and finding.code.name in codes() and other.file.endswith("held-out") == held_out
    )


def of(held_out: bool, planted: bool) -> list[Written]:
    return [o for o in written() if o.file.endswith("held-out") == held_out and bool(o.planted) == planted]


def test_our_own_library_has_no_warning_beside_them() -> None:
    assert [finding for other, finding in found() if other is None] == []


def test_their_texts_are_read_and_are_those_of_a_sound_library() -> None:
    others = {finding.code.name for _, finding in found()} - codes()
    assert others <= {"reporting-without-kpi"}, "they have reports without KPIs; all else is a slip of the fixture"
    assert len({other.id for other in written()}) == len(written())


def test_what_is_told_in_vain() -> None:
    for held_out, accepted in ((False, IN_VAIN), (True, IN_VAIN_HELD_OUT)):
        lawful = {other.title for other in of(held_out, planted=False)}
        assert {key for key in told(held_out) if key[0] in lawful} == accepted.keys()


def test_what_is_missed() -> None:
    for held_out, accepted in ((False, MISSED), (True, MISSED_HELD_OUT)):
        seen = told(held_out)
        missed = {o.title for o in of(held_out, planted=True) if (o.title, o.planted) not in seen}
        assert missed == accepted.keys()
        # and nothing else is told of them, so that each has one fault
        assert set(seen) <= {(o.title, o.planted) for o in of(held_out, True)} | {
            *IN_VAIN,
            *IN_VAIN_HELD_OUT,
        }


def test_the_figures_are_those_of_the_documentation() -> None:
    page = " ".join((ROOT / "docs" / "reliability.md").read_text(encoding="utf-8").split())
    for held_out, in_vain, missed in ((False, IN_VAIN, MISSED), (True, IN_VAIN_HELD_OUT, MISSED_HELD_OUT)):
        lawful, planted = len(of(held_out, planted=False)), len(of(held_out, planted=True))
        assert f"| {lawful} | {len(in_vain)} | {planted} | {len(missed)} |" in page
    assert len(of(held_out=False, planted=False)) >= 60


def test_the_figures_of_each_rule_are_those_of_the_documentation() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    planted = Counter(other.planted for other in written() if other.planted)
    missed = Counter(o.planted for o in written() if o.title in {**MISSED, **MISSED_HELD_OUT})
    in_vain = Counter(code for _, code in (*IN_VAIN, *IN_VAIN_HELD_OUT))
    rare = {code for code, number in planted.items() if number == 1}
    for code in planted.keys() - rare:
        assert f"| `{code}` | {in_vain[code]} | {planted[code]} | {missed[code]} |" in page
    assert sum(in_vain[code] + missed[code] for code in rare) == 0
