"""A definition of a word that no document uses invites a wrong reading of the words around it."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.compose import form_texts
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind, Library

UNUSED_DEFINITION = Code(
    "unused-definition",
    Topic.TERMS,
    Severity.WARNING,
    "No provision, form or template uses the defined term.",
    why="An unused definition invites a wrong reading of the words around it.",
    mend="Use the term or remove its definition.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    if subject.unread():
        return
    library = subject.library
    others = (provision for provision in library.provisions if provision.kind is not Kind.DEFINITION)
    used = {definition.id for definition in library.terms.used_in(others, _texts(library))}
    for provision in library.provisions:
        if provision.kind is Kind.DEFINITION and provision.id not in used:
            message = f"nothing uses the defined term '{provision.title}'"
            hint = "Use the term, add the spelling in use under `also`, or remove the definition."
            yield Diagnostic(UNUSED_DEFINITION, provision.location, message, hint)


def _texts(library: Library) -> Iterator[str]:
    for form in library.reply_forms:
        yield from form_texts(form)
    for template in library.templates:
        yield from (paragraph.text for paragraph in template.paragraphs)
