"""A provision: any item of the library that can stand in a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from hashlib import sha256
from typing import ClassVar

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.model.approval import Change
from ddtender.model.notes import DraftingNote
from ddtender.model.scoring import Scoring
from ddtender.model.text import Blank, Block, Inline, Prose, Reference, as_written, blocks_of_inlines

#: Hexadecimal digits of ``Provision.saying`` (128 bits).
_SAYING = 32


class Kind(Enum):
    """The kinds of provision; the order is that of the documents.

    ``prefix`` is the first part of an id, ``folder`` the place below the library, ``label`` stands before a number in a
    reference, ``document`` prints it, and ``letter`` begins its number, which is then unique within the document. The
    two kinds of the frame are what a document says around the others: its rules, and the terms that it applies by.
    """

    prefix: str
    folder: str
    label: str
    document: str
    letter: str

    def __new__(cls, value: str, folder: str, label: str, document: str, letter: str) -> Kind:
        member = object.__new__(cls)
        member._value_ = value
        member.prefix = value.partition("-")[0]
        member.folder, member.label, member.document, member.letter = folder, label, document, letter
        return member

    FRAME_TENDER = ("frame-tender", "frame/tender", "general provision", "tender", "G")
    SPECIFICATION = ("specification", "technical_specifications", "technical specification", "tender", "T")
    SELECTION = ("selection", "selection_criteria", "selection criterion", "tender", "S")
    AWARD = ("award", "award_criteria", "award criterion", "tender", "A")
    FRAME_CONTRACT = ("frame-contract", "frame/contract", "general provision", "contract", "G")
    CONTRACT = ("contract", "contract_clauses", "contract clause", "contract", "C")
    DEFINITION = ("definition", "definitions", "definition", "both", "")

    @property
    def is_frame(self) -> bool:
        """Whether provisions of this kind come by a template's tag, and in no scenario's list."""
        return self.prefix == "frame"

    @property
    def with_article(self) -> str:
        """ "an award criterion", "a contract clause"."""
        return f"{'an' if self.label[0] in 'aeiou' else 'a'} {self.label}"


class Source(Struct, frozen=True):
    """Where a requirement comes from: ``section`` and ``item`` are the source's own numbers, kept only here.

    What goes beyond the manual has no document; ``practice`` says whose contracts or guidance have the like.
    """

    document: str = ""
    section: str = ""
    item: str = ""
    practice: str = ""

    def __str__(self) -> str:
        if self.practice:
            return self.practice
        return ", ".join(part for part in (self.document, f"section {self.section}", self.item) if part)


class Evidence(Struct, frozen=True):
    """What a Tenderer hands in (the field's "means of proof"). ``proves`` names scoring options; empty means all.

    ``promise`` says that it promises something for the time of the Contract: a plan, an undertaking.
    """

    id: str
    text: tuple[Inline, ...]
    location: Location
    proves: tuple[str, ...] = ()
    reply_form: str | None = None
    promise: bool = False


class Due(Struct, frozen=True):
    """When something is due, as a rule: ``amount`` of ``unit`` (``months`` or ``days``) after an event.

    ``amount`` is a number or the name of a parameter; ``every`` repeats it in months until the end of the Contract;
    ``before`` names an event that limits it ("delivery").
    """

    amount: int | str
    unit: str
    after: str
    every: int | None = None
    before: str | None = None


class KpiNumbers(Struct, frozen=True):
    """What a KPI counts: ``these`` out of so many ``of``, which is empty where a number stands alone."""

    these: str
    of: str = ""


class Kpi(Struct, frozen=True):
    """A key performance indicator (manual 3.4, lesson 1), bound to the clause it stands under.

    ``aspect`` is timeliness, completeness, contents or responsiveness; ``asks`` quotes the words of the clause that
    the indicator rests on; exactly one of ``due`` and ``when`` is set.
    """

    id: str
    aspect: str
    indicator: tuple[Inline, ...]
    target: tuple[Inline, ...]
    measured_by: tuple[Inline, ...]
    asks: str
    location: Location
    due: Due | None = None
    when: tuple[Inline, ...] = ()
    counts: KpiNumbers | None = None


@dataclass(frozen=True)
class Provision:
    """One file of the library.

    ``requirement`` names what is asked, so that the same demand is recognised in two kinds; ``tests`` are the subjects
    that a criterion looks at, ``carries_out`` the ids of those whose promises a clause has carried out,
    ``unless_earned`` those of the criteria whose points in the Tender take its place, all as their author declares
    them; ``terms`` are the spellings of a definition's term; ``when`` are the conditions of a passage of the frame
    (``conditions``), ``shows`` the table of facts below its text; ``retired`` says why it is no longer used;
    ``history`` is newest first; ``formerly`` are ids that it had before, the last one first; ``split_from`` those of
    the provisions that words of it stood in before; ``replaces`` is the provision of a base that it stands for, with
    its version; ``places`` gives the location of a key in the front matter, such
    as ``("scoring",)``. ``standards`` are its codes in a notice by what they say, "selection" or "objective".
    """

    id: str
    kind: Kind
    title: str
    version: str
    body: tuple[Block, ...]
    location: Location
    source: Source | None = None
    legal_basis: tuple[str, ...] = ()
    requirement: str = ""
    variant_of: str | None = None
    scoring: Scoring | None = None
    evidence: tuple[Evidence, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    tests: tuple[str, ...] = ()
    carries_out: tuple[str, ...] = ()
    unless_earned: tuple[str, ...] = ()
    standards: tuple[tuple[str, str], ...] = ()
    terms: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    shows: str = ""
    notes: tuple[DraftingNote, ...] = ()
    retired: str | None = None
    history: tuple[Change, ...] = ()
    formerly: tuple[str, ...] = ()
    split_from: tuple[str, ...] = ()
    replaces: str = ""
    places: dict[tuple[str | int, ...], Location] = field(default_factory=dict, compare=False, repr=False)
    #: Which of the library's definitions it uses, where this is known without reading it (``TermIndex.positions``).
    uses: ClassVar[tuple[int, ...] | None] = None
    #: Its fingerprint in this library, where this is known without reading it.
    fingerprint: ClassVar[str] = ""

    def __hash__(self) -> int:
        """Cheap, as provisions are part of many keys; equal are only those that are equal in everything."""
        return hash((self.id, self.version, self.title))

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """``prose_of`` as flat text: it is read by most of the rules, and by every scenario's composition."""
        return tuple(map(Prose.of, prose_of(self)))

    @cached_property
    def wording(self) -> str:
        """Its body ``as_written``."""
        return as_written(self.body)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference in its prose."""
        return tuple(reference for prose in self.prose for reference in prose.references)

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """Every blank in its prose, and those that say when something is due."""
        return (*(blank for prose in self.prose for blank in prose.blanks), *self._amounts())

    def _amounts(self) -> Iterator[Blank]:
        for n, kpi in enumerate(self.kpis):
            if kpi.due and isinstance(kpi.due.amount, str):
                yield Blank(kpi.due.amount, self.place("kpis", n, "due", kpi.due.unit))

    @cached_property
    def reply_forms(self) -> tuple[str, ...]:
        """The ids of the reply forms that its evidence asks for, each once."""
        return tuple(dict.fromkeys(e.reply_form for e in self.evidence if e.reply_form))

    @cached_property
    def promises(self) -> bool:
        """Whether what is handed in for it promises something for the time of the Contract."""
        return any(evidence.promise for evidence in self.evidence)

    @cached_property
    def saying(self) -> str:
        """A short digest of ``wording``, equal for bodies that say the same; empty for one without a text."""
        return sha256(self.wording.encode()).hexdigest()[:_SAYING] if self.wording else ""

    def place(self, *path: str | int) -> Location:
        """The location of a key in the front matter, or of the nearest key around it."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[:-1]
        return self.location


def prose_of(provision: Provision) -> Iterator[tuple[Inline, ...]]:
    """Every piece of prose of a provision that is printed: body, scoring, evidence, KPIs."""
    yield from blocks_of_inlines(provision.body)
    if provision.scoring:
        yield from (option.when for option in provision.scoring.options)
        yield from (step.when for step in getattr(provision.scoring, "steps", ()))
    yield from (evidence.text for evidence in provision.evidence)
    for kpi in provision.kpis:
        yield kpi.indicator
        yield kpi.target
        yield kpi.measured_by
        if kpi.when:
            yield kpi.when
