"""Scenarios, and what the composition of one with a procedure gives."""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.model.national import NationalLaw
from ddtender.model.parameter import Parameter
from ddtender.model.procedure import AwardPoints, Contractor, FactValue, Lot, Procedure
from ddtender.model.procedure_law import NOTHING_KNOWN, ProcedureLaw
from ddtender.model.provision import Provision, Source


class Scenario(Struct, frozen=True):
    """Which provisions go together, for which maturity of the market and of the authority (low, medium, high)."""

    name: str
    title: str
    summary: str
    market_maturity: str
    authority_maturity: str
    provisions: tuple[tuple[str, Location], ...]
    source: Source | None
    location: Location


class Origin(Enum):
    """Why a provision is in a composition."""

    SCENARIO = "scenario"
    ADDED = "added"
    REPLACES = "replaces"
    FRAME = "frame"


class ComposedProvision(Struct, frozen=True):
    """A provision in a composition, and why it is there; ``replaces`` is the id in whose place it stands."""

    provision: Provision
    origin: Origin
    location: Location
    replaces: str = ""


class DraftDocument(Struct, frozen=True):
    """A scenario with the facts of a procedure, before numbers are given.

    ``values`` holds the value of every parameter that has one; ``dropped`` the provisions the procedure left out;
    ``national`` is the law of the procedure's country, where the library has it, ``law`` what is asked of procedures.

    A composition of several lots has what any of them has, and only the facts and points that all share; ``lots`` are
    theirs, one each. ``contracts`` are those of every contract, if there can be more than one: they say of which
    ``lot`` (None: of all) and with which ``contractor`` (None: not known yet).
    """

    scenario: Scenario
    procedure: Procedure | None
    provisions: tuple[ComposedProvision, ...]
    definitions: tuple[Provision, ...]
    values: dict[str, FactValue]
    parameters: dict[str, Parameter]
    dropped: tuple[Provision, ...] = ()
    national: NationalLaw | None = None
    lot: Lot | None = None
    contractor: Contractor | None = None
    lots: tuple[DraftDocument, ...] = ()
    contracts: tuple[DraftDocument, ...] = ()
    law: ProcedureLaw = NOTHING_KNOWN

    @property
    def award(self) -> AwardPoints | None:
        return self.procedure.award if self.procedure else None

    @property
    def facts(self) -> dict[str, FactValue]:
        """All that is not in a clause's words, by its key in a procedure file: facts, points, and the values of
        parameters, those that the library gives by default among them."""
        facts = {key: value for key, (value, _) in (self.procedure.facts if self.procedure else {}).items()}
        facts |= {self.parameters[name].fact or f"parameters.{name}": value for name, value in self.values.items()}
        facts |= self.award.facts if self.award else {}
        for one in self.lots:
            facts |= {f"lots.{one.lot_id}.{key}": value for key, value in one.facts.items() if facts.get(key) != value}
        return facts

    @property
    def lot_id(self) -> str:
        """The id of the lot that it is of, or nothing."""
        return self.lot.id if self.lot else ""

    @property
    def part(self) -> str:
        """What it has in the names of its files: "lot-1", "lot-1-acme-bv", "acme-bv"; nothing where it is the only
        one."""
        lot = f"lot-{self.lot.id}" if self.lot else ""
        return "-".join(filter(None, (lot, self.contractor.key if self.contractor else "")))

    @property
    def each(self) -> tuple[DraftDocument, ...]:
        """What is composed for each lot by itself; this, where there are none."""
        return self.lots or (self,)

    @property
    def dates(self) -> dict[str, date]:
        """The dates of the procedure by the name of the event (``tenders_until``, ``award``, ``contract_start``)."""
        facts = self.procedure.facts if self.procedure else {}
        return {
            key.removeprefix("dates."): fact
            for key, (fact, _) in facts.items()
            if key.startswith("dates.") and isinstance(fact, date)
        }

    @property
    def is_below_threshold(self) -> bool:
        """Whether the procedure says that its value is below the threshold of the law."""
        return self.procedure is not None and self.procedure.is_below_threshold

    @property
    def location(self) -> Location:
        return self.procedure.location if self.procedure else self.scenario.location

    @property
    def named(self) -> str:
        """Of what it is composed, as findings say it: "scenario 'low'", "procedure 'phones' with scenario 'low'"."""
        scenario = f"scenario '{self.scenario.name}'"
        lot = f", lot {self.lot.id}," if self.lot else ""
        return f"procedure '{self.procedure.name}'{lot} with {scenario}" if self.procedure else scenario
