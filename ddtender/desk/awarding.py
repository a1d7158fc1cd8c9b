"""Handing over after the award: a folder for each Contract, with what its Tender offered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ddtender import workspace as door
from ddtender.desk import building
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.filled import evaluation_read, language_of
from ddtender.desk.on_record import ToRecord, in_words, put, refuse_unreadable
from ddtender.desk.procurement_folder import issued_sets, record_of_folder, refuse_other
from ddtender.desk.risks import finished_in
from ddtender.desk.sources import market_template, template_errors
from ddtender.desk.speaking import Speaks, speaker
from ddtender.diagnostics import Diagnostic, Location, has_errors, ordered
from ddtender.library.places import CONTRACTS_STEP, EVALUATION_STEP, PROCEDURE_FILE, of_part, slug
from ddtender.procurement.codes import NOT_AS_ISSUED, WINNER_NOT_NAMED
from ddtender.procurement.report import AWARDED
from ddtender.procurement.sealed import OUTLINE, altered
from ddtender.workspace.files import is_passed_over

if TYPE_CHECKING:
    from ddtender.contract.offered import Offer
    from ddtender.contract.plan import SiteRisk
    from ddtender.desk.filled import ReadEvaluation
    from ddtender.evaluation.points import Score
    from ddtender.evaluation.reading import Evaluation
    from ddtender.procurement.sealed import IssuedSet
    from ddtender.resolve.values import ResolvedDocument
    from ddtender.words import Language

_NOTHING = "; nothing was written"


class AwardAsked(Struct, frozen=True):
    """Who hands over, in which role and why; a folder with templates of one's own, a revision of the library."""

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
    Misused, WorkspaceError; a folder that is there is left as it is."""
    refuse_other(folder)
    words = in_words({"--by": asked.by, "--role": asked.role, "--why": asked.why}, {"--why"})
    sets = issued_sets(folder)
    if not sets or sets[-1].seal is None:
        raise Misused("nothing was issued: `ddtender issue` comes before the award.", "DIR")
    findings = [*altered(sets[-1]), *record_of_folder(folder)[1]]
    if has_errors(findings):
        raise Refused(ordered(findings), _NOTHING)
    order = building.order(root, _wanted(folder, sets[-1], asked))
    made = building.made(order)
    findings = [*made.findings, *_unlike(folder, sets[-1], made.resolved)]
    if has_errors(findings):
        raise Refused(ordered(findings), _NOTHING)
    evaluations = _evaluations(folder, speaker(root), sets[-1], made.resolved)
    contracts = [c for c in made.resolved.each_contract if c.draft.lot_id in evaluations]
    wrong = [*_not_named(folder, evaluations, contracts, made.resolved)]
    if wrong:
        raise Refused(ordered(wrong), _NOTHING)
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
        entry = _entry(name, contract, score, words)
        refuse_unreadable(entry, _NOTHING)
        if (folder / CONTRACTS_STEP / name).exists():
            there.append(name)
            continue
        files = _files(root, contract, read, score, made.outputs, known)
        door.land(folder / CONTRACTS_STEP / name, files)
        put(folder, entry)
        done.append((name, tuple(files)))
    waiting = tuple(lot.draft.lot_id for lot in made.resolved.lots if lot.draft.lot_id not in evaluations)
    return HandedOver(tuple(done), tuple(there), waiting, tuple(ordered(findings)))


def _wanted(folder: Path, issued: IssuedSet, asked: AwardAsked) -> building.BuildAsked:
    assert issued.seal is not None
    path = folder / PROCEDURE_FILE
    return building.BuildAsked(issued.seal.scenario, path, asked.templates, asked.library_ref, final=True)


def _unlike(folder: Path, issued: IssuedSet, resolved: ResolvedDocument) -> list[Diagnostic]:
    """Words of provisions that are not as they were published: the Contract is signed as Tenderers have read it."""
    from ddtender.manifest import outline
    from ddtender.procurement.changes import provision_changes

    published = door.read_bytes(folder / issued.name / OUTLINE)
    now = json.dumps(outline(resolved)).encode()
    hint = f"Build from the library of {issued.name} with --library-ref, or issue what has changed."
    return [
        Diagnostic(NOT_AS_ISSUED, Location(f"{issued.name}/{OUTLINE}"), f"'{one.id}' is {_SAID[one.what]}", hint)
        for one in provision_changes(published, now)
        if one.what != "renumbered"
    ]


_SAID = {
    "changed": "not in the words in which it was published",
    "added": "in the documents now, and was not published",
    "gone": "not in the documents any more, and was published",
}


def _evaluations(folder: Path, speaks: Speaks, issued: IssuedSet, resolved: ResolvedDocument) -> dict[str, Evaluation]:
    """The complete evaluation of each lot by its id ("" where there are no lots). Raises Refused, Misused."""
    found: dict[str, tuple[str, Evaluation]] = {}
    procedure = folder / issued.name / PROCEDURE_FILE
    paths = [path for path in sorted((folder / EVALUATION_STEP).glob("*.xlsx")) if not is_passed_over(path.name)]
    read_each = [(path, evaluation_read(path, procedure, speaks)) for path in paths]
    together = {one.evaluation.plan.lot_id for _, one in read_each if one.evaluation and _is_consensus(one)}
    for path, read in read_each:
        one = read.evaluation
        if one is not None and (one.plan.evaluator or (one.plan.lot_id in together and _waits(read))):
            continue  # of one evaluator alone, or that from which the copies were made
        if one is None or has_errors(read.findings):
            raise Refused(read.findings, f"; correct {path.name} first, or move it elsewhere. Nothing was written")
        if not one.ranking:
            continue
        lot = one.plan.lot_id
        if lot in found:
            both = f"{found[lot][0]} and {path.name} are both complete"
            raise Misused(f"{both}: leave only the one by which it was decided.", "DIR")
        found[lot] = path.name, one
    known = {lot.draft.lot_id for lot in resolved.each_lot}
    if not found.keys() & known:
        raise Misused(f"there is no complete evaluation in {folder / EVALUATION_STEP}.", "DIR")
    return {lot: one for lot, (_, one) in found.items() if lot in known}


def _is_consensus(read: ReadEvaluation) -> bool:
    """Whether evaluators have decided this together, and are done."""
    made = read.evaluation
    return made is not None and bool(made.plan.evaluators and made.ranking) and not has_errors(read.findings)


def _waits(read: ReadEvaluation) -> bool:
    """Whether a workbook only lacks what somebody chooses."""
    from ddtender.evaluation.codes import EVALUATION_INCOMPLETE, MISSING_MOTIVATION

    wrong = {finding.code for finding in read.findings if has_errors([finding])}
    return bool(wrong) and wrong <= {EVALUATION_INCOMPLETE, MISSING_MOTIVATION}


def _winners(evaluation: Evaluation, resolved: ResolvedDocument) -> tuple[Score, ...]:
    """Raises Misused where nobody is chosen."""
    from ddtender.evaluation.letters import NoDecision, chosen

    several = resolved.draft.facts.get("framework.contractors")
    try:
        return chosen(evaluation, several if isinstance(several, int) else 1)
    except NoDecision as error:
        raise Misused(f"{error}.", "DIR") from None


def _not_named(
    folder: Path, evaluations: Mapping[str, Evaluation], contracts: Sequence[ResolvedDocument], whole: ResolvedDocument
) -> list[Diagnostic]:
    """Winners that the procedure file does not name, and Contractors there that have not won."""
    place = Location((folder / PROCEDURE_FILE).as_posix())
    found = []
    for lot, evaluation in evaluations.items():
        named = {slug(name): name for c in contracts if c.draft.lot_id == lot and (name := _contractor(c))}
        won = {slug(s.tender.name): s.tender.name for s in _winners(evaluation, whole)}
        of = f" of lot {lot}" if lot else ""
        for name in (won[key] for key in won if key not in named):
            who = f"name: {json.dumps(name, ensure_ascii=False)}, address: …"
            hint = f"Write `contractor: {{{who}}}`."
            if lot or len(won) > 1:
                own = f'lot: "{lot}", ' if lot else ""
                hint = f"Write it below `contractors:`, as `- {{{own}{who}}}`."
            message = f"'{name}' has won the Contract{of}, and is not named"
            found.append(Diagnostic(WINNER_NOT_NAMED, place, message, hint))
        for name in (named[key] for key in named if key not in won):
            hint = f"The evaluation says: {', '.join(won.values())}. Take the other name out, or write it as there."
            message = f"'{name}' is named, and has not won the Contract{of}"
            found.append(Diagnostic(WINNER_NOT_NAMED, place, message, hint))
    return found


def _contractor(contract: ResolvedDocument) -> str:
    return str(contract.draft.facts.get("contractor.name", ""))


def _score_of(contract: ResolvedDocument, evaluation: Evaluation) -> Score:
    """That of the Contractor, which the procedure file names."""
    key = slug(_contractor(contract))
    return next(score for score in evaluation.ranking if slug(score.tender.name) == key)


def _folder_of(contract: ResolvedDocument) -> str:
    """LOT-NAME, or the name alone."""
    lot = contract.draft.lot_id
    return f"{lot}-{slug(_contractor(contract))}" if lot else slug(_contractor(contract))


def _entry(name: str, contract: ResolvedDocument, score: Score, words: Sequence[str]) -> ToRecord:
    said = {"lot": contract.draft.lot_id, "contractor": _contractor(contract), "folder": f"{CONTRACTS_STEP}/{name}"}
    said |= {"points": str(score.total)} if score.total is not None else {}
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
    files = {"contract.docx": outputs[of_part("contract.docx", contract.draft.part)]}
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
