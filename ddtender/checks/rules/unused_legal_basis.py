"""An explanation of a provision of law that nobody cites is a misspelling, or is left over."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

UNUSED_LEGAL_BASIS = Code(
    "unused-legal-basis",
    Topic.STRUCTURE,
    Severity.WARNING,
    "`legal_bases.yaml` explains a provision of law that no provision cites.",
    why="It is misspelt here or there, or was left behind when a provision was rewritten.",
    mend="Spell it as `legal_basis` does, or delete the entry.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    if subject.unread():
        return
    cited = {citation for provision in subject.library.provisions for citation in provision.legal_basis}
    for basis in subject.library.legal_bases:
        if basis.citation not in cited:
            message = f"no provision cites '{basis.citation}'"
            hint = "Spell it as `legal_basis` does, or delete the entry."
            yield Diagnostic(UNUSED_LEGAL_BASIS, basis.location, message, hint)
