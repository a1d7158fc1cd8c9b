"""Choosing the scenario of a procurement: stated among its facts, and on record with who chose it and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.facts.changing_facts import change_facts
from ddtender.desk.folder.on_record import ToRecord, in_words, put, refuse_unreadable
from ddtender.desk.folder.procurement_folder import record_of_folder, refuse_other
from ddtender.desk.market.papers import ASSESSMENT, recommended
from ddtender.desk.sources import library_and_files
from ddtender.diagnostics import ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.places import MARKET_STEP
from ddtender.procurement.report import CHOSEN

if TYPE_CHECKING:
    from ddtender.record import RecordEntry

_NOTHING = "; nothing was written"


def choose(root: Path, folder: Path, scenario: str, by: str, role: str, why: str) -> None:
    """State the scenario that is meant, and put the choice on record, with what the market's assessment recommends if
    there is one. Raises Refused, Misused, WorkspaceError; then nothing was written."""
    refuse_other(folder)
    library, _ = library_and_files(root)
    known = [one.name for one in library.scenarios]
    if scenario not in known:
        said = f"there is no scenario '{scenario}'; there are: {', '.join(known)}."
        named = Message(said, "messages.unknown_scenario", name=scenario, known=tuple(known))
        raise Misused(named, "--scenario")
    by, role, why = in_words({"--by": by, "--role": role, "--why": why})
    said = {"scenario": scenario, "recommended": recommended_in(folder)}
    entry = ToRecord(CHOSEN, door.today(), by, role, why, {key: value for key, value in said.items() if value})
    refuse_unreadable(entry, _NOTHING)
    done = change_facts(root, folder, {("scenario",): scenario}, entry=entry)
    if done.errors:
        raise Refused(ordered(one.finding for one in done.errors), _NOTHING)
    if not done.changes:  # it was stated already
        put(folder, entry)


def chosen_in(folder: Path) -> RecordEntry | None:
    """The choice that was put on record last, with who chose, when and why; None where there is none."""
    entries, _ = record_of_folder(folder)
    return next((one for one in reversed(entries) if one.what == CHOSEN), None)


def recommended_in(folder: Path) -> str:
    """What the assessment in the folder of a procurement recommends; "" where there is none."""
    path = folder / MARKET_STEP / ASSESSMENT
    try:
        return recommended(path) if path.is_file() else ""
    except Misused:
        return ""
