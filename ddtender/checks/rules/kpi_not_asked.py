"""A Contractor is measured only by what the clause says, so each KPI quotes the words that it rests on."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.passages import stands_in
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model.text import normalised


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        for n, kpi in enumerate(provision.kpis):
            quote = normalised(kpi.asks.replace("*", ""))
            if not quote or not stands_in(quote, provision.wording):
                message = (
                    f"the clause of the KPI '{kpi.id}' does not contain the words \"{' '.join(kpi.asks.split())}\""
                )
                hint = "Quote under `asks` words that stand in the clause, or remove the KPI."
                yield Diagnostic(Code.KPI_NOT_ASKED, provision.place("kpis", n, "asks"), message, hint)
