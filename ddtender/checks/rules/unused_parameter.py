"""An answer that goes nowhere should not be asked for."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.passages import form_passages
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

UNUSED_PARAMETER = Code(
    "unused-parameter",
    Topic.BLANKS,
    Severity.WARNING,
    "A declared parameter is used by no provision, form or template.",
    why="A procurement officer would be asked a question whose answer goes nowhere.",
    mend="Use it as `{{ name }}`, or remove it.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    if subject.unread():
        return
    used = set(_used(subject))
    for parameter in subject.library.parameters:
        if parameter.name not in used:
            message = f"no provision, form or template uses '{parameter.name}'"
            hint = f"Write `{{{{ {parameter.name} }}}}` where it belongs, or remove the parameter."
            yield Diagnostic(UNUSED_PARAMETER, parameter.location, message, hint)


def _used(subject: Subject) -> Iterator[str]:
    for provision in subject.library.provisions:
        yield from (blank.name for blank in provision.blanks)
    for form in subject.library.reply_forms:
        for passage in form_passages(form):
            yield from (blank.name for blank in passage.blanks())
    for _, tags in subject.tags:
        yield from (name for name, _ in tags.names)
