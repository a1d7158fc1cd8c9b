"""What is known of codes, industry bodies, labels and ratings (manual 2.4): what they demand, verify and leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct, field

from ddtender.diagnostics import Location
from ddtender.model.risks import plain


class InitiativeTest(Struct, frozen=True):
    """One of the tests by which every initiative is judged; ``manual`` is its section."""

    id: str
    name: str
    asks: str
    manual: str


class InitiativeNote(Struct, frozen=True):
    """What holds for several initiatives; ``manual`` is its section."""

    about: str
    text: str
    manual: str


class InitiativeTests(Struct, frozen=True):
    """The tests and ``maximum``, the most stars of each; ``table`` is where the source puts the stars together.

    ``named_in`` are questions of the questionnaire (``actions.initiatives``) beside which suppliers type names of
    initiatives and nothing else, ``may_be_named_in`` those beside which they may; ``joined_by`` are words between two
    names, ``passed_over`` what is no name."""

    id: str
    version: str
    document: str
    section: str
    maximum: int
    table: str
    tests: tuple[InitiativeTest, ...]
    order: tuple[str, ...]
    notes: tuple[InitiativeNote, ...]
    named_in: tuple[str, ...]
    may_be_named_in: tuple[str, ...]
    joined_by: tuple[str, ...]
    passed_over: tuple[str, ...]
    location: Location


class InitiativeJudgement(Struct, frozen=True):
    """What a test comes to; ``stars`` in halves, None where the source gives none."""

    why: str
    stars: Decimal | None = None


class Figure(Struct, frozen=True):
    """A figure, such as "27", and what it counts; ``manual`` is its section."""

    value: str
    of: str
    manual: str


class InitiativeProof(Struct, frozen=True):
    """What documents of an initiative can and cannot show under a provision, or under an element of it ("": all)."""

    provision: str
    element: str
    can: str
    cannot: str


class Coverage(Struct, frozen=True):
    """A category in which a label has criteria; ``manual`` is the section which says that many products have it, ""
    where that is not known."""

    category: str
    manual: str = ""


class Initiative(Struct, frozen=True):
    """One initiative; ``kind`` is code, industry-body, label, rating or monitoring. ``tests`` are by the ids of tests.

    ``unrated`` says why it has no stars. ``listed_on`` is the day on which the categories of a label were found in
    ``listed_against``; nothing else was looked at since the source."""

    id: str
    version: str
    name: str
    short: str
    kind: str
    names: tuple[str, ...]
    document: str
    section: str
    what: str
    covers: str
    lacks: str
    verifies: tuple[str, ...]
    leaves_out: tuple[str, ...]
    location: Location
    tests: Mapping[str, InitiativeJudgement] = field(default_factory=dict)
    evidence: tuple[InitiativeProof, ...] = ()
    figures: tuple[Figure, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    listed_on: date | None = None
    listed_against: str = ""
    unrated: str = ""

    def stars(self, test: str) -> Decimal | None:
        """Its stars under a test; None if there are none."""
        return self.tests[test].stars if test in self.tests else None

    def covered(self, category: str) -> Coverage | None:
        """Its coverage of a category of products, None if none is known."""
        return next((one for one in self.coverage if one.category == category), None)


class ProductCategory(Struct, frozen=True):
    """Products of one kind, and by what names they are bought."""

    id: str
    name: str
    names: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Whether a text speaks of such products, with a name of them as words of its own."""
        told = plain(text)
        every = (plain(name) for name in (self.name, *self.names))
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told) for name in every)


class Labels(Struct, frozen=True):
    """The specification that asks for labels, the parameter that says for which products, and the categories."""

    version: str
    specification: str
    parameter: str
    categories: tuple[ProductCategory, ...]
    location: Location

    def in_text(self, text: str) -> tuple[ProductCategory, ...]:
        """The categories of which a text speaks."""
        return tuple(one for one in self.categories if one.is_in(text))


class GoodEvidence(Struct, frozen=True):
    """What good evidence shows under a provision, or under an element of it ("": all of it), and what says so."""

    provision: str
    element: str
    shows: str
    document: str
    section: str


class GoodEvidenceList(Struct, frozen=True):
    version: str
    evidence: tuple[GoodEvidence, ...]
    location: Location


class Initiatives(Struct, frozen=True):
    """All that a library knows of initiatives. A library need not know any."""

    tests: InitiativeTests | None = None
    every: tuple[Initiative, ...] = ()
    labels: Labels | None = None
    good: GoodEvidenceList | None = None

    @property
    def rated(self) -> tuple[Initiative, ...]:
        """Those that have stars."""
        return tuple(one for one in self.every if any(j.stars is not None for j in one.tests.values()))

    def of(self, ids: Iterable[str]) -> tuple[Initiative, ...]:
        """Those with these ids, in the order of all."""
        wanted = {*ids}
        return tuple(one for one in self.every if one.id in wanted)

    def covering(self, category: ProductCategory) -> tuple[tuple[Initiative, Coverage], ...]:
        """The labels that have criteria for a category."""
        return tuple((one, found) for one in self.every if (found := one.covered(category.id)))


#: Of a library without any.
NO_INITIATIVES = Initiatives()
