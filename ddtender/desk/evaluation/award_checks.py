"""What must hold before a contract is handed over: facts, words, evaluations and names as they were published."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.evaluation import evaluation_folder
from ddtender.desk.evaluation.deciding_award import LettersAsked, sending_of
from ddtender.desk.folder.award_places import folder_of
from ddtender.desk.folder.procurement_folder import facts_changed
from ddtender.desk.sources import procedure_at
from ddtender.desk.speaking import Speaks
from ddtender.diagnostics import Diagnostic, Location, has_errors
from ddtender.diagnostics.messages import FactKey, Message, NamedProvision, ended, message_of
from ddtender.evaluation.tenders import one_name
from ddtender.library.places import EVALUATION_STEP, PROCEDURE_FILE
from ddtender.procurement.codes import FOLDER_OF_ANOTHER, NOT_AS_ISSUED, STANDSTILL_RUNS, WINNER_NOT_NAMED
from ddtender.procurement.report import AWARDED
from ddtender.procurement.sealed import OUTLINE

if TYPE_CHECKING:
    from ddtender.evaluation.points import Score
    from ddtender.evaluation.reading import Evaluation
    from ddtender.procurement.sealed import IssuedSet
    from ddtender.record import RecordEntry
    from ddtender.resolve.values import ResolvedDocument

_OTHER_WON = "messages.winner_not_named.other"
_SAID = {
    "changed": "not in the words in which it was published",
    "added": "in the documents now, and was not published",
    "gone": "not in the documents any more, and was published",
}


def unlike(folder: Path, issued: IssuedSet, resolved: ResolvedDocument) -> Iterator[Diagnostic]:
    """Facts and words of provisions that are not as they were published: the Contract is signed as Tenderers have read
    it. What a Tenderer fills in may have come since."""
    from ddtender.manifest import outline
    from ddtender.procurement.changes import provision_changes

    path = folder / PROCEDURE_FILE
    changed = facts_changed(folder, issued)
    if changed is None:
        message = f"{issued.name}/{PROCEDURE_FILE} cannot be read, so nobody can tell whether the facts are those"
        yield Diagnostic(NOT_AS_ISSUED, Location(path.as_posix()), message)
    theirs = {one.key for one in resolved.draft.parameters.values() if one.filled_by != "authority"}
    hint = "Take it back, or issue what has changed; `ddtender extend` moves an end once there is a Contract."
    procedure = procedure_at(path) if changed else None
    for key, (was, now) in (changed or {}).items():
        if was is None and key in theirs:
            continue
        before, after = (f"'{text[:100]}'" if text is not None else "not said" for text in (was, now))
        own = procedure.parameters.get(key.removeprefix("parameters.")) if procedure else None
        place = own[1] if own else procedure.place(key) if procedure else Location(path.as_posix())
        message = Message(
            f"{key} was {before} when it was published, and is {after} now",
            f"messages.not_as_issued.{'new' if was is None else 'gone_fact' if now is None else 'fact'}",
            fact=FactKey(key),
            **({} if was is None else {"was": was[:100]}),
            **({} if now is None else {"now": now[:100]}),
        )
        yield Diagnostic(NOT_AS_ISSUED, place, message, hint)
    published = door.read_bytes(folder / issued.name / OUTLINE)
    now_said = json.dumps(outline(resolved)).encode()
    hint = f"Build from the library of {issued.name} with --library-ref, or issue what has changed."
    for one in provision_changes(published, now_said):
        if one.what != "renumbered":
            place = Location(f"{issued.name}/{OUTLINE}")
            said = f"'{one.id}' is {_SAID[one.what]}"
            message = Message(said, f"messages.not_as_issued.{one.what}", id=NamedProvision(one.id))
            yield Diagnostic(NOT_AS_ISSUED, place, message, hint)


def deciding(folder: Path, speaks: Speaks, resolved: ResolvedDocument) -> dict[str, Evaluation]:
    """The complete evaluation of each lot by its id ("" where there are no lots). Raises Refused, Misused."""
    books = evaluation_folder.books(folder, speaks)
    for book in books:
        if book.evaluation is None:
            raise Refused(book.findings, f"; correct {book.file} first, or move it elsewhere. Nothing was written")
    found: dict[str, Evaluation] = {}
    for lot in evaluation_folder.by_lot(books):
        book = lot.counts
        if lot.doubt:
            raise Misused(ended(lot.doubt), "DIR")
        if book is None or book.evaluation is None:
            continue
        if has_errors(book.findings):
            raise Refused(book.findings, f"; correct {book.file} first, or move it elsewhere. Nothing was written")
        if book.is_complete:
            found[lot.lot] = book.evaluation
    known = {lot.draft.lot_id for lot in resolved.each_lot}
    if not found.keys() & known:
        raise Misused(
            Message(
                f"there is no complete evaluation in {folder / EVALUATION_STEP}.", "messages.refusal.none_complete"
            ),
            "DIR",
        )
    return {lot: one for lot, one in found.items() if lot in known}


def _winners(evaluation: Evaluation, resolved: ResolvedDocument) -> tuple[Score, ...]:
    """Raises Misused where nobody is chosen."""
    from ddtender.evaluation.letters import NoDecision, chosen

    several = resolved.draft.facts.get("framework.contractors")
    try:
        return chosen(evaluation, several if isinstance(several, int) else 1)
    except NoDecision as error:
        raise Misused(ended(message_of(error)), "DIR") from None


def not_named(
    folder: Path, evaluations: Mapping[str, Evaluation], contracts: Sequence[ResolvedDocument], whole: ResolvedDocument
) -> Iterator[Diagnostic]:
    """Winners that the procedure file does not name, and Contractors there that have not won, by the ``contracts`` of
    every lot; two that would have one folder, whatever their lots."""
    place = Location((folder / PROCEDURE_FILE).as_posix())
    every = {(c.draft.lot_id, one_name(name)): name for c in contracts if (name := contractor_of(c))}
    for lot, evaluation in evaluations.items():
        named = {one_name(name): name for c in contracts if c.draft.lot_id == lot and (name := contractor_of(c))}
        won = {one_name(s.tender.name): s.tender.name for s in _winners(evaluation, whole)}
        of = f" of lot {lot}" if lot else ""
        for name in (won[key] for key in won if key not in named):
            who = f"name: {json.dumps(name, ensure_ascii=False)}, address: …"
            hint = f"Write `contractor: {{{who}}}`."
            if lot or len(won) > 1:
                own = f'lot: "{lot}", ' if lot else ""
                hint = f"Write it below `contractors:`, as `- {{{own}{who}}}`."
            lacks = {"name": name, **({"lot": lot} if lot else {})}
            key = f"messages.winner_not_named.lacks{'_of_lot' if lot else ''}"
            message = Message(f"'{name}' has won the Contract{of}, and is not named", key, **lacks)
            yield Diagnostic(WINNER_NOT_NAMED, place, message, hint)
        for name in (named[key] for key in named if key not in won):
            hint = f"The evaluation says: {', '.join(won.values())}. Take the other name out, or write it as there."
            other = {"name": name, "won": tuple(won.values())}
            message = Message(f"'{name}' is named, and has not won the Contract{of}", _OTHER_WON, **other)
            yield Diagnostic(WINNER_NOT_NAMED, place, message, hint)
        every = {(lot, key): name for key, name in won.items()} | every
    first: dict[str, tuple[str, str]] = {}
    for (lot, key), name in every.items():
        made = folder_of(lot, name)
        known = first.setdefault(made.casefold(), (lot, key))  # as file systems compare that know no capitals
        if known != (lot, key):
            whose = f" of lot {known[0]}" if known[0] != lot else ""
            yield _of_another(place, name, every[known], made, whose)


def of_others(entries: Sequence[RecordEntry], folders: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Folders that were made for a Contractor of another name, by what is on record; ``folders`` are those that are to
    be made, each with whom it is for."""
    for entry in entries:
        place, name = entry.said.get("folder", ""), entry.said.get("contractor", "")
        if entry.what == AWARDED and place in folders and one_name(name) != one_name(folders[place]):
            yield _of_another(entry.location, folders[place], name, place)


def _of_another(place: Location, name: str, other: str, folder: str, whose: str = "") -> Diagnostic:
    hint = "Add something to the name by which they can be told apart, such as its town, in the evaluation as well."
    said = f"'{name}' would have the folder of '{other}'{whose}, {folder}"
    message = Message(said, "messages.folder_of_another", name=name, other=other, folder=folder)
    return Diagnostic(FOLDER_OF_ANOTHER, place, message, hint)


def too_early(root: Path, folder: Path) -> Iterator[Diagnostic]:
    """Whether the standstill may still run, by the day that the procedure file plans for the award: when letters were
    sent is known to nobody here. Nothing is said where the law that the library knows asks for no standstill."""
    path = folder / PROCEDURE_FILE
    procedure = procedure_at(path)
    day = procedure.facts["dates.award"][0] if "dates.award" in procedure.facts else None
    sent = day if isinstance(day, date) else None
    try:
        sending = sending_of(root, LettersAsked(path, sent or door.today()))[1]
    except Misused:  # nothing is known of a standstill
        return
    place = procedure.place("dates.award")
    hint = "Sign after that day. The days are counted from when the decision was sent to all: later if that was later."
    if sending.days and sent is None:
        said = "dates.award is not given, so nobody can tell whether the standstill is over"
        message = Message(said, "messages.standstill_runs.unknown", fact=FactKey("dates.award"))
        yield Diagnostic(STANDSTILL_RUNS, place, message, "Sign no Contract before it is.")
    elif sending.end is not None and door.today() <= sending.end:
        said = f"the standstill after the award on {sent} ends on {sending.end}; no Contract may be concluded before"
        places = {"end": sending.end} | ({} if sent is None else {"sent": sent})
        message = Message(said, f"messages.standstill_runs.{'day' if sent else 'until'}", **places)
        yield Diagnostic(STANDSTILL_RUNS, place, message, hint)


def contractor_of(contract: ResolvedDocument) -> str:
    """The name of the Contractor of a contract, "" where there is none."""
    return str(contract.draft.facts.get("contractor.name", ""))
