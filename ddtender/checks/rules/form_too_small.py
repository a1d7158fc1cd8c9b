"""A reply form has room for all that earns points."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import ReplyFormTable, Tiers

FORM_TOO_SMALL = Code(
    "form-too-small",
    Topic.SCORING,
    Severity.ERROR,
    "A reply form has fewer rows than the criterion gives points for.",
    why="A Tenderer who keeps to the form could not earn what the criterion promises.",
    mend="Give its table more `rows`.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    forms = {form.id: form for form in subject.library.reply_forms}
    for provision in subject.library.provisions:
        if not isinstance(provision.scoring, Tiers):
            continue
        most = max(option.count or 0 for option in provision.scoring.options)
        for form in (forms[name] for name in provision.reply_forms if name in forms):
            rows = max((part.rows for part in form.parts if isinstance(part, ReplyFormTable)), default=most)
            if rows < most:
                message = f"'{provision.id}' gives points for {most}, and the table of '{form.id}' has room for {rows}"
                yield Diagnostic(FORM_TOO_SMALL, form.location, message, FORM_TOO_SMALL.mend)
