"""A Contractor is measured only by what the clause says, so each KPI quotes the words that it rests on."""

import re
from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.passages import places_of
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model.text import normalised

KPI_NOT_ASKED = Code(
    "kpi-not-asked",
    Topic.CONTRACT,
    Severity.ERROR,
    "A KPI measures something its clause does not ask for, or says that it does not ask for.",
    why="A Contractor cannot be held to a measure that the contract does not contain.",
    mend="Quote under `asks` the words of the clause that the KPI rests on; they must stand in its text.",
)

#: What may stand between a negation and the words that it denies. Commas end it, unless they enclose something.
_SENTENCE = re.compile(r"[.;:!?](?=\s|$)")
_ENCLOSED = re.compile(r",[^,]*,")
_DENIED = re.compile(
    r"\b(?:not|never|nor|neither|cannot|nobody|nothing|need\s?n[o’']t|(?:shall|must|does|do|is|are)n[’']t|without"
    r"|no (?:longer|duty|obligation|need|contractor|party|one)|exempt(?:ed)? from|released from|free (?:to|from)"
    r"|waives?|instead of|rather than)\b"
)
#: A duty that is named and lifted: how far a negation reaches over its words.
_REACH = 9
#: What denies the quoted words when it follows them: "shall report … is not required".
_LIFTED = re.compile(
    r"^[^,]*?\b(?:(?:is|are|shall be) (?:not|no longer|never) (?:required|needed|necessary|mandatory)"
    r"|(?:is|are) (?:optional|voluntary|waived|dispensed with|unnecessary)|does not apply|do not apply|shall not apply"
    r"|if (?:it|he|she|they) (?:wish(?:es)?|so wish(?:es)?|choose[s]?|please[s]?))\b"
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        for n, kpi in enumerate(provision.kpis):
            quote = normalised(kpi.asks.replace("*", ""))
            shown = " ".join(kpi.asks.split())
            places = [*places_of(quote, provision.wording)] if quote else []
            if not places:
                message = f"the clause of the KPI '{kpi.id}' does not contain the words \"{shown}\""
                hint = "Quote under `asks` words that stand in the clause, or remove the KPI."
            elif all(_is_denied(provision.wording, at, at + len(quote)) for at in places):
                message = f"the clause of the KPI '{kpi.id}' denies the words \"{shown}\""
                hint = "Quote under `asks` a duty that the clause imposes, with all its words, or remove the KPI."
            else:
                continue
            yield Diagnostic(KPI_NOT_ASKED, provision.place("kpis", n, "asks"), message, hint)


def _is_denied(clause: str, start: int, end: int) -> bool:
    """Whether the sentence of a quotation says that it does not hold."""
    begins = max((match.end() for match in _SENTENCE.finditer(clause, 0, start)), default=0)
    stop = _SENTENCE.search(clause, end)
    before = _ENCLOSED.sub(" ", clause[begins:start]).rpartition(",")[2]
    after = clause[end : stop.start() if stop else len(clause)]
    return bool(_DENIED.search(" ".join(before.split()[-_REACH:])) or _LIFTED.search(after))
