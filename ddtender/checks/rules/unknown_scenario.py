"""The scenario that a procedure names is one of the library's."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.compose import did_you_mean
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message

UNKNOWN_SCENARIO = Code(
    "unknown-scenario",
    Topic.COMPOSITION,
    Severity.ERROR,
    "A procedure names a scenario that does not exist.",
    why="What is composed, and which findings there are, depends on the scenario.",
    mend="Name a file of scenarios/ without its ending, such as `scenario: high`, or leave the key out.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    known = [scenario.name for scenario in subject.library.scenarios]
    for draft in subject.drafts:
        named = draft.procedure.scenario if draft.procedure else None
        if named and named[0] not in known:
            hint = did_you_mean(named[0], known) or f"There are: {', '.join(sorted(known))}."
            said = f"there is no scenario '{named[0]}'"
            message = Message(said, "messages.unknown_scenario", name=str(named[0]), known=tuple(sorted(known)))
            yield Diagnostic(UNKNOWN_SCENARIO, named[1], message, hint)
