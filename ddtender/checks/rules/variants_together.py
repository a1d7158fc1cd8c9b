"""Variants word one obligation in different ways; a document has one of them."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Library, Provision

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
            earlier = chosen.setdefault(_base(subject.library, composed.provision), composed.provision)
            if earlier is not composed.provision:
                both = f"'{composed.provision.id}' and '{earlier.id}'"
                message = f"{both} are variants of one provision; scenario '{draft.scenario.name}' has both"
                yield Diagnostic(VARIANTS_TOGETHER, composed.location, message, "Keep the one that fits the scenario.")


def _base(library: Library, provision: Provision) -> str:
    """The id at the end of the chain of `variant_of`."""
    seen = {provision.id}
    while provision.variant_of and provision.variant_of not in seen:
        seen.add(provision.variant_of)
        if provision.variant_of not in library.by_id:
            return provision.variant_of
        provision = library.by_id[provision.variant_of]
    return provision.id
