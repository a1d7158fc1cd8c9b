"""The award of a procurement as it lies in its folder: who is chosen in each lot, the annex, the letters."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.evaluation import deciding_award, evaluation_folder
from ddtender.desk.evaluation.deciding_award import LettersAsked
from ddtender.desk.evaluation.evaluation_folder import EvaluationBook, LotBooks
from ddtender.desk.evaluation.filled import award_annex
from ddtender.desk.facts.changing_facts import FactsChanged, change_facts
from ddtender.desk.facts.values import facts_of
from ddtender.desk.speaking import Speaks
from ddtender.diagnostics.messages import Message, ended, message_of
from ddtender.evaluation.tenders import one_name
from ddtender.library.places import AWARD_STEP, EVALUATION_STEP, PROCEDURE_FILE, of_part
from ddtender.words import language


class LotDecision(Struct, frozen=True):
    """A lot ("" where there are no lots) whose evaluation is complete: the workbook, who is chosen, first in rank first
    (or why nobody can be), and the files of the award that there are, by path below the folder."""

    lot: str
    book: EvaluationBook
    chosen: tuple[str, ...]
    why_not: str
    files: tuple[str, ...]


class Announced(Struct, frozen=True):
    """The files that were written, by path below the folder; letters that say an earlier decision; the last day of the
    standstill, None where the day of sending is not known or there is none."""

    written: tuple[str, ...]
    outdated: tuple[str, ...]
    end: date | None


def decisions(folder: Path, speaks: Speaks = language) -> list[LotDecision]:
    """The lots that can be awarded; of none can be said who is chosen where the procedure file cannot be read. Raises
    Refused, Misused, WorkspaceError."""
    found = evaluation_folder.by_lot(evaluation_folder.books(folder, speaks))
    complete = [(one, one.counts) for one in found if one.counts and one.counts.is_complete]
    if not complete:
        return []
    several, why_not = None, ""
    try:
        several = deciding_award.as_stated(LettersAsked(folder / PROCEDURE_FILE))[0].contractors
    except (Refused, door.WorkspaceError):
        said = "procedure.yaml cannot be read, so it is not known how many are chosen"
        why_not = Message(said, "messages.refusal.facts_unread")
    return [_decision(folder, lot, book, several, why_not) for lot, book in complete]


def _decision(folder: Path, of: LotBooks, book: EvaluationBook, several: int | None, why_not: str) -> LotDecision:
    """What is decided of a lot; ``several`` is for how many Contractors the procedure file says that it is, or
    ``why_not`` why that cannot be said."""
    from ddtender.evaluation.letters import NoDecision, chosen

    assert book.evaluation is not None  # it is complete
    names: tuple[str, ...] = ()
    why_not = of.doubt or why_not
    if not why_not:
        try:
            first = chosen(book.evaluation, several or book.evaluation.plan.chosen)
            names = tuple(score.tender.name for score in first)
        except NoDecision as error:
            why_not = message_of(error)
    return LotDecision(of.lot, book, names, why_not, tuple(_files(folder, of.lot)))


def _places(lot: str) -> tuple[str, str]:
    """The annex, and the folder of the letters, of a lot."""
    part = f"lot-{lot}" if lot else ""
    return f"{AWARD_STEP}/{of_part('annex.docx', part)}", f"{AWARD_STEP}/{part}" if part else AWARD_STEP


def _files(folder: Path, lot: str) -> list[str]:
    annex, letters = _places(lot)
    place = folder / letters
    names = [one for one in door.names_in(place) if one.endswith(".docx")] if os.path.isdir(place) else []
    found = [f"{letters}/{name}" for name in names if not name.startswith(("~$", "annex"))]
    return [annex, *found] if os.path.isfile(folder / annex) else found


def announce(
    root: Path, folder: Path, lot: str, sent: date | None, by: str | None, speaks: Speaks = language
) -> Announced:
    """Write the annex of a lot and a letter to each Tenderer, where `ddtender status` looks for them. Raises Misused,
    Refused, WorkspaceError."""
    found = next((one for one in decisions(folder, speaks) if one.lot == lot), None)
    if found is None or found.book.evaluation is None:
        raise Misused(
            Message("the evaluation of this lot is not complete yet.", "messages.refusal.lot_not_complete"), "FILE"
        )
    if found.why_not:
        raise Misused(ended(found.why_not), "FILE")
    asked = LettersAsked(folder / PROCEDURE_FILE, sent, by)
    letters = deciding_award.letters(root, found.book.evaluation, asked)
    content = award_annex(root, found.book.evaluation)
    annex, place = _places(lot)
    source = [folder / EVALUATION_STEP / found.book.file]
    door.write_outputs(folder / AWARD_STEP, {Path(annex).name: content}, False, source)
    door.write_outputs(folder / place, letters, False, source)
    outdated = deciding_award.letters_of_before(folder / place, letters)
    written = (annex, *(f"{place}/{name}" for name in letters))
    return Announced(written, tuple(outdated), deciding_award.sending_of(root, asked)[1].end)


def named(folder: Path) -> dict[tuple[str, str], str]:
    """The addresses of the Contractors that the procedure file names, by lot and name. Raises WorkspaceError."""
    stated = facts_of(None, folder)
    one, several = stated.at(("contractor",)), stated.at(("contractors",))
    found = [one] if isinstance(one, dict) else several if isinstance(several, list) else []
    entries = [each for each in found if isinstance(each, dict) and each.get("name")]
    return {(str(each.get("lot") or ""), str(each["name"])): str(each.get("address") or "") for each in entries}


def name_winners(
    root: Path, folder: Path, addresses: dict[tuple[str, str], str], speaks: Speaks = language
) -> FactsChanged:
    """Write into the procedure file who has won each lot that is decided, with these addresses; Contractors of other
    lots stay. Raises Misused, Refused, WorkspaceError."""
    found = decisions(folder, speaks)
    if not found:
        raise Misused(Message("no evaluation is complete yet.", "messages.refusal.none_complete"), "DIR")
    if wrong := [one for one in found if one.why_not]:
        raise Misused(ended(wrong[0].why_not), "DIR")
    won = [(one.lot, name) for one in found for name in one.chosen]
    if won == [("", won[0][1])]:
        to = addresses.get(won[0]) or None
        changed: dict[tuple[str | int, ...], object] = {
            ("contractor", "name"): won[0][1],
            ("contractor", "address"): to,
        }
        return change_facts(root, folder, changed)
    decided = {one.lot for one in found}
    there = facts_of(None, folder).at(("contractors",))
    known = [one for one in there if isinstance(one, dict)] if isinstance(there, list) else []
    kept = [one for one in known if str(one.get("lot") or "") not in decided]
    new = [_entry(lot, name, addresses.get((lot, name), "")) for lot, name in won]
    return change_facts(root, folder, {("contractors",): [*kept, *new]})


def _entry(lot: str, name: str, address: str) -> dict[str, str]:
    """A Contractor as the procedure file has it."""
    given = {"lot": lot, "name": name, "address": address}
    return {key: value for key, value in given.items() if value}


def are_named(found: Sequence[LotDecision], names: Iterable[tuple[str, str]]) -> bool:
    """Whether everybody who has won is among the names, each with its lot; not where nobody is chosen in a lot."""
    there = {(lot, one_name(name)) for lot, name in names}
    won = [(one.lot, one_name(name)) for one in found for name in one.chosen]
    return bool(found) and all(one.chosen for one in found) and there.issuperset(won)
