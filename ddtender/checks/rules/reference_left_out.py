"""A document must contain what it refers to. Definitions are no part of this: they come with their terms."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision
from ddtender.model import Kind, Library, Provision

REFERENCE_LEFT_OUT = Code(
    "reference-left-out",
    Topic.STRUCTURE,
    Severity.ERROR,
    "A reference points to a provision that the scenario leaves out.",
    why="The reader of the document would look for a provision that is not in it.",
    mend="Add the provision, use a variant of the one that refers to it, or leave both out.",
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
                    said = f"'{provision.id}' refers to '{target.id}', which {draft.named} leaves out"
                    places = {"provision": NamedProvision(provision.id), "target": NamedProvision(target.id)}
                    message = Message(said, "messages.reference_left_out", **places)
                    hint = f"Add '{target.id}' to it, or {_otherwise(subject.library, provision, target)}."
                    yield Diagnostic(REFERENCE_LEFT_OUT, reference.location, message, hint)


def _otherwise(library: Library, provision: Provision, target: Provision) -> str:
    """What can be done with the provision that refers to what is left out."""
    if provision.kind is Kind.DEFINITION:
        return f"take the reference out of '{provision.id}'"
    for other in library.provisions:
        alike = other.variant_of == provision.id or provision.variant_of in (other.id, other.variant_of or "")
        if alike and not other.retired and target.id not in {reference.target for reference in other.references}:
            return f"use '{other.id}' in place of '{provision.id}'"
    return f"leave '{provision.id}' out as well"
