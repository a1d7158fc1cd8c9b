"""A tag that is not a plain one could run as code, or swallow the text around it."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.tags import quoted
from ddtender.diagnostics import Code, Diagnostic

_HINT = (
    'A tag is `{{ name }}`, `{{p section }}`, `{{p provision["id"] }}`, `{%p if name %}` or `{%p endif %}`, '
    "whole in one paragraph; docs/templates.md shows them all."
)
_NOT_THERE = "Take the tag out there. Tags are filled in in text, headers, footers, notes and alternative texts."


def check(subject: Subject) -> Iterator[Diagnostic]:
    for template, tags in subject.tags:
        for message, place in template.unfilled:
            yield Diagnostic(Code.TEMPLATE_SYNTAX, place, message, _NOT_THERE)
        for fault, paragraph in tags.faults:
            yield Diagnostic(Code.TEMPLATE_SYNTAX, paragraph.location, f"{quoted(paragraph)} {fault}", _HINT)
