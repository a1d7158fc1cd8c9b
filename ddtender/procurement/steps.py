"""How far a procurement is, in the officer's order, told from the files in its folder and from nothing else."""

from __future__ import annotations

import os
import shlex
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
)
from ddtender.procurement.sealed import IssuedSet, altered

StepState = Literal["open", "begun", "done"]
_WHO = '--by NAME --role "ROLE"'


class DraftState(Struct, frozen=True):
    """The draft that lies in the folder: its scenario, whether it was made from the procedure file as it is, and how
    many blanks (of the authority), questions and approvals it still lacks."""

    scenario: str
    is_current: bool
    blanks: int = 0
    questions: int = 0
    approvals: int = 0


class ProcurementFiles(Struct, frozen=True):
    """What lies in the folder of a procurement: ``names`` are all its files below it, hidden ones left out.

    ``is_changed`` says that the facts are others than in the last set that was issued; ``wanted`` are provisions that
    answers to Tenderers change and no set has changed since; ``scored`` the evaluations that can be counted, and
    ``is_scoped`` whether somebody has judged the risks in the worksheet, ``risk_differs`` the worksheet that comes to
    another risk than the facts state, ``subject`` what is bought, ``names_scenario`` whether the facts name a scenario.
    """

    folder: str
    names: tuple[str, ...]
    draft: DraftState | None = None
    issued: tuple[IssuedSet, ...] = ()
    is_changed: bool = False
    wanted: tuple[str, ...] = ()
    scored: tuple[str, ...] = ()
    is_scoped: bool = False
    risk_differs: str = ""
    subject: str = ""
    names_scenario: bool = False

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
        product = f" --product {quoted(found.subject)}" if found.subject else ""
        return "open", "no worksheet", f"ddtender risks -o {found.path('risks/risks.xlsx')}{product}"
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
        return "begun", f"answers to Tenderers change {', '.join(found.wanted)}", f'{issue} --why "…"'
    if found.is_changed:
        return "begun", f"{PROCEDURE_FILE} has changed since set {last} was issued", f'{issue} --why "…"'
    on = found.issued[-1].seal.on.isoformat() if found.issued[-1].seal else "an unknown day"
    return "done", f"set {last} of {on}", ""


def _evaluation(found: ProcurementFiles) -> tuple[StepState, str, str]:
    sheets = [name for name in found.below(EVALUATION_STEP) if name.endswith(".xlsx")]
    if not sheets:
        of = f"{found.issued[-1].name}/evaluation.xlsx" if found.issued else f"{DRAFT_STEP}/evaluation.xlsx"
        return "open", "no workbook", f"copy {found.path(of)} into {found.path(EVALUATION_STEP)} and fill it in"
    if not found.scored:
        return "begun", "no workbook is complete", f"ddtender evaluate {found.path(sheets[0])}"
    return "done", f"{_count(len(found.scored), 'workbook')} complete", ""


def _award(found: ProcurementFiles) -> tuple[StepState, str, str]:
    there = [name for name in found.below(AWARD_STEP) if name.endswith(".docx")]
    sheet = found.scored[0] if found.scored else f"{EVALUATION_STEP}/evaluation.xlsx"
    count, facts = f"ddtender evaluate {found.path(sheet)}", f"--procedure {found.path(PROCEDURE_FILE)}"
    if not there:
        annex = found.path(f"{AWARD_STEP}/annex.docx")
        return "open", "no annex, no letters", f"{count} -o {annex} --letters {found.path(AWARD_STEP)} {facts}"
    annex = f"{AWARD_STEP}/annex.docx"
    if annex not in there:
        return "begun", "no annex", f"{count} -o {found.path(annex)} {facts}"
    if len(there) == 1:
        return "begun", "no letter", f"{count} --letters {found.path(AWARD_STEP)} {facts}"
    return "done", f"annex and {_count(len(there) - 1, 'letter')}", ""


def _contracts(found: ProcurementFiles) -> tuple[StepState, str, str]:
    there = [PurePosixPath(name) for name in found.below(CONTRACTS_STEP)]
    folders = sorted({name.parts[1] for name in there if len(name.parts) > 2})
    if not folders:
        return "open", "no contract", _hand_over(found)
    names = {str(name) for name in there}
    lacking = [one for one in folders if f"{CONTRACTS_STEP}/{one}/contract.docx" not in names]
    lacking += [one for one in folders if f"{CONTRACTS_STEP}/{one}/kpi-register.xlsx" not in names]
    if lacking:
        return "begun", f"contract or register is missing in {lacking[0]}", _hand_over(found)
    register = found.path(f"{CONTRACTS_STEP}/{folders[0]}/kpi-register.xlsx")
    return "done", f"{_count(len(folders), 'contract')}; from now on: ddtender kpis {register}", ""


def _hand_over(found: ProcurementFiles) -> str:
    """What nobody does for the officer yet."""
    of = found.path(found.issued[-1].name if found.issued else DRAFT_STEP)
    return f"copy contract.docx, kpi-register.xlsx and kpi-calendar.ics of {of} into a folder of {CONTRACTS_STEP}/"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
