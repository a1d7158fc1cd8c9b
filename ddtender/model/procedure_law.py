"""What the law asks of a procedure, as the library knows it: how much time there must be, and by which provision.

Days are days of the calendar. ``cite`` is the provision, as findings cite it. A library need not know any of it: then
nothing of it is checked, and that is said.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field, structs

from ddtender.diagnostics import Location
from ddtender.model.notes import Verified


class MinimumPeriod(Struct, frozen=True):
    """At least so many ``days`` from one date of the procedure to another ("notice_sent", "tenders_until"), in a kind
    of ``procedure``; ``shortened`` is why they are fewer than usual. With 0 days the parties are free."""

    procedure: str
    begins: str
    ends: str
    days: int
    cite: str
    shortened: str = ""


class CountingOfDays(Struct, frozen=True):
    """What becomes of a period that would end on a day of the weekend or a public holiday: it ends on the
    "next-working-day", or that day "counts"."""

    on_day_off: Literal["next-working-day", "counts"]
    cite: str


class StandstillLaw(Struct, frozen=True):
    """The days that pass at least between the decision and the contract, by how the decision is sent."""

    electronic: int
    other: int
    cite: str

    def days(self, by: str) -> int:
        return self.electronic if by == "electronic" else self.other


class AnswersLaw(Struct, frozen=True):
    """So many days before the last day for Tenders answers are there; ``urgent`` where the procedure is urgent."""

    days: int
    urgent: int
    cite: str


class ChangesLaw(Struct, frozen=True):
    """What is changed less than so many days before the last day for Tenders is changed too late."""

    days: int
    cite: str


class FrameworkLaw(Struct, frozen=True):
    """Years for which a framework agreement needs no reason."""

    years: int
    cite: str


class ReportLaw(Struct, frozen=True):
    """What a report on a procurement has to hold: the letter or number of each point, by the section that is it."""

    cite: str
    points: dict[str, str]


class ProcedureLaw(Struct, frozen=True):
    """All of it. ``free`` are the kinds of procedure for which there is no minimum, ``transposed`` how citations of
    acts begin that bind by what each country has put into its own law, ``behind`` what findings rest on, by code;
    ``verified`` says against which texts all of it was held."""

    location: Location = Location("")
    verified: Verified | None = None
    minimum: tuple[MinimumPeriod, ...] = ()
    free: tuple[str, ...] = ()
    counting: CountingOfDays | None = None
    standstill: StandstillLaw | None = None
    answers: AnswersLaw | None = None
    changes: ChangesLaw | None = None
    framework: FrameworkLaw | None = None
    report: ReportLaw | None = None
    transposed: tuple[str, ...] = ()
    behind: dict[str, str] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether the library says anything of it."""
        return bool(self.location.path)

    def binds_through_national_law(self, citation: str) -> bool:
        return citation.startswith(self.transposed)

    def over(self, country: CountryPeriods | None) -> ProcedureLaw:
        """This, with what a country has otherwise: of each part all that it says, or nothing. Minimum periods are
        those of the kinds of procedure for which it has any."""
        if country is None:
            return self
        own = {name: said for name in _BY_COUNTRY if (said := getattr(country, name)) is not None}
        if country.minimum:
            kinds = {one.procedure for one in country.minimum}
            own["minimum"] = (*(one for one in self.minimum if one.procedure not in kinds), *country.minimum)
            own["free"] = tuple(one for one in self.free if one not in kinds)
        return structs.replace(self, location=self.location if self.is_known else country.location, **own)


class CountryPeriods(Struct, frozen=True):
    """What a country has otherwise than the law that its procedures rest on."""

    location: Location
    minimum: tuple[MinimumPeriod, ...] = ()
    counting: CountingOfDays | None = None
    standstill: StandstillLaw | None = None
    answers: AnswersLaw | None = None
    changes: ChangesLaw | None = None
    framework: FrameworkLaw | None = None


_BY_COUNTRY = ("counting", "standstill", "answers", "changes", "framework")
#: What a library knows that has no such file.
NOTHING_KNOWN = ProcedureLaw()
