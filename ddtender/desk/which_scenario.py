"""In which scenario a procurement is composed, and what is found where another one fits it better."""

from __future__ import annotations

from collections.abc import Sequence

from ddtender.checks.rules.award_points_missing import AWARD_POINTS_MISSING
from ddtender.checks.rules.award_points_unknown import AWARD_POINTS_UNKNOWN
from ddtender.compose import best_scenarios
from ddtender.compose.codes import CHANGE_WITHOUT_EFFECT, REPEATED_PROVISION
from ddtender.desk.codes import OTHER_SCENARIO, SCENARIO_UNCLEAR
from ddtender.diagnostics import Diagnostic, ordered
from ddtender.diagnostics.messages import Message
from ddtender.model import Library, Procedure, Scenario


class UnknownScenario(Exception):
    """The scenario asked for does not exist; ``known`` are those that do."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no scenario '{name}'; there are: {', '.join(sorted(known)) or 'none'}")
        self.known = tuple(sorted(known))


#: What is found of a procedure that is built in another scenario than its own.
_MISFITS = (
    AWARD_POINTS_UNKNOWN,
    AWARD_POINTS_MISSING,
    CHANGE_WITHOUT_EFFECT,
    REPEATED_PROVISION,
)


def one_cause(
    library: Library, scenario: Scenario, procedure: Procedure | None, findings: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    """The findings; those that all come from the choice of the scenario are one, which names the scenario that fits."""
    if procedure is None:
        return findings
    path = procedure.location.path
    misfits = [finding for finding in findings if finding.code in _MISFITS and finding.location.path == path]
    best = best_scenarios(library, procedure) if len(misfits) > 1 else []
    if len(best) != 1 or best[0] is scenario or scenario in best:
        return findings
    fits, asked = best[0].name, scenario.name
    message = Message(
        f"this procedure is one of scenario '{fits}', and '{asked}' is asked for; "
        f"{len(misfits)} of its points and changes do not fit '{asked}'",
        "messages.other_scenario",
        fits=fits,
        asked=asked,
        number=len(misfits),
    )
    hint = f"Use `--scenario {fits}` (`make tender SCENARIO={fits}`), or write points for the criteria of '{asked}'."
    one = Diagnostic(OTHER_SCENARIO, misfits[0].location, message, hint)
    return ordered([one, *(finding for finding in findings if finding not in misfits)])


def unclear(procedure: Procedure, scenarios: Sequence[Scenario]) -> Diagnostic:
    """That a procedure fits several scenarios, or none."""
    names = ", ".join(sorted(f"'{scenario.name}'" for scenario in scenarios))
    message = f"the procedure fits these scenarios equally well: {names or 'there is none'}"
    hint = "Name one with --scenario, or give points to the criteria of one of them."
    return Diagnostic(SCENARIO_UNCLEAR, procedure.location, message, hint)


def scenario_named(library: Library, name: str | None) -> Scenario:
    """The scenario of a name. Raises UnknownScenario."""
    found = next((s for s in library.scenarios if s.name == name), None)
    if found is None:
        raise UnknownScenario(name or "", [s.name for s in library.scenarios])
    return found
