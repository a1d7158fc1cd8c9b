"""A stamp holds for the text that was read, not for a later one."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import State


def check(subject: Subject) -> Iterator[Diagnostic]:
    for id_, standing in subject.stamped.items():
        if standing.state is State.CHANGED and standing.review:
            by, version = standing.review.reviewer, standing.review.version
            message = f"'{id_}' has changed since {by} approved version {version}"
            hint = f"After a review: `ddtender approve {id_} --reviewer NAME`."
            yield Diagnostic(Code.STALE_APPROVAL, standing.provision.place("version"), message, hint)
