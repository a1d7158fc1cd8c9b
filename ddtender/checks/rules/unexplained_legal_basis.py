"""Where legal_bases.yaml explains provisions of law, it explains all that are cited."""

import re
from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.library.places import LEGAL_BASES

UNEXPLAINED_LEGAL_BASIS = Code(
    "unexplained-legal-basis",
    Topic.STRUCTURE,
    Severity.WARNING,
    "A provision cites a provision of law of which `legal_bases.yaml` says nothing.",
    why="The drafting note could not say why it is the legal basis, and a misspelt article would look right.",
    mend="Correct the citation, or add it with one sentence. A library without this file is not asked for it.",
)

_SIGNS = re.compile(r"\W+")


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    known = {_letters(basis.citation): basis.citation for basis in subject.library.legal_bases}
    if not known:
        return
    for provision in subject.library.provisions:
        for n, citation in enumerate(provision.legal_basis):
            near = known.get(_letters(citation))
            if near != citation and not provision.retired:
                message = f"{LEGAL_BASES} does not say why '{citation}' is a legal basis"
                hint = f"Write '{near}', as it stands there." if near else "Add it there, with one sentence."
                yield Diagnostic(UNEXPLAINED_LEGAL_BASIS, provision.place("legal_basis", n), message, hint)


def _letters(citation: str) -> str:
    """What is left of a citation when capitals do not count, nor what stands between numbers and words: 2(1)(1), not
    21(1)."""
    return " ".join(_SIGNS.split(citation.casefold())).strip()
