"""What `ddtender review --apply` writes into the clauses."""

import re
from pathlib import Path

import pytest

from ddtender.workspace import files
from tests.returned.drafts import PLAN, REPORTING, TRANSPARENCY, Authority, reasons
from tests.returned.editor import ANNA, BEN, NOBODY, Editor

BOTH = pytest.mark.parametrize("by", [ANNA, NOBODY], ids=["tracked", "untracked"])
GOODS = "clause_library/definitions/goods.md"


def body(authority: Authority, path: str) -> str:
    return authority.repository.read(path).split("\n---\n", 1)[1]


def applied(authority: Authority, draft: Editor) -> None:
    review = authority.apply(draft)
    assert reasons(review) == [None] * len(review["entries"])
    assert review["counts"]["applied"] == review["counts"]["all"] > 0


@BOTH
def test_words_change_and_every_other_character_stays(authority: Authority, by) -> None:
    before = body(authority, TRANSPARENCY)
    draft = authority.draft()
    draft.replace("in detail", "precisely", by)
    draft.delete(" next", by)
    applied(authority, draft)
    assert body(authority, TRANSPARENCY) == before.replace("in detail", "precisely").replace(" next", "")
    assert authority.changed() == [TRANSPARENCY]


def test_the_version_rises_as_with_bump_and_the_reason_names_who_reviewed(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    draft.replace("concrete", "clear", inside=draft.paragraph("means a concrete measure"))
    applied(authority, draft)
    text = authority.repository.read(TRANSPARENCY)
    assert "\nversion: 2.0.0\nhistory:\n  - {version: 2.0.0, date: " in text
    assert 'why: "Review by A. Jurist"}' in text
    assert authority.repository.run("check").code == 0


def test_a_reason_of_your_own(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    authority.run(authority.received(draft), "--apply", "--why", "Comments of the city's legal service")
    assert 'why: "Comments of the city\'s legal service"' in authority.repository.read(TRANSPARENCY)


def test_versions_are_counted_from_the_last_release(authority: Authority) -> None:
    authority.repository.git("tag", "v1.0.0")
    for word, other in (("in detail", "precisely"), ("precisely", "in full")):
        draft = authority.draft() if word == "in detail" else Editor(rebuilt(authority))
        draft.replace(word, other)
        applied(authority, draft)
        authority.repository.commit("Reviewed")
    assert "\nversion: 2.0.0\n" in authority.repository.read(TRANSPARENCY)


def rebuilt(authority: Authority) -> bytes:
    folder = authority.folder / "rebuilt"
    authority.repository.build(folder, "--procedure", authority.repository.root / authority.procedure)
    return (folder / "contract.docx").read_bytes()


@BOTH
def test_a_new_paragraph(authority: Authority, by) -> None:
    draft = authority.draft()
    draft.add_paragraph("may request further information about a list", "The request is made in writing.", by)
    applied(authority, draft)
    assert body(authority, TRANSPARENCY).endswith("days of the request.\n\nThe request is made in writing.\n")


@BOTH
def test_a_new_item_of_a_numbered_list_and_the_list_counts_on(authority: Authority, by) -> None:
    draft = authority.draft("tender")
    draft.add_paragraph("references to its policies on human rights", "its training of staff;", by)
    draft.replace("has five elements", "has these elements", by)
    applied(authority, draft)
    assert "that it has a policy earns nothing;\n2. its training of staff;\n3. what its systems" in body(
        authority, PLAN
    )
    assert "6. references to its reporting" in body(authority, PLAN)


@BOTH
def test_an_item_is_taken_out(authority: Authority, by) -> None:
    draft = authority.draft()
    draft.remove_paragraph("to mitigate Human Rights Risks; and", by)
    applied(authority, draft)
    assert "1. to identify Human Rights Risks;\n2. to monitor the outcomes" in body(authority, REPORTING)


@BOTH
def test_the_last_paragraph_is_taken_out(authority: Authority, by) -> None:
    draft = authority.draft("tender")
    draft.remove_paragraph("The Contracting Authority compares the description", by)
    applied(authority, draft)
    assert body(authority, PLAN).endswith("A group submits one description.\n")


@BOTH
def test_a_paragraph_is_split(authority: Authority, by) -> None:
    draft = authority.draft()
    draft.split_paragraph("It shall connect the site", by)
    applied(authority, draft)
    assert re.search(r"most likely ones\.\n\nIt\s+shall\s+connect the site", body(authority, TRANSPARENCY))


def test_references_blanks_and_line_breaks_are_kept(authority: Authority) -> None:
    before = body(authority, TRANSPARENCY)
    draft = authority.draft()
    draft.replace("months after", "months from", inside=draft.paragraph("shall submit the first list no later than"))
    draft.replace("submitted under", "handed in under", inside=draft.paragraph("submitted under selection criterion"))
    applied(authority, draft)
    now = body(authority, TRANSPARENCY)
    assert now == before.replace("}} months after", "}} months from").replace("submitted under", "handed in under")
    assert "[](#selection.human-rights-risk-assessment)" in now and "{{ first_report_months }}" in now


def test_bold_words_are_strong_and_signs_of_markdown_are_words(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "in full", bold=True)
    draft.insert("an updated list", " [see (Annex) <A_1 & B>]")
    applied(authority, draft)
    text = body(authority, TRANSPARENCY)
    assert "explain **in full** with" in text
    again = Editor(rebuilt(authority))
    assert again.paragraph("an updated list [see (Annex) <A_1 & B>] of the names") is not None


def test_a_title_and_a_definition(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace(
        "mitigating actions", "Mitigating Actions: progress", inside=draft.provision("contract.mitigation-reporting")
    )
    draft.replace("are offered in a Tender", "are proposed in a Tender")
    applied(authority, draft)
    text = authority.repository.read("clause_library/contract_clauses/mitigation-reporting.md")
    assert 'title: "Reporting on Mitigating Actions: progress"\n' in text
    assert "are proposed in a Tender" in body(authority, GOODS)


def test_the_name_of_a_defined_term_is_not_changed_by_a_program(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("Goods", "Products", inside=draft.provision("definition.goods"))
    assert reasons(authority.apply(draft)) == ["it renames a defined term"]
    assert authority.changed() == []


def test_a_comment_becomes_a_note(authority: Authority) -> None:
    draft = authority.draft()
    draft.comment("in detail", "Is this “proportionate”: 100 %?", ANNA, answers=((BEN, "Yes."),))
    applied(authority, draft)
    text = authority.repository.read(TRANSPARENCY)
    assert (
        '  - comment: "Is this “proportionate”: 100 %?"\n'
        '    author: "A. Jurist"\n'
        "    date: 2027-03-04\n"
        '    on: "in detail"\n'
        '    answers: [{"answer": "Yes.", "author": "B. Barrister", "date": "2027-03-05"}]\n'
    ) in text
    assert "\nversion: 1.0.0\n" in text, "notes are no part of the clause"
    assert authority.repository.run("check").code == 0


def test_two_copies_are_applied_together(authority: Authority) -> None:
    anna, ben = authority.draft(), authority.draft()
    anna.replace("in detail", "precisely")
    anna.replace("an updated list", "a list", ANNA)
    ben.replace("in detail", "precisely", BEN)
    ben.replace("so far", "until then", BEN)
    review = authority.apply(anna, ben)
    assert review["counts"] == {"all": 4, "applied": 4, "applicable": 0, "listed": 0}
    text = body(authority, TRANSPARENCY)
    assert "a list of the names" in text and "explain precisely with" in text and "made until then to" in text
    assert 'why: "Review by A. Jurist, B. Barrister"' in authority.repository.read(TRANSPARENCY)


def test_copies_that_contradict_each_other_are_shown_side_by_side(authority: Authority) -> None:
    anna, ben = authority.draft(), authority.draft()
    anna.replace("in detail", "precisely")
    ben.replace("in detail", "briefly", BEN)
    ben.replace("an updated list", "a list", BEN)
    review = authority.apply(anna, ben)
    conflict = [e for e in review["entries"] if e["old"] == "in detail"]
    assert [e["new"] for e in conflict] == ["precisely", "briefly"]
    for entry, rival in (conflict, conflict[::-1]):
        assert [review["entries"][n] for n in entry["rivals"]] == [rival]
        assert rival["new"] in entry["reason"]
    assert review["counts"] == {"all": 3, "applied": 1, "applicable": 0, "listed": 2}


def test_windows_line_ends_and_a_byte_order_mark_stay(authority: Authority) -> None:
    path = authority.repository.root / TRANSPARENCY
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    authority.repository.commit("Edited on Windows")
    draft = Editor(rebuilt(authority))
    draft.replace("in detail", "precisely")
    draft.comment("an updated list", "Why?")
    applied(authority, draft)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf---\r\n") and b"explain precisely with" in content
    assert content.count(b"\r\n") == content.count(b"\n")


def test_text_that_would_break_the_clause_is_listed_and_the_rest_is_applied(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "{{ precisely }}")
    draft.replace("an updated list", "a \u202elist", ANNA)
    draft.delete(" next")
    review = authority.apply(draft)
    status = {e["old"]: e["status"] for e in review["entries"]}
    assert status == {"in detail": "listed", "an updated list": "listed", " next": "applied"}
    assert "U+202E" in str(reasons(review))


def test_what_check_says_of_the_new_text_is_shown(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "under award criterion 7")
    result = authority.run(authority.received(draft), "--apply", code=1)
    assert "typed-number" in result.err
    assert "under award criterion 7" in body(authority, TRANSPARENCY)


def test_nothing_is_written_when_one_file_cannot_be(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    draft.replace("are offered in a Tender", "are proposed in a Tender")
    folder = Path(authority.repository.root / GOODS).parent
    before = authority.repository.snapshot()
    exchange = files.exchange

    def full(new: Path, target: Path) -> None:
        if str(target).startswith(str(folder)):
            raise OSError(28, "No space left on device", str(target))
        exchange(new, target)

    monkeypatch.setattr(files, "exchange", full)
    assert authority.run(authority.received(draft), "--apply", code=2).err.strip().endswith("No space left on device")
    monkeypatch.undo()
    assert authority.repository.snapshot() == before
