"""How far a procurement is, in the officer's order, told from the files in its folder and from nothing else."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType
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
from ddtender.procurement.sealed import IssuedSet, altered

StepState = Literal["open", "begun", "done"]
_WHO = '--by NAME --role "ROLE"'


class DraftState(Struct, frozen=True):
    """The draft that lies in the folder: its scenario, whether it was made from the procedure file as it is, and how
    many blanks (of the authority), questions and approvals it still lacks; whether something was decided since."""

    scenario: str
    is_current: bool
    blanks: int = 0
    questions: int = 0
    approvals: int = 0
    is_decided_since: bool = False


class Workbook(Struct, frozen=True):
    """A workbook of the evaluation: the id of its lot ("" where there are no lots), and what it is: complete, the copy
    of one evaluator, what several decide together, or one in which something was typed or nothing yet."""

    lot: str
    kind: Literal["scored", "copy", "together", "begun", "empty"]


class ProcurementFiles(Struct, frozen=True):
    """What lies in the folder of a procurement: ``names`` are all its files below it, hidden ones left out.

    ``is_changed`` says that the facts are others than in the last set that was issued; ``wanted`` are provisions that
    answers to Tenderers change and no set has changed since; ``workbooks`` those of the evaluation, ``lots`` the ids of
    all lots, ``is_scoped`` whether somebody has judged the risks in the worksheet, ``risk_differs`` the worksheet that
    comes to another risk than the facts state, ``subject`` what is bought, ``names_scenario`` whether the facts name a
    scenario.
    """

    folder: str
    names: tuple[str, ...]
    draft: DraftState | None = None
    issued: tuple[IssuedSet, ...] = ()
    is_changed: bool = False
    wanted: tuple[str, ...] = ()
    workbooks: Mapping[str, Workbook] = MappingProxyType({})
    is_scoped: bool = False
    risk_differs: str = ""
    subject: str = ""
    names_scenario: bool = False
    lots: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """What is judged and awarded by itself: each lot, or the whole under no name."""
        return self.lots or ("",)

    @property
    def scored(self) -> dict[str, str]:
        """The evaluations that can be counted, each with its lot."""
        return {name: one.lot for name, one in self.workbooks.items() if one.kind == "scored"}

    def below(self, step: str) -> list[str]:
        return [name for name in self.names if name.startswith(f"{step}/")]

    def path(self, name: str) -> str:
        """A path below the folder, as it is typed after a command."""
        return quoted(os.path.normpath(os.path.join(self.folder, name)))


class Step(Struct, frozen=True):
    """One step: its state, what there is to say of it, and the command (or, in words, the deed) that comes next."""

    step: str
    state: StepState
    said: str
    next: str = ""


def quoted(text: str) -> str:
    """A text as one word of a command line."""
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    return shlex.quote(text)


def steps(found: ProcurementFiles) -> list[Step]:
    """Every step, in order."""
    each: Mapping[str, Callable[[ProcurementFiles], tuple[StepState, str, str]]] = {
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


def _risks(found: ProcurementFiles) -> tuple[StepState, str, str]:
    sheets = [name for name in found.below(RISKS_STEP) if name.endswith(".xlsx")]
    if not sheets:
        if not found.subject:  # without it the worksheet would come blank
            return "open", "no worksheet", f"write what is bought into {found.path(PROCEDURE_FILE)}, at `subject`"
        product = quoted(found.subject)
        return "open", "no worksheet", f"ddtender risks -o {found.path('risks/risks.xlsx')} --product {product}"
    if not found.is_scoped:
        return "begun", "no risk in its last step is judged yet", f"fill in {found.path(sheets[0])}"
    if found.risk_differs:
        check = f"ddtender risks {found.path(found.risk_differs)} --check --procedure {found.path(PROCEDURE_FILE)}"
        return "done", f"risks are judged; {PROCEDURE_FILE} does not state what they come to: {check}", ""
    return "done", "risks are judged", ""


def _market(found: ProcurementFiles) -> tuple[StepState, str, str]:
    there, facts = found.below(MARKET_STEP), found.path(PROCEDURE_FILE)
    returned = sum(name.startswith(f"{RETURNED}/") for name in there)
    if f"{MARKET_STEP}/assessment.json" in there:
        return "done", f"assessed; {_count(returned, 'form')} returned", ""
    if returned:
        command = f"ddtender assess {found.path(RETURNED)} --procedure {facts} -o {found.path(MARKET_STEP)}"
        return "begun", f"{_count(returned, 'form')} returned, not assessed", command
    if there:
        return "begun", "asked; no form has come back", f"put what suppliers return into {found.path(RETURNED)}"
    command = f"ddtender questionnaire --procedure {facts} -o {found.path('market/questionnaire.docx')}"
    return "open", "nobody was asked", command


def _tender(found: ProcurementFiles) -> tuple[StepState, str, str]:
    draft = found.draft
    assessed = f"{MARKET_STEP}/assessment.json"
    if draft is not None:
        which = f"--scenario {quoted(draft.scenario)}"
    elif assessed in found.names:
        which = f"--scenario-from {found.path(assessed)}"
    else:
        which = "" if found.names_scenario else "--scenario low|medium|high"
    build = " ".join(filter(None, ("ddtender build", which, "--procedure", found.path(PROCEDURE_FILE))))
    if found.issued and not found.is_changed and not (draft and draft.is_current):
        return "done", f"as issued in set {found.issued[-1].number}", ""  # who has won asks for no other draft
    if draft is None:
        return "open", "no draft", build
    if not draft.is_current:
        return "begun", f"{PROCEDURE_FILE} has changed since the draft was built", build
    if draft.blanks:
        return (
            "begun",
            f"{_count(draft.blanks, 'blank')} open",
            f"fill in {found.path(PROCEDURE_FILE)}, then build again",
        )
    if draft.questions and draft.is_decided_since:
        return "begun", "something was decided since the draft was built", build
    if draft.questions:
        return "begun", f"{_count(draft.questions, 'question')} not decided", _decide(found)
    if draft.approvals:
        return "begun", f"{_count(draft.approvals, 'text')} of the library not approved", "ddtender status"
    return "done", f"scenario {draft.scenario}; nothing is open", ""


def _decide(found: ProcurementFiles) -> str:
    return f"ddtender decide --procedure {found.path(PROCEDURE_FILE)}"


def _issued(found: ProcurementFiles) -> tuple[StepState, str, str]:
    issue = f"ddtender issue {quoted(found.folder)} {_WHO}"
    if not found.issued:
        return "open", "nothing was issued", issue
    last = found.issued[-1].number
    if broken := next((one for one in found.issued if any(True for _ in altered(one))), None):
        return "begun", f"{broken.name} is not as it was sealed", "restore it from a backup"
    if found.wanted:
        what = f"answers to Tenderers change {', '.join(found.wanted)}"
        return "begun", what, f'{"" if found.is_changed else "make the change, then: "}{issue} --why "…"'
    if found.is_changed:
        return "begun", f"{PROCEDURE_FILE} has changed since set {last} was issued", f'{issue} --why "…"'
    on = found.issued[-1].seal.on.isoformat() if found.issued[-1].seal else "an unknown day"
    return "done", f"set {last} of {on}", ""


def _evaluation(found: ProcurementFiles) -> tuple[StepState, str, str]:
    sheets = [name for name in found.below(EVALUATION_STEP) if name.endswith(".xlsx")]
    if not sheets:
        made = found.issued[-1].name if found.issued else DRAFT_STEP
        books = " and ".join(found.path(f"{made}/{of_part('evaluation.xlsx', _of_lot(lot))}") for lot in found.parts)
        them = "them" if len(found.parts) > 1 else "it"
        return "open", "no workbook", f"copy {books} into {found.path(EVALUATION_STEP)} and fill {them} in"
    waiting = [lot for lot in found.parts if lot not in found.scored.values()]
    said = f"{_count(len(found.scored), 'workbook')} complete" if found.scored else "no workbook is complete"
    if not waiting:
        return "done", said, ""
    if found.scored:
        said = f"{said}, none of {_lots(waiting)}"
    return "begun", said, _to_score(found, waiting[0])


def _to_score(found: ProcurementFiles, lot: str) -> str:
    """What brings the evaluation of a lot on: judged together where evaluators have copies, else by itself."""
    of = {name: one.kind for name, one in found.workbooks.items() if one.lot == lot}
    copies = [found.path(name) for name, kind in of.items() if kind == "copy"]
    together = [name for name, kind in of.items() if kind == "together"]
    if copies and not together:
        target = f"{EVALUATION_STEP}/{of_part('consensus.xlsx', _of_lot(lot))}"
        return f"ddtender evaluate --consensus {' '.join(copies)} -o {found.path(target)}"
    begun = [*together, *(name for name, kind in of.items() if kind == "begun")]
    if begun:
        return f"ddtender evaluate {found.path(begun[0])} --procedure {found.path(PROCEDURE_FILE)}"
    if empty := [name for name, kind in of.items() if kind == "empty"]:
        return f"fill in {found.path(empty[0])}"
    what = f"the workbook of lot {lot}" if lot else "the workbook"
    return f"copy {what} into {found.path(EVALUATION_STEP)} and fill it in"


def _award(found: ProcurementFiles) -> tuple[StepState, str, str]:
    there = [name for name in found.below(AWARD_STEP) if name.endswith(".docx")]
    facts, annexes, letters = f"--procedure {found.path(PROCEDURE_FILE)}", 0, 0
    for lot in found.parts:
        sheet = next((name for name, of in found.scored.items() if of == lot), None)
        count = f"ddtender evaluate {found.path(sheet or f'{EVALUATION_STEP}/evaluation.xlsx')}"
        annex = f"{AWARD_STEP}/{of_part('annex.docx', _of_lot(lot))}"
        folder = f"{AWARD_STEP}/{_of_lot(lot)}" if lot else AWARD_STEP
        own = [name for name in there if name.rpartition("/")[0] == folder and name != annex]
        of = f" of lot {lot}" if lot else ""
        state: StepState = "begun" if there else "open"
        if annex not in there and not own:
            more = f"-o {found.path(annex)} --letters {found.path(folder)}"
            return state, f"no annex{of}, no letters", f"{count} {more} {facts}"
        if annex not in there:
            return "begun", f"no annex{of}", f"{count} -o {found.path(annex)} {facts}"
        if not own:
            return "begun", f"no letter{of}", f"{count} --letters {found.path(folder)} {facts}"
        annexes, letters = annexes + 1, letters + len(own)
    what = "annex" if annexes == 1 else _count(annexes, "annexe")
    return "done", f"{what} and {_count(letters, 'letter')}", ""


def _contracts(found: ProcurementFiles) -> tuple[StepState, str, str]:
    there = [PurePosixPath(name) for name in found.below(CONTRACTS_STEP)]
    folders = sorted({name.parts[1] for name in there if len(name.parts) > 2})
    hand_over = f"ddtender award {quoted(found.folder)} {_WHO}"
    if not folders:
        return "open", "no contract", hand_over
    names = {str(name) for name in there}
    lacking = [one for one in folders if f"{CONTRACTS_STEP}/{one}/contract.docx" not in names]
    lacking += [one for one in folders if not any(n.startswith(_register_in(one)) for n in names)]
    if lacking:
        return "begun", f"contract or register is missing in {lacking[0]}", hand_over
    if waiting := [lot for lot in found.lots if not any(one.startswith(f"{lot}-") for one in folders)]:
        return "begun", f"{_count(len(folders), 'contract')}, none of {_lots(waiting)}", hand_over
    registers = [
        name for name in names if name.endswith(".xlsx") and any(map(name.startswith, map(_register_in, folders)))
    ]
    look = f"ddtender kpis {found.path(registers[0])}"
    if len(registers) > 1:  # also of one Contract: what was extended has two, and the portfolio knows which one counts
        look = f"ddtender portfolio {found.path(CONTRACTS_STEP)}"
    return "done", f"{_count(len(folders), 'contract')}; from now on: {look}", ""


def _register_in(folder: str) -> str:
    """How the registers of a Contract begin: that of the beginning, and those that continue it."""
    return f"{CONTRACTS_STEP}/{folder}/kpi-register"


def _of_lot(lot: str) -> str:
    return f"lot-{lot}" if lot else ""


def _lots(ids: Sequence[str]) -> str:
    return f"lot {ids[0]}" if len(ids) == 1 else f"lots {', '.join(ids)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
