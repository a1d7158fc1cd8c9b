"""What rules rely on when they read: terms found as a lawyer would find them, and no limit on the size of a library."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddtender.checks.rules.circular_reference import CIRCULAR_REFERENCE
from ddtender.desk.pipeline import check
from ddtender.library.codes import UNREADABLE_FILE
from ddtender.library.documents import read_parameters
from ddtender.library.loader import load
from ddtender.library.source import SourceText
from ddtender.model import Answer
from ddtender.model.template import FACTS_BY_NAME
from ddtender.model.terms import Spellings
from tests.checks.cases import good_workspace
from tests.tools import ROOT

RISK_MAP = "clause_library/selection_criteria/risk-map.md"
_NAMES = st.lists(st.sampled_from(["Risk", "Human", "Sub-supplier", "risk"]), min_size=1, max_size=3).map(" ".join)
_TEXTS = st.lists(st.sampled_from(["Risk", "Human", "Sub", "-supplier", "supplier", " ", "\n", "-", ".", "s"])).map(
    "".join
)


@given(st.lists(_NAMES, min_size=1, max_size=6), _TEXTS)
def test_names_are_found_longest_first_and_as_whole_words(names: list[str], text: str) -> None:
    longest = sorted(set(names), key=len, reverse=True)
    spelt = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest)
    expected = [match.span() for match in re.finditer(rf"(?<![\w-])(?:{spelt})(?![\w-])", text)]
    assert [(start, end) for start, end, _ in Spellings(names).find(text)] == expected


def test_a_chain_of_references_may_be_long_and_still_closes_to_a_circle() -> None:
    files, length = dict(good_workspace()), 1500
    pledge = files["clause_library/award_criteria/pledge.md"].decode()
    for n in range(length):
        text = (
            pledge.replace("id: award.pledge", f"id: award.pledge-{n}")
            + f"\nSee [](#award.pledge-{(n + 1) % length}).\n"
        )
        files[f"clause_library/award_criteria/pledge-{n}.md"] = text.encode()
    circles = [d for d in check(files) if d.code == CIRCULAR_REFERENCE]
    assert len(circles) == 1
    assert circles[0].message.endswith("award.pledge-1498 → award.pledge-1499 → award.pledge-0")


def test_notes_are_remarks_questions_and_comments_with_answers() -> None:
    pledge = "clause_library/award_criteria/pledge.md"
    files = dict(good_workspace())
    notes = """notes:
  - A remark.
  - question: Is that enough?
  - comment: |-
      Too hard 🙂.
      שלום
    author: A. Jurist
    date: 2027-03-04
    on: respect the rights
    answers: [{answer: No., author: B. Buyer, date: 2027-03-05}, {answer: "Yes", author: C}]
---
"""
    head, body = files[pledge].decode()[4:].split("---\n", 1)
    files[pledge] = f"---\n{head}{notes}{body}".encode()
    library, findings = load(files)
    assert not findings
    remark, question, comment = library.by_id["award.pledge"].notes
    assert (remark.kind, remark.text) == ("remark", "A remark.")
    assert (question.kind, question.text) == ("question", "Is that enough?")
    assert (comment.kind, comment.text, comment.words) == ("comment", "Too hard 🙂.\nשלום", "respect the rights")
    assert (comment.author, comment.on_date) == ("A. Jurist", date(2027, 3, 4))
    assert comment.answers == (Answer("No.", "B. Buyer", date(2027, 3, 5)), Answer("Yes", "C"))
    assert (question.location.path, question.location.line) == (pledge, comment.location.line - 1)


@pytest.mark.parametrize(
    ("encoding", "line_end", "id_"),
    [
        ("latin-1", "\n", "selection.risk-map"),
        ("latin-1", "\n", '"selection.risk-map"'),
        ("latin-1", "\r", "'selection.risk-map'"),
        ("latin-1", "\r\n", "selection.risk-map"),
        ("utf-16", "\n", "selection.risk-map"),
        ("utf-16", "\r\n", '"selection.risk-map"'),
        ("cp1252", "\n", "selection.risk-map"),
    ],
)
def test_a_file_in_another_encoding_is_the_only_finding(encoding: str, line_end: str, id_: str) -> None:
    """What refers to its provision is not at fault: the provision is there, and only cannot be read."""
    files = dict(good_workspace())
    text = files[RISK_MAP].decode().replace("id: selection.risk-map", f"id: {id_}").replace("people", "peoplé")
    files[RISK_MAP] = text.replace("\n", line_end).encode(encoding)
    (finding,) = check(files)
    assert (finding.code, finding.location.path) == (UNREADABLE_FILE, RISK_MAP)


def test_two_lists_of_risks_have_ids_of_their_own() -> None:
    topic = "[{name: Mine, about: Ores are mined.}]"
    risks = (
        'id: phones\ntitle: Phones\nsource: {document: Handbook, section: "9"}\nratings: [low, high]\n'
        f"steps: {topic}\nstages: {topic}\nrisks: {topic}\nsources: {topic}\n"
    ).encode()
    files = {"clause_library/risks/a.yaml": risks, "clause_library/risks/b.yaml": risks}
    found = [finding for finding in load(files)[1] if finding.code.name == "duplicate-id"]
    assert [(finding.location.path, finding.message) for finding in found] == [
        ("clause_library/risks/b.yaml", "another file has the id 'phones' already")
    ]


def test_a_name_that_templates_print_beside_a_label_of_its_own_keeps_its_fact() -> None:
    parameters = (ROOT / "clause_library/parameters.yaml").read_text(encoding="utf-8")
    source = SourceText("parameters.yaml", parameters)
    assert not read_parameters(source)[1]
    end, award = "fact: dates.contract_end", "fact: dates.award"
    changed = parameters.replace(end, "fact: dates.other").replace(award, end).replace("fact: dates.other", award)
    found = read_parameters(SourceText("parameters.yaml", changed))[1]
    assert [finding.hint for finding in found] == [
        "Write `fact: dates.award`, or give it another name.",
        "Write `fact: dates.contract_end`, or give it another name.",
    ]


def test_templates_know_the_facts_of_our_own_library() -> None:
    parameters = read_parameters(
        SourceText("parameters.yaml", (ROOT / "clause_library/parameters.yaml").read_text(encoding="utf-8"))
    )[0]
    assert {p.name: p.fact for p in parameters if p.name in FACTS_BY_NAME} == FACTS_BY_NAME
