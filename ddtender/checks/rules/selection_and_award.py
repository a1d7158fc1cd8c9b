"""What decides who may take part earns no points: one requirement, or one text, is not both in one document."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind, Provision

SELECTION_AND_AWARD = Code(
    "selection-and-award",
    Topic.STRUCTURE,
    Severity.ERROR,
    "The same requirement is both a selection and an award criterion in one scenario.",
    why="What decides who may take part cannot earn points again (CJEU C-532/06, Lianakis).",
    mend="Keep it in one of the two places.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        selected: dict[str, Provision] = {}
        for composed in draft.provisions:
            if composed.provision.kind is Kind.SELECTION:
                selected.update(dict.fromkeys(_demands(composed.provision), composed.provision))
        for composed in draft.provisions:
            if composed.provision.kind is Kind.AWARD:
                twin = next((selected[d] for d in _demands(composed.provision) if d in selected), None)
                if twin:
                    wanted = f"'{composed.provision.id}' gives points for what '{twin.id}' requires"
                    message = f"{wanted} in scenario '{draft.scenario.name}'"
                    yield Diagnostic(SELECTION_AND_AWARD, composed.location, message, "Keep one of the two.")


def _demands(provision: Provision) -> Iterator[str]:
    yield f"requirement {provision.requirement}"
    if provision.saying:
        yield f"text {provision.saying}"
