"""The file of one procurement: beginning it, and how far it is."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.handed_over import contracts_altered
from ddtender.desk.procurement_folder import (
    facts_changed,
    issued_sets,
    kept,
    record_of_folder,
    refuse_other,
)
from ddtender.desk.recent import Recent
from ddtender.desk.speaking import Speaks, speaker_at
from ddtender.diagnostics import Diagnostic, Location, Severity, has_errors, ordered
from ddtender.diagnostics.formats import plain
from ddtender.library.codes import UNREADABLE_FILE
from ddtender.library.places import (
    DRAFT_STEP,
    EVALUATION_STEP,
    PARAMETERS,
    PROCEDURE_FILE,
    RETURNED,
    RISKS_STEP,
    STEPS,
)
from ddtender.manifest import sha256
from ddtender.record import DECIDED
from ddtender.words.language import SOURCE
from ddtender.workspace.disk import from_here
from ddtender.workspace.files import is_passed_over

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ddtender.desk.law import NationalDuty
    from ddtender.library.yaml_document import Path as FactPath
    from ddtender.model import Parameter
    from ddtender.procurement.beginning import Begun
    from ddtender.procurement.files import DraftState, Workbook
    from ddtender.procurement.steps import Step
    from ddtender.record import RecordEntry


#: So many languages, and states of a library, are kept with their parameters.
_REMEMBERED = 16
_NOTHING = "; nothing was written"
#: What workbooks are, by their content and name, and by whoever knows the words in which they are written.
_WORKBOOKS: Recent[Workbook | None] = Recent(256)
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


def begun(root: Path, other: Path | None = None) -> Begun:
    """The procedure file with which a procurement begins: all its questions, or the facts of ``other``, which is the
    folder of last time's, or its procedure file. Raises Refused, Misused, WorkspaceError."""
    from ddtender.desk.law import buyers_law
    from ddtender.procurement.beginning import Begun, begun_from, first_text
    from ddtender.words import language

    parameters = parameters_of(root)
    if other is None:
        return Begun(first_text(parameters, language(), buyers_law(root)), ())
    path = other / PROCEDURE_FILE if other.is_dir() else other
    if not path.is_file():
        raise Misused(f"there is no {PROCEDURE_FILE} in {other}.", "--from")
    made, findings = begun_from(path.as_posix(), door.read_bytes(path), parameters)
    if made is None:
        raise Refused(ordered(findings), _NOTHING)
    return made


def begin(root: Path, folder: Path, other: Path | None = None, facts: Mapping[FactPath, object] | None = None) -> Begun:
    """Make the folder of a procurement, which begins with the facts of ``other`` (see ``begun``), and with these
    ``facts`` by their paths. Raises Refused, Misused, WorkspaceError; then nothing was written."""
    from ddtender.desk.changing_facts import with_facts

    made = begun(root, other)
    if facts:
        text, errors = with_facts(root, made.text, facts)
        if errors:
            raise Refused(ordered(one.finding for one in errors), _NOTHING)
        made = replace(made, text=text)
    door.land(folder, {PROCEDURE_FILE: made.text}, [*STEPS, RETURNED])
    return made


def parameters_of(root: Path, tag: str = SOURCE) -> tuple[Parameter, ...]:
    """What a procurement can fill in, as the library has it, in the language of a tag as far as it is translated.
    Raises Refused."""
    from ddtender.library.languages.kinds import chain, place_of_translation

    files = [(PARAMETERS, door.read_source(root, PARAMETERS))]
    for place in () if tag == SOURCE else (place_of_translation(PARAMETERS, one) for one in chain(tag)):
        if (content := door.source_if_there(root, place)) is not None:
            files.append((place, content))
    parameters, findings = _parameters(tuple(files), tag)
    if has_errors(findings):
        raise Refused(findings)
    return parameters


@lru_cache(maxsize=_REMEMBERED)
def _parameters(files: tuple[tuple[str, bytes], ...], tag: str) -> tuple[tuple[Parameter, ...], tuple[Diagnostic, ...]]:
    """The parameters in these files, in a language, and what is wrong with them."""
    from ddtender.library.documents import read_parameters
    from ddtender.library.languages.files import source_in
    from ddtender.library.source import decode

    source, findings = decode(*files[0])
    if source is None:
        return (), ordered(findings)
    if tag != SOURCE:
        source = source_in(dict(files), PARAMETERS, tag) or source
    parameters, found = read_parameters(source)
    return parameters, ordered([*findings, *found])


def progress(root: Path | None, folder: Path) -> Progress:
    """How far the procurement in ``folder`` is; ``root`` has the library, if there is one. Raises Misused, Refused,
    WorkspaceError."""
    from ddtender.desk.answering import asked_in
    from ddtender.desk.law import national_duty
    from ddtender.library.loader import load_procedure
    from ddtender.library.procedures import scenario_in
    from ddtender.procurement import steps
    from ddtender.procurement.files import ProcurementFiles

    refuse_other(folder)
    below = [name for name in door.names_below(folder) if not _is_hidden(name)]
    names = tuple(name for name in below if (folder / name).is_file())
    sets = issued_sets(folder)
    entries, findings = record_of_folder(folder)
    findings += [_not_looked_at(name) for name in below if name not in names]
    findings += [*kept(folder, sets, entries), *contracts_altered(folder, entries)]
    about_questions, wanted = asked_in(root, folder, sets)
    findings += [*about_questions, *wanted.values()]
    content = door.read_bytes(folder / PROCEDURE_FILE)
    facts, (procedure, _) = sha256(content), load_procedure(PROCEDURE_FILE, content)  # its faults are told by a build
    facts_stated = {key: str(value) for key, (value, _) in procedure.facts.items()} if procedure else None
    stated = facts_stated or {}
    last = sets[-1] if sets and sets[-1].seal is not None else None
    scoped, risk = [name for name in names if _is_scoped(folder, name)], stated.get("risk")
    found = ProcurementFiles(
        from_here(folder),
        names,
        _draft(folder, names, facts, entries, parameters_of(root) if root else ()),
        sets,
        is_changed=last is not None and facts_changed(folder, last) != {},
        wanted=tuple(wanted),
        workbooks=_workbooks(root or folder, folder, names),
        is_scoped=bool(scoped),
        risk_differs=next((name for name in scoped if root and _comes_to_another(root, folder / name, risk)), ""),
        subject=stated.get("subject", ""),
        names_scenario=scenario_in(content) is not None,
        lots=tuple(lot.id for lot in procedure.lots) if procedure else (),
    )
    told = steps.steps(found)
    duty = national_duty(root, stated.get("country", "")) if root else None
    head = entries[-1].digest if entries else ""
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
    from ddtender.desk.manifests import NoManifest, read_manifest
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


def _workbooks(root: Path, folder: Path, names: Sequence[str]) -> dict[str, Workbook]:
    """What the files of the evaluation are, by name."""
    ours = [name for name in names if name.startswith(f"{EVALUATION_STEP}/") and name.endswith(".xlsx")]
    if not ours:
        return {}
    speaks = speaker_at(root)
    found: dict[str, Workbook] = {}
    for name in ours:
        content = door.read_bytes(folder / name)
        one = _WORKBOOKS.of((sha256(content), name, speaks), partial(_workbook, content, name, speaks))
        found |= {} if one is None else {name: one}
    return found


def _workbook(content: bytes, name: str, speaks: Speaks) -> Workbook | None:
    """What a workbook is; None for one that is none of ours."""
    from ddtender.evaluation.reading import read_evaluation
    from ddtender.procurement.files import Workbook

    read, findings = read_evaluation(content, name, speaks)
    if read is None:
        return None
    if read.plan.evaluator:
        return Workbook(read.plan.lot_id, "copy")
    if read.ranking and not has_errors(findings):
        return Workbook(read.plan.lot_id, "scored")
    return Workbook(read.plan.lot_id, "together" if read.plan.evaluators else "begun" if read.scores else "empty")


def _is_scoped(folder: Path, name: str) -> bool:
    from ddtender.market.risks_sheet import is_judged

    if not name.startswith(f"{RISKS_STEP}/") or not name.endswith(".xlsx"):
        return False
    content = door.read_bytes(folder / name)
    return _JUDGED.of((sha256(content), name), lambda: is_judged(content, name))


def _comes_to_another(root: Path, worksheet: Path, stated: str | None) -> bool:
    from ddtender.desk.risks import opened
    from ddtender.market.risks_levels import overall

    read, _ = opened(root, worksheet)
    found = overall(read.lists, read.sheet) if read else None
    return found is not None and found != stated
