"""The words between two texts: nothing is lost, nothing is invented, and nothing that belongs together is cut."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from ddtender.history.words import compare

UNITS = [
    "The",
    "Contractor",
    "shall",
    "report",
    "30",
    "20.5",
    "days",
    "{{ days }}",
    "[](#award.x)",
    ",",
    ".",
    "\n",
    "Sub-supplier",
]
sentences = st.lists(st.sampled_from(UNITS), max_size=25).map(" ".join)
texts = sentences | st.text(max_size=60)


@given(texts, texts)
@settings(max_examples=400, deadline=None)
def test_the_pieces_rebuild_both_texts(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(p.text for p in pieces if p.op != "insert") == old
    assert "".join(p.text for p in pieces if p.op != "delete") == new
    assert {p.op for p in pieces} <= {"equal", "delete", "insert"} and all(p.text for p in pieces)


@given(texts)
def test_equal_texts_have_no_changes(text: str) -> None:
    assert {p.op for p in compare(text, text)} <= {"equal"}


@given(sentences, sentences)
@settings(max_examples=200, deadline=None)
def test_blanks_references_and_words_are_never_cut(old: str, new: str) -> None:
    words = {*re.findall(r"\{\{ days \}\}|\S+", f"{old} {new}")}
    for piece in compare(old, new):
        assert {*re.findall(r"\{\{ days \}\}|\S+", piece.text)} <= words


@given(sentences, sentences)
@settings(max_examples=200, deadline=None)
def test_a_phrase_is_one_deletion_and_one_insertion(old: str, new: str) -> None:
    """Between two unchanged stretches stand at most two pieces, the old words first; no lone comma between changes."""
    ops = [p.op for p in compare(old, new)]
    runs = [run.split() for run in " ".join(ops).split("equal")]
    assert all(run in ([], ["delete"], ["insert"], ["delete", "insert"]) for run in runs)
    pieces = compare(old, new)
    assert all(re.search(r"\w", p.text) for p in pieces[1:-1] if p.op == "equal")


def test_a_lawyer_reads_a_changed_phrase_not_confetti() -> None:
    pieces = compare("within 30 days of the request.", "no later than 20 working days after the request.")
    assert [tuple(p) for p in pieces] == [
        ("delete", "within 30"),
        ("insert", "no later than 20 working"),
        ("equal", " days "),
        ("delete", "of"),
        ("insert", "after"),
        ("equal", " the request."),
    ]
