"""The library as a whole: provisions, parameters, reply forms, scenarios."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.model.approval import Approval
from ddtender.model.composition import Scenario
from ddtender.model.decision import Decision
from ddtender.model.initiatives import NO_INITIATIVES, Initiatives
from ddtender.model.law import KnownLaw
from ddtender.model.layer import NO_LAYERS, Layer, Origins, OwnWords, Pin, Taken
from ddtender.model.market import Invitation
from ddtender.model.national import NationalLaw
from ddtender.model.notes import LegalBasis
from ddtender.model.parameter import Parameter
from ddtender.model.procedure import Procedure
from ddtender.model.provision import Kind, Provision
from ddtender.model.template import Template
from ddtender.model.terms import TermIndex
from ddtender.model.text import Inline


class ReplyFormField(Struct, frozen=True):
    """A labelled place to answer: one line, or ``lines`` lines of free text."""

    id: str
    label: str
    location: Location
    help: tuple[Inline, ...] = ()
    lines: int = 1


class ReplyFormTable(Struct, frozen=True):
    """A table to fill in: ``columns`` as (id, heading, width in percent) and ``rows`` rows.

    ``row_labels`` stand in the first column; one that ends with a colon leaves room for an answer behind it.
    """

    id: str
    label: str
    columns: tuple[tuple[str, str, int], ...]
    rows: int
    location: Location
    help: tuple[Inline, ...] = ()
    row_labels: tuple[str, ...] = ()


class ReplyForm(Struct, frozen=True):
    """A form that Tenderers answer in, so that answers compare."""

    id: str
    title: str
    instructions: tuple[tuple[Inline, ...], ...]
    parts: tuple[ReplyFormField | ReplyFormTable, ...]
    location: Location


class LibraryInfo(Struct, frozen=True):
    """The library's own description (library.yaml). ``waived`` says why a reviewer may be the author of the last
    change, and is empty where that is refused; ``frame`` are the passages of the frame, in their order, ``ratings``
    those whose requirements are not public. A layer ``extends`` its base, ``replaces`` and ``retires`` what cannot
    say so itself, and ``accepts`` of the approvals and decisions there what it names."""

    name: str
    version: str
    location: Location
    proper_names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    waived: str = ""
    frame: tuple[tuple[str, Location], ...] = ()
    ratings: tuple[str, ...] = ()
    extends: Pin | None = None
    replaces: tuple[Taken, ...] = ()
    retires: tuple[Taken, ...] = ()
    accepts: tuple[str, ...] = ()


class Library(Struct, frozen=True, dict=True):
    """Everything that was read, in the order of the paths. Ids may repeat here: a check finds that.

    ``broken_ids`` are ids of provisions whose files have errors: they exist, so a reference to one is not unknown.
    ``broken_files`` are the paths of all files that have errors or are missing. ``legal_bases`` may be empty: a library
    need not explain them. ``letters`` are those on the award decision; ``initiatives`` bind nobody, nor does what it
    knows of ``law`` on due diligence. ``origins`` says from which layer each comes; places are those in the merged
    library (``Origins.shown``). ``own_words`` go before those of ddtender.
    """

    info: LibraryInfo
    provisions: tuple[Provision, ...]
    parameters: tuple[Parameter, ...]
    reply_forms: tuple[ReplyForm, ...]
    scenarios: tuple[Scenario, ...]
    procedures: tuple[Procedure, ...]
    templates: tuple[Template, ...] = ()
    reviews: tuple[Approval, ...] = ()
    broken_ids: frozenset[str] = frozenset()
    broken_files: frozenset[str] = frozenset()
    legal_bases: tuple[LegalBasis, ...] = ()
    decisions: tuple[Decision, ...] = ()
    national: tuple[NationalLaw, ...] = ()
    letters: tuple[Invitation, ...] = ()
    initiatives: Initiatives = NO_INITIATIVES
    origins: Origins = NO_LAYERS
    law: KnownLaw = KnownLaw()
    own_words: tuple[OwnWords, ...] = ()

    def layer_of(self, thing: Provision | Location) -> Layer | None:
        """The layer that a provision, or a place in the library, comes from; None where there is one library only."""
        return self.origins.layer(thing if isinstance(thing, Location) else thing.location)

    @cached_property
    def by_id(self) -> dict[str, Provision]:
        """The first provision of every id."""
        found: dict[str, Provision] = {}
        for provision in self.provisions:
            found.setdefault(provision.id, provision)
        return found

    def base_of(self, provision: Provision) -> str:
        """The id at the end of the chain of `variant_of`; variants of one provision have the same."""
        seen = {provision.id}
        while provision.variant_of and provision.variant_of not in seen:
            seen.add(provision.variant_of)
            if provision.variant_of not in self.by_id:
                return provision.variant_of
            provision = self.by_id[provision.variant_of]
        return provision.id

    @cached_property
    def parameter_by_name(self) -> dict[str, Parameter]:
        """The first parameter of every name."""
        found: dict[str, Parameter] = {}
        for parameter in self.parameters:
            found.setdefault(parameter.name, parameter)
        return found

    @cached_property
    def terms(self) -> TermIndex:
        """The defined terms."""
        return TermIndex(p for p in self.provisions if p.kind is Kind.DEFINITION)
