"""Where what stands in the open cells of an evaluation is typed: for whom, about what, in which field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from ddtender.evaluation.places import (
    MEMBERS,
    choice_headings,
    committee_row,
    difference_headings,
    differences_sheet,
    overview_sheet,
)
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.words import Language

#: The cells of rows by the numbers of Tenderers, each by the name of its column.
_Rows = Mapping[int, Mapping[str, SheetCell]]
#: What is asked for together: the same parts that the page has forms for.
EvaluationPart = Literal["tenderers", "selection", "criteria", "differences"]
#: The columns of the sheet of Tenderers in which something is typed, and what is typed there.
_OF_TENDERERS = {
    "tenderer": "name",
    "price": "price",
    "other_quality": "quality",
    "drawn": "drawn",
    "rejected": "rejected",
    "rejected_why": "rejected_why",
}


class AskedPlace(Struct, frozen=True):
    """A place in which something is typed: the part of the evaluation; the Tenderer's ``number`` (0 for none); the
    requirement, criterion or difference in the plan, ``about``, from 0 (None for none); and which ``field`` of it:
    ``choice``, counted by ``column`` from 0, ``why``, or the name of one that is about no requirement or criterion."""

    part: EvaluationPart
    field: str
    number: int = 0
    about: int | None = None
    column: int = 0


def places_of(
    cells: Collection[str],
    book: Book,
    plan: EvaluationPlan,
    words: Language,
    tenderers: _Rows,
    selection: _Rows,
    awards: Sequence[_Rows],
) -> dict[str, AskedPlace]:
    """The places of these cells, such as ``Scores!C14``, as far as something is typed in them; a cell in the row of a
    Tenderer who has no name stands for that name. ``book`` was read whole."""
    if not cells:
        return {}
    nameless = {number for number, row in tenderers.items() if not row["tenderer"].text}
    found = {}
    for cell, place in (*_of_tenders(plan, words, tenderers, selection, awards), *_of_committee(book, plan, words)):
        if (at := cell.at) in cells:
            found[at] = AskedPlace("tenderers", "name", place.number) if place.number in nameless else place
    return found


def _of_tenders(
    plan: EvaluationPlan, words: Language, tenderers: _Rows, selection: _Rows, awards: Sequence[_Rows]
) -> Iterator[tuple[SheetCell, AskedPlace]]:
    for number, row in tenderers.items():
        for column, field in _OF_TENDERERS.items():
            if column in row:
                yield row[column], AskedPlace("tenderers", field, number)
    for number, row in selection.items():
        for n in range(len(plan.requirements)):
            yield row[f"result {n}"], AskedPlace("selection", "choice", number, n)
            yield row[f"reason {n}"], AskedPlace("selection", "why", number, n)
    for n, (criterion, rows) in enumerate(zip(plan.criteria, awards, strict=True)):
        headings = [*choice_headings(criterion, words)]
        for number, row in rows.items():
            for column, heading in enumerate(headings):
                yield row[heading], AskedPlace("criteria", "choice", number, n, column)
            yield row["motivation"], AskedPlace("criteria", "why", number, n)


def _of_committee(book: Book, plan: EvaluationPlan, words: Language) -> Iterator[tuple[SheetCell, AskedPlace]]:
    sheet, first = overview_sheet(words), committee_row(plan)
    yield book.cell(sheet, first, 2), AskedPlace("tenderers", "evaluated_on")
    for n in range(1, MEMBERS + 1):
        yield book.cell(sheet, first + n, 2), AskedPlace("tenderers", "members")
    if not plan.evaluators:
        return
    for _, row in book.table(differences_sheet(words), difference_headings(plan, words)).rows():
        number = row["number"].value
        if isinstance(number, int | float) and number in range(1, len(plan.differences or ()) + 1):
            yield row["reason_decided"], AskedPlace("differences", "why", 0, int(number) - 1)
