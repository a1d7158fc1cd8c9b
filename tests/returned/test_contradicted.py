"""An edit that makes a clause say otherwise than its due rule is told when it is applied."""

from tests.returned.drafts import TRANSPARENCY, Authority


def test_an_edit_that_contradicts_the_due_rule_is_told(authority: Authority) -> None:
    draft = authority.draft()
    place = draft.paragraph("list is due 12 months after")
    draft.replace("due 12 months after", "due 6 months after", inside=place)
    said = authority.run(authority.received(draft), "--apply", code=1).err
    assert "error[due-not-in-clause]" in said and "repeats every 12 months, and the clause" in said
    assert "due 6 months after" in " ".join(authority.repository.read(TRANSPARENCY).split())
