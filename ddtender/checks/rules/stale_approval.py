"""A stamp holds for the text that was read, not for a later one."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision
from ddtender.model import State

STALE_APPROVAL = Code(
    "stale-approval",
    Topic.HISTORY,
    Severity.WARNING,
    "A provision, or something else that binds, has changed since it was approved.",
    why="The reviewer has not seen the text that would be published. With --final this is an error.",
    mend="Have it reviewed, then run `ddtender approve ID --reviewer NAME`.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for id_, standing in subject.stamped.items():
        if standing.state is State.CHANGED and standing.review:
            by, version = standing.review.reviewer, standing.review.version
            said = f"'{id_}' has changed since {by} approved version {version}"
            places = {"provision": NamedProvision(id_), "by": by, "version": str(version)}
            message = Message(said, "messages.stale_approval.version", **places)
            hint = f"After a review: `ddtender approve {id_} --reviewer NAME`."
            yield Diagnostic(STALE_APPROVAL, standing.provision.place("version"), message, hint)
    for id_, one in subject.bound.items():
        if one.state is State.CHANGED and one.review:
            said = f"'{id_}' has changed since {one.review.reviewer} approved it"
            message = Message(said, "messages.stale_approval.other", id=id_, by=one.review.reviewer)
            hint = f"After a review: `ddtender approve {id_} --reviewer NAME`."
            yield Diagnostic(STALE_APPROVAL, one.place, message, hint)
