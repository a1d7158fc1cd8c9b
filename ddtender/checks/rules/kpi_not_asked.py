"""A Contractor is measured only by what the clause says, so each KPI quotes the words that it rests on."""

import re
from collections.abc import Iterator
from functools import cache

from ddtender.checks import Wording
from ddtender.checks.passages import places_of
from ddtender.checks.sentences import around
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kpi
from ddtender.model.text import normalised
from ddtender.words import Lexicon

KPI_NOT_ASKED = Code(
    "kpi-not-asked",
    Topic.CONTRACT,
    Severity.ERROR,
    "A KPI measures something its clause does not ask for, or says that it does not ask for.",
    why="A Contractor cannot be held to a measure that the contract does not contain.",
    mend="Quote under `asks` the words of the clause that the KPI rests on; they must stand in its text.",
)

#: Commas end what a negation denies, unless they enclose something.
_ENCLOSED = re.compile(r",[^,]*,")
#: How far a negation reaches over the words of a duty that is named and lifted.
_REACH = 9
#: So many letters before a duty have who is bound.
_BEFORE = 120


class Denying:
    """How a language takes back what a clause asks for."""

    def __init__(self, lexicon: Lexicon) -> None:
        #: Before the words; after them; before them, as a condition that is up to somebody; in the next sentence.
        self.denied, self.lifted, self.at_will, self.withdrawn = (
            lexicon.expression(name) for name in ("denied", "lifted", "at_will", "withdrawn")
        )
        #: Right before a duty: whose it is, if not the Contractor's.
        self.others = lexicon.expression("others_before")
        #: What somebody may do, and what somebody must.
        self.allowed, self.bound = (lexicon.expression(name) for name in ("allowed", "bound_to"))

    def denies(self, clause: str, start: int, end: int) -> bool:
        """Whether a clause says that the words of a quotation do not hold."""
        begins, stop = around(clause, start, end)
        sentence = clause[begins:start]
        near = " ".join(_ENCLOSED.sub(" ", sentence).rpartition(",")[2].split()[-_REACH:])
        after = clause[end:stop]
        following = clause[stop + 1 :]
        return bool(
            self.denied.search(near)
            or self.lifted.search(after)
            or self.at_will.search(sentence)
            or self.withdrawn.match(following)
            or (self.allowed.search(sentence) and not self.bound.search(clause[begins:end]))
        )

    def binds_another(self, clause: str, start: int, end: int) -> bool:
        """Whether the words of a quotation are somebody else's duty; what the Contractor sees to is its own."""
        begins, _ = around(clause, start, end)
        duties = [match.start() for match in self.bound.finditer(clause, begins, end)]
        return bool(duties) and all(self.others.search(clause, max(begins, at - _BEFORE), at) for at in duties)


denying = cache(Denying)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    quoted = []
    for provision in wording.provisions:
        for n, kpi in enumerate(provision.kpis):
            quote = normalised(kpi.asks.replace("*", ""))
            places = [*places_of(quote, provision.wording)] if quote else []
            if places:
                quoted.append((provision, n, kpi, len(quote), places))
                continue
            message = f"the clause of the KPI '{kpi.id}' does not contain the words {_said(kpi)}"
            hint = "Quote under `asks` words that stand in the clause, or remove the KPI."
            yield Diagnostic(KPI_NOT_ASKED, provision.place("kpis", n, "asks"), message, hint)
    known = denying(wording.lexicon) if quoted else None
    for provision, n, kpi, length, places in quoted:
        if known and all(known.denies(provision.wording, at, at + length) for at in places):
            message = f"the clause of the KPI '{kpi.id}' denies the words {_said(kpi)}"
            hint = "Quote under `asks` a duty that the clause imposes, with all its words, or remove the KPI."
            yield Diagnostic(KPI_NOT_ASKED, provision.place("kpis", n, "asks"), message, hint)
        elif known and kpi.due and all(known.binds_another(provision.wording, at, at + length) for at in places):
            message = f"the clause of the KPI '{kpi.id}' asks somebody else than the Contractor for {_said(kpi)}"
            hint = "The register would call the Contractor late: quote a duty of the Contractor, or remove the KPI."
            yield Diagnostic(KPI_NOT_ASKED, provision.place("kpis", n, "asks"), message, hint)


def _said(kpi: Kpi) -> str:
    return f'"{" ".join(kpi.asks.split())}"'
