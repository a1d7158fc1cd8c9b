"""Questions of Tenderers: printed for all of them, without who asked; an answer alone changes nothing."""

import io
import json
import warnings
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.desk.procurement import answering, issuing
from ddtender.diagnostics import Diagnostic
from ddtender.procurement.questions import AskedTable, Named, named_in, read_table, table, wanted
from ddtender.procurement.sealed import OUTLINE, IssuedSet, Seal
from ddtender.words import language
from tests.documents import Word
from tests.procurement.test_beginning import ROOT, ddtender

NAMED = {
    one.id: one
    for one in (
        Named("award.policy-commitment", "award", "2", "Commitment"),
        Named("definition.goods", "definition", "", "Goods"),
    )
}
DAY = date(2027, 3, 1)
EN = language()


def filled(*rows: Mapping[str, Any]) -> bytes:
    """The table with these rows, by the headings' names."""
    made = table("X", NAMED.values(), datetime(2027, 1, 4, tzinfo=UTC), EN)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know the print area
        book = load_workbook(io.BytesIO(made))
    sheet = book["Questions"]
    columns = {cell.value: n for n, cell in enumerate(sheet[1], 1)}
    for n, row in enumerate(rows, 2):
        for name, value in row.items():
            heading = EN.say(f"procurement.questions.columns.{name}")
            sheet.cell(n, columns[heading], value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows: Mapping[str, object]) -> tuple[AskedTable, list[Diagnostic]]:
    asked, findings = read_table(filled(*rows), "questions.xlsx", NAMED, ["dates.award"], EN)
    assert asked is not None
    return asked, findings


ROW = {"question": "What is [](#definition.goods)?", "answer": "See [](#award.policy-commitment).", "answered_on": DAY}


def test_what_is_typed_is_read() -> None:
    asked, findings = read({**ROW, "about": "definition.goods; award.policy-commitment", "changes": "dates.award"}, {})
    (one,) = asked.questions
    assert findings == [] and one.number == 1 and one.is_answered
    assert one.about == ("definition.goods", "award.policy-commitment") and one.changes == ("dates.award",)
    assert read()[0].questions == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"answer": "Yes.", "answered_on": DAY}, "Questions!B2: there is no question in this row"),
        ({"question": "A?", "answer": "Yes."}, "Questions!G2: the day of the answer is missing"),
        ({**ROW, "answered_on": "soon"}, "Questions!G2: "),
        ({**ROW, "asked_on": date(2027, 3, 2)}, "2027-03-01 is before the question was asked"),
        ({**ROW, "about": "award.policy-comitment"}, "nothing that was issued has the id 'award.policy-comitment'"),
        ({**ROW, "changes": "dates.awrad"}, "nothing that was issued has the id 'dates.awrad'"),
        ({**ROW, "answer": "See [](#gone)."}, "Questions!D2: nothing that was issued has the id 'gone'"),
        ({**ROW, "question": "=1+1"}, "a formula stands where text is to be typed"),
        ({**ROW, "number": "x"}, "the row has no number"),
    ],
)
def test_what_cannot_be_printed_is_said_by_its_cell(row: dict[str, object], said: str) -> None:
    findings = read(row)[1]
    assert [finding.code.name for finding in findings] == ["question-unclear"] and said in findings[0].message


def test_two_questions_have_two_numbers() -> None:
    assert "number 1 stands twice" in read(ROW, {**ROW, "number": 1})[1][0].message


@pytest.mark.parametrize(
    ("asker", "answer", "is_named"),
    [
        ("Delta Systems GmbH", "delta systems may.", True),
        ("Delta, B.V.", "As Delta says.", True),
        ("Delta Systems GmbH", "Delta-like systems may.", False),
        ("IBM", "IBM may.", False),  # too short to tell from a word
        ("A (B) Ltd", "a (b) may.", True),
    ],
)
def test_a_text_that_names_who_asked_is_told(asker: str, answer: str, is_named: bool) -> None:
    findings = read({"question": "A?", "asked_by": asker}, {**ROW, "answer": answer})[1]
    assert [finding.code.name for finding in findings] == ["answer-names-tenderer"] * is_named


def issued(number: int, on: date, *changed: str) -> IssuedSet:
    return IssuedSet(number, Seal(number, on, "A", "B", "C", "low", {}, {}, changed), b"", {})


def test_an_answer_that_changes_something_asks_for_a_corrigendum_until_there_is_one() -> None:
    asked, _ = read({**ROW, "changes": "award.policy-commitment, dates.award"}, {"question": "B?", "changes": "gone"})
    first = issued(1, date(2027, 1, 1))
    assert [*wanted(asked, [first])] == ["award.policy-commitment", "dates.award"]
    earlier = issued(2, date(2027, 2, 1), "award.policy-commitment")  # before the answer
    assert len(wanted(asked, [first, earlier])) == 2
    later = issued(3, date(2027, 3, 1), "award.policy-commitment")
    assert [*wanted(asked, [first, earlier, later])] == ["dates.award"]


def test_an_outline_names_provisions_and_definitions() -> None:
    one = {"id": "award.a", "kind": "award", "number": 2, "title": "A"}
    read = {"provisions": [one], "frame": [], "definitions": [{"id": "definition.b", "term": "B"}]}
    found = named_in(json.dumps(read).encode())
    assert [(n.kind, n.number, n.title) for n in found.values()] == [("award", "2", "A"), ("definition", "", "B")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A procurement of which a set was issued, without its documents."""
    folder = tmp_path / "p"
    ddtender("new", folder)
    provisions = [{"id": one.id, "kind": one.kind, "number": one.number, "title": one.title} for one in NAMED.values()]
    outline = json.dumps(
        {"provisions": provisions[:1], "frame": [], "definitions": [{"id": "definition.goods", "term": "G"}]}
    )
    seal = Seal(1, date(2027, 2, 1), "A", "B", "", "low", {"title": "Laptops", "dates.award": "x"})
    files = {OUTLINE: outline.encode(), "procedure.yaml": (folder / "procedure.yaml").read_bytes()}
    issuing.publish(folder, seal, files)
    return folder


def test_from_the_table_to_what_all_tenderers_are_given(folder: Path) -> None:
    assert "Fill it in" in ddtender("questions", folder).stdout
    rows = ({**ROW, "asked_by": "Delta Systems", "changes": "dates.award"}, {"question": "Later?"})
    (folder / "questions.xlsx").write_bytes(filled(*rows))
    said = ddtender("questions", folder)
    assert "1 answered, 1 waiting" in said.stdout and "'dates.award', and no set" in said.stderr
    document = folder / "draft/questions-and-answers.docx"
    text = " ".join(Word(document.read_bytes()).body.itertext())
    assert "What is G?" in text and "See award criterion 2." in text
    assert "will be changed by a corrigendum" in text and "Delta" not in text and "Later?" not in text
    who = ("--by", "A. Buyer", "--role", "officer")
    ddtender("questions", folder, *who)
    assert (folder / "issued/answers-1/questions-and-answers.docx").read_bytes() == document.read_bytes()
    assert "given to all Tenderers already" in ddtender("questions", folder, *who, code=2).stderr
    status = ddtender("status", folder)
    assert "answers to Tenderers change dates.award" in status.stdout
    assert "answer-without-corrigendum" in status.stderr
    assert json.loads((folder / "record.jsonl").read_text().splitlines()[-1])["what"] == "answered"


def test_answers_of_a_command_that_was_stopped_come_on_record_or_stand_in_nobodys_way(folder: Path) -> None:
    def given(content: bytes) -> list[str]:
        made = answering.AnswersMade(content, content.decode(), 1, 0, ())
        place = answering.publish(folder, made, "A", "B")
        lines = (folder / "record.jsonl").read_text().splitlines()
        return [place.name, *(json.loads(line)["number"] for line in lines if '"answered"' in line)]

    for number, content in ((1, b"one"), (2, b"two")):  # as they are left before a line is written
        door.land(folder / f"issued/answers-{number}", {answering.ANSWERS: content})
    assert given(b"one") == ["answers-1", "1"]
    assert given(b"three") == ["answers-3", "1", "3"]
    with pytest.raises(Misused, match="already"):
        given(b"three")


def test_a_table_with_a_mistake_is_not_printed(folder: Path) -> None:
    (folder / "questions.xlsx").write_bytes(filled({**ROW, "about": "gone"}))
    assert "nothing was written" in ddtender("questions", folder, code=1).stderr
    (folder / "questions.xlsx").write_bytes(b"no workbook")
    assert "questions.xlsx" in ddtender("questions", folder, code=1).stderr
    ddtender("status", folder, code=1)
    assert "Give both" in ddtender("questions", folder, "--by", "A", code=2).stderr


def test_questions_are_about_what_was_published(tmp_path: Path) -> None:
    ddtender("new", tmp_path / "p")
    with pytest.raises(Misused, match="nothing was issued"):
        answering.answers(ROOT, tmp_path / "p")
