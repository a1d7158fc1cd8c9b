"""A Contractor is measured only by what the clause says, so each KPI quotes the words that it rests on."""

import re
from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.passages import as_written, normalised
from ddtender.diagnostics import Code, Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    for provision in subject.library.provisions:
        text = as_written(provision.body) if provision.kpis else ""
        for n, kpi in enumerate(provision.kpis):
            quote = normalised(kpi.asks.replace("*", ""))
            if not quote or not re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text):
                message = (
                    f"the clause of the KPI '{kpi.id}' does not contain the words \"{' '.join(kpi.asks.split())}\""
                )
                hint = "Quote under `asks` words that stand in the clause, or remove the KPI."
                yield Diagnostic(Code.KPI_NOT_ASKED, provision.place("kpis", n, "asks"), message, hint)
