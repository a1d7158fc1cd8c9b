"""How far a procurement is, by what lies in its folder; what of it cannot be read is told, and keeps nothing else."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ddtender import workspace as door
from ddtender.desk.facts.new_procurement import parameters_of
from ddtender.desk.folder.handed_over import contracts_altered
from ddtender.desk.folder.procurement_folder import facts_changed, issued_sets, kept, record_of_folder, refuse_other
from ddtender.desk.recent import Recent
from ddtender.desk.speaking import Speaks, speaker_at
from ddtender.desk.unread import FolderReader, unread_file
from ddtender.diagnostics import Diagnostic, Location, Severity, has_errors, ordered
from ddtender.diagnostics.formats import plain
from ddtender.library.codes import UNREADABLE_FILE
from ddtender.library.places import CONTRACTS_STEP, DRAFT_STEP, EVALUATION_STEP, ISSUED_STEP, PROCEDURE_FILE, RISKS_STEP
from ddtender.manifest import sha256
from ddtender.record import DECIDED
from ddtender.workspace.disk import from_here
from ddtender.workspace.files import is_passed_over

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ddtender.desk.library.law import NationalDuty
    from ddtender.model import Parameter
    from ddtender.procurement.files import DraftState, Workbook, WorkbookKind
    from ddtender.procurement.steps import Step
    from ddtender.record import RecordEntry

#: What workbooks are, by their content and name, and by whoever knows the words in which they are written.
_WORKBOOKS: Recent[tuple[Workbook | None, WorkbookKind]] = Recent(256)
#: Whether worksheets of risks are filled in, by their content and name.
_JUDGED: Recent[bool] = Recent(64)


class Progress(Struct, frozen=True):
    """How far a procurement is: its steps, the one that comes next (None: all are done), what was found, what is known
    of a duty of public buyers in its country (None without a library that knows of any), how many ``lines`` are on
    record, the fingerprint of the last ("" where there is none), and what is ``stated`` by key (None: the procedure
    file cannot be read)."""

    steps: Sequence[Step]
    next: Step | None
    findings: tuple[Diagnostic, ...]
    duty: NationalDuty | None = None
    lines: int = 0
    head: str = ""
    stated: Mapping[str, str] | None = None

    def as_json(self) -> dict:
        """The object of ``status DIR --format json``, but for its folder and its library."""
        from ddtender.diagnostics.formats import as_rows

        return {
            "steps": [{"step": s.step, "state": s.state, "said": s.said, "next": s.next or None} for s in self.steps],
            "next": {"step": self.next.step, "command": self.next.next} if self.next else None,
            "record": {"lines": self.lines, "head": self.head or None},
            "findings": as_rows(self.findings),
            "duty": self.duty.as_json() if self.duty else None,
        }


def progress(root: Path | None, folder: Path) -> Progress:
    """How far the procurement in ``folder`` is; ``root`` has the library, if there is one. Raises Misused, Refused,
    WorkspaceError."""
    from ddtender.desk.library.law import national_duty
    from ddtender.desk.pipeline import MANIFEST
    from ddtender.desk.procurement.answering import asked_in
    from ddtender.library.loader import load_procedure
    from ddtender.library.procedures import scenario_in
    from ddtender.procurement import steps
    from ddtender.procurement.files import ProcurementFiles
    from ddtender.procurement.questions import TABLE

    refuse_other(folder)
    look = FolderReader(folder)
    unlisted: dict[str, door.WorkspaceError] = {}
    below = [name for name in door.names_below(folder, unlisted) if not _is_hidden(name)]
    names = tuple(name for name in below if os.path.isfile(folder / name))
    sets = look.at(ISSUED_STEP, lambda: issued_sets(folder), ())
    entries, findings = record_of_folder(folder)
    findings += [_not_looked_at(name) for name in below if name not in names]
    look.findings += [unread_file(error, folder / name, folder) for name, error in unlisted.items()]
    findings += look.at(ISSUED_STEP, lambda: kept(folder, sets, entries), [])
    findings += look.at(CONTRACTS_STEP, lambda: [*contracts_altered(folder, entries)], [])
    about_questions, wanted = look.at(TABLE, lambda: asked_in(root, folder, sets), ([], {}))
    findings += [*about_questions, *wanted.values()]
    content = look.at(PROCEDURE_FILE, lambda: door.read_bytes(folder / PROCEDURE_FILE), None)
    procedure = load_procedure(PROCEDURE_FILE, content)[0] if content is not None else None  # a build tells its faults
    facts_stated = {key: str(value) for key, (value, _) in procedure.facts.items()} if procedure else None
    stated = facts_stated or {}
    last = sets[-1] if sets and sets[-1].seal is not None and content is not None else None
    scoped = [name for name in names if look.at(name, partial(_is_scoped, folder, name), False)]
    risk = stated.get("risk")
    draft = partial(_draft, folder, names, sha256(content or b""), entries, parameters_of(root) if root else ())
    found = ProcurementFiles(
        from_here(folder),
        names,
        look.at(f"{DRAFT_STEP}/{MANIFEST}", draft, None),
        sets,
        is_changed=last is not None and look.at(last.name, partial(facts_changed, folder, last), None) != {},
        wanted=tuple(wanted),
        workbooks=_workbooks(root or folder, look, names),
        is_scoped=bool(scoped),
        risk_differs=next((name for name in scoped if root and _comes_to_another(root, folder / name, risk)), ""),
        subject=stated.get("subject", ""),
        names_scenario=content is not None and scenario_in(content) is not None,
        lots=tuple(lot.id for lot in procedure.lots) if procedure else (),
    )
    told = steps.steps(found)
    duty = national_duty(root, stated.get("country", "")) if root else None
    head = entries[-1].digest if entries else ""
    findings += look.findings
    return Progress(told, steps.next_step(told), tuple(ordered(findings)), duty, len(entries), head, facts_stated)


def _not_looked_at(name: str) -> Diagnostic:
    """A link that leads nowhere, or something else that nobody can read."""
    message = f"'{plain(name)}' is no file, or a link that leads nowhere; it was not looked at"
    finding = Diagnostic(UNREADABLE_FILE, Location(plain(name)), message, "Take it away, or put the file in its place.")
    return finding._replace(severity_override=Severity.WARNING)


def _is_hidden(name: str) -> bool:
    return name.endswith("/") or is_passed_over(name)


def _draft(
    folder: Path,
    names: Sequence[str],
    facts: str,
    entries: Sequence[RecordEntry],
    parameters: Sequence[Parameter],
) -> DraftState | None:
    """What the manifest of the draft says, if there is one that can be read; ``facts`` is the SHA-256 of the procedure
    file as it is, ``entries`` what is on record by now."""
    from ddtender.desk.folder.manifests import NoManifest, read_manifest
    from ddtender.desk.pipeline import MANIFEST
    from ddtender.procurement.files import DraftState

    if f"{DRAFT_STEP}/{MANIFEST}" not in names:
        return None
    try:
        manifest = read_manifest(door.read_bytes(folder / DRAFT_STEP / MANIFEST))
    except NoManifest:
        return None
    theirs = {one.name for one in parameters if one.filled_by != "authority"}

    def of(key: str, kind: type) -> list:
        """What the manifest, which may be anybody's, lists there."""
        found = manifest.get(key)
        return [one for one in found if isinstance(one, kind)] if isinstance(found, list) else []

    listed, asked = [*of("provisions", dict), *of("others", dict)], of("questions", dict)
    made_from = manifest["procedure"]
    return DraftState(
        manifest["scenario"],
        made_from is not None and made_from["sha256"] == facts,
        blanks=sum(name not in theirs for name in of("open_blanks", str)),
        questions=sum(not one.get("decision") or bool(one.get("stale")) for one in asked),
        approvals=sum(one.get("state") != "approved" for one in listed),
        is_decided_since=any(one.what == DECIDED for one in entries[_used(manifest) :]),
    )


def _used(manifest: Mapping[str, Any]) -> int:
    """How many lines of the record the draft was made with."""
    record = manifest.get("record")
    used = record.get("entries") if isinstance(record, dict) else None
    return max(used, 0) if isinstance(used, int) else 0


def _workbooks(root: Path, look: FolderReader, names: Sequence[str]) -> dict[str, Workbook]:
    """What the files of the evaluation are, by name."""
    ours = [name for name in names if name.rpartition("/")[0] == EVALUATION_STEP and name.endswith(".xlsx")]
    if not ours:
        return {}
    speaks = speaker_at(root)
    read = {name: look.at(name, partial(_workbook, look.folder, name, speaks), None) for name in ours}
    return {name: one for name, one in read.items() if one is not None}


def _workbook(folder: Path, name: str, speaks: Speaks) -> Workbook | None:
    """What a workbook is; None for one that is none of ours. One that could be counted as it stands is complete only
    where it is so for the evaluation as well, which holds it against what was issued."""
    from ddtender.desk.evaluation.evaluation_folder import book

    content = door.read_bytes(folder / name)
    one, otherwise = _WORKBOOKS.of((sha256(content), name, speaks), partial(_by_itself, content, name, speaks))
    if one is None or one.kind != "scored" or book(folder, name.rpartition("/")[2], speaks).is_complete:
        return one
    return replace(one, kind=otherwise)


def _by_itself(content: bytes, name: str, speaks: Speaks) -> tuple[Workbook | None, WorkbookKind]:
    """What a workbook is as far as that stands in it alone, and what it is where that does not do."""
    from ddtender.evaluation.reading import read_evaluation
    from ddtender.procurement.files import Workbook

    read, findings = read_evaluation(content, name, speaks)
    if read is None:
        return None, "empty"
    if read.plan.evaluator:
        return Workbook(read.plan.lot_id, "copy"), "copy"
    begun: WorkbookKind = "together" if read.plan.evaluators else "begun" if read.scores else "empty"
    kind: WorkbookKind = "scored" if read.ranking and not has_errors(findings) else begun
    return Workbook(read.plan.lot_id, kind), begun


def _is_scoped(folder: Path, name: str) -> bool:
    from ddtender.market.risks_sheet import is_judged

    if not name.startswith(f"{RISKS_STEP}/") or not name.endswith(".xlsx"):
        return False
    content = door.read_bytes(folder / name)
    return _JUDGED.of((sha256(content), name), lambda: is_judged(content, name))


def _comes_to_another(root: Path, worksheet: Path, stated: str | None) -> bool:
    from ddtender.desk.market.risks import opened
    from ddtender.market.risks_levels import overall

    read, _ = opened(root, worksheet)
    found = overall(read.lists, read.sheet) if read else None
    return found is not None and found != stated
