"""A retired provision is kept for the contracts that have it, not for new ones."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision

RETIRED_IN_USE = Code(
    "retired-in-use",
    Topic.HISTORY,
    Severity.ERROR,
    "A scenario or procedure uses a provision that is retired.",
    why="It was retired for a reason, which stands in its file.",
    mend="Use its successor, or take `retired` out of the file.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        for composed in draft.provisions:
            if why := composed.provision.retired:
                said = f"'{composed.provision.id}' is retired: {why}"
                places = {"provision": NamedProvision(composed.provision.id), "why": str(why)}
                message = Message(said, "messages.retired_in_use", **places)
                yield Diagnostic(RETIRED_IN_USE, composed.location, message, "Use another provision here.")
