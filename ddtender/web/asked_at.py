"""What was found in a workbook of an evaluation, at the forms in which it is typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from ddtender.diagnostics import Diagnostic, Severity
from ddtender.evaluation.codes import EVALUATION_DIFFERS, EVALUATION_INCOMPLETE, MISSING_MOTIVATION
from ddtender.web.evaluators import key_of
from ddtender.web.forms.evaluation import name_of, rows, tenders
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.visit import Visit

if TYPE_CHECKING:
    from ddtender.evaluation.asked import AskedPlace
    from ddtender.evaluation.reading import Evaluation

_TODO = (EVALUATION_INCOMPLETE, MISSING_MOTIVATION)


def told(
    visit: Visit, file: str, read: Evaluation | None, parts: Collection[str], findings: Iterable[Diagnostic]
) -> dict[str, Any]:
    """Rows of what is still to be done in the workbook ``file``, and of what else was found, for pages on it; those
    that one of the forms ``parts`` mends have where (``at``) and what that is called (``named``). A cell has its name
    as well (``cell_shown``) where the workbook was filled in by a spreadsheet program, or no form has it. That no such
    program has counted what was typed here is nothing to say."""
    listed = [*findings]
    ours = [one for one in listed if one.code is EVALUATION_DIFFERS and one.severity_override is Severity.WARNING]
    made = []
    for one, row in zip(listed, finding_rows(listed), strict=True):
        if one in ours:
            continue
        place = read.asked.get(row.get("cell", "")) if read else None
        if read and place and place.part in parts:
            row |= {"named": _named(visit, read, place, row), "at": _at(visit, file, read, place)}
            row["cell_shown"] = "" if ours else row["cell"]
        made.append((one, row))
    todo = [row for one, row in made if one.code in _TODO]
    return {"todo": _by_sheet(todo), "findings": [row for one, row in made if one.code not in _TODO]}


def _at(visit: Visit, file: str, read: Evaluation, place: AskedPlace) -> tuple[str, str]:
    """The address of the field, and the key of what its form is called."""
    field = f"#{name_of(place)}" if not place.number or place.number in rows(read) else ""
    return visit.address("evaluation", key_of(file), place.part) + field, f"web.evaluating.part.{place.part}"


def _named(visit: Visit, read: Evaluation, place: AskedPlace, row: dict[str, Any]) -> str:
    """The form, what is judged, and the Tenderer, whom the message may name itself."""
    plan, words = read.plan, [visit.say(f"web.evaluating.part.{place.part}")]
    number = place.number
    if place.about is not None:
        if place.part == "differences":
            difference = (plan.differences or ())[place.about]
            judged, number = difference.judged, difference.number
        else:
            judged = (plan.requirements if place.part == "selection" else plan.criteria)[place.about].id
        titles = {one.id: one.title for one in (*plan.requirements, *plan.criteria)}
        words.append(f"{plan.label(judged, visit.language)} {titles[judged]}")
    name = next((one.name for one in tenders(read) if one.number == number), "")
    if name and row.get("said", {}).get("places", {}).get("tenderer") != name:
        words.append(name)
    return " – ".join(words)


def _by_sheet(todo: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is said of one sheet of the workbook together, in the order in which the sheets are first named."""
    sheets = [row.get("cell", "").rpartition("!")[0] for row in todo]
    return [row for _, row in sorted(zip(map(sheets.index, sheets), todo, strict=True), key=lambda pair: pair[0])]
