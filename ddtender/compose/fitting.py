"""Which scenario a procedure is meant for."""

from __future__ import annotations

from ddtender.compose.lots import compose
from ddtender.model import DraftDocument, Kind, Library, Procedure, Scenario


def best_scenarios(library: Library, procedure: Procedure) -> list[Scenario]:
    """The scenario that a procedure names, or those that it fits best; several if it fits them equally well.

    Misfits are its own findings, its points without a criterion, and criteria without points. A scenario with duties
    beyond the manual is never guessed where another one fits as well: nobody gets them who has not asked for them.
    """

    if procedure.scenario is not None:
        named = [scenario for scenario in library.scenarios if scenario.name == procedure.scenario[0]]
        if named:
            return named

    def misfits(scenario: Scenario) -> int:
        draft, found = compose(library, scenario, procedure)
        own = sum(finding.location.path == procedure.location.path for finding in found)
        return own + sum(map(_unlike, draft.each))

    counted = [(misfits(scenario), scenario) for scenario in library.scenarios]
    fewest = min((count for count, _ in counted), default=0)
    best = [scenario for count, scenario in counted if count == fewest]
    return [scenario for scenario in best if not (scenario.source and scenario.source.practice)] or best


def best_scenario(library: Library, procedure: Procedure) -> Scenario | None:
    """The first of the scenarios that a procedure fits best."""
    return next(iter(best_scenarios(library, procedure)), None)


def _unlike(draft: DraftDocument) -> int:
    """How many points have no criterion, and criteria no points."""
    criteria = {c.provision.id for c in draft.provisions if c.provision.kind is Kind.AWARD}
    points = {id_ for id_, _, _ in draft.award.points} if draft.award else criteria
    return len(points ^ criteria)
