"""A form that no evidence names is never printed."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

UNUSED_REPLY_FORM = Code(
    "unused-reply-form",
    Topic.SCORING,
    Severity.WARNING,
    "No provision uses the reply form.",
    why="A form that nothing asks for is never printed.",
    mend="Name it under a provision's `evidence`, or remove it.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    if subject.unread():
        return
    used = {name for provision in subject.library.provisions for name in provision.reply_forms}
    for form in subject.library.reply_forms:
        if form.id not in used:
            hint = "Name it as `reply_form` of a piece of evidence, or remove the file."
            yield Diagnostic(UNUSED_REPLY_FORM, form.location, f"no provision uses the reply form '{form.id}'", hint)
