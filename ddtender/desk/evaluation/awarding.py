"""Handing over after the award: a folder for each Contract, with what its Tender offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ddtender import workspace as door
from ddtender.desk.documents import building
from ddtender.desk.documents.sealed_templates import other_template
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.evaluation import award_checks
from ddtender.desk.evaluation.award_checks import contractor_of
from ddtender.desk.evaluation.filled import language_of
from ddtender.desk.folder.award_places import CONTRACT, folder_of, is_free, made_before
from ddtender.desk.folder.handed_over import digests_of
from ddtender.desk.folder.on_record import ToRecord, in_words, put, refuse_unreadable
from ddtender.desk.folder.procurement_folder import issued_sets, kept, record_of_folder, refuse_other
from ddtender.desk.market.risks import finished_in
from ddtender.desk.sources import market_template, template_errors
from ddtender.desk.speaking import speaker
from ddtender.diagnostics import Diagnostic, Location, has_errors, ordered
from ddtender.diagnostics.messages import Message
from ddtender.evaluation.tenders import one_name
from ddtender.library.places import CONTRACTS_STEP, PROCEDURE_FILE, of_part
from ddtender.manifest import sha256
from ddtender.procurement.report import AWARDED, HANDED_OVER
from ddtender.workspace.keeping import MANIFEST

if TYPE_CHECKING:
    from ddtender.contract.offered import Offer
    from ddtender.contract.plan import SiteRisk
    from ddtender.evaluation.points import Score
    from ddtender.evaluation.reading import Evaluation
    from ddtender.procurement.sealed import IssuedSet
    from ddtender.resolve.values import ResolvedDocument
    from ddtender.words import Language

_NOTHING = "; nothing was written"


class AwardAsked(Struct, frozen=True):
    """Who hands over, in which role and why; a folder with templates of one's own (None: those that the set was issued
    with), a revision of the library."""

    by: str
    role: str
    why: str = ""
    templates: Path | None = None
    library_ref: str | None = None


class HandedOver(Struct, frozen=True):
    """The folders that were made, each with the names of its files; those that were there before; the lots without a
    complete evaluation; and what was found."""

    made: tuple[tuple[str, tuple[str, ...]], ...]
    there: tuple[str, ...]
    waiting: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


def award(root: Path, folder: Path, asked: AwardAsked) -> HandedOver:
    """Make ``contracts/LOT-NAME`` for every Contractor that the evaluations have put first and the procedure file
    names: the Contract, a register with what was offered, its calendar, and an annex on the offer. Raises Refused,
    Misused, WorkspaceError; a folder on record is left as it is, and nothing is written where
    anything else is in the place of one."""
    refuse_other(folder)
    words = in_words({"--by": asked.by, "--role": asked.role, "--why": asked.why}, {"--why"})
    sets = issued_sets(folder)
    if not sets or sets[-1].seal is None:
        raise Misused(
            Message("nothing was issued: `ddtender issue` comes before the award.", "messages.refusal.issue_first"),
            "DIR",
        )
    entries, findings = record_of_folder(folder)
    findings += kept(folder, sets, entries)
    if has_errors(findings):
        raise Refused(ordered(findings), _NOTHING)
    order = building.order(root, _wanted(folder, sets[-1], asked))
    made = building.made(order)
    findings += [*made.findings, *award_checks.unlike(folder, sets[-1], made.resolved)]
    findings += other_template(folder, sets[-1], made.outputs[MANIFEST])
    if has_errors(findings):
        raise Refused(ordered(findings), _NOTHING)
    evaluations = award_checks.deciding(folder, speaker(root), made.resolved)
    contracts = [c for c in made.resolved.each_contract if c.draft.lot_id in evaluations]
    wrong = [*award_checks.not_named(folder, evaluations, made.resolved.each_contract, made.resolved)]
    wrong += award_checks.of_others(entries, {_place_of(c): contractor_of(c) for c in contracts})
    if wrong:
        raise Refused(ordered(wrong), _NOTHING)
    on_record = {entry.said.get("folder") for entry in entries if entry.what == AWARDED}
    wanted = {_folder_of(c): _words(c, made.outputs) for c in contracts if _place_of(c) not in on_record}
    stopped = made_before(folder, wanted)
    findings += award_checks.too_early(root, folder)
    worksheet, unfinished = finished_in(root, folder)
    findings += unfinished
    from ddtender.contract.sites import site_risks

    known = site_risks(worksheet.lists, worksheet.sheet) if worksheet else ()
    done: list[tuple[str, tuple[str, ...]]] = []
    there: list[str] = []
    for contract in contracts:
        read = evaluations[contract.draft.lot_id]
        score = _score_of(contract, read)
        name = _folder_of(contract)
        place = folder / CONTRACTS_STEP / name
        if not is_free(place):
            if name in stopped:
                put(folder, _entry(name, contract, score, words, door.read_folder(place)))
            there.append(name)
            continue
        files = _files(root, contract, read, score, made.outputs, known)
        entry = _entry(name, contract, score, words, files)
        refuse_unreadable(entry, _NOTHING)
        door.land(place, files)
        put(folder, entry)
        done.append((name, tuple(files)))
    waiting = tuple(lot.draft.lot_id for lot in made.resolved.lots if lot.draft.lot_id not in evaluations)
    return HandedOver(tuple(done), tuple(there), waiting, tuple(ordered(findings)))


def _wanted(folder: Path, issued: IssuedSet, asked: AwardAsked) -> building.BuildAsked:
    assert issued.seal is not None
    path = folder / PROCEDURE_FILE
    return building.BuildAsked(issued.seal.scenario, path, asked.templates, asked.library_ref, final=True)


def _score_of(contract: ResolvedDocument, evaluation: Evaluation) -> Score:
    """That of the Contractor, which the procedure file names."""
    key = one_name(contractor_of(contract))
    return next(score for score in evaluation.ranking if one_name(score.tender.name) == key)


def _folder_of(contract: ResolvedDocument) -> str:
    return folder_of(contract.draft.lot_id, contractor_of(contract))


def _place_of(contract: ResolvedDocument) -> str:
    return f"{CONTRACTS_STEP}/{_folder_of(contract)}"


def _words(contract: ResolvedDocument, outputs: Mapping[str, bytes]) -> bytes:
    """The Contract itself, among what was built."""
    return outputs[of_part(CONTRACT, contract.draft.part)]


def _entry(
    name: str, contract: ResolvedDocument, score: Score, words: Sequence[str], files: Mapping[str, bytes]
) -> ToRecord:
    """What goes on record of a contract, with the SHA-256 of what stays as it is, and of what its register asks for."""
    from ddtender.contract.plan import register_plan

    plan = register_plan(contract, contract.language)
    said = {"lot": contract.draft.lot_id, "contractor": contractor_of(contract), "folder": f"{CONTRACTS_STEP}/{name}"}
    said |= {"points": str(score.total)} if score.total is not None else {}
    said |= {file: sha256(files[file]) for file in HANDED_OVER if file in files}
    said |= digests_of(plan) if plan else {}
    by, role, why = words
    return ToRecord(AWARDED, door.today(), by, role, why, {key: value for key, value in said.items() if value})


def _files(
    root: Path,
    contract: ResolvedDocument,
    evaluation: Evaluation,
    score: Score,
    outputs: Mapping[str, bytes],
    known: tuple[SiteRisk, ...],
) -> dict[str, bytes]:
    """The files of one Contract by name; ``known`` are the risks at its sites. Raises Refused."""
    from ddtender.contract.calendar import calendar
    from ddtender.contract.offered import handed_over, offered
    from ddtender.contract.plan import register_plan
    from ddtender.contract.reading import read_register
    from ddtender.contract.register import register
    from ddtender.desk.beside import CALENDAR, REGISTER
    from ddtender.stamp import Stamp
    from ddtender.verify.codes import VERIFICATION_FAILED

    language = contract.language
    files = {CONTRACT: _words(contract, outputs)}
    plan = register_plan(contract, language)
    if plan is None:
        return files
    plan = replace(plan, site_risks=known) if known else plan
    offers = _offers(evaluation, score, language_of(evaluation.plan, speaker(root)))
    filled = handed_over(plan, offers, _earned(contract, evaluation, score), language)
    stamp = Stamp(False, door.now())
    files[REGISTER] = register(plan, stamp, language, filled)
    read, found = read_register(files[REGISTER], REGISTER, lambda _: language)
    if found or read != filled:
        told = [one.message for one in found] or ["the register would not say what was offered"]
        hint = "Please report it with the evaluation."
        raise Refused([Diagnostic(VERIFICATION_FAILED, Location(REGISTER), text, hint) for text in told], _NOTHING)
    done = {entry.row.key for entry in filled.entries if entry.mark is not None}
    if (entries := calendar(plan, stamp, language, done)) is not None:
        files[CALENDAR] = entries
    with template_errors():
        price = _price(score, contract, language)
        moment = datetime.combine(door.today(), time(), UTC)
        files["offer.docx"] = offered(plan, offers, price, market_template(root), moment, language)
    return files


def _price(score: Score, contract: ResolvedDocument, language: Language) -> str:
    price, currency = score.tender.price, contract.draft.facts.get("price.currency")
    if price is None:
        return ""
    return language.amount(price, str(currency)) if currency else language.number(price)


def _offers(evaluation: Evaluation, score: Score, language: Language) -> tuple[Offer, ...]:
    """What earned points, criterion by criterion."""
    from ddtender.contract.offered import Offer
    from ddtender.evaluation.wording import as_published

    plan = evaluation.plan
    offers = []
    for criterion, judged, points in zip(plan.criteria, score.tender.judgements, score.points, strict=True):
        maximum = evaluation.maxima.criteria.get(criterion.id)
        if points:
            named = plan.label(criterion.id, language)
            label = language.say("layout.named.with_title", provision=named, title=criterion.title)
            most = language.number(maximum) if maximum is not None else ""
            earned = language.say("offered.of", points=language.number(points), maximum=most)
            said = as_published(plan, criterion.id, judged.chosen, language)
            offers.append(Offer(label, said, earned, judged.motivation))
    return tuple(offers)


def _earned(contract: ResolvedDocument, evaluation: Evaluation, score: Score) -> set[str]:
    """The clauses whose place the points of the Tender take, as the library says."""
    earned = {c.id for c, points in zip(evaluation.plan.criteria, score.points, strict=True) if points}
    return {p.id for p in contract.provisions if earned & {*p.provision.unless_earned}}
