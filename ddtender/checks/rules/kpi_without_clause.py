"""Only a clause of the contract can be measured during the contract."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind

KPI_WITHOUT_CLAUSE = Code(
    "kpi-without-clause",
    Topic.CONTRACT,
    Severity.ERROR,
    "A KPI stands under something that is not a contract clause.",
    why="Only a clause of the contract can be monitored during the contract.",
    mend="Move the KPI to the clause whose performance it measures.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if provision.kind is not Kind.CONTRACT:
            for kpi in provision.kpis:
                message = f"the KPI '{kpi.id}' stands under {provision.kind.with_article}"
                hint = "Move it to the contract clause whose performance it measures."
                yield Diagnostic(KPI_WITHOUT_CLAUSE, kpi.location, message, hint)
