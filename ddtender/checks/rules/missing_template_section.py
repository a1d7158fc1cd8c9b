"""No provision may be left out because its template forgot it; a template may also place provisions one by one."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.tags import TemplateTags
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind, Template
from ddtender.model.template import SECTIONS

MISSING_TEMPLATE_SECTION = Code(
    "missing-template-section",
    Topic.TEMPLATES,
    Severity.ERROR,
    "A template has no tag for a section that its document must contain.",
    why="The provisions of that kind would be left out of the document.",
    mend="Add the tag in a paragraph of its own, for example `{{p award_criteria }}`.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for template, tags in subject.tags:
        for section in missing_sections(template, tags):
            message = f"the template has no tag for the section '{section}'"
            hint = f"Add `{{{{p {section} }}}}` in a paragraph of its own."
            yield Diagnostic(MISSING_TEMPLATE_SECTION, template.location, message, hint)


def missing_sections(template: Template, tags: TemplateTags) -> Iterator[str]:
    """The sections that the document must have, and that no tag of its template asks for."""
    placed = {name.partition(".")[0] for name in tags.printed if "." in name}
    excused = {kind.folder for kind in Kind if kind.prefix in placed}
    for section, documents in SECTIONS.items():
        if template.name in documents and section not in tags.printed | excused:
            yield section
