"""The record prints as the report that the law asks for: what is on record, under its points, and what is open."""

from datetime import date
from pathlib import Path

import pytest

from ddtender.procurement.report import SECTIONS, TOPICS
from ddtender.record import line, read_record
from tests.documents import Word
from tests.procurement.test_beginning import ddtender

SAID = ("--say", "None was found.", "--by", "A. Buyer", "--role", "officer", "--why", "All have declared so.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "p"
    ddtender("new", folder)
    text = (folder / "procedure.yaml").read_text()
    (folder / "procedure.yaml").write_text(text.replace("title:", "title: Laptops", 1))
    return folder


def printed(path: Path) -> str:
    return " ".join(Word(path.read_bytes()).body.itertext())


def test_what_is_not_on_record_is_named_as_open(folder: Path) -> None:
    said = ddtender("record", folder).stdout
    assert f"Open: {', '.join(TOPICS)}." in said
    text = printed(folder / "report.docx")
    for letter in "abcdefghi":
        assert f"({letter}) " in text and len(SECTIONS) == 9
    assert "Laptops" in text and "Nothing is on record yet." in text
    assert text.count("Open: ") == len(TOPICS) and "not known" in text  # the authority


def test_what_is_put_on_record_stands_under_its_point_and_in_order(folder: Path) -> None:
    said = ddtender("record", folder, "--about", "conflicts", *SAID)
    assert "put on record: conflicts" in said.stdout and "conflicts" not in said.stdout.split("Open:")[1]
    later = ("--say", "EUR 90,000", "--by", "B", "--role", "clerk", "--why", "The estimate.")
    ddtender("record", folder, "--about", "value", *later, "-o", folder / "other.docx")
    text = printed(folder / "other.docx")
    assert text.count("None was found.") == 2  # under its point, and in order
    assert text.rindex("None was found.") < text.rindex("EUR 90,000")
    assert "All have declared so." in text and "A. Buyer, officer" in text
    entries, findings = read_record("record.jsonl", (folder / "record.jsonl").read_bytes())
    assert findings == [] and [entry.said["topic"] for entry in entries] == ["conflicts", "value"]


def test_every_kind_of_line_is_said_in_words_and_one_of_a_later_version_as_it_stands(folder: Path) -> None:
    record = b""
    asked = {"about": "award.a", "question": "How many?", "asked": "", "of": "", "answer": "Two.", "version": "1.0.0"}
    for what, said in (
        ("decided", asked),
        ("issued", {"number": "1", "scenario": "high", "seal": "0"}),
        ("issued", {"number": "2", "scenario": "high", "seal": "0", "changed": "award.price"}),
        ("answered", {"number": "1", "answers": "3", "sha256": "0"}),
        ("awarded", {"lot": "1", "contractor": "Delta BV"}),
        ("exchanged", {"lot": "1", "to": "Delta"}),
    ):
        record += line(what, date(2027, 3, 1), "A", "B", "C", said, record)
    (folder / "record.jsonl").write_bytes(record)
    told = ddtender("record", folder, code=1).stderr
    assert "set 1 is on record, and issued/1 is not there" in told and "issued/answers-1 is not as it was given" in told
    text = printed(folder / "report.docx")
    for words in (
        "Not as it was sealed",
        "issued/answers-1",
        "Decided on award.a: How many? – Two.",
        "Set 1 of the documents was issued (scenario high).",
        "It changes: award.price.",
        "document 1; answers: 3.",
        "Contract for lot 1 with Delta BV handed over",
        "exchanged",
        "to: Delta",
    ):
        assert words in text


def test_a_record_that_was_altered_is_not_printed_and_nothing_is_added(folder: Path) -> None:
    ddtender("record", folder, "--about", "conflicts", *SAID)
    ddtender("record", folder, "--about", "value", *SAID)
    path = folder / "record.jsonl"
    path.write_bytes(path.read_bytes().replace(b"conflicts", b"conflict."))
    before = path.read_bytes()
    assert "record-broken" in ddtender("record", folder, code=1).stderr
    assert "record-broken" in ddtender("record", folder, "--about", "winner", *SAID, code=1).stderr
    assert "record-broken" in ddtender("status", folder, code=1).stderr
    assert path.read_bytes() == before


def test_half_a_statement_is_refused(folder: Path) -> None:
    assert "give --by, --role, --why" in ddtender("record", folder, "--about", "value", "--say", "x", code=2).stderr
    assert "none of value, selected" in ddtender("record", folder, "--about", "weather", *SAID, code=2).stderr
    assert not (folder / "record.jsonl").exists()
