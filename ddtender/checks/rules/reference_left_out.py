"""A document must contain what it refers to. Definitions are no part of this: they come with their terms."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind

REFERENCE_LEFT_OUT = Code(
    "reference-left-out",
    Topic.STRUCTURE,
    Severity.ERROR,
    "A reference points to a provision that the scenario leaves out.",
    why="The reader of the document would look for a provision that is not in it.",
    mend="Add the provision to the scenario, or use a variant of the referring provision that does without.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    seen = set()
    for draft in sorted(subject.drafts, key=lambda draft: draft.procedure is not None):
        present = {composed.provision.id for composed in draft.provisions}
        for provision in (*(composed.provision for composed in draft.provisions), *draft.definitions):
            for reference in provision.references:
                target = subject.library.by_id.get(reference.target)
                found = (draft.scenario.name, reference.location)
                if target and target.kind is not Kind.DEFINITION and target.id not in present and found not in seen:
                    seen.add(found)
                    message = f"'{provision.id}' refers to '{target.id}', which {draft.named} leaves out"
                    hint = f"Add '{target.id}' to it, or use a variant of '{provision.id}' that does without."
                    yield Diagnostic(REFERENCE_LEFT_OUT, reference.location, message, hint)
