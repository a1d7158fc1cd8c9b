"""A tag that is not a plain one could run as code, or swallow the text around it."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.tags import quoted
from ddtender.diagnostics import Code, Diagnostic

_HINT = (
    'A tag is `{{ name }}`, `{{p section }}`, `{{p provision["id"] }}`, `{%p if name %}` or `{%p endif %}`, '
    "whole in one paragraph; docs/templates.md shows them all."
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for _, tags in subject.tags:
        for fault, paragraph in tags.faults:
            yield Diagnostic(Code.TEMPLATE_SYNTAX, paragraph.location, f"{quoted(paragraph)} {fault}", _HINT)
