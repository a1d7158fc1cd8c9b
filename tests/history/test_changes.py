"""How many changes of meaning pass as less than major, and how many harmless ones do not: on changes.txt, held exactly.

The figures stand in docs/versions.md. A change of meaning that passes is a fault of the law; a harmless one that is
said to be major costs a line in the history.
"""

import re
from functools import cache
from itertools import chain
from pathlib import Path

from ddtender.history.level import VersionLevel
from tests.history.test_levels import level
from tests.tools import ROOT

CHANGES = Path(__file__).with_name("changes.txt")
#: Changes of meaning that are said to be minor or a patch.
PASSED = {"Workers are heard, for example by letter. → Workers are heard, for example by threat."}
#: Harmless changes that are said to be major.
IN_VAIN = {
    "The Tenderer desribes the site. → The Tenderer describes the site.",
    "The owner, i.e. the company, is named. → The owner, that is, the company, is named.",
    "Owners e.g. families are named. → Owners, e.g. families, are named.",
    "The report is sent to the owner. → The owner is sent the report.",
    "The audit was carried out by the owner. → The owner carried out the audit.",
    "The plan is often read by the owner. → The plan is read by the owner often.",
    "The document shows the sites. → The sites are shown in the document.",
    "The list of the sites is read. → The list of sites is read.",
    "The Contractor publishs the list. → The Contractor publishes the list.",
    "The responsability is named. → The responsibility is named.",
    "The summery is read. → The summary is read.",
    "The Contractor reimburses the cost. → The Contractor pays back the cost.",
    "The report is drawn up. → The report is prepared.",
    "The work-place is safe. → The workplace is safe.",
    "There are four parts in the report. → The report has four parts.",
    "The Contractor also keeps a record. → The Contractor keeps a record, too.",
    "Minerals such as tin are named. → Minerals such as zinc are named.",
    "The report covers the supply chain's lower tiers. → The report covers the lower tiers of the supply chain.",
}


@cache
def changes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in CHANGES.read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"\[(.+)\]", line):
            found[match[1]] = listed = []
        elif line and not line.startswith("#"):
            listed.append(line)
    return found


def least(change: str) -> VersionLevel:
    """The level of a change, or of its way back if that is less."""
    before, after = (text.replace("\\n", "\n") for text in change.split(" → "))
    return min(level(before, after), level(after, before))


def test_what_passes_and_what_is_major_in_vain() -> None:
    found = {
        name: {change for change in listed if least(change) is VersionLevel.MAJOR} for name, listed in changes().items()
    }
    meaning, harmless = ([name for name in changes() if name.startswith(kind)] for kind in ("meaning", "harmless"))
    passed = {change for name in meaning for change in changes()[name] if change not in found[name]}
    in_vain = {change for name in harmless for change in found[name]}
    of = [sum(len(changes()[name]) for name in names) for names in (meaning, harmless)]
    print(f"{len(passed)} of {of[0]} changes of meaning passed, {len(in_vain)} of {of[1]} harmless ones in vain")
    assert (passed, in_vain) == (PASSED, IN_VAIN)
    told = " ".join((ROOT / "docs" / "versions.md").read_text(encoding="utf-8").split())
    late = {change for name, listed in changes().items() if name.endswith("held out") for change in listed}
    assert f"{len(passed)} of {of[0]} changes of meaning" in told and f"{len(in_vain)} of {of[1]} harmless" in told
    assert f"{len(passed & late)} of {len(changes()['meaning, held out'])} and" in told
    assert f"and {len(in_vain & late)} of {len(changes()['harmless, held out'])}." in told


def test_a_change_and_its_way_back_have_one_level() -> None:
    for change in chain.from_iterable(changes().values()):
        before, after = (text.replace("\\n", "\n") for text in change.split(" → "))
        assert (level(before, after) is VersionLevel.MAJOR) == (level(after, before) is VersionLevel.MAJOR), change


def test_no_change_stands_twice() -> None:
    for listed in changes().values():
        assert len({*listed}) == len(listed)
