"""What decides who may take part earns no points: one requirement, one subject or one text is not both in one document.

Of criteria in different words only their authors know whether they look at the same; `tests` says it.
"""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind, Provision

SELECTION_AND_AWARD = Code(
    "selection-and-award",
    Topic.STRUCTURE,
    Severity.ERROR,
    "A selection and an award criterion of one scenario ask for the same, or say that they test the same.",
    why="What decides who may take part cannot earn points again.",
    mend="Keep it in one of the two places, or word the award criterion for what is offered, and `tests` with it.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        selected: dict[tuple[str, str], Provision] = {}
        for composed in draft.provisions:
            if composed.provision.kind is Kind.SELECTION:
                selected.update(dict.fromkeys(_demands(composed.provision), composed.provision))
        for composed in draft.provisions:
            if composed.provision.kind is Kind.AWARD:
                demand = next((d for d in _demands(composed.provision) if d in selected), None)
                if demand:
                    wanted = f"'{composed.provision.id}' gives points for what '{selected[demand].id}' requires"
                    tested = f" (both test '{demand[1]}')" if demand[0] == "test" else ""
                    message = f"{wanted}{tested} in scenario '{draft.scenario.name}'"
                    yield Diagnostic(SELECTION_AND_AWARD, composed.location, message, "Keep one of the two.")


def _demands(provision: Provision) -> Iterator[tuple[str, str]]:
    yield "requirement", provision.requirement
    if provision.saying:
        yield "text", provision.saying
    yield from (("test", subject) for subject in provision.tests)
