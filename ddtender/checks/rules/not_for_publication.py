"""What the author of a template has left in it for colleagues would be published with a final document."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

NOT_FOR_PUBLICATION = Code(
    "not-for-publication",
    Topic.TEMPLATES,
    Severity.WARNING,
    "A template has a comment, a tracked change or hidden text of its author's, or a file behind a chart.",
    why="It comes into every document, with names: a draft tells of it, a final document is refused.",
    mend="Delete the comment or text, or accept or reject the change in Word, and save the template again.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for template in subject.library.templates:
        for found in template.unmeant:
            yield Diagnostic(NOT_FOR_PUBLICATION, found.location, found.message, found.hint)
