"""What decides who may take part earns no points: one requirement, or one text, is not both in one document."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Kind, Provision


def check(subject: Subject) -> Iterator[Diagnostic]:
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
                    yield Diagnostic(Code.SELECTION_AND_AWARD, composed.location, message, "Keep one of the two.")


def _demands(provision: Provision) -> Iterator[str]:
    yield f"requirement {provision.requirement}"
    if provision.saying:
        yield f"text {provision.saying}"
