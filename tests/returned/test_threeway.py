"""Reviewers one after the other: what concerns other paragraphs still applies, what both changed is for a person."""

import pytest

from tests.returned.drafts import REPORTING, TRANSPARENCY, Authority, reasons
from tests.returned.editor import BEN, NOBODY, Editor, Person

CARLA = Person("C. Counsel", "2027-03-06T08:15:00Z")
BOTH = pytest.mark.parametrize("by", [BEN, NOBODY], ids=["tracked", "untracked"])
CLAUSE = "contract.transparency-reporting-per-site"


def body(authority: Authority, path: str = TRANSPARENCY) -> str:
    return authority.repository.read(path).split("\n---\n", 1)[1]


def by_words(review) -> dict[str, dict]:
    return {entry["old"] or entry["new"]: entry for entry in review["entries"]}


@BOTH
def test_the_second_reviewer_changes_another_paragraph(authority: Authority, by: Person) -> None:
    anna, ben = authority.draft(), authority.draft()
    anna.replace("in detail", "precisely")
    anna.add_paragraph("may request further information about a list", "The request is made in writing.")
    ben.replace("an updated list", "a current list", by)
    ben.remove_paragraph("the efforts that it has made so far", by)
    before = body(authority)
    assert authority.apply(anna)["counts"]["applied"] == 2
    authority.repository.commit("Anna's review")
    review = authority.apply(ben)
    assert reasons(review) == [None, None]
    wanted = before.replace("in detail", "precisely").replace("an updated list", "a current list")
    wanted = wanted.replace(
        "1. the efforts that it has made so far to engage with Sub-suppliers; and\n2. the", "1. the"
    )
    assert body(authority) == wanted.rstrip("\n") + "\n\nThe request is made in writing.\n"


def test_the_same_paragraph_changed_on_both_sides_is_shown_three_times_and_left_alone(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    authority.repository.edit(TRANSPARENCY, "with that list:", "with the list:")
    now = authority.repository.read(TRANSPARENCY)
    (entry,) = authority.review(draft)["entries"]
    assert entry == authority.apply(draft)["entries"][0], "looking says what applying does"
    assert (entry["status"], entry["reason"]) == (
        "listed",
        "the library has changed the same words since the draft went out",
    )
    assert entry["sides"] == {
        "base": "If a list is incomplete, the Contractor shall explain in detail with that list:",
        "theirs": "If a list is incomplete, the Contractor shall explain precisely with that list:",
        "ours": "If a list is incomplete, the Contractor shall explain in detail with the list:",
    }
    assert authority.repository.read(TRANSPARENCY) == now
    said = authority.run(authority.received(draft)).out
    assert "in the library: If a list is" in said and "as reviewed: If a list is" in said
    page = authority.run(authority.received(draft), "--format", "html").out
    assert "explain in detail with the list" in page


@BOTH
def test_the_same_file_applied_again_is_already_there(authority: Authority, by: Person) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely", by)
    draft.insert("an updated list", " (in a table)", by)
    draft.split_paragraph("It shall connect the site", by)
    draft.remove_paragraph("the steps that it will take next", by)
    draft.add_paragraph("may request further information about a list", "The request is made in writing.", by)
    draft.replace("due diligence", "diligence", by, inside=draft.provision("contract.due-diligence-reporting"))
    draft.comment("the efforts that it has made", "By when?")
    first = authority.apply(draft)
    assert first["counts"]["listed"] == 0, [(e["old"], e["new"], e["reason"]) for e in first["entries"]]
    authority.repository.commit("Reviewed")
    before = authority.repository.snapshot()
    again = authority.apply(draft)
    assert {entry["reason"] for entry in again["entries"]} == {"it is already there"}
    assert again["counts"] == {**first["counts"], "applied": 0, "listed": first["counts"]["all"]}
    assert authority.repository.snapshot() == before
    assert "7 already there, 0 are for a person" in authority.run(authority.received(draft)).out


def test_what_a_person_has_written_by_hand_is_already_there(authority: Authority) -> None:
    """Both copies changed the same words; a person decided for Anna's."""
    anna, ben = authority.draft(), authority.draft()
    anna.replace("in detail", "precisely")
    ben.replace("in detail", "briefly", BEN)
    authority.repository.edit(TRANSPARENCY, "in detail with", "precisely with")
    found = {entry["new"]: entry["reason"] for entry in authority.apply(anna, ben)["entries"]}
    assert found["precisely"] == "it is already there"
    assert found["briefly"].startswith("another copy")


def test_copies_given_together_when_one_has_been_applied(authority: Authority) -> None:
    """Other words of the same paragraph: what Anna changed is at hand, so that nothing in it is unknown."""
    anna, ben = authority.draft(), authority.draft()
    anna.replace("in detail", "precisely")
    ben.replace("with that list:", "with the list:", BEN)
    authority.apply(anna)
    assert authority.apply(ben)["entries"][0]["sides"]["ours"].startswith(
        "If a list is incomplete, the Contractor shall explain precisely"
    )
    found = {entry["new"]: entry["status"] for entry in authority.apply(anna, ben)["entries"]}
    assert found == {"precisely": "listed", "with the list:": "applied"}
    assert "explain precisely with the list:" in body(authority)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1.0.0", "version: 1.4.0"),
        ("with risks per site", "with risks of sites"),
        ("An incomplete list", "A list with gaps"),
        ("The Contracting Authority may request", "At any time the Contracting Authority may request"),
        ("1. the efforts that it has made so far to engage with Sub-suppliers; and\n2. the", "1. the"),
        ("Every year the Contractor", "The Contractor gives notice.\n\nEvery year the Contractor"),
    ],
)
def test_whatever_else_has_changed_the_other_paragraphs_take_their_changes(
    authority: Authority, old: str, new: str
) -> None:
    if old in authority.repository.read(TRANSPARENCY):
        authority.repository.edit(TRANSPARENCY, old, new)
    draft = authority.draft()
    draft.replace("on what information it relies", "on which facts it relies")
    assert reasons(authority.apply(draft)) == [None]
    assert "on which facts it relies" in body(authority)


def test_a_paragraph_that_is_gone_cannot_be_changed(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("further information about a list", "more information about a list")
    text = authority.repository.read(TRANSPARENCY)
    authority.repository.write(TRANSPARENCY, text[: text.index("\nThe Contracting Authority may request")])
    (entry,) = authority.apply(draft)["entries"]
    assert entry["sides"]["ours"] == "" and entry["sides"]["theirs"].startswith(
        "The Contracting Authority may request more"
    )
    assert "in the library: nothing" in authority.run(authority.received(draft)).out


def test_titles_are_held_apart_from_the_body(authority: Authority) -> None:
    anna, ben, carla = authority.draft(), authority.draft(), authority.draft()
    anna.replace("due diligence", "diligence", inside=anna.provision("contract.due-diligence-reporting"))
    ben.replace("Reporting", "Reports", BEN, inside=ben.provision("contract.due-diligence-reporting"))
    carla.replace("to monitor the outcomes of", "to check the outcomes of", CARLA)
    for draft, applied in ((anna, 1), (ben, 0), (carla, 1)):
        assert authority.apply(draft)["counts"]["applied"] == applied
    assert "title: Reporting on diligence\n" in authority.repository.read(REPORTING)
    assert authority.review(ben)["entries"][0]["sides"] == {
        "base": "Reporting on due diligence",
        "theirs": "Reports on due diligence",
        "ours": "Reporting on diligence",
    }


def test_a_clause_that_moved_to_another_file_is_still_the_same(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    other = TRANSPARENCY.replace("transparency-reporting-per-site", "sites")
    authority.repository.git("mv", TRANSPARENCY, other)
    assert reasons(authority.apply(draft)) == [None]
    assert "explain precisely" in authority.repository.read(other)


def test_a_clause_that_was_retired_or_renamed_is_left_for_a_person(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    authority.repository.edit(TRANSPARENCY, "version: 1.0.0\n", "version: 1.0.0\nretired: Nobody asks for sites.\n")
    (entry,) = authority.review(draft)["entries"]
    assert entry["reason"].endswith("it has been retired: Nobody asks for sites.")
    authority.repository.edit(TRANSPARENCY, f"id: {CLAUSE}", "id: contract.sites")
    (entry,) = authority.review(draft)["entries"]
    assert "contract.sites" in entry["reason"]


def three(authority: Authority) -> list[Editor]:
    anna, ben, carla = authority.draft(), authority.draft(), authority.draft()
    anna.replace("in detail", "precisely")
    anna.replace("an updated list", "a list")
    ben.replace("on what information it relies", "on which facts it relies", NOBODY)
    ben.add_paragraph("the steps that it will take", "the names of those who take them;", BEN)
    ben.replace("an updated list", "a list", BEN)
    carla.replace("further information about a list", "more information about a list", CARLA)
    carla.replace("to monitor the outcomes of", "to check the outcomes of", CARLA)
    return [anna, ben, carla]


def test_three_reviewers_in_any_order_and_at_once(authority: Authority) -> None:
    drafts = three(authority)
    paths = (TRANSPARENCY, REPORTING)
    assert authority.apply(*drafts)["counts"]["listed"] == 0
    wanted = [body(authority, path) for path in paths]
    for n in range(len(drafts)):  # each of them comes first, second and last
        order = [*drafts[n:], *drafts[:n]]
        authority.repository.git("checkout", "--", ".")
        for draft in order:
            review = authority.apply(draft)
            assert {reason for reason in reasons(review) if reason} <= {"it is already there"}
        assert [body(authority, path) for path in paths] == wanted


def test_an_answer_that_comes_later_joins_its_comment(authority: Authority) -> None:
    anna, ben = authority.draft(), authority.draft()
    anna.comment("in detail", "Proportionate?")
    ben.comment("in detail", "Proportionate?", answers=((BEN, "Yes."),))
    ben.comment("in detail", "And who pays?", BEN)
    authority.apply(anna)
    review = authority.apply(ben)
    assert reasons(review) == [None, None]
    text = authority.repository.read(TRANSPARENCY)
    assert text.count("Proportionate?") == text.count('"answer": "Yes."') == text.count("And who pays?") == 1
    assert authority.repository.run("check").code == 0
    assert set(reasons(authority.apply(anna, ben))) == {"it is already there"}
    assert authority.repository.read(TRANSPARENCY) == text


def test_two_comments_with_the_same_words_on_other_words_are_two(authority: Authority) -> None:
    draft = authority.draft()
    draft.comment("in detail", "Why?")
    draft.comment("an updated list", "Why?")
    authority.apply(draft)
    assert authority.repository.read(TRANSPARENCY).count('"Why?"') == 2


DEFINITION = "clause_library/definitions/goods.md"


def test_what_both_documents_print_is_edited_once(authority: Authority) -> None:
    tender, contract = authority.draft("tender"), authority.draft("contract")
    for draft in (tender, contract):
        draft.replace("are offered in a Tender", "are proposed in a Tender")
    contract.replace("in detail", "precisely", BEN)
    review = authority.apply(tender, contract)
    assert {copy["document"] for copy in review["copies"]} == {"tender", "contract"}
    assert reasons(review) == [None, None, None]
    assert "are proposed in a Tender" in body(authority, DEFINITION)
    assert authority.repository.read(DEFINITION).count("  - {version:") == 1
    assert set(reasons(authority.apply(contract))) == set(reasons(authority.apply(tender))) == {"it is already there"}


def test_a_definition_that_the_documents_change_differently_is_for_a_person(authority: Authority) -> None:
    tender, contract = authority.draft("tender"), authority.draft("contract")
    tender.replace("are offered in a Tender", "are proposed in a Tender")
    contract.replace("are offered in a Tender", "a Tender proposes", NOBODY)
    review = authority.apply(tender, contract)
    assert all("another copy" in reason for reason in reasons(review))
    assert all(entry["rivals"] for entry in review["entries"])
    assert authority.changed() == []
    assert authority.apply(tender)["counts"]["applied"] == 1
    assert all("proposed" in entry["sides"]["ours"] for entry in authority.apply(contract)["entries"])


def test_several_copies_of_both_documents(authority: Authority) -> None:
    copies = [authority.draft(document) for document in ("tender", "contract", "tender", "contract")]
    copies[0].replace("are offered in a Tender", "are proposed in a Tender")
    copies[1].replace("in detail", "precisely")
    copies[2].replace("references to its policies", "its policies", BEN)
    copies[3].replace("an updated list", "a list", BEN)
    review = authority.apply(*copies)
    assert reasons(review) == [None] * 4
    assert len({entry["provision"] for entry in review["entries"]}) == 3
