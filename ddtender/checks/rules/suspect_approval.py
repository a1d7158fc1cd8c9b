"""The same words can mean something else when what they refer to has changed."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision
from ddtender.model import State

SUSPECT_APPROVAL = Code(
    "suspect-approval",
    Topic.HISTORY,
    Severity.WARNING,
    "Something that an approved provision refers to has changed since.",
    why="The words are the same, but they may no longer mean the same. With --final this is an error.",
    mend="Have it looked at again, then run `ddtender approve ID --reviewer NAME`.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for id_, standing in subject.stamped.items():
        if standing.state is State.SUSPECT:
            said = f"'{id_}' is approved, but what it refers to has changed: {', '.join(standing.suspects)}"
            places = {"provision": NamedProvision(id_), "changed": tuple(map(NamedProvision, standing.suspects))}
            message = Message(said, "messages.suspect_approval", **places)
            hint = f"After a review: `ddtender approve {id_} --reviewer NAME`."
            yield Diagnostic(SUSPECT_APPROVAL, standing.provision.place("id"), message, hint)
