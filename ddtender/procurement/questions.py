"""The table of Tenderers' questions: a workbook to fill in, and what it says when it is read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from ddtender.diagnostics import Diagnostic
from ddtender.diagnostics.messages import Message, NamedProvision, message_of
from ddtender.market.sheets import finished, header, put, room, workbook
from ddtender.procurement.codes import ANSWER_NAMES_TENDERER, ANSWER_WITHOUT_CORRIGENDUM, QUESTION_UNCLEAR
from ddtender.procurement.sealed import IssuedSet
from ddtender.sheets.reading import Book, Unreadable
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.typed import date_of, text_of
from ddtender.words import Language

TABLE = "questions.xlsx"
#: Rows to fill in; more can be added.
_ROWS = 100
#: The columns with their widths in characters.
_COLUMNS = {
    "number": 6,
    "question": 60,
    "about": 30,
    "answer": 60,
    "changes": 30,
    "asked_on": 14,
    "answered_on": 14,
    "asked_by": 24,
}
REFERENCE = re.compile(r"\[([^\[\]]*)\]\(#([^()\s]*)\)")
_ID = re.compile(r"[^\s,;]+")
#: What follows the name of a company, and is left out when somebody speaks of it.
_FORMS = (
    r"(?:[\s,]+(?:gmbh|ag|se|bv|b\.v\.|nv|n\.v\.|sa|s\.a\.|sas|srl|spa|ltd|limited|inc|llc|oy|ab|as|aps|plc|kg|ev))"
    r"+\.?$"
)
#: Shorter names are words of other texts.
_SHORTEST = 4


class Named(Struct, frozen=True):
    """A provision as the documents that were issued have it; ``number`` is empty for what has none."""

    id: str
    kind: str
    number: str
    title: str


class Question(Struct, frozen=True):
    """A row: its number, what was asked and answered, on which days, about which ids, and what the answer changes."""

    number: int
    text: str
    answer: str
    asked_on: date | None
    answered_on: date | None
    about: tuple[str, ...]
    changes: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        return bool(self.answer) and self.answered_on is not None


class AskedTable(Struct, frozen=True):
    """The questions in the order of their numbers, each with the cells that it stands in, by column."""

    questions: tuple[Question, ...]
    cells: Mapping[int, Mapping[str, SheetCell]]
    book: Book


def named_in(outline: bytes) -> dict[str, Named]:
    """The provisions and definitions of an outline by id, in order."""
    read = json.loads(outline)
    found = [Named(one["id"], one["kind"], str(one["number"] or ""), one["title"]) for one in read["frame"]]
    found += [Named(one["id"], one["kind"], str(one["number"] or ""), one["title"]) for one in read["provisions"]]
    found += [Named(one["id"], "definition", "", one["term"]) for one in read["definitions"]]
    return {one.id: one for one in found}


def table(title: str, named: Iterable[Named], moment: datetime, language: Language) -> bytes:
    """An empty workbook for the questions on a procurement, with the ids that they can be about."""
    say = _sayer(language)
    book = workbook(say("table", title=title))
    sheet = book.create_sheet(say("sheets.questions"))
    header(sheet, 1, [*_headings(language).values()], [*_COLUMNS.values()])
    for n in range(1, _ROWS + 1):
        put(sheet, n + 1, 1, n)
    room(sheet, _ROWS, len(_COLUMNS))
    listed = book.create_sheet(say("sheets.provisions"))
    header(listed, 1, [say(f"provisions.{name}") for name in ("id", "number", "title")], [50, 34, 60])
    for row, one in enumerate(named, 2):
        for column, text in enumerate((one.id, said(one, language), one.title), 1):
            put(listed, row, column, text)
    how = book.create_sheet(say("sheets.help"))
    header(how, 1, [say("sheets.help")], [110])
    for row, name in enumerate(("rows", "about", "changes", "asked_by"), 2):
        put(how, row, 1, say(f"help.{name}"))
    return finished(book, language, moment)


def said(one: Named, language: Language, words: str = "") -> str:
    """A provision as a text refers to it: what it is, or these words, and its number; without one its title."""
    if not one.number:
        return words or one.title
    kind = words or language.say(f"common.kinds.{one.kind}.one")
    return language.say("procurement.questions.reference", kind=kind, number=one.number)


def _sayer(language: Language):
    return lambda phrase, **places: language.say(f"procurement.questions.{phrase}", **places)


def _headings(language: Language) -> dict[str, str]:
    return {name: language.say(f"procurement.questions.columns.{name}") for name in _COLUMNS}


def read_table(
    content: bytes, path: str, known: Mapping[str, object], facts: Iterable[str], language: Language
) -> tuple[AskedTable | None, list[Diagnostic]]:
    """The questions in the bytes of the file ``path``, or None where they cannot be read, with every finding. ``known``
    are the ids of provisions, ``facts`` the keys of facts that an answer may change."""
    try:
        book = Book(content, path)
        rows = [*book.table(language.say("procurement.questions.sheets.questions"), _headings(language)).rows()]
    except Unreadable as error:
        return None, [error.finding]
    reading = _TableReading(book, {*known}, {*known, *facts})
    questions, cells = [], {}
    for _, row in rows:
        if not any(row[name].text for name in _COLUMNS if name != "number"):
            continue
        question = reading.question(row)
        if question.number in cells:
            reading.find(row["number"], f"number {question.number} stands twice", "Give each question its own.")
        cells[question.number] = row
        questions.append(question)
    questions.sort(key=lambda one: one.number)
    return AskedTable(tuple(questions), cells, book), [*reading.findings, *_named_tenderers(questions, cells, book)]


def listed(book: Book, language: Language) -> set[str]:
    """The ids that a table was begun with, as things that questions can be about; none where the sheet is gone."""
    say = _sayer(language)
    try:
        table = book.table(say("sheets.provisions"), {"id": say("provisions.id")})
    except Unreadable:
        return set()
    return {row["id"].text for _, row in table.rows() if row["id"].text}


class _TableReading:
    def __init__(self, book: Book, provisions: set[str], all_: set[str]) -> None:
        self.book, self.provisions, self.all = book, provisions, all_
        self.findings: list[Diagnostic] = []

    def find(self, cell: SheetCell, message: str, hint: str) -> None:
        self.findings.append(self.book.finding(QUESTION_UNCLEAR, cell, message, hint))

    def question(self, row: Mapping[str, SheetCell]) -> Question:
        value = row["number"].value
        number = int(value) if isinstance(value, int | float) and 0 < value < 100_000 else 0
        if not number:
            self.find(
                row["number"],
                Message("the row has no number", "messages.question_unclear.number"),
                "Number the questions 1, 2, 3.",
            )
        text, answer = self._text(row["question"]), self._text(row["answer"])
        if not text and not row["question"].is_formula:
            self.find(
                row["question"],
                Message("there is no question in this row", "messages.question_unclear.none"),
                "Write it, or clear the row.",
            )
        asked_on, answered_on = self._day(row["asked_on"]), self._day(row["answered_on"])
        if answer and answered_on is None and not row["answered_on"].text:
            self.find(
                row["answered_on"],
                Message("the day of the answer is missing", "messages.question_unclear.no_day"),
                "Without it the answer is not printed.",
            )
        if asked_on and answered_on and answered_on < asked_on:
            said = f"{answered_on} is before the question was asked"
            places = {"answered": answered_on, "asked": asked_on}
            message = Message(said, "messages.question_unclear.before", **places)
            self.find(row["answered_on"], message, "Correct one of the days.")
        about = self._ids(row["about"], self.provisions)
        changes = self._ids(row["changes"], self.all)
        for cell, words in ((row["question"], text), (row["answer"], answer)):
            for id_ in (match[2] for match in REFERENCE.finditer(words)):
                self._known(cell, id_, self.provisions)
        return Question(number, text, answer, asked_on, answered_on, about, changes)

    def _text(self, cell: SheetCell) -> str:
        try:
            return text_of(cell)
        except ValueError as error:
            self.find(cell, message_of(error), "Type the text.")
            return ""

    def _day(self, cell: SheetCell) -> date | None:
        if not cell.text:
            return None
        try:
            return date_of(cell)[0]
        except ValueError as error:
            self.find(cell, message_of(error), "Type a day, such as 2027-03-01.")
            return None

    def _ids(self, cell: SheetCell, known: set[str]) -> tuple[str, ...]:
        ids = tuple(dict.fromkeys(_ID.findall(self._text(cell))))
        return tuple(id_ for id_ in ids if self._known(cell, id_, known))

    def _known(self, cell: SheetCell, id_: str, known: set[str]) -> bool:
        if id_ not in known:
            from ddtender.compose import did_you_mean

            hint = f"{did_you_mean(id_, known)} The sheet of provisions lists the ids.".strip()
            said = f"nothing that was issued has the id '{id_}'"
            self.find(cell, Message(said, "messages.question_unclear.id", id=id_), hint)
        return id_ in known


def _named_tenderers(
    questions: Sequence[Question], cells: Mapping[int, Mapping[str, SheetCell]], book: Book
) -> Iterator[Diagnostic]:
    """Texts that seem to name somebody who has asked."""
    names = {re.sub(_FORMS, "", row["asked_by"].text, flags=re.I).strip() for row in cells.values()}
    patterns = {name: rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names) if len(name) >= _SHORTEST}
    hint = "Write it so that nobody can tell who asked; a name that is a product's as well may stay."
    for one in questions:
        for column, text in (("question", one.text), ("answer", one.answer)):
            for name, pattern in patterns.items():
                if re.search(pattern, text, re.I):
                    cell = cells[one.number][column]
                    said = f"the text seems to name '{name}'"
                    message = Message(said, "messages.answer_names_tenderer", number=one.number, name=name)
                    yield book.finding(ANSWER_NAMES_TENDERER, cell, message, hint)


def corrigendum_of(one: Question, id_: str, sets: Sequence[IssuedSet]) -> int | None:
    """The number of the corrigendum that has changed something since the question was answered; None where none has."""
    for issued in sets:
        seal = issued.seal
        if seal is not None and one.answered_on is not None and seal.on >= one.answered_on and id_ in seal.changed:
            return issued.number - 1
    return None


def wanted(asked: AskedTable, sets: Sequence[IssuedSet]) -> dict[str, Diagnostic]:
    """What answers change and no set has changed since, by id or key, each with what is to be said of it."""
    found = {}
    for one in asked.questions:
        for id_ in one.changes if one.is_answered else ():
            if id_ not in found and corrigendum_of(one, id_, sets) is None:
                cell = asked.cells[one.number]["changes"]
                message = Message(
                    f"the answer to question {one.number} changes '{id_}', and no set has been issued since that does",
                    "messages.answer_without_corrigendum",
                    number=one.number,
                    id=NamedProvision(id_),
                )
                hint = "Make the change and run `ddtender issue … --why …`: an answer alone changes nothing."
                found[id_] = asked.book.finding(ANSWER_WITHOUT_CORRIGENDUM, cell, message, hint)
    return found
