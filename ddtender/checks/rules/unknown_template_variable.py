"""An unknown variable would be printed as nothing."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.passages import Suggestions
from ddtender.checks.tags import quoted
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.library.places import PARAMETERS
from ddtender.model.template import BUILD_VALUES, SECTIONS, WORD
from ddtender.words import language

UNKNOWN_TEMPLATE_VARIABLE = Code(
    "unknown-template-variable",
    Topic.TEMPLATES,
    Severity.ERROR,
    "A template uses a variable that does not exist.",
    why="An unknown variable would be printed as nothing.",
    mend="Correct the name; docs/templates.md lists the sections and parameters.yaml the facts.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    library = subject.library
    words = {f"{WORD}{key.partition('.')[2]}" for key in language().keys("template")}
    for _, tags in subject.tags:
        known = {*library.parameter_by_name, *SECTIONS, *BUILD_VALUES, *words, *tags.bound}
        suggest = Suggestions(sorted(known))
        for name, paragraph in tags.names:
            if name not in known and not subject.unread(PARAMETERS):
                hint = suggest(name, "docs/templates.md lists the sections, clause_library/parameters.yaml the facts.")
                message = f"{quoted(paragraph)} uses '{name}', which does not exist"
                yield Diagnostic(UNKNOWN_TEMPLATE_VARIABLE, paragraph.location, message, hint)
        suggest = Suggestions(library.by_id)
        for id_, paragraph in tags.provisions:
            if id_ not in library.by_id and id_ not in library.broken_ids:
                message = f"{quoted(paragraph)} asks for the provision '{id_}', which does not exist"
                yield Diagnostic(
                    UNKNOWN_TEMPLATE_VARIABLE, paragraph.location, message, suggest(id_, "Correct the id.")
                )
