"""A form that no evidence names is never printed."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    if subject.unread():
        return
    used = {name for provision in subject.library.provisions for name in provision.reply_forms}
    for form in subject.library.reply_forms:
        if form.id not in used:
            hint = "Name it as `reply_form` of a piece of evidence, or remove the file."
            yield Diagnostic(
                Code.UNUSED_REPLY_FORM, form.location, f"no provision uses the reply form '{form.id}'", hint
            )
