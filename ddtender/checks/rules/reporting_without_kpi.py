"""A duty to hand in a report, a list or an assessment needs a measure of whether it came in time."""

import re
from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Kind

_DOCUMENT = re.compile(r"\b(?:reports?|reporting|lists?|assessments?)\b")
_DUTY = re.compile(r"\bshall\b")


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if provision.kind is not Kind.CONTRACT or any(kpi.aspect == "timeliness" for kpi in provision.kpis):
            continue
        text = provision.wording
        document = _DOCUMENT.search(provision.title.casefold()) or _DOCUMENT.search(text)
        if document and _DUTY.search(text):
            message = f"no KPI measures whether this clause ('{document.group()}') is performed in time"
            hint = "Add a KPI with `aspect: timeliness`."
            yield Diagnostic(Code.REPORTING_WITHOUT_KPI, provision.place("kpis"), message, hint)
