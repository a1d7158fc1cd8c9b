"""National law: where the law of a country has what a citation stands for."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.model.notes import Verified
from ddtender.model.procedure_law import CountryPeriods


class NationalProvision(Struct, frozen=True):
    """What a country's law has for ``citation``: ``cite`` as its lawyers cite it, and against what it was verified."""

    citation: str
    cite: str
    location: Location
    verified: Verified | None = None


class NationalLaw(Struct, frozen=True, dict=True):
    """The law of a country (``code``: two small letters, as in the name of the file); ``periods`` are days that it has
    otherwise than the law of procedures that the library knows."""

    code: str
    country: str
    law: str
    provisions: tuple[NationalProvision, ...]
    location: Location
    periods: CountryPeriods | None = None

    @cached_property
    def by_citation(self) -> dict[str, NationalProvision]:
        return {provision.citation: provision for provision in self.provisions}

    def cites(self, citation: str) -> str:
        """The national provision, or the citation itself where none is known."""
        found = self.by_citation.get(citation)
        return found.cite if found else citation
