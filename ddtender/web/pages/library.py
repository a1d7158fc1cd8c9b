"""The clause library: which words are approved, in which languages, from which layers; and approving them."""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk import approval, standing
from ddtender.history.translations import TranslationState, translation_standings
from ddtender.library.languages.kinds import languages_in
from ddtender.model import State
from ddtender.web.problems import FieldProblem
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit


def library(visit: Visit) -> Response:
    """Everything that binds, with its state."""
    return _shown(visit)


def approve(visit: Visit) -> Response:
    """Put a stamp on what is ticked, in the name of whoever sits there."""
    if (first := visit.named("/library")) is not None:
        return first
    rows = standing.states(visit.root)
    known = {row["id"] for one in rows.values() for row in one}
    chosen = [id_ for id_ in visit.given.all("id") if id_ in known]
    if not chosen:
        return _shown(visit, [FieldProblem("", visit.say("web.library.none_chosen"))])
    reviewer = approval.Reviewer(visit.person.name, visit.person.role)
    done = approval.approve(visit.root, chosen, reviewer)
    return visit.go("/library", "web.library.approved", number=len(done.stamped))


def _shown(visit: Visit, problems: list[FieldProblem] | None = None) -> Response:
    found = standing.states(visit.root)
    rows = {name: [{**row, "state": _named(row["state"])} for row in one] for name, one in found.items()}
    states = [row["state"] for one in rows.values() for row in one]
    values = {
        "rows": rows,
        "counts": {state: states.count(state) for state in dict.fromkeys(states)},
        "is_own": not door.is_box(visit.root),
    }
    return visit.again("library", problems, **values) if problems else visit.page("library", **values)


def _named(state: str) -> str:
    """The key of a state's word."""
    return State(state).name.lower()


def translations(visit: Visit) -> Response:
    """How the translations stand, language by language."""
    found = []
    for tag in languages_in(visit.sources):
        states = Counter(one.state for one in translation_standings(visit.sources, tag, door.today()).values())
        found.append((tag, visit.language.language_name(tag), [states[state] for state in TranslationState]))
    return visit.page("translations", states=[state.name.lower() for state in TranslationState], rows=found)


PAGES = (
    WebPage("/library", library, approve, may_save=("lawyer",)),
    WebPage("/library/translations", translations),
)
