"""How far a procurement is, in the officer's order, told from the files in its folder and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct

from ddtender.library.places import (
    AWARD_STEP,
    CONTRACTS_STEP,
    DRAFT_STEP,
    EVALUATION_STEP,
    MARKET_STEP,
    PROCEDURE_FILE,
    RETURNED,
    RISKS_STEP,
    of_part,
)
from ddtender.procurement.files import ProcurementFiles, quoted
from ddtender.procurement.said import KeyedSentence, of_step
from ddtender.procurement.sealed import altered
from ddtender.words import language

StepState = Literal["open", "begun", "done"]
_WHO = '--by NAME --role "ROLE"'


class Step(Struct, frozen=True):
    """One step: its state, what there is to say of it, and what comes next: a command or, in words, a deed (None: there
    is nothing)."""

    step: str
    state: StepState
    about: KeyedSentence
    to_do: KeyedSentence | None = None

    @property
    def said(self) -> str:
        """What there is to say of it, in the language that commands speak."""
        return self.about.said(language())

    @property
    def next(self) -> str:
        """What comes next in that language, "" where nothing does."""
        return self.to_do.said(language()) if self.to_do else ""


#: What is told of a step: its state, what there is to say, what comes next.
_Told = tuple[StepState, KeyedSentence, KeyedSentence | None]


def steps(found: ProcurementFiles) -> list[Step]:
    """Every step, in order."""
    each: Mapping[str, Callable[[ProcurementFiles], _Told]] = {
        "risks": _risks,
        "market": _market,
        "tender": _tender,
        "issued": _issued,
        "evaluation": _evaluation,
        "award": _award,
        "contracts": _contracts,
    }
    return [Step(name, *tell(found)) for name, tell in each.items()]


def next_step(told: Sequence[Step]) -> Step | None:
    """The step that comes next: the first that is not done, of those from the furthest one that was touched on. A step
    that was passed over, such as a market consultation, is nobody's duty any more."""
    touched = [n for n, step in enumerate(told) if step.state != "open"]
    return next((step for step in told[max(touched, default=0) :] if step.state != "done"), None)


def _risks(found: ProcurementFiles) -> _Told:
    sheets = [name for name in found.below(RISKS_STEP) if name.endswith(".xlsx")]
    if not sheets:
        if not found.subject:  # without it the worksheet would come blank
            return "open", of_step("no_worksheet"), of_step("next.say_subject", file=found.path(PROCEDURE_FILE))
        command = f"ddtender risks -o {found.path('risks/risks.xlsx')} --product {quoted(found.subject)}"
        return "open", of_step("no_worksheet"), of_step("next.make_worksheet", command=command)
    if not found.is_scoped:
        return "begun", of_step("not_judged"), of_step("next.judge_risks", file=found.path(sheets[0]))
    if found.risk_differs:
        check = f"ddtender risks {found.path(found.risk_differs)} --check --procedure {found.path(PROCEDURE_FILE)}"
        return "done", of_step("risk_differs", file=PROCEDURE_FILE, command=check), None
    return "done", of_step("judged"), None


def _market(found: ProcurementFiles) -> _Told:
    there, facts = found.below(MARKET_STEP), found.path(PROCEDURE_FILE)
    returned = sum(name.startswith(f"{RETURNED}/") for name in there)
    if f"{MARKET_STEP}/assessment.json" in there:
        return "done", of_step("assessed", number=returned), None
    if returned:
        command = f"ddtender assess {found.path(RETURNED)} --procedure {facts} -o {found.path(MARKET_STEP)}"
        return "begun", of_step("not_assessed", number=returned), of_step("next.assess", command=command)
    if there:
        return "begun", of_step("asked"), of_step("next.keep_forms", folder=found.path(RETURNED))
    command = f"ddtender questionnaire --procedure {facts} -o {found.path('market/questionnaire.docx')}"
    return "open", of_step("nobody_asked"), of_step("next.ask_market", command=command)


def _tender(found: ProcurementFiles) -> _Told:
    draft = found.draft
    assessed = f"{MARKET_STEP}/assessment.json"
    if draft is not None:
        which = f"--scenario {quoted(draft.scenario)}"
    elif assessed in found.names:
        which = f"--scenario-from {found.path(assessed)}"
    else:
        which = "" if found.names_scenario else "--scenario low|medium|high"
    facts = found.path(PROCEDURE_FILE)
    build = of_step("next.build", command=" ".join(filter(None, ("ddtender build", which, "--procedure", facts))))
    if found.issued and not found.is_changed and not (draft and draft.is_current):
        return "done", of_step("as_issued", set=found.issued[-1].number), None  # who has won asks for no other draft
    if draft is None:
        return "open", of_step("no_draft"), build
    if not draft.is_current:
        return "begun", of_step("facts_changed", file=PROCEDURE_FILE), build
    if draft.blanks:
        return "begun", of_step("blanks", number=draft.blanks), of_step("next.fill_blanks", file=facts)
    if draft.questions and draft.is_decided_since:
        return "begun", of_step("decided_since"), build
    if draft.questions:
        decide = of_step("next.decide", command=f"ddtender decide --procedure {facts}")
        return "begun", of_step("questions", number=draft.questions), decide
    if draft.approvals:
        approve = of_step("next.approve", command="ddtender status")
        return "begun", of_step("not_approved", number=draft.approvals), approve
    return "done", of_step("nothing_open", scenario=draft.scenario), None


def _issued(found: ProcurementFiles) -> _Told:
    issue = f"ddtender issue {quoted(found.folder)} {_WHO}"
    if not found.issued:
        return "open", of_step("not_issued"), of_step("next.issue", command=issue)
    last = found.issued[-1].number
    if broken := next((one for one in found.issued if any(True for _ in altered(one))), None):
        return "begun", of_step("seal_broken", name=broken.name), of_step("next.restore")
    again = of_step("next.issue_again", command=f'{issue} --why "…"')
    if found.wanted:
        change = of_step("next.change_then", then=again)
        return "begun", of_step("wanted", ids=", ".join(found.wanted)), again if found.is_changed else change
    if found.is_changed:
        return "begun", of_step("changed_since", file=PROCEDURE_FILE, set=last), again
    on = found.issued[-1].seal.on.isoformat() if found.issued[-1].seal else of_step("unknown_day")
    return "done", of_step("issued", set=last, day=on), None


def _evaluation(found: ProcurementFiles) -> _Told:
    sheets = [name for name in found.below(EVALUATION_STEP) if name.endswith(".xlsx")]
    if not sheets:
        made = found.issued[-1].name if found.issued else DRAFT_STEP
        books = [found.path(f"{made}/{of_part('evaluation.xlsx', _of_lot(lot))}") for lot in found.parts]
        copy = of_step("next.copy_books", number=len(books), books=_all_of(books), folder=found.path(EVALUATION_STEP))
        return "open", of_step("no_workbook"), copy
    waiting = [lot for lot in found.parts if lot not in found.scored.values()]
    said = of_step("complete", number=len(found.scored)) if found.scored else of_step("none_complete")
    if not waiting:
        return "done", said, None
    if found.scored:
        said = of_step("complete_but", complete=said, lots=_lots(waiting))
    return "begun", said, _to_score(found, waiting[0])


def _all_of(texts: Sequence[str | KeyedSentence]) -> str | KeyedSentence:
    """Texts with "and" between each two of them."""
    made: str | KeyedSentence = texts[0]
    for one in texts[1:]:
        made = of_step("both", first=made, second=one)
    return made


def _to_score(found: ProcurementFiles, lot: str) -> KeyedSentence:
    """What brings the evaluation of a lot on: judged together where evaluators have copies, else by itself."""
    of = {name: one.kind for name, one in found.workbooks.items() if one.lot == lot}
    copies = [found.path(name) for name, kind in of.items() if kind == "copy"]
    together = [name for name, kind in of.items() if kind == "together"]
    if copies and not together:
        target = f"{EVALUATION_STEP}/{of_part('consensus.xlsx', _of_lot(lot))}"
        command = f"ddtender evaluate --consensus {' '.join(copies)} -o {found.path(target)}"
        return of_step("next.together", command=command)
    begun = [*together, *(name for name, kind in of.items() if kind == "begun")]
    if begun:
        command = f"ddtender evaluate {found.path(begun[0])} --procedure {found.path(PROCEDURE_FILE)}"
        return of_step("next.evaluate", command=command)
    if empty := [name for name, kind in of.items() if kind == "empty"]:
        return of_step("next.fill_book", file=found.path(empty[0]))
    what = of_step("book_of_lot", lot=lot) if lot else of_step("book")
    return of_step("next.copy_books", number=1, books=what, folder=found.path(EVALUATION_STEP))


def _award(found: ProcurementFiles) -> _Told:
    there = [name for name in found.below(AWARD_STEP) if name.endswith(".docx")]
    facts, annexes, letters = f"--procedure {found.path(PROCEDURE_FILE)}", 0, 0
    for lot in found.parts:
        sheet = next((name for name, of in found.scored.items() if of == lot), None)
        count = f"ddtender evaluate {found.path(sheet or f'{EVALUATION_STEP}/evaluation.xlsx')}"
        annex = f"{AWARD_STEP}/{of_part('annex.docx', _of_lot(lot))}"
        folder = f"{AWARD_STEP}/{_of_lot(lot)}" if lot else AWARD_STEP
        own = [name for name in there if name.rpartition("/")[0] == folder and name != annex]
        of = "_of_lot" if lot else ""
        its = {"lot": lot} if lot else {}
        state: StepState = "begun" if there else "open"
        if annex not in there and not own:
            more = f"-o {found.path(annex)} --letters {found.path(folder)}"
            return state, of_step(f"no_award{of}", **its), of_step("next.announce", command=f"{count} {more} {facts}")
        if annex not in there:
            command = f"{count} -o {found.path(annex)} {facts}"
            return "begun", of_step(f"no_annex{of}", **its), of_step("next.announce", command=command)
        if not own:
            command = f"{count} --letters {found.path(folder)} {facts}"
            return "begun", of_step(f"no_letter{of}", **its), of_step("next.announce", command=command)
        annexes, letters = annexes + 1, letters + len(own)
    what = _all_of([of_step("annexes", number=annexes), of_step("letters", number=letters)])
    return "done", of_step("announced", what=what), None


def _contracts(found: ProcurementFiles) -> _Told:
    there = [PurePosixPath(name) for name in found.below(CONTRACTS_STEP)]
    folders = sorted({name.parts[1] for name in there if len(name.parts) > 2})
    hand_over = of_step("next.hand_over", command=f"ddtender award {quoted(found.folder)} {_WHO}")
    if not folders:
        return "open", of_step("no_contract"), hand_over
    names = {str(name) for name in there}
    lacking = [one for one in folders if f"{CONTRACTS_STEP}/{one}/contract.docx" not in names]
    lacking += [one for one in folders if not any(n.startswith(_register_in(one)) for n in names)]
    if lacking:
        return "begun", of_step("contract_lacks", name=lacking[0]), hand_over
    if waiting := [lot for lot in found.lots if not any(one.startswith(f"{lot}-") for one in folders)]:
        contracts = of_step("contracts", number=len(folders))
        return "begun", of_step("complete_but", complete=contracts, lots=_lots(waiting)), hand_over
    registers = [
        name for name in names if name.endswith(".xlsx") and any(map(name.startswith, map(_register_in, folders)))
    ]
    look = f"ddtender kpis {found.path(registers[0])}"
    if len(registers) > 1:  # also of one Contract: what was extended has two, and the portfolio knows which one counts
        look = f"ddtender portfolio {found.path(CONTRACTS_STEP)}"
    contracts = of_step("contracts", number=len(folders))
    return "done", of_step("from_now_on", contracts=contracts, command=look), None


def _register_in(folder: str) -> str:
    """How the registers of a Contract begin: that of the beginning, and those that continue it."""
    return f"{CONTRACTS_STEP}/{folder}/kpi-register"


def _of_lot(lot: str) -> str:
    return f"lot-{lot}" if lot else ""


def _lots(ids: Sequence[str]) -> KeyedSentence:
    return of_step("lots", number=len(ids), ids=", ".join(ids))
