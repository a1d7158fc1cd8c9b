"""What a build writes beside the Word documents, each read back before it is passed on."""

from __future__ import annotations

from ddtender.contract.calendar import calendar
from ddtender.contract.plan import register_plan
from ddtender.contract.reading import read_register
from ddtender.contract.register import register
from ddtender.diagnostics import Diagnostic, Location
from ddtender.evaluation.codes import EVALUATION_INCOMPLETE
from ddtender.evaluation.planning import evaluation_plan
from ddtender.evaluation.reading import read_evaluation
from ddtender.evaluation.workbook import evaluation
from ddtender.library.places import of_part
from ddtender.resolve.values import ResolvedDocument
from ddtender.stamp import Stamp
from ddtender.verify.codes import VERIFICATION_FAILED

REGISTER, CALENDAR, EVALUATION = "kpi-register.xlsx", "kpi-calendar.ics", "evaluation.xlsx"


def outputs(resolved: ResolvedDocument, stamp: Stamp) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The workbooks and the calendar of a composition by file name, with every finding.

    There is no register without a KPI, no calendar without a date, no evaluation without a criterion.
    """
    made: dict[str, bytes] = {}
    findings: list[Diagnostic] = []
    for contract in resolved.each_contract:
        findings += _of_contract(contract, stamp, made)
    for lot in resolved.each_lot:
        findings += _of_lot(lot, stamp, made)
    return made, findings


def _of_contract(resolved: ResolvedDocument, stamp: Stamp, made: dict[str, bytes]) -> list[Diagnostic]:
    """Register and calendar of one contract."""
    words, name = resolved.language, of_part(REGISTER, resolved.draft.part)
    plan = register_plan(resolved, words)
    if plan is None:
        return []
    made[name] = register(plan, stamp, words)
    filled, found = read_register(made[name], name, languages=lambda _: words)
    entries = calendar(plan, stamp, words)
    if entries is not None:
        made[of_part(CALENDAR, resolved.draft.part)] = entries
    return _verified(name, found, filled is not None and filled.plan == plan)


def _of_lot(resolved: ResolvedDocument, stamp: Stamp, made: dict[str, bytes]) -> list[Diagnostic]:
    """The evaluation of one lot."""
    words, name = resolved.language, of_part(EVALUATION, resolved.draft.part)
    judged = evaluation_plan(resolved, words)
    if judged is None:
        return []
    made[name] = evaluation(judged, stamp, words)
    read, found = read_evaluation(made[name], name, lambda _: words)
    # Points that the procedure leaves open are typed in later.
    found = [finding for finding in found if finding.code != EVALUATION_INCOMPLETE]
    return _verified(name, found, read is not None and read.plan == judged)


def _verified(name: str, found: list[Diagnostic], same: bool) -> list[Diagnostic]:
    """What is wrong with a workbook that was just made: no text of the library may break its way back."""
    hint = "Nothing was written. Please report it with the procedure file."
    messages = [finding.message for finding in found]
    if not messages and not same:
        messages = [f"{name} does not carry the plan it was made from"]
    return [Diagnostic(VERIFICATION_FAILED, Location(name), message, hint) for message in messages]
