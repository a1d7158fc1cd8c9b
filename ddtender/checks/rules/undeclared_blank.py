"""Every blank, and every due date with a name for its amount, needs its entry in parameters.yaml."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.passages import Suggestions, form_passages
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.library.places import PARAMETERS

UNDECLARED_BLANK = Code(
    "undeclared-blank",
    Topic.BLANKS,
    Severity.ERROR,
    "A blank is not declared in parameters.yaml.",
    why="Nobody would know what to fill in, who fills it in, and in which unit.",
    mend="Declare it in parameters.yaml, or correct its name.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    if subject.unread(PARAMETERS):
        return
    declared = subject.library.parameter_by_name
    suggest = Suggestions(declared)
    for name, place in _blanks(subject):
        if name not in declared:
            hint = suggest(name, "Declare it in clause_library/parameters.yaml.")
            yield Diagnostic(UNDECLARED_BLANK, place, f"the blank '{name}' is not declared", hint)


def _blanks(subject: Subject) -> Iterator[tuple[str, Location]]:
    for provision in subject.library.provisions:
        yield from ((blank.name, blank.location) for blank in provision.blanks)
    for form in subject.library.reply_forms:
        for passage in form_passages(form):
            yield from ((blank.name, blank.location) for blank in passage.blanks())
