"""Evidence must not send a Tenderer to a form that is not in the document."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.passages import Suggestions
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.library.places import REPLY_FORMS

UNKNOWN_REPLY_FORM = Code(
    "unknown-reply-form",
    Topic.SCORING,
    Severity.ERROR,
    "Evidence names a reply form that the library does not have.",
    why="The Tenderer would be sent to a form that is not in the document.",
    mend="Correct the id or add the form under `reply_forms/`.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    if subject.unread(f"{REPLY_FORMS}/"):
        return
    known = {form.id for form in subject.library.reply_forms}
    suggest = Suggestions(known)
    for provision in subject.library.provisions:
        for n, evidence in enumerate(provision.evidence if not known.issuperset(provision.reply_forms) else ()):
            if evidence.reply_form and evidence.reply_form not in known:
                place = provision.place("evidence", n, "reply_form")
                hint = suggest(
                    evidence.reply_form, "Add the form under clause_library/reply_forms, or leave `reply_form` out."
                )
                yield Diagnostic(UNKNOWN_REPLY_FORM, place, f"there is no reply form '{evidence.reply_form}'", hint)
