"""Text in a style that a template lacks would lose its number, its indent and its looks."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model.template import ALL_STYLES, STYLES

MISSING_STYLE = Code(
    "missing-style",
    Topic.TEMPLATES,
    Severity.ERROR,
    "A template lacks a style that the provisions are set in.",
    why="Word would fall back to plain text: no numbers, no headings.",
    mend="Copy the style from templates/tender.docx (in Word: Styles, Manage Styles, Import/Export).",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for template, tags in subject.tags:
        framed = "general_provisions" in tags.printed or any(id_.startswith("frame.") for id_ in tags.printed)
        for type_, name in ALL_STYLES if framed else STYLES:
            if (type_, name) not in template.styles:
                hint = (
                    "Copy it from templates/tender.docx of the project (in Word: Styles, Manage Styles, Import/Export)."
                )
                yield Diagnostic(
                    MISSING_STYLE, template.location, f"the template lacks the {type_} style '{name}'", hint
                )
