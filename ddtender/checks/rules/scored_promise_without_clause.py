"""What a Tenderer promises is worth its points only if the Contractor can be held to it."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import DraftDocument, Kind

SCORED_PROMISE_WITHOUT_CLAUSE = Code(
    "scored-promise-without-clause",
    Topic.CONTRACT,
    Severity.ERROR,
    "A specification or criterion takes a promise into account, and no clause of the scenario has it carried out.",
    why="A promise that nobody can enforce makes the award open to challenge, and is soon forgotten.",
    mend="Add a clause with a KPI whose `carries_out` names it; if nothing is promised, take `promise` out.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    if any(id_.startswith("contract.") for id_ in subject.library.broken_ids):
        return  # the clause may be the one that cannot be read
    seen = set()
    for draft in sorted(subject.drafts, key=lambda draft: draft.procedure is not None):
        measured, unmeasured = _carried_out(draft)
        for composed in draft.provisions:
            id_ = composed.provision.id
            if composed.provision.promises and id_ not in measured and (draft.scenario.name, id_) not in seen:
                seen.add((draft.scenario.name, id_))
                without = f"has no KPI in '{unmeasured[id_]}'" if id_ in unmeasured else "is carried out by no clause"
                message = f"what is promised for '{id_}' {without} of {draft.named}"
                hint = f"Add a contract clause with a KPI, and `carries_out: [{id_}]` in it."
                yield Diagnostic(SCORED_PROMISE_WITHOUT_CLAUSE, composed.location, message, hint)


def _carried_out(draft: DraftDocument) -> tuple[set[str], dict[str, str]]:
    """The ids whose promises a clause with a KPI has carried out; those of a clause without one, with its id."""
    measured: set[str] = set()
    unmeasured: dict[str, str] = {}
    for composed in draft.provisions:
        clause = composed.provision
        if clause.kind is Kind.CONTRACT and clause.carries_out:
            if clause.kpis:
                measured.update(clause.carries_out)
            else:
                unmeasured.update(dict.fromkeys(clause.carries_out, clause.id))
    return measured, unmeasured
