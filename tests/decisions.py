"""Every question of a library and of a procurement decided, so that documents can be made final."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from ddtender.desk.procurement.deciding import questions
from ddtender.history.stamps import decisions_file
from ddtender.library.places import DECISIONS, record_of
from ddtender.model import AskedQuestion, Decision
from ddtender.record import decision_line

#: Questions for a library that asks nothing else: of whom, and what, by file below the library.
PLANTED = {
    "award_criteria/action-plan.md": [("library", "Who says whether two actions are different?")],
    "contract_clauses/risk-assessment.md": [("procurement", "What follows if it is late?")],
    "contract_clauses/mitigation-reporting.md": [("procurement", "What follows if an action is not carried out?")],
    "definitions/key-production-site.md": [("procurement", "Is half of the volume right for this market?")],
    "selection_criteria/product-transparency.md": [
        ("procurement", "Must every Tenderer hand it in at once?"),
        ("library", "Does a plan show that somebody is able?"),
        ("library", "Is the brand relied on?"),
    ],
}


def plant(root: Path) -> None:
    """Ask ``PLANTED``, and take away what the notes of the library asked."""
    library = root / "clause_library"
    for path in library.rglob("*.md"):
        text = re.sub(r"\nnotes:\n(?: .*\n)+", "\n", path.read_text(encoding="utf-8"))
        asked = PLANTED.get(path.relative_to(library).as_posix(), [])
        notes = "".join(f"  - question: {question}\n    decide: {who}\n" for who, question in asked)
        if notes:
            text = text.replace("\n---\n", f"\nnotes:\n{notes}---\n", 1)
        path.write_text(text, encoding="utf-8")


def decide_all(root: Path, procedure: Path | None = None) -> None:
    """Answer all that is open: for the library, or for one procurement, on its record. (`ddtender decide` writes the
    same; it reads the library for each answer.)"""
    for one in questions(root, None, procedure):
        path = root / DECISIONS / f"{one.about}.yaml" if procedure is None else Path(record_of(str(procedure)))
        before = path.read_bytes() if path.exists() else b""
        path.parent.mkdir(exist_ok=True)
        if procedure is None:
            path.write_bytes(decisions_file(before, one.about, [_decision(one)]))
        else:
            path.write_bytes(before + decision_line(_decision(one), before))


def _decision(one: AskedQuestion) -> Decision:
    said = {"answer": one.answer or "As the provision says.", "by": "A. Jurist", "role": "counsel"}
    asked = {"about": one.about, "question": one.text, "asked": one.fingerprint, "of": one.of, "version": one.version}
    return Decision(**asked, **said, on=date(2027, 1, 4), why="Nothing else is known.", location=one.location)


def record_for(root: Path, procedure: str, content: bytes, folder: Path) -> bytes:
    """The record of a procurement with this procedure file, all of it decided, made in an empty ``folder``."""
    path = folder / procedure
    path.write_bytes(content)
    decide_all(root, path)
    record = folder / record_of(procedure)
    return record.read_bytes() if record.exists() else b""
