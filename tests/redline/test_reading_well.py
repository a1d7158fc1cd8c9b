"""What a lawyer sees: phrases, not confetti; and what belongs together is compared with each other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ddtender.redline.alignment import align
from ddtender.redline.words import TOKEN, bag, compare, likeness
from tests.documents import W, Word, build, text_of
from tests.redline.edits import EDITS, PLAN, after
from tests.redline.settled import redlined


def marked(old: str, new: str) -> str:
    """The new text with [what went] and {what came}."""
    first, second = TOKEN.findall(old), TOKEN.findall(new)
    shown, i = "", 0
    for change in compare(first, second):
        gone, come = "".join(first[change.start : change.end]), "".join(second[change.new_start : change.new_end])
        shown += "".join(first[i : change.start]) + (gone and f"[{gone}]") + (come and f"{{{come}}}")
        i = change.end
    return shown + "".join(first[i:])


def test_whole_words_change() -> None:
    assert marked("no later than 12 months after", "no later than 18 months after") == (
        "no later than [12]{18} months after"
    )
    assert marked("the Sub-suppliers concerned", "the Sub-supplier concerned") == (
        "the [Sub-suppliers]{Sub-supplier} concerned"
    )


def test_next_to_nothing_between_two_changes_joins_them() -> None:
    old = "The Contractor shall send the report to the Contracting Authority in writing every year."
    new = "The Contractor shall hand the summary to the Contracting Authority in writing every year."
    assert marked(old, new) == (
        "The Contractor shall [send the report]{hand the summary} to the Contracting Authority in writing every year."
    )


def test_a_sentence_that_comes_leaves_the_others_alone() -> None:
    old = "The list is complete. It names every site. A plan is no list."
    new = "The list is complete. Sites of subsidiaries count. It names every key site. A plan is no list."
    assert marked(old, new) == (
        "The list is complete. {Sites of subsidiaries count. }It names every{ key} site. A plan is no list."
    )


def test_what_has_hardly_a_word_in_common_is_replaced_as_a_whole() -> None:
    old, new = "The plan binds the winner of the award.", "A site that was closed in the year is left out."
    assert marked(old, new) == f"[{old}]{{{new}}}"


tokens = st.lists(st.sampled_from(["The", "report", " ", ".", "shall", "of", "12", ("field", 1), ("field", 2)]))


@given(tokens, tokens)
@settings(max_examples=300, deadline=None)
def test_changes_turn_the_old_into_the_new(old: list, new: list) -> None:
    made, i, j = [], 0, 0
    for change in compare(old, new):
        assert old[i : change.start] == new[j : change.new_start]
        made += [*new[j : change.new_start], *new[change.new_start : change.new_end]]
        i, j = change.end, change.new_end
    assert old[i:] == new[j:]
    assert [*made, *new[j:]] == new


@given(st.lists(st.text("abc", max_size=3)), st.lists(st.text("abc", max_size=3)))
@settings(max_examples=300, deadline=None)
def test_pairs_are_in_order_and_nobody_is_left_out(old: list[str], new: list[str]) -> None:
    pairs = align(old, new, lambda i, j: likeness(bag(old[i]), bag(new[j])))
    assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
    assert [j for _, j in pairs if j is not None] == list(range(len(new)))


def test_only_what_a_maintainer_changed_is_marked() -> None:
    edits = [(PLAN, "a group submits one plan.", "a group hands in one plan.")]
    read = Word(redlined(build("medium").documents["tender.docx"], after(edits)["tender.docx"]))
    gone = [text for e in read.body.iter(W + "del") if (text := "".join(e.itertext(W + "delText")))]
    come = [text for e in read.body.iter(W + "ins") if (text := text_of(e))]
    assert (gone, come) == (["submits"], ["hands in"])


def test_provisions_in_another_order_are_whole_and_their_references_renewed() -> None:
    """The one that moved is deleted there and inserted here; nothing of it is cut up; bookmarks stay unique."""
    read = Word(redlined(build("medium").documents["tender.docx"], after(EDITS["order of provisions"])["tender.docx"]))
    moved = [tag for tag in read.controls if tag.startswith("award.") and len(read.controls[tag]) == 2]
    assert len(moved) == 1
    names = [mark.get(W + "name") for mark in read.body.iter(W + "bookmarkStart")]
    assert len(names) == len(set(names))
    codes = ["".join(e.itertext()).strip() for e in read.body.iter(W + "delInstrText")]
    assert any("_old" in code for code in codes)
