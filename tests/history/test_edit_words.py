"""Other words for a text under a key: the rest of the file stays, or nothing is written."""

import pytest

from ddtender.history.edit import EditError
from ddtender.history.edit_words import replace_words

PLACE = "clause_library/award_criteria/a.md"
FILE = """---
id: award.a
# what the authority asks
kpis:
  - id: one # first
    target: Every report is received
      on or before its due date.
    when: >-
      on receipt of the list,
      and of each update
  - {id: two, target: "Each, within \\"time\\"", when: 'the day''s end'}
---
Text: with a colon.
"""


LINES = "Every report is received\n      on or before its due date."


@pytest.mark.parametrize(
    ("path", "words", "old", "new"),
    [
        ((0, "target"), "Each report is received on or before its due date.", "Every", "Each"),
        ((0, "target"), "Every report is received on or before the day.", "its due date.", "the day."),
        ((0, "when"), "on receipt of the first list, and of each update", "the list,", "the first list,"),
        ((0, "when"), "of each update", "on receipt of the list,\n      and of", "of"),
        ((0, "target"), "Received: in time", LINES, "'Received: in time'"),
        ((0, "target"), "12", LINES, "'12'"),
        ((1, "target"), 'Each, within "due" time', 'within \\"time\\"', 'within \\"due\\" time'),
        ((1, "when"), "the day's very end", "day''s end", "day''s very end"),
    ],
    ids=["plain", "at the end", "folded", "folded, at the beginning", "a colon", "a number", "double", "single"],
)
def test_only_the_words_change(path: tuple[int, str], words: str, old: str, new: str) -> None:
    assert FILE.count(old) == 1
    assert replace_words(FILE, PLACE, ("kpis", *path), words) == FILE.replace(old, new)


@pytest.mark.parametrize("words", ["a # b", "- x", "x: y: {z", "'", '"', "a\u00a0b", "no", "12", "a\\", "& b", "|"])
def test_whatever_is_written_is_read_again_as_it_was_said(words: str) -> None:
    made = replace_words(FILE, PLACE, ("kpis", 1, "target"), words)
    assert replace_words(made, PLACE, ("kpis", 1, "target"), 'Each, within "time"').count("id: two") == 1
    assert "# what the authority asks" in made and "id: one # first" in made and made.endswith("Text: with a colon.\n")


def test_what_is_not_there_is_not_written() -> None:
    with pytest.raises(EditError, match=r"has no `kpis\.2\.target`"):
        replace_words(FILE, PLACE, ("kpis", 2, "target"), "x")
