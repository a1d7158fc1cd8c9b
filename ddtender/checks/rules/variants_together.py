"""Variants word one obligation in different ways; a document has one of them."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Provision

VARIANTS_TOGETHER = Code(
    "variants-together",
    Topic.STRUCTURE,
    Severity.ERROR,
    "A provision and a variant of it stand in the same scenario.",
    why="Two wordings of one obligation contradict each other.",
    mend="Keep the one that fits the scenario.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        chosen: dict[str, Provision] = {}
        for composed in draft.provisions:
            earlier = chosen.setdefault(subject.library.base_of(composed.provision), composed.provision)
            if earlier is not composed.provision:
                both = f"'{composed.provision.id}' and '{earlier.id}'"
                message = f"{both} are variants of one provision; scenario '{draft.scenario.name}' has both"
                yield Diagnostic(VARIANTS_TOGETHER, composed.location, message, "Keep the one that fits the scenario.")
