"""A tag that is not a plain one could run as code, or swallow the text around it."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.tags import quoted
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

TEMPLATE_SYNTAX = Code(
    "template-syntax",
    Topic.TEMPLATES,
    Severity.ERROR,
    "A tag in a template cannot be understood.",
    why="The document could not be made, or text around the tag could be lost.",
    mend="Correct the tag in the paragraph that the message quotes; docs/templates.md lists them all.",
)

_HINT = (
    'A tag is `{{ name }}`, `{{p section }}`, `{{p provision["id"] }}`, `{%p if name %}` or `{%p endif %}`, '
    "whole in one paragraph; docs/templates.md shows them all."
)
_NOT_THERE = "Take the tag out there. Tags are filled in in text, headers, footers, notes and alternative texts."


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for template, tags in subject.tags:
        for message, place in template.unfilled:
            yield Diagnostic(TEMPLATE_SYNTAX, place, message, _NOT_THERE)
        for fault, paragraph in tags.faults:
            yield Diagnostic(TEMPLATE_SYNTAX, paragraph.location, f"{quoted(paragraph)} {fault}", _HINT)
