"""A KPI that is not applied in a case names the case as its clause does."""

import re
from collections.abc import Iterator
from functools import cache

from ddtender.checks import Wording
from ddtender.checks.passages import PassagePart
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model.text import OBJECT
from ddtender.words import Lexicon
from ddtender.words.lexicon import folded

KPI_LEAVES_OUT = Code(
    "kpi-leaves-out",
    Topic.CONTRACT,
    Severity.WARNING,
    "A KPI is not applied in a case of which its clause says nothing.",
    why="The duty holds in that case, and nobody would measure it.",
    mend="Name the case in the words of the clause, or leave the exception out.",
)

#: Two words are one if they begin alike: so many letters.
_BEGINNING = 5
_WORD = re.compile(r"[^\W\d_]{4,}")


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if not provision.kpis:
            continue
        left_out, small, ours = _words(wording.lexicon)
        passages = wording.passages(provision)
        said = " ".join(passage.folded for passage in passages if passage.part is PassagePart.BODY)
        known = {word[:_BEGINNING] for word in _WORD.findall(said)} | (ours if OBJECT in said else frozenset())
        for passage in passages:
            if passage.part is not PassagePart.KPI:
                continue
            for match in left_out.finditer(passage.prose.text):
                strange = [word for word in _WORD.findall(folded(match["case"])) if word not in small]
                unsaid = [word for word in strange if word[:_BEGINNING] not in known]
                if unsaid:
                    message = (
                        f"a KPI of '{provision.id}' leaves out a case that the clause does not know: '{unsaid[0]}'"
                    )
                    place = passage.prose.locate(match.start())
                    yield Diagnostic(KPI_LEAVES_OUT, place, message, KPI_LEAVES_OUT.mend)


@cache
def _words(lexicon: Lexicon) -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    ours = frozenset(folded(word)[:_BEGINNING] for word in lexicon.needed("numbered.ours"))
    return lexicon.expression("left_out"), frozenset(map(folded, lexicon.needed("lawyers.small"))), ours
