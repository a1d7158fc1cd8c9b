"""A duty to hand in a report, a list or an assessment needs a measure of whether it came in time."""

import re
from collections.abc import Iterator
from functools import cache

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind
from ddtender.words import Lexicon

REPORTING_WITHOUT_KPI = Code(
    "reporting-without-kpi",
    Topic.CONTRACT,
    Severity.ERROR,
    "A clause asks for a report or a document, and no KPI measures its timeliness.",
    why="A duty without a measure is where due diligence dies after award.",
    mend="Add a KPI with `aspect: timeliness`.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    documents, others, duty = (_any_of(wording.lexicon, f"duties.{name}") for name in ("documents", "others", "shall"))
    for provision in wording.provisions:
        if provision.kind is not Kind.CONTRACT or any(kpi.aspect == "timeliness" for kpi in provision.kpis):
            continue
        text = others.sub(" ", provision.wording)
        document = documents.search(others.sub(" ", provision.title.casefold())) or documents.search(text)
        if document and duty.search(text):
            message = f"no KPI measures whether this clause ('{document.group()}') is performed in time"
            hint = "Add a KPI with `aspect: timeliness`."
            yield Diagnostic(REPORTING_WITHOUT_KPI, provision.place("kpis"), message, hint)


@cache
def _any_of(lexicon: Lexicon, key: str) -> re.Pattern[str]:
    return re.compile(rf"\b{lexicon.one_of(key)}\b")
