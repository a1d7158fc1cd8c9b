"""How many sentences that let a closed rating decide are missed, and in how many harmless ones one is found in vain: on
ratings.txt, held exactly. The figures stand in docs/writing-clauses.md."""

import re
from functools import cache
from pathlib import Path

import pytest

from ddtender.checks import Wording
from ddtender.checks.rules.rating_decides import RATING_DECIDES, check_provisions
from ddtender.desk.pipeline import check
from ddtender.diagnostics import Diagnostic
from ddtender.library.provisions import read_provision
from ddtender.library.source import SourceText
from ddtender.model import Kind
from tests.checks.test_sentences import definitions
from tests.documents import LAPTOPS, sources
from tests.tools import ROOT

SENTENCES = Path(__file__).with_name("ratings.txt")
PROCEDURE = "scenarios/procedures/laptops.yaml"
MISSED: set[str] = set()
IN_VAIN = {
    "Evidence can be anything that shows it: minutes, contracts, an EcoVadis improvement plan.",
    "Nothing in this clause requires the Contractor to buy a service of EcoVadis.",
}


@cache
def sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"\[([^\]]+)\]", line):
            found[match[1]] = lines = []
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def is_told(sentence: str, kind: Kind) -> bool:
    front = f"id: {kind.value}.x\ntitle: X\nversion: 1.0.0\nsource: {{document: A, section: '1'}}\nlegal_basis: [A]\n"
    provision, _, _ = read_provision(SourceText("x.md", f"---\n{front}---\n{sentence}\n"), kind)
    defined, info = definitions()
    assert provision is not None
    return any(True for _ in check_provisions(Wording((provision,), (), defined, info)))


def test_what_is_missed_and_what_is_found_in_vain() -> None:
    missed, in_vain, faulty, harmless = set[str](), set[str](), 0, 0
    for name, sentences in sections().items():
        kind = Kind.CONTRACT if "in a clause" in name else Kind.AWARD
        told = {sentence for sentence in sentences if is_told(sentence, kind)}
        if name.startswith("harmless"):
            in_vain, harmless = in_vain | told, harmless + len(sentences)
        else:
            missed, faulty = missed | {*sentences} - told, faulty + len(sentences)
    assert (missed, in_vain) == (MISSED, IN_VAIN)
    held_out = {sentence for name, listed in sections().items() if name.endswith("held out") for sentence in listed}
    assert missed | in_vain <= held_out, "the rule was written with the other sentences"
    told = " ".join((ROOT / "docs" / "writing-clauses.md").read_text(encoding="utf-8").split())
    assert f"{len(missed)} of {faulty} that let a rating decide and {len(in_vain)} of {harmless} harmless ones" in told


def found(**others: str) -> list[Diagnostic]:
    """What a check tells of ratings, with these files beside those of the laptops."""
    files = dict(sources(LAPTOPS).files) | {path: text.encode() for path, text in others.items()}
    return [finding for finding in check(files) if finding.code == RATING_DECIDES]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ('award: {price: 60, other_quality: 25, described_in: "the EcoVadis scorecard"}', True),
        ('subject: "laptops of a brand with an EcoVadis gold medal"', True),
        ('parameters: {strategic_components: "components of makers with an EcoVadis rating"}', True),
        ('lots: [{id: "1", title: "Laptops, EcoVadis silver or better"}, {id: "2", title: Monitors}]', True),
        ('subject: "laptops"', False),
    ],
)
def test_what_a_procedure_file_adds_is_judged_as_clauses_are(line: str, column: bool) -> None:
    told = found(**{PROCEDURE: f"title: Laptops\n{line}\n"})
    assert [finding.location.line for finding in told] == [2] * column
    assert all(finding.location.path == PROCEDURE for finding in told)


def test_a_text_that_replaces_one_of_the_library_is_judged_as_it() -> None:
    path = "clause_library/award_criteria/policy-commitment.md"
    text = sources().files[path].decode()
    own = text.replace("id: award.policy-commitment", "id: award.policy-rating")
    own = own.replace("\n---\n", "\n---\nThe Tenderer shall hold an EcoVadis medal.\n\n", 1)
    procedure = "title: Laptops\nprovisions: {replace: {award.policy-commitment: award.policy-rating}}\n"
    told = found(**{path.replace("commitment", "rating"): own, PROCEDURE: procedure})
    assert {finding.location.path for finding in told} == {path.replace("commitment", "rating")}
