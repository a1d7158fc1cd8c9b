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

_NAMES = ("documents", "others")
#: So many letters before a duty have who is bound.
_BEFORE = 120


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = reporting(wording.lexicon)
    for provision in wording.provisions:
        if provision.kind is not Kind.CONTRACT or any(kpi.aspect == "timeliness" for kpi in provision.kpis):
            continue
        if document := known.duty_in(provision.title, provision.wording):
            message = f"no KPI measures whether this clause ('{document}') is performed in time"
            hint = "Add a KPI with `aspect: timeliness`."
            yield Diagnostic(REPORTING_WITHOUT_KPI, provision.place("kpis"), message, hint)


class Reporting:
    """How a language puts a duty to report on somebody."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.documents, self.others = (re.compile(rf"\b{lexicon.one_of(f'duties.{n}')}\b") for n in _NAMES)
        self.shall = re.compile(rf"\b{lexicon.one_of('duties.shall')}\b")
        self.duty, self.telling, self.of_the_buyer = (
            lexicon.expression(name) for name in ("reporting", "telling", "buyer_before")
        )

    def duty_in(self, title: str, clause: str) -> str:
        """The word for what a clause obliges the Contractor to hand in; empty if it obliges to nothing of the kind.

        A word alone is no duty: reports are read, lists are kept, and the buyer may owe one as well. Where the title
        names the document, what the clause has told or given is taken for it.
        """
        text = self.others.sub(" ", clause)
        for match in self.duty.finditer(text):
            if not self._is_the_buyers(text, match.start()):
                return self.documents.findall(match.group())[-1]
        named = self.documents.search(self.others.sub(" ", title.casefold()))
        told = any(not self._is_the_buyers(text, match.start()) for match in self.telling.finditer(text))
        return named.group() if named and told else ""

    def binds_the_buyer(self, sentence: str) -> bool:
        """Whether the duty of a sentence is the buyer's."""
        first = self.shall.search(sentence)
        return first is not None and self._is_the_buyers(sentence, first.start())

    def _is_the_buyers(self, text: str, at: int) -> bool:
        return bool(self.of_the_buyer.search(text, max(0, at - _BEFORE), at))


reporting = cache(Reporting)
