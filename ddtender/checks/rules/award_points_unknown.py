"""Points for what the document does not contain can be earned by nobody."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.passages import Suggestions
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision
from ddtender.model import Kind, Library

AWARD_POINTS_UNKNOWN = Code(
    "award-points-unknown",
    Topic.COMPOSITION,
    Severity.ERROR,
    "A procedure gives points, or a minimum of them, to something that is not an award criterion of the scenario.",
    why="These points could be earned by nobody.",
    mend="Move the points to a criterion of the scenario, or build the scenario they were meant for.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        criteria = {c.provision.id for c in draft.provisions if c.provision.kind is Kind.AWARD}
        suggest = Suggestions(sorted(criteria))
        for id_, _, place in (*draft.award.points, *draft.award.minimum) if draft.award else ():
            if id_ not in criteria and id_ not in subject.library.broken_ids:
                said = f"'{id_}' is no award criterion of scenario '{draft.scenario.name}'"
                message = Message(said, "messages.award_points_unknown", id=NamedProvision(id_))
                hint = _elsewhere(subject.library, id_) or suggest(
                    id_, "Delete the line, or add the criterion under `provisions: add`."
                )
                yield Diagnostic(AWARD_POINTS_UNKNOWN, place, message, hint)


def _elsewhere(library: Library, id_: str) -> str:
    """Which scenarios have the criterion, if it exists at all."""
    provision = library.by_id.get(id_)
    if provision is None:
        return ""
    if provision.kind is not Kind.AWARD:
        return f"It is a {provision.kind.label}, which earns no points."
    names = [f"'{s.name}'" for s in library.scenarios if any(id_ == listed for listed, _ in s.provisions)]
    return (
        f"It belongs to scenario {' and '.join(names)}; build that one, or add it under `provisions: add`."
        if names
        else "Add it under `provisions: add`."
    )
