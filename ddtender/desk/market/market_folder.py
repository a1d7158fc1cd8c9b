"""The market as it lies in the folder of a procurement: what came back is scored, once and again years later, and the
papers for talks are written there. Names are those of docs/procurement-file.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.desk.library.initiatives import known
from ddtender.desk.market import dialogue, papers
from ddtender.desk.market.papers import ASSESSMENT
from ddtender.diagnostics import Diagnostic
from ddtender.diagnostics.messages import Message
from ddtender.library.places import MARKET_STEP, PROCEDURE_FILE, RETURNED, slug
from ddtender.workspace.returned import returned_files

if TYPE_CHECKING:
    from ddtender.model.market import Level

COMPARISON = "comparison.docx"
AGENDA, PROGRAMME, LETTER, TALK = "agenda.docx", "programme.docx", "brand-letter.docx", "talk-"
_NOBODY = "no form has come back yet."


class MarketWritten(Struct, frozen=True):
    """What was written and what was kept under another name, as paths below the procurement; what was found."""

    written: tuple[str, ...]
    aside: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def returned_in(year: int | None = None) -> str:
    """Where forms lie that came back: before the tender, or when they were asked for again in a year."""
    return RETURNED if year is None else f"{RETURNED}-{year}"


def rounds(folder: Path) -> tuple[int, ...]:
    """The years in which forms came back that were asked for again, the last first. Raises WorkspaceError."""
    above = folder / MARKET_STEP
    before = f"{Path(RETURNED).name}-"
    there = [above / name for name in door.names_in(above) if name.startswith(before)] if above.is_dir() else []
    names = [one.name.removeprefix(before) for one in there if one.is_dir() and not one.is_symlink()]
    return tuple(sorted((int(name) for name in names if name.isascii() and name.isdecimal()), reverse=True))


def assess(root: Path, folder: Path, own: Level) -> MarketWritten:
    """Score the forms that came back and recommend a scenario, as `ddtender assess` does; ``own`` is how far the
    authority is. Raises Refused, Misused, WorkspaceError."""
    return _assess(root, folder, own, None)


def assess_again(root: Path, folder: Path, year: int) -> MarketWritten:
    """Score the forms of a later year and say what rose and fell since, as `ddtender assess --before` does. Raises
    Refused, Misused, WorkspaceError."""
    return _assess(root, folder, None, year)


def _assess(root: Path, folder: Path, own: Level | None, year: int | None) -> MarketWritten:
    procedure, returned = folder / PROCEDURE_FILE, _came_back(folder, year)
    words = papers.language_for(root, None, procedure)
    made = papers.assessed(root, returned, procedure, words, own, known(root, words), processes=1)
    outputs = papers.assessment_set(root, made.assessment, made.asked, words, procedure)
    inputs = [*returned, procedure]
    place = MARKET_STEP
    if year is not None:
        earlier = folder / MARKET_STEP / ASSESSMENT
        changes = papers.comparison(made.assessment, earlier)
        outputs[COMPARISON] = papers.comparison_report(root, changes, made.facts, words)
        place, inputs = f"{MARKET_STEP}/{year}", [*inputs, earlier]
    kept = door.write_outputs(folder / place, outputs, False, inputs)
    written, aside = (f"{place}/{name}" for name in outputs), (f"{place}/{one.kept_as}" for one in kept)
    return MarketWritten(tuple(written), tuple(aside), made.findings)


def _returned(folder: Path, year: int | None) -> list[Path]:
    place = folder / returned_in(year)
    return returned_files([place]) if place.is_dir() else []


def _came_back(folder: Path, year: int | None) -> list[Path]:
    if returned := _returned(folder, year):
        return returned
    raise Misused(Message(_NOBODY, "messages.refusal.no_form"))


def meeting(root: Path, folder: Path, supplier: str | None, when: str | None) -> MarketWritten:
    """Write the agenda of a meeting with the market, or the paper for a talk with one supplier, as `ddtender agenda`
    does. Raises Refused, Misused, WorkspaceError."""
    procedure = folder / PROCEDURE_FILE
    words = papers.language_for(root, None, procedure)
    made = papers.assessed(root, _came_back(folder, None), procedure, words)
    content = dialogue.agenda(root, made.assessment, made.asked, made.facts, when, supplier, words)
    return _written(folder, f"{TALK}{slug(supplier)}.docx" if supplier else AGENDA, content, made.findings)


def programme(root: Path, folder: Path) -> MarketWritten:
    """Write the programme of a day on which buyers meet resellers and brands, with questions from what came back, if
    anything has, as `ddtender programme` does. Raises Refused, Misused, WorkspaceError."""
    procedure = folder / PROCEDURE_FILE
    words = papers.language_for(root, None, procedure)
    returned = _returned(folder, None)
    if not returned:
        asked, facts = papers.questions(root, words), papers.facts_of(procedure, None)
        return _written(folder, PROGRAMME, dialogue.programme(root, None, asked, facts, words), ())
    made = papers.assessed(root, returned, procedure, words)
    content = dialogue.programme(root, made.assessment, made.asked, made.facts, words)
    return _written(folder, PROGRAMME, content, made.findings)


def letter(root: Path, folder: Path, brand: str | None, reseller: str | None, answer_by: date | None) -> MarketWritten:
    """Write the letter to a brand through a reseller, as `ddtender brand-letter` does. Raises Refused."""
    procedure = folder / PROCEDURE_FILE
    words = papers.language_for(root, None, procedure)
    facts = papers.facts_of(procedure, answer_by, words)
    return _written(folder, LETTER, dialogue.brand_letter(root, facts, brand, reseller, words), ())


def _written(folder: Path, name: str, content: bytes, findings: tuple[Diagnostic, ...]) -> MarketWritten:
    kept = door.write_outputs(folder / MARKET_STEP, {name: content}, False, [folder / PROCEDURE_FILE])
    aside = tuple(f"{MARKET_STEP}/{one.kept_as}" for one in kept)
    return MarketWritten((f"{MARKET_STEP}/{name}",), aside, findings)
