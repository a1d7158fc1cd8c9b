"""Issuing a set of documents: built as final, sealed and put on record; every one after the first is a corrigendum."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.documents import building
from ddtender.desk.documents.notices import notice_files
from ddtender.desk.documents.own_templates import templates_for
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.folder.on_record import ToRecord, in_words, put, refuse_unreadable
from ddtender.desk.folder.procurement_folder import drafted_scenario, issued_sets, kept, record_of_folder, refuse_other
from ddtender.desk.procurement.answering import asked_in
from ddtender.desk.sources import market_template, template_errors
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.places import (
    DEFAULT_TEMPLATES,
    DRAFT_STEP,
    ISSUED_STEP,
    NOTICE_SHEET,
    PROCEDURE_FILE,
    RECORD_FILE,
    TEMPLATE_NAMES,
    record_of,
)
from ddtender.manifest import outline_file, sha256
from ddtender.procurement.changes import SetChanges, changes, days_of, deadline
from ddtender.procurement.sealed import (
    BACKGROUND,
    ISSUED,
    NOTICE,
    OUTLINE,
    OWN_TEMPLATE,
    SEAL,
    Seal,
    read_seal,
    written,
)

if TYPE_CHECKING:
    from ddtender.procurement.sealed import IssuedSet
    from ddtender.resolve.values import ResolvedDocument

_NOTHING = "; nothing was issued"
#: The reply form to which the background on risks belongs.
RISK_FORM = "human-rights-risk-assessment"
#: Facts that no blank stands for.
_LABELLED = (
    *("country", "price.rule", "award.ties", "procedure_type", "dates.notice_sent", "shortened.by", "shortened.reason"),
    *("standstill.by", "framework.kind", "framework.longer_because", "below_threshold.reply_forms"),
)
#: Days whose label is that of the timetable.
_IN_TIMETABLE = ("publication", "requests_until", "invitation", "tenders_until")


class IssueAsked(Struct, frozen=True):
    """Who issues, in which role and why; the scenario (None: that of the draft), a folder with templates of one's own
    (None: those of the set that was issued last, or of the draft), a revision of the library."""

    by: str
    role: str
    why: str = ""
    scenario: str | None = None
    templates: Path | None = None
    library_ref: str | None = None


class IssuedNow(Struct, frozen=True):
    """A set that was issued: its number, its files, what it changes in the one before (None: it is the first), what
    was found, and whether its library is a release: otherwise every page says that it is none."""

    number: int
    names: tuple[str, ...]
    changes: SetChanges | None
    findings: tuple[Diagnostic, ...]
    is_released: bool


def issue(root: Path, folder: Path, asked: IssueAsked) -> IssuedNow:
    """Seal the documents of the procurement in ``folder`` as they are published, and put that on record.

    Raises Refused, Misused, WorkspaceError; then no set was made.
    """
    refuse_other(folder)
    asked = _in_words(asked)
    sets = issued_sets(folder)
    catch_up(folder, sets)
    before = sets[-1] if sets else None
    if before is not None and not asked.why:
        raise Misused(
            Message(
                f"set {before.number} was issued already: say why it is to be changed.",
                "messages.refusal.why_changed",
                number=before.number,
            ),
            "--why",
        )
    scenario = asked.scenario or _scenario_of(folder, before)
    templates = asked.templates or templates_for(root, folder)
    wanted = building.BuildAsked(scenario, folder / PROCEDURE_FILE, templates, asked.library_ref, final=True)
    order = building.order(root, wanted)
    made = building.made(order)
    background, unfinished = _background(root, folder, made.resolved)
    noticed, missing = notice_files(made.resolved, made.also, order.sources.files, made.stamp, door.today())
    if before is not None:  # a second notice has an identifier of its own, and is not written
        noticed = {name: content for name, content in noticed.items() if name == NOTICE_SHEET}
    files = {**made.outputs, **_beside(order.sources, made.resolved), **background, **noticed}
    seal = _seal(before.number + 1 if before else 1, scenario, asked, made.resolved)
    findings, changed = [*made.findings, *unfinished, *missing], None
    if before is not None:
        changed, more, found = _corrigendum(root, folder, before, seal, files, made.resolved, order.revision)
        findings += found
        findings += [one for id_, one in asked_in(root, folder, sets)[1].items() if id_ not in changed.keys]
        seal, files = replace(seal, changed=changed.keys), {**files, **more}
    publish(folder, seal, files)
    is_released = bool(json.loads(files[pipeline.MANIFEST])["library"].get("release"))
    return IssuedNow(seal.number, (*files, SEAL), changed, tuple(ordered(findings)), is_released)


def publish(folder: Path, seal: Seal, files: Mapping[str, bytes]) -> None:
    """Seal these files as a set of the procurement in ``folder``, and put it on record. Raises Refused, WorkspaceError;
    then no set was made."""
    entries, _ = record_of_folder(folder)
    seal = replace(seal, lines=len(entries), head=entries[-1].digest if entries else "")
    sealed = replace(seal, files={name: sha256(content) for name, content in files.items()})
    content = written(sealed)
    refuse_unreadable(_entry(sealed, content), _NOTHING)
    if read_seal(content) != sealed:  # nor is a set made that nobody could continue
        raise Misused(
            Message(
                "what is to be sealed has a text that is too long, or has characters that cannot be seen.",
                "messages.refusal.not_sealed",
            ),
            "--why",
        )
    door.land(folder / ISSUED_STEP / str(seal.number), {**files, SEAL: content})
    put(folder, _entry(sealed, content))


def catch_up(folder: Path, sets: Sequence[IssuedSet]) -> None:
    """Put on record what a command that was stopped has issued and not put there. Raises Refused where a set or the
    record is not as it was written."""
    entries, findings = record_of_folder(folder)
    findings += [one for one in kept(folder, sets, entries) if has_errors([one])]
    if has_errors(findings):
        raise Refused(ordered(findings), _NOTHING)
    there = {entry.said.get("number") for entry in entries if entry.what == ISSUED}
    for one in sets:
        if str(one.number) not in there and one.seal is not None:
            put(folder, _entry(one.seal, one.written))


def _entry(seal: Seal, content: bytes) -> ToRecord:
    """What goes on record of a set."""
    said = {"number": str(seal.number), "scenario": seal.scenario, "seal": sha256(content)}
    said |= {"changed": ", ".join(seal.changed)} if seal.changed else {}
    return ToRecord(ISSUED, seal.on, seal.by, seal.role, seal.why, said)


def _in_words(asked: IssueAsked) -> IssueAsked:
    by, role, why = in_words({"--by": asked.by, "--role": asked.role, "--why": asked.why}, may_lack=("--why",))
    return replace(asked, by=by, role=role, why=why)


def _scenario_of(folder: Path, before: IssuedSet | None) -> str:
    """The scenario of the draft; where there is no draft that of the set before, or the one that the facts name."""
    from ddtender.library.procedures import scenario_in

    drafted = drafted_scenario(folder)
    of_set = before.seal.scenario if before is not None and before.seal is not None else None
    found = drafted or of_set or scenario_in(door.read_bytes(folder / PROCEDURE_FILE))
    if found is None:
        said = f"there is no draft in {folder / DRAFT_STEP} that says which one, nor does {PROCEDURE_FILE}."
        raise Misused(Message(said, "messages.refusal.no_scenario"), "--scenario")
    return found


def _beside(sources: door.Sources, resolved: ResolvedDocument) -> dict[str, bytes]:
    """What a set needs to be proved and compared without anything outside it: its facts, what was on record of them,
    the templates that are not the library's, and its outline."""
    assert sources.procedure is not None
    files = {PROCEDURE_FILE: sources.files[sources.procedure]}
    record = sources.files.get(record_of(sources.procedure))
    files |= {RECORD_FILE: record} if record else {}
    own = zip(sources.templates, DEFAULT_TEMPLATES, TEMPLATE_NAMES, strict=True)
    files |= {f"{OWN_TEMPLATE}{name}.docx": sources.files[used] for used, usual, name in own if used != usual}
    return {**files, OUTLINE: outline_file(resolved)}


def _background(root: Path, folder: Path, resolved: ResolvedDocument) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """What the authority has found of risks, for Tenderers, where the worksheet in the folder is finished and the
    documents ask for a risk assessment; else nothing, and why. Raises Refused."""
    from ddtender.desk.market.risks import finished_in, report
    from ddtender.resolve.facts import fact

    if not any(form.form.id == RISK_FORM for form in resolved.reply_forms):
        return {}, []
    read, findings = finished_in(root, folder)
    if read is None:
        return {}, findings
    facts = {name: fact(resolved, name) for name in ("title", "reference")}
    return {BACKGROUND: report(root, read, facts, for_tenderers=True)}, findings


def _seal(number: int, scenario: str, asked: IssueAsked, resolved: ResolvedDocument) -> Seal:
    facts, today = resolved.draft.facts, door.today()
    shown = {key: resolved.language.shown(value) for key, value in facts.items()}
    return Seal(number, today, asked.by, asked.role, asked.why, scenario, shown, days_of(facts))


def _corrigendum(
    root: Path,
    folder: Path,
    before: IssuedSet,
    after: Seal,
    files: dict[str, bytes],
    resolved: ResolvedDocument,
    revision: door.Revision,
) -> tuple[SetChanges, dict[str, bytes], list[Diagnostic]]:
    """What the new set changes in the one before, the redlines and the notice, and what is found. Raises Refused,
    Misused."""
    from ddtender.procurement.notice import notice
    from ddtender.redline import Sides, Signature, redline

    assert before.seal is not None
    place = folder / before.name
    made = changes(before.seal, after, (door.read_bytes(place / OUTLINE), files[OUTLINE]))
    signature = Signature(after.facts.get("authority.name", after.by)[:100], revision.moment)
    redlines, findings, tracked = {}, [], 0
    for name in sorted(files):
        if name.endswith(".docx") and name.startswith(TEMPLATE_NAMES) and name in before.there:
            file = f"{Path(name).stem}-redline.docx"
            sides = Sides(before.name, f"{ISSUED_STEP}/{after.number}")
            found, wrong = redline(file, door.read_bytes(place / name), files[name], signature, sides)
            redlines[file], tracked = found.content, tracked + found.changes
            findings += wrong
    if has_errors(findings):
        raise Refused(ordered(findings), _NOTHING)
    if not made.facts and not made.provisions and not tracked:
        raise Misused(
            Message(
                f"nothing has changed since set {before.number} was issued: there is nothing to correct.",
                "messages.refusal.nothing_changed",
                number=before.number,
            )
        )
    findings += deadline(before.seal, after, made, resolved.draft.law)
    if has_errors(findings):
        raise Refused(ordered(findings), _NOTHING)
    with template_errors():
        template = market_template(root)
        labels = _labels(resolved)
        told = notice(before.seal, after, made, labels, [*redlines], template, revision.moment, resolved.language)
    return made, {**redlines, NOTICE: told}, findings


def _labels(resolved: ResolvedDocument) -> dict[str, str]:
    """What the facts are called, by their keys."""
    from ddtender.export.names import fact_labels

    say, titles = resolved.language.say, {p.id: p.provision.title for p in resolved.provisions}
    labels = fact_labels(resolved.language)
    labels |= {key: say(f"procurement.notice.labels.{key.replace('.', '_')}") for key in _LABELLED}
    labels |= {f"dates.{name}": say(f"layout.timetable.{name}") for name in _IN_TIMETABLE}
    labels |= {one.key: one.label if one.fact else one.question for one in resolved.draft.parameters.values()}
    labels |= {f"award.{name}": say(f"signoff.weights.{name}") for name in ("price", "other_quality")}
    labels |= {
        f"award.points.{id_}": say("procurement.notice.points", title=titles.get(id_, id_))
        for id_, _, _ in (resolved.draft.award.points if resolved.draft.award else ())
    }
    return labels
