"""What law asks of businesses and of public buyers, as the library knows it; and the steps of due diligence behind its
provisions (manual 2.3, 2.5).

``manual`` is the section of the manual that says so, and "" where it is general knowledge, which nobody has checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from ddtender.diagnostics import Location
from ddtender.model.procedure_law import NOTHING_KNOWN, ProcedureLaw


class LawDate(Struct, frozen=True):
    """A day (``2027-12-14``), a month (``2025-02``) or a year, and what happened then: something was ``adopted``, its
    duties begin to apply (``applies``), or it ``changes`` what others ask for."""

    when: str
    what: str
    manual: str = ""
    kind: Literal["adopted", "applies", "changes"] = "adopted"

    @property
    def year(self) -> int:
        return int(self.when[:4])


class LawEntry(Struct, frozen=True):
    """A step from voluntary principles to law: whom it ``binds``, what it ``says``; ``known`` is what the manual does
    not have, ``buyers`` what it means for them; ``about`` are ids of provisions in whose margin it stands."""

    id: str
    title: str
    level: str
    place: str
    dates: tuple[LawDate, ...]
    binds: str
    says: str
    manual: str = ""
    known: str = ""
    buyers: str = ""
    countries: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


class LawPressure(Struct, frozen=True):
    """What presses businesses beside the law."""

    text: str
    manual: str


class LawTimeline(Struct, frozen=True):
    """The laws on due diligence; ``as_of`` is the month up to which the manual follows them, ``noted`` the day on which
    all that is not the manual's was written down."""

    id: str
    version: str
    as_of: str
    noted: date
    entries: tuple[LawEntry, ...]
    pressure: LawPressure
    location: Location

    def about(self, provision: str) -> tuple[LawEntry, ...]:
        return tuple(one for one in self.entries if provision in one.about)


class BuyersDuty(Struct, frozen=True):
    """What public buyers of a country (``country``: two small letters) are asked to do; ``served_by`` are ids of the
    provisions by which they do it."""

    id: str
    country: str
    place: str
    title: str
    binds: str
    asks: str
    manual: str = ""
    since: str = ""
    known: str = ""
    served_by: tuple[str, ...] = ()


class BuyersGuidance(Struct, frozen=True):
    """A place where guidance for public buyers stands."""

    id: str
    title: str
    about: str
    url: str
    manual: str = ""
    country: str = ""


class Uptake(Struct, frozen=True):
    """Why few public buyers do it yet."""

    manual: str
    lead: str
    reasons: tuple[str, ...]


class BuyersLaw(Struct, frozen=True, dict=True):
    """The duties of public buyers, and guidance for them."""

    id: str
    version: str
    as_of: str
    noted: date
    duties: tuple[BuyersDuty, ...]
    guidance: tuple[BuyersGuidance, ...]
    location: Location
    uptake: Uptake | None = None

    def of(self, country: str) -> tuple[BuyersDuty, ...]:
        return tuple(one for one in self.duties if one.country == country)

    @cached_property
    def places(self) -> dict[str, str]:
        """The countries of which duties are known, by code: what the first duty says of the place."""
        found: dict[str, str] = {}
        for one in self.duties:
            found.setdefault(one.country, one.place)
        return found


class DueDiligenceStep(Struct, frozen=True):
    """One of the steps; ``good`` is what would show that it is carried out."""

    id: str
    title: str
    about: str
    good: str


class StepsServed(Struct, frozen=True):
    """The ids of the steps that a provision carries, and those of each of its scored elements."""

    provision: str
    steps: tuple[str, ...]
    elements: dict[str, tuple[str, ...]] = field(default_factory=dict)


class DueDiligenceSteps(Struct, frozen=True, dict=True):
    """The steps in their order, and what serves them. A step's number is its place, from 1 on."""

    id: str
    version: str
    manual: str
    noted: date
    steps: tuple[DueDiligenceStep, ...]
    serves: tuple[StepsServed, ...]
    location: Location

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {step.id: n for n, step in enumerate(self.steps, 1)}

    def behind(self, provision: str, element: str = "") -> tuple[tuple[int, DueDiligenceStep], ...]:
        """The steps behind a provision, or behind one of its elements, each with its number."""
        served = next((one for one in self.serves if one.provision == provision), None)
        ids = () if served is None else served.elements.get(element, ()) if element else served.steps
        wanted = {*ids}
        return tuple((n, step) for n, step in enumerate(self.steps, 1) if step.id in wanted)

    def served(self, step: str) -> Iterator[str]:
        """The ids of the provisions that carry a step."""
        return (one.provision for one in self.serves if step in one.steps)


class KnownLaw(Struct, frozen=True):
    """All of it, with what the law asks of ``procedures``; a library need not have any."""

    timeline: LawTimeline | None = None
    buyers: BuyersLaw | None = None
    steps: DueDiligenceSteps | None = None
    procedures: ProcedureLaw = NOTHING_KNOWN

    def duties(self, country: str) -> tuple[BuyersDuty, ...]:
        return self.buyers.of(country) if self.buyers else ()
