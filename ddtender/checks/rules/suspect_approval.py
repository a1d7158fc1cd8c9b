"""The same words can mean something else when what they refer to has changed."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import State


def check(subject: Subject) -> Iterator[Diagnostic]:
    for id_, standing in subject.stamped.items():
        if standing.state is State.SUSPECT:
            message = f"'{id_}' is approved, but what it refers to has changed: {', '.join(standing.suspects)}"
            hint = f"After a review: `ddtender approve {id_} --reviewer NAME`."
            yield Diagnostic(Code.SUSPECT_APPROVAL, standing.provision.place("id"), message, hint)
