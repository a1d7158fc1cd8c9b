"""What is known once a composition is resolved: everything a document prints, in the order it prints it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from ddtender.model import (
    DraftDocument,
    Kind,
    LibraryInfo,
    Origin,
    Provision,
    ReplyForm,
)
from ddtender.model.initiatives import NO_INITIATIVES, Initiatives
from ddtender.model.law import KnownLaw
from ddtender.resolve.inlines import Inlines, ResolvedBlank, ResolvedBlock, ResolvedReference, blanks_in, paragraphs_in
from ddtender.words import Language


class ResolvedOption(Struct, frozen=True):
    """A row of a scoring table; ``points`` is percent times the maximum points, None while these are unknown."""

    id: str
    percent: Decimal
    when: Inlines
    points: Decimal | None


Way = Literal["best_of", "sum_of", "tiers", "graded"]


class LotPoints(Struct, frozen=True):
    """The points of a criterion in the lot of an id: the most, and those below which a Tender is rejected, if any."""

    lot: str
    maximum: ResolvedBlank
    minimum: Decimal | None


class ResolvedScoring(Struct, frozen=True):
    """``way`` is best_of, sum_of, tiers or graded; ``maximum`` the criterion's points or the blank for them;
    ``minimum`` the points below which a Tender is rejected, if there are such. Where lots differ, ``by_lot`` has the
    points of each, and ``maximum`` names them all."""

    way: Way
    options: tuple[ResolvedOption, ...]
    steps: tuple[ResolvedOption, ...]
    maximum: ResolvedBlank
    minimum: Decimal | None = None
    by_lot: tuple[LotPoints, ...] = ()

    @property
    def may_earn_nothing(self) -> bool:
        """Whether a row for none of the options belongs below them."""
        return self.way != "graded"


class ResolvedKpi(Struct, frozen=True):
    id: str
    aspect: str
    indicator: Inlines
    target: Inlines
    when: Inlines
    measured_by: Inlines

    @property
    def prose(self) -> tuple[Inlines, Inlines, Inlines, Inlines]:
        """All that is printed of it besides its aspect, in the order of the annex."""
        return self.indicator, self.target, self.when, self.measured_by


class ResolvedEvidence(Struct, frozen=True):
    id: str
    text: Inlines
    reply_form: str | None


class ResolvedProvision(Struct, frozen=True):
    """A provision as it is printed: ``number`` counts within its kind from 1 (None for a definition), ``cited`` is how
    documents show it ("A1").

    ``label`` is its kind in the document's language, ``before`` that as it stands before the number; ``replaces`` the
    id in whose place it stands, if it does.
    """

    provision: Provision
    number: int | None
    cited: str
    bookmark: str
    label: str
    before: str
    origin: Origin
    replaces: str
    body: tuple[ResolvedBlock, ...]
    scoring: ResolvedScoring | None
    evidence: tuple[ResolvedEvidence, ...]
    kpis: tuple[ResolvedKpi, ...]
    references: tuple[ResolvedReference, ...]
    #: The days of the table that it shows, by the names of their labels.
    days: tuple[tuple[str, date], ...] = ()
    #: The ids of the lots that it applies to; nothing if to all.
    lots: tuple[str, ...] = ()
    #: The table of lots that it shows: id, title, what is bought, how much of it at most.
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def id(self) -> str:
        return self.provision.id

    @property
    def kind(self) -> Kind:
        return self.provision.kind

    @property
    def tag(self) -> str:
        """The tag of the content control: ``id@version``."""
        return f"{self.provision.id}@{self.provision.version}"

    def reference(self, capital: bool = False) -> ResolvedReference:
        """The provision as something that generated text refers to."""
        words = self.before[0].upper() + self.before[1:] if capital else self.before
        return ResolvedReference(
            self.id, self.kind, self.number, self.provision.title, self.bookmark, words, self.cited
        )


class BlankInfo(Struct, frozen=True):
    """A blank of the documents: who fills it in, the question to ask, the key of the procedure file."""

    name: str
    question: str
    filled_by: str
    key: str
    text: str | None

    @property
    def dotted(self) -> str:
        """The key with dots, as forms and commands name a fact."""
        return self.key.replace(", ", ".")


class ResolvedForm(Struct, frozen=True):
    """A reply form with its letter (A, B, …) and resolved texts; ``help`` are pairs of part id and text."""

    form: ReplyForm
    letter: str
    bookmark: str
    instructions: tuple[Inlines, ...]
    help: tuple[tuple[str, Inlines], ...]

    def help_with(self, part: str) -> Inlines:
        """What is said to a part of the form; nothing if it needs no help."""
        return next((text for id_, text in self.help if id_ == part), ())


class ResolvedDocument(Struct, frozen=True):
    """Both documents of a composition in a language. ``definitions`` are by document ("tender", "contract").

    ``values`` are those that templates use, by name; ``facts`` the names that a document's template prints in any case.
    Where there are lots, this is the tender document, and ``lots`` has what is judged, one each; ``contracts`` are
    those of every contract, if there can be several: of each lot, and with each Contractor. ``initiatives`` and ``law``
    are what the library knows of them; what the procedure publishes prints neither.
    """

    draft: DraftDocument
    language: Language
    info: LibraryInfo
    provisions: tuple[ResolvedProvision, ...]
    definitions: dict[str, tuple[ResolvedProvision, ...]]
    reply_forms: tuple[ResolvedForm, ...]
    blanks: tuple[BlankInfo, ...]
    values: dict[str, ResolvedBlank]
    facts: dict[str, tuple[str, ...]]
    price: ResolvedBlank
    other_quality: ResolvedBlank
    lots: tuple[ResolvedDocument, ...] = ()
    contracts: tuple[ResolvedDocument, ...] = ()
    initiatives: Initiatives = NO_INITIATIVES
    law: KnownLaw = KnownLaw()

    @property
    def each_lot(self) -> tuple[ResolvedDocument, ...]:
        """What is judged by itself: each lot, or this where there are none."""
        return self.lots or (self,)

    @property
    def each_contract(self) -> tuple[ResolvedDocument, ...]:
        """What is signed by itself: each contract, or this where there is only one."""
        return self.contracts or (self,)

    def of_kind(self, kind: Kind) -> tuple[ResolvedProvision, ...]:
        return tuple(p for p in self.provisions if p.kind is kind)

    @property
    def defined(self) -> tuple[ResolvedProvision, ...]:
        """The definitions of both documents, each once."""
        return tuple({d.id: d for found in self.definitions.values() for d in found}.values())

    @property
    def printed(self) -> tuple[ResolvedProvision, ...]:
        """All that the documents print, each once, definitions last."""
        return self.provisions + self.defined

    def printed_in(self, document: str) -> tuple[ResolvedProvision, ...]:
        """Every provision that stands in a document, definitions last."""
        own = tuple(p for p in self.provisions if p.kind.document == document)
        return own + self.definitions[document]


def asked_of(clause: ResolvedProvision) -> list[ResolvedKpi]:
    """What the overview of the Contract says of a clause: its submissions, or all that is measured."""
    return [kpi for kpi in clause.kpis if kpi.aspect == "timeliness"] or list(clause.kpis)


def blanks_of(p: ResolvedProvision) -> Iterator[ResolvedBlank]:
    """The blanks of a provision's text, scoring, evidence and KPIs, filled or open, as often as they stand there."""
    for paragraph in paragraphs_in(p.body):
        yield from blanks_in(paragraph.inlines)
    if p.scoring:
        points = [one.maximum for one in p.scoring.by_lot if one.maximum.text is None]
        yield from points if p.scoring.by_lot else [p.scoring.maximum]
        for option in (*p.scoring.options, *p.scoring.steps):
            yield from blanks_in(option.when)
    for evidence in p.evidence:
        yield from blanks_in(evidence.text)
    for kpi in p.kpis:
        for inlines in (kpi.indicator, kpi.target, kpi.when, kpi.measured_by):
            yield from blanks_in(inlines)
