"""A clause that has promises carried out needs a document in which somebody promises something."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

CLAUSE_WITHOUT_PROMISE = Code(
    "clause-without-promise",
    Topic.CONTRACT,
    Severity.ERROR,
    "A clause has promises carried out, and nothing in the scenario takes one into account.",
    why="The Contractor would report for years on what nobody promised, and the KPI could never be met.",
    mend="Drop the clause as well, or keep one of the criteria that its `carries_out` names.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    if any(not id_.startswith("contract.") for id_ in subject.library.broken_ids):
        return  # the promise may stand in a file that cannot be read
    seen = set()
    for draft in sorted(subject.drafts, key=lambda draft: draft.procedure is not None):
        promised = {composed.provision.id for composed in draft.provisions if composed.provision.promises}
        for composed in draft.provisions:
            clause = composed.provision
            found = (draft.scenario.name, clause.id)
            told = {reference.target for reference in clause.references}  # of what it refers to, another rule tells
            if clause.carries_out and found not in seen and (promised | told).isdisjoint(clause.carries_out):
                seen.add(found)
                message = f"nothing is promised in {draft.named} that '{clause.id}' could have carried out"
                hint = f"Drop '{clause.id}' as well, or keep one of: {', '.join(clause.carries_out)}."
                yield Diagnostic(CLAUSE_WITHOUT_PROMISE, composed.location, message, hint)
