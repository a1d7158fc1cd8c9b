"""A Contractor is measured only by what the clause says, so each KPI quotes the words that it rests on."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model.text import normalised


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        for n, kpi in enumerate(provision.kpis):
            quote = normalised(kpi.asks.replace("*", ""))
            if not quote or not _stands_in(quote, provision.wording):
                message = (
                    f"the clause of the KPI '{kpi.id}' does not contain the words \"{' '.join(kpi.asks.split())}\""
                )
                hint = "Quote under `asks` words that stand in the clause, or remove the KPI."
                yield Diagnostic(Code.KPI_NOT_ASKED, provision.place("kpis", n, "asks"), message, hint)


def _stands_in(quote: str, text: str) -> bool:
    """Whether ``quote`` stands in ``text`` as whole words. (A regular expression for each quote takes ten times as
    long to compile as to search.)"""
    at = text.find(quote)
    while at >= 0:
        if not any(c.isalnum() or c == "_" for c in (text[at - 1 : at], text[at + len(quote) :][:1])):
            return True
        at = text.find(quote, at + 1)
    return False
