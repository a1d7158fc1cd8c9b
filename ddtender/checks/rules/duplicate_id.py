"""An id names one thing: among the provisions, and among the reply forms."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Location


def check(subject: Subject) -> Iterator[Diagnostic]:
    for name, things in (("provision", subject.library.provisions), ("reply form", subject.library.reply_forms)):
        first: dict[str, Location] = {}
        for thing in things:
            earlier = first.setdefault(thing.id, thing.location)
            if earlier is not thing.location:
                message = f"another {name} has the id '{thing.id}' already"
                hint = f"It stands in {earlier.path}:{earlier.line}; give one of the two an id of its own."
                yield Diagnostic(Code.DUPLICATE_ID, thing.location, message, hint)
