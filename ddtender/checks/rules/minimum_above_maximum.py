"""A minimum of points can be reached by somebody."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision

MINIMUM_ABOVE_MAXIMUM = Code(
    "minimum-above-maximum",
    Topic.COMPOSITION,
    Severity.ERROR,
    "The minimum points of an award criterion are more than its maximum points.",
    why="Every Tender would be rejected.",
    mend="Lower the minimum under `award.minimum`, or give the criterion more points.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        award = draft.award
        for id_, minimum, place in award.minimum if award else ():
            most = award.of(id_) if award else None
            if most is not None and minimum > most:
                said = f"'{id_}' has a minimum of {minimum:f} points, and {most:f} at most"
                places = {"criterion": NamedProvision(id_), "minimum": minimum, "most": most}
                message = Message(said, "messages.minimum_above_maximum", **places)
                yield Diagnostic(MINIMUM_ABOVE_MAXIMUM, place, message, MINIMUM_ABOVE_MAXIMUM.mend)
