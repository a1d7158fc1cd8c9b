"""Only a clause of the contract can be measured during the contract."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Kind


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if provision.kind is not Kind.CONTRACT:
            for kpi in provision.kpis:
                message = f"the KPI '{kpi.id}' stands under {provision.kind.with_article}"
                hint = "Move it to the contract clause whose performance it measures."
                yield Diagnostic(Code.KPI_WITHOUT_CLAUSE, kpi.location, message, hint)
