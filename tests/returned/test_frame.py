"""What a lawyer changes in the sentences around the provisions flows back like a change of a clause."""

from tests.returned.drafts import Authority, reasons

VERIFICATION = "clause_library/frame/tender/verification.md"
TIME = "clause_library/frame/contract/time.md"


def test_an_edit_of_a_passage_is_written_into_the_library(authority: Authority) -> None:
    draft = authority.draft("tender")
    draft.replace("information that was withheld", "information that was held back")
    review = authority.apply(draft)
    (entry,) = review["entries"]
    assert reasons(review) == [None] and entry["place"].startswith("general provision G18, paragraph 2")
    assert "for information that was held back" in " ".join(authority.repository.read(VERIFICATION).split())
    assert authority.changed() == [VERIFICATION]


def test_a_passage_of_the_contract_too_and_its_version_rises(authority: Authority) -> None:
    draft = authority.draft("contract")
    draft.replace("still be submitted within 30 days", "still be submitted within 60 days")
    assert reasons(authority.apply(draft)) == [None]
    text = authority.repository.read(TIME)
    assert "within 60 days" in text and "version: 2.0.0" in text
