"""What the author of a template has left in it for colleagues would be published with a final document."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    for template in subject.library.templates:
        for found in template.unmeant:
            yield Diagnostic(Code.NOT_FOR_PUBLICATION, found.location, found.message, found.hint)
