"""A duty to hand in a report, a list or an assessment needs a measure of whether it came in time."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.duties import reporting
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind

REPORTING_WITHOUT_KPI = Code(
    "reporting-without-kpi",
    Topic.CONTRACT,
    Severity.ERROR,
    "A clause asks for a report or a document, and no KPI measures its timeliness.",
    why="A duty without a measure is where due diligence dies after award.",
    mend="Add a KPI with `aspect: timeliness`.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = reporting(wording.lexicon)
    for provision in wording.provisions:
        if provision.kind is not Kind.CONTRACT or any(kpi.aspect == "timeliness" for kpi in provision.kpis):
            continue
        if document := known.duty_in(provision.title, provision.wording):
            message = f"no KPI measures whether this clause ('{document}') is performed in time"
            hint = "Add a KPI with `aspect: timeliness`."
            yield Diagnostic(REPORTING_WITHOUT_KPI, provision.place("kpis"), message, hint)
