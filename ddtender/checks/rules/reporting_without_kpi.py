"""A duty to hand in a report, a list or an assessment needs a measure of whether it came in time."""

import re
from collections.abc import Iterator
from functools import cache

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Kind
from ddtender.words import Lexicon


def check(wording: Wording) -> Iterator[Diagnostic]:
    documents, duty = (_any_of(wording.lexicon, f"duties.{name}") for name in ("documents", "shall"))
    for provision in wording.provisions:
        if provision.kind is not Kind.CONTRACT or any(kpi.aspect == "timeliness" for kpi in provision.kpis):
            continue
        text = provision.wording
        document = documents.search(provision.title.casefold()) or documents.search(text)
        if document and duty.search(text):
            message = f"no KPI measures whether this clause ('{document.group()}') is performed in time"
            hint = "Add a KPI with `aspect: timeliness`."
            yield Diagnostic(Code.REPORTING_WITHOUT_KPI, provision.place("kpis"), message, hint)


@cache
def _any_of(lexicon: Lexicon, key: str) -> re.Pattern[str]:
    return re.compile(rf"\b{lexicon.one_of(key)}\b")
