"""Text in a style that a template lacks would lose its number, its indent and its looks."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model.template import STYLES


def check(subject: Subject) -> Iterator[Diagnostic]:
    for template in subject.library.templates:
        for type_, name in STYLES:
            if (type_, name) not in template.styles:
                hint = (
                    "Copy it from templates/tender.docx of the project (in Word: Styles, Manage Styles, Import/Export)."
                )
                yield Diagnostic(
                    Code.MISSING_STYLE, template.location, f"the template lacks the {type_} style '{name}'", hint
                )
