"""What a build writes beside the Word documents, each read back before it is passed on."""

from __future__ import annotations

from ddtender.contract.calendar import calendar
from ddtender.contract.plan import register_plan
from ddtender.contract.reading import read_register
from ddtender.contract.register import register
from ddtender.diagnostics import Diagnostic, Location
from ddtender.evaluation.codes import EVALUATION_INCOMPLETE
from ddtender.evaluation.reading import read_evaluation
from ddtender.evaluation.tenders import evaluation_plan
from ddtender.evaluation.workbook import evaluation
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
    words = resolved.language
    plan = register_plan(resolved, words)
    if plan:
        made[REGISTER] = register(plan, stamp, words)
        filled, found = read_register(made[REGISTER], REGISTER)
        findings += _verified(REGISTER, found, filled is not None and filled.plan == plan)
        entries = calendar(plan, stamp, words)
        if entries is not None:
            made[CALENDAR] = entries
    judged = evaluation_plan(resolved, words)
    if judged:
        made[EVALUATION] = evaluation(judged, stamp, words)
        read, found = read_evaluation(made[EVALUATION], EVALUATION)
        # Points that the procedure leaves open are typed in later.
        found = [finding for finding in found if finding.code != EVALUATION_INCOMPLETE]
        findings += _verified(EVALUATION, found, read is not None and read.plan == judged)
    return made, findings


def _verified(name: str, found: list[Diagnostic], same: bool) -> list[Diagnostic]:
    """What is wrong with a workbook that was just made: no text of the library may break its way back."""
    hint = "Nothing was written. Please report it with the procedure file."
    messages = [finding.message for finding in found]
    if not messages and not same:
        messages = [f"{name} does not carry the plan it was made from"]
    return [Diagnostic(VERIFICATION_FAILED, Location(name), message, hint) for message in messages]
