"""What is known of the human rights risks of ICT products: what its worksheet is prefilled from (manual 2.2, 3.1)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ddtender.diagnostics import Location


class RiskTopic(Struct, frozen=True):
    """A line of the risk worksheet's lists: a risk, a stage, a step or a source."""

    name: str
    about: str
    examples: str = ""
    url: str = ""


class RiskStep(RiskTopic, frozen=True):
    """A step of the worksheet; ``look_up`` are the numbers of the sources that it goes by."""

    look_up: tuple[int, ...] = ()


class RiskNote(Struct, frozen=True):
    """What stands on the worksheet's first page; ``manual`` is its section."""

    about: str
    text: str
    manual: str


class RiskExample(Struct, frozen=True):
    """An example of the manual in its matrix of risks and stages; without stages it is about the whole chain."""

    risk: str
    what: str
    manual: str
    stages: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class RiskLists(Struct, frozen=True):
    """What every risk worksheet has, whatever the product. Of ``ratings`` the last says that it is not known."""

    id: str
    title: str
    document: str
    steps: tuple[RiskStep, ...]
    stages: tuple[RiskTopic, ...]
    risks: tuple[RiskTopic, ...]
    sources: tuple[RiskTopic, ...]
    ratings: tuple[str, ...]
    location: Location
    version: str = ""
    notes: tuple[RiskNote, ...] = ()
    matrix: tuple[RiskExample, ...] = ()


class KnownRisk(Struct, frozen=True):
    """A risk at a place; ``manual`` is the section that names it, "" where it is general knowledge."""

    risk: str
    stage: str
    what: str
    manual: str = ""


class PartPlace(Struct, frozen=True):
    """A country that a part is likely to come from, how much of it, and the risks there."""

    country: str
    share: str
    risks: tuple[KnownRisk, ...]
    manual: str = ""


class RiskPart(Struct, frozen=True):
    """A component or a raw material; ``kind`` is one of these."""

    name: str
    kind: str
    stage: str
    why: str
    places: tuple[PartPlace, ...]


class RiskParts(Struct, frozen=True):
    """A file of parts; what is not the manual's was ``noted`` on that day and not checked."""

    id: str
    version: str
    noted: date
    parts: tuple[RiskPart, ...]
    location: Location


class RiskRating(Struct, frozen=True):
    """How an example judges a risk, in words of the lists' ratings."""

    risk: str
    severity: str
    likelihood: str


class RiskSummary(Struct, frozen=True):
    """A row of the last step: what a risk comes to, what to ask, what to require."""

    risk: str
    relevant: str
    where: str
    summary: str
    ask: str
    require: str


class RiskJudgement(Struct, frozen=True):
    """A finished example: how its risks are rated and reported."""

    ratings: tuple[RiskRating, ...]
    report: tuple[RiskSummary, ...]


class RiskProduct(Struct, frozen=True):
    """A product, the other names that it is asked for by, its parts by name, and codes of the Common Procurement
    Vocabulary that fit it, the nearest first."""

    id: str
    name: str
    aliases: tuple[str, ...]
    parts: tuple[str, ...]
    example: RiskJudgement | None = None
    cpv: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(plain(name) for name in (self.id, self.name, *self.aliases))


class RiskProducts(Struct, frozen=True):
    """The products that are known, with the day on which their parts were noted."""

    id: str
    version: str
    noted: date
    products: tuple[RiskProduct, ...]
    location: Location

    def find(self, asked: str) -> RiskProduct | None:
        """The product of that name, whatever its case and hyphens."""
        return next((one for one in self.products if plain(asked) in one.names), None)


def plain(name: str) -> str:
    """A product's name as names are compared."""
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
