"""Scenarios, procedures, and what their composition gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.model.national import NationalLaw
from ddtender.model.parameter import Parameter
from ddtender.model.provision import Provision, Source

FactValue = str | int | Decimal | date


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


#: Rules on the price by which no points are given for it.
PRICE_EARNS_NOTHING = ("quality-discount", "fixed")
#: Of the rules that need an amount of money, the key of the procedure file, below `price`, that gives it.
AMOUNT_OF_RULE = {"linear": "ceiling", "quality-discount": "value_of_a_point", "fixed": "amount"}


class AwardPoints(Struct, frozen=True):
    """The points of a procedure, out of 100: price, other quality, and one entry a criterion of the library.

    ``minimum`` has the points of criteria below which a Tender is not ranked."""

    price: Decimal
    other_quality: Decimal
    points: tuple[tuple[str, Decimal, Location], ...]
    location: Location
    minimum: tuple[tuple[str, Decimal, Location], ...] = ()

    @property
    def total(self) -> Decimal:
        return self.price + self.other_quality + sum((points for _, points, _ in self.points), Decimal(0))

    @property
    def facts(self) -> dict[str, Decimal]:
        """The points by their keys in a procedure file."""
        found = {"award.price": self.price, "award.other_quality": self.other_quality}
        found |= {f"award.points.{id_}": points for id_, points, _ in self.points}
        return found | {f"award.minimum.{id_}": points for id_, points, _ in self.minimum}

    def of(self, provision_id: str) -> Decimal | None:
        """The maximum points of a criterion, or None."""
        return next((points for id_, points, _ in self.points if id_ == provision_id), None)

    def least(self, provision_id: str) -> Decimal | None:
        """The minimum points of a criterion, or None."""
        return next((points for id_, points, _ in self.minimum if id_ == provision_id), None)


class ProcedureChanges(Struct, frozen=True):
    """What a procedure changes in its scenario."""

    add: tuple[tuple[str, Location], ...] = ()
    drop: tuple[tuple[str, Location], ...] = ()
    replace: tuple[tuple[str, str, Location], ...] = ()


class Procedure(Struct, frozen=True):
    """One procurement. ``facts`` maps a dotted key of the file ("dates.award") to its value; ``library`` pins the git
    revision of the library, ``scenario`` is the name of the one that is meant; ``places`` are those of the file's keys
    that have others below them, dotted likewise."""

    name: str
    facts: dict[str, tuple[FactValue, Location]]
    parameters: dict[str, tuple[FactValue, Location]]
    award: AwardPoints | None
    changes: ProcedureChanges
    location: Location
    library: str | None = None
    scenario: tuple[str, Location] | None = None
    places: Mapping[str, Location] = MappingProxyType({})

    @property
    def is_below_threshold(self) -> bool:
        """Whether its value is below the threshold of the Directive, as its file says."""
        return "below_threshold.because" in self.facts

    @property
    def has_reply_forms(self) -> bool:
        """Whether its tender has the reply forms that provisions ask for; without them, Tenderers answer freely."""
        return self.facts.get("below_threshold.reply_forms", ("keep",))[0] == "keep"

    def place(self, key: str) -> Location:
        """Where a fact stands, or else the group that it belongs to, or the file."""
        if key in self.facts:
            return self.facts[key][1]
        while key and key not in self.places:
            key = key.rpartition(".")[0]
        return self.places.get(key, self.location)


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
    ``national`` is the law of the procedure's country, where the library has it.
    """

    scenario: Scenario
    procedure: Procedure | None
    provisions: tuple[ComposedProvision, ...]
    definitions: tuple[Provision, ...]
    values: dict[str, FactValue]
    parameters: dict[str, Parameter]
    dropped: tuple[Provision, ...] = ()
    national: NationalLaw | None = None

    @property
    def award(self) -> AwardPoints | None:
        return self.procedure.award if self.procedure else None

    @property
    def facts(self) -> dict[str, FactValue]:
        """All that is not in a clause's words, by its key in a procedure file: facts, points, and the values of
        parameters, those that the library gives by default among them."""
        facts = {key: value for key, (value, _) in (self.procedure.facts if self.procedure else {}).items()}
        facts |= {self.parameters[name].fact or f"parameters.{name}": value for name, value in self.values.items()}
        return facts | self.award.facts if self.award else facts

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
        """Whether the procedure says that its value is below the threshold of the Directive."""
        return self.procedure is not None and self.procedure.is_below_threshold

    @property
    def location(self) -> Location:
        return self.procedure.location if self.procedure else self.scenario.location

    @property
    def named(self) -> str:
        """Of what it is composed, as findings say it: "scenario 'low'", "procedure 'phones' with scenario 'low'"."""
        scenario = f"scenario '{self.scenario.name}'"
        return f"procedure '{self.procedure.name}' with {scenario}" if self.procedure else scenario
