"""How many faults the rules on words miss, and how often they find one in vain: on sentences.txt, held exactly.

The figures stand in docs/writing-clauses.md. Whoever mends a rule for a sentence that was held out moves it to the
others, and lowers them here and there.
"""

import re
from functools import cache
from pathlib import Path

from ddtender.checks import Wording
from ddtender.checks.rules import PROVISION_RULES
from ddtender.diagnostics import Diagnostic
from ddtender.library.loader import load
from ddtender.library.provisions import read_provision
from ddtender.library.source import SourceText
from ddtender.model import Kind
from tests.tools import ROOT

SENTENCES = Path(__file__).with_name("sentences.txt")
#: The rules on words; what others say of a text without a form around it is not counted.
CODES = {"typed-number", "typed-percentage", "wrong-term", "label-without-equivalent", "broken-markup"}
#: The rules that raise them.
RULES = [rule for rule in PROVISION_RULES if rule.__module__.rpartition(".")[2].replace("_", "-") in CODES]
MISSED = {
    "A missing budget means a loss of 5 %.",
    "Annexes I to III are signed.",
    "Clause 4️⃣ applies.",
    "Contractor's client pays.",
    "Details follow.",
    "Each expert may give up to five.",
    "Five out of ten is enough.",
    "NB: ask legal.",
    "Part C is about the procedure.",
    "Reporting (3.2) applies.",
    "Seven out of ten is needed.",
    "Text to be supplied.",
    "The Contractor complies with no. 4.",
    "The Contractor reports to the municipality’s buyer.",
    "The Tenderer is a member of the RBA or its equal.",
    "The goods have TCO Certified or equivalent, if the Contracting Authority likes it.",
    "The mark is lowered by two.",
    "The monitor has a TCO 9 certificate.",
    "The number of visits to be determined.",
    "The other party shall report.",
    "The other party’s customer pays.",
    "The period of Article 6(2) runs.",
    "The plan is [to be discussed].",
    "The plan is scored out of 40.",
    "The plan is sent to xxxx.",
    "The points are split 60/40.",
    "The points for this criterion are split into thirds.",
    "The report that C4.2 asks for is handed in.",
    "The site is to be completed.",
    "The steps of 13.4 and 13.5 are taken in turn.",
    "The weight is doubled.",
    "Two thirds of this number are given.",
    "Under § 7 the Tenderer names each site.",
}
IN_VAIN = {
    "A 100 % refund is given.",
    "An energy star is drawn on the plan.",
    "Cotton suppliers are named.",
    "Gots and Goths are peoples.",
    "Managers receive a bonus of 10 %.",
    "The blue angel fish is not traded.",
    "The candidate with most votes is named.",
    "The contractor of the mine is a Sub-supplier, says the definition.",
    "The first question is about wages.",
    "The grade of ore is 2 %.",
    "The mill’s suppliers are Sub-suppliers.",
    "The number of points of sale is doubled.",
    "The report makes three points.",
    "The score for the music is halved in length.",
    "The site had an audit score of 72.",
    "The site in Section 8 housing is visited.",
    "The supply chain of the mine's suppliers is mapped.",
    "The yield is 98 %.",
}


@cache
def sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"\[((?:harmless|[a-z]+-[a-z-]+)(?:[ :,][^\]]*)?)\]", line):
            found[match[1]] = lines = []
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


@cache
def definitions() -> tuple:
    folder = ROOT / "clause_library"
    files = {p.relative_to(ROOT).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    files = {path: content for path, content in files.items() if "/languages/" not in path}
    library, _ = load(files)
    return tuple(p for p in library.provisions if p.kind is Kind.DEFINITION), library.info


def codes_of(sentence: str, kind: Kind) -> set[str]:
    """The codes that a provision of our library would have with this text."""
    front = f"id: {kind.value}.x\ntitle: X\nversion: 1.0.0\nsource: {{document: A, section: '1'}}\nlegal_basis: [A]\n"
    body = sentence.replace(" / ", "\n\n")
    provision, _, findings = read_provision(SourceText("x.md", f"---\n{front}---\n{body}\n"), kind)
    found: list[Diagnostic] = [*findings]
    if provision is not None:
        defined, info = definitions()
        wording = Wording((provision,), (), defined, info)
        found += [finding for rule in RULES for finding in rule(wording)]
    codes = {finding.code.name for finding in found}
    refused = codes & {"raw-html", "unsupported-markdown", "stray-template-tag"}  # broken as well, by another name
    return codes & CODES | ({"broken-markup"} if refused else set())


def outcome() -> tuple[set[str], set[str], int, int]:
    """The sentences whose fault is missed, those in which one is found in vain, and how many there are of each."""
    missed, in_vain, faulty, harmless = set[str](), set[str](), 0, 0
    for name, sentences in sections().items():
        kind = Kind.CONTRACT if "in a clause" in name else Kind.AWARD
        for sentence in sentences:
            codes = codes_of(sentence, kind)
            if name.startswith("harmless"):
                harmless += 1
                in_vain |= {sentence} if codes else set()
            else:
                faulty += 1
                missed |= set() if re.split("[ :,]", name)[0] in codes else {sentence}
    return missed, in_vain, faulty, harmless


def test_what_is_missed_and_what_is_found_in_vain() -> None:
    missed, in_vain, faulty, harmless = outcome()
    print(f"{len(missed)} of {faulty} faulty sentences missed, {len(in_vain)} of {harmless} harmless ones told in vain")
    assert (missed, in_vain) == (MISSED, IN_VAIN)
    held_out = {sentence for name, listed in sections().items() if name.endswith("held out") for sentence in listed}
    assert missed | in_vain <= held_out, "the rules were written with the other sentences"
    told = (ROOT / "docs" / "writing-clauses.md").read_text(encoding="utf-8")
    figures = f"{len(missed)} of {faulty} faulty and {len(in_vain)} of {harmless} harmless"
    assert faulty + harmless >= 500 and figures in " ".join(told.split())


def test_no_sentence_stands_twice() -> None:
    for sentences in sections().values():
        assert len({*sentences}) == len(sentences)
