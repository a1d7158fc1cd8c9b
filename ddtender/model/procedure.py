"""One procurement: its facts, points and changes, its lots, and those who have won."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from ddtender.diagnostics import Location

FactValue = str | int | Decimal | date
#: Facts by their dotted keys in a procedure file ("dates.award"), each with its place.
Facts = dict[str, tuple[FactValue, Location]]
#: Texts in other languages of the documents, by tag and key ("title", "parameters.labels", "lots.1.subject").
ToldOtherwise = Mapping[str, Mapping[str, tuple[str, Location]]]

#: Rules on the price by which no points are given for it.
PRICE_EARNS_NOTHING = ("quality-discount", "fixed")
#: Of the rules that need an amount of money, the key of the procedure file, below `price`, that gives it.
AMOUNT_OF_RULE = {"linear": "ceiling", "quality-discount": "value_of_a_point", "fixed": "amount"}
#: What a rule on the price consists of: a lot that says one of these says all of them.
_PRICE_RULE = {"price.rule", *(f"price.{name}" for name in AMOUNT_OF_RULE.values())}


#: Keys of a lot that are facts, by other names than in the file.
_LOT_FACTS = {"subject": "subject", "maximum": "framework.maximum"}


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


class Lot(Struct, frozen=True):
    """A lot of a procurement: ``facts`` are those that it says itself, ``changes`` what it changes beyond the
    procurement; ``award`` are its points, those it takes from above among them."""

    id: str
    title: str
    facts: Facts
    award: AwardPoints | None
    changes: ProcedureChanges
    location: Location


class Contractor(Struct, frozen=True):
    """A Tenderer that has won the lot of an id ("" where there are no lots): ``facts`` are its name and address,
    ``key`` its name in the names of files."""

    lot: str
    name: str
    key: str
    facts: Facts
    location: Location


class Procedure(Struct, frozen=True):
    """One procurement. ``facts`` maps a dotted key of the file ("dates.award") to its value; ``library`` pins the git
    revision of the library, ``scenario`` is the name of the one that is meant. What stands here holds for every lot
    that does not say otherwise; ``contractors`` are named where there can be several contracts. ``places`` are those of
    the file's keys that have others below them, dotted likewise; ``languages`` the tags of those that its documents are
    in, the authentic one first, and none where that is the library's own; ``translations`` what it says in those
    that are not its own."""

    name: str
    facts: dict[str, tuple[FactValue, Location]]
    parameters: dict[str, tuple[FactValue, Location]]
    award: AwardPoints | None
    changes: ProcedureChanges
    location: Location
    library: str | None = None
    scenario: tuple[str, Location] | None = None
    places: Mapping[str, Location] = MappingProxyType({})
    lots: tuple[Lot, ...] = ()
    contractors: tuple[Contractor, ...] = ()
    languages: tuple[str, ...] = ()
    translations: ToldOtherwise = MappingProxyType({})

    @property
    def is_below_threshold(self) -> bool:
        """Whether its value is below the threshold of the law, as its file says."""
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

    def told_in(self, tag: str, lot: Lot | None = None) -> dict[str, str]:
        """What it says in another language instead of its own, by the keys of facts and parameters; a lot says itself
        what it does not take from above, and its own title is "lot.title"."""
        every = {key: text for key, (text, _) in self.translations.get(tag, {}).items()}
        own = f"lots.{lot.id}." if lot else "lots."
        told = {key: text for key, text in every.items() if not key.startswith("lots.")}
        if lot is None:
            return told
        told = {key: text for key, text in told.items() if key not in lot.facts}
        of_lot = {key.removeprefix(own): text for key, text in every.items() if key.startswith(own)}
        return told | {_LOT_FACTS.get(key, f"lot.{key}"): text for key, text in of_lot.items()}

    def of_lot(self, lot: Lot) -> Procedure:
        """The procurement as one lot sees it: what the lot does not say, it takes from above."""
        above = self.changes
        changes = ProcedureChanges(
            (*above.add, *lot.changes.add), (*above.drop, *lot.changes.drop), (*above.replace, *lot.changes.replace)
        )
        own = tuple(one for one in self.contractors if one.lot == lot.id)
        other_rule = _PRICE_RULE if lot.facts.keys() & _PRICE_RULE else ()
        facts = {key: fact for key, fact in self.facts.items() if key not in other_rule} | lot.facts
        return replace(self, facts=facts, award=lot.award, changes=changes, lots=(), contractors=own)

    def of_contractor(self, contractor: Contractor) -> Procedure:
        """The procurement as a contract with one of the winners sees it."""
        return replace(self, facts=self.facts | contractor.facts, contractors=())
