"""Checks on the model: a rule looks at every provision by itself, or at the whole subject, and yields its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct, field

from ddtender.checks.passages import Passage, form_passages, named_passages, other_passages, passages
from ddtender.checks.tags import TemplateTags, read_tags
from ddtender.diagnostics import Diagnostic
from ddtender.history.fingerprint import Fingerprints
from ddtender.history.lineage import Lineage
from ddtender.history.release import Release
from ddtender.history.rises import VersionRise, rises
from ddtender.history.states import Standing, standings
from ddtender.library.memory import Remembered
from ddtender.library.places import DEFINITIONS, INFO
from ddtender.model import DraftDocument, Kind, Library, LibraryInfo, Parameter, Provision, ReplyForm, Template
from ddtender.words import Lexicon, language

if TYPE_CHECKING:
    from ddtender.history.bindings import Bound


class Wording(Struct, frozen=True, dict=True):
    """What the rules see that look at provisions one by one: ``provisions``, each to be judged by itself.

    A rule may hold it against the definitions, library.yaml (``told`` says that all of them could be read) and
    parameters.yaml (of which ``parameters`` are those that could be read), and against nothing else: what it finds is
    remembered for as long as these and the provision's file are what they are (``ddtender.library.memory``). What is
    ``named`` are lots and other documents, in whose names numbers and ids are not ours to give.
    """

    provisions: tuple[Provision, ...]
    reply_forms: tuple[ReplyForm, ...]
    definitions: tuple[Provision, ...]
    info: LibraryInfo
    told: bool = True
    parameters: Mapping[str, Parameter] = MappingProxyType({})
    others: tuple[Passage, ...] = ()
    lexicon: Lexicon = field(default_factory=lambda: language().lexicon)
    named: tuple[Passage, ...] = ()

    def printed(self) -> Iterator[Passage]:
        """All that is printed: provisions, reply forms, and the ``others`` (labels of blanks, scenarios, facts)."""
        for provision in self.provisions:
            yield from self.passages(provision)
        yield from self.printed_elsewhere()

    def printed_elsewhere(self) -> Iterator[Passage]:
        """What is printed beside the provisions: reply forms, and the ``others``."""
        for form in self.reply_forms:
            yield from form_passages(form)
        yield from self.others

    @cached_property
    def _passages(self) -> dict[int, tuple[Passage, ...]]:
        return {}

    def passages(self, provision: Provision) -> tuple[Passage, ...]:
        """All printed prose of a provision."""
        found = self._passages.get(id(provision))
        if found is None:
            found = self._passages[id(provision)] = tuple(passages(provision))
        return found


class Subject(Struct, frozen=True, dict=True):
    """What is checked: the library and every composition of it that is wanted (all scenarios, and procedures).

    What several rules read is read once and kept here.
    """

    library: Library
    drafts: tuple[DraftDocument, ...]
    releases: tuple[Release, ...] = ()

    @cached_property
    def wording(self) -> Wording:
        """What rules on single provisions look at: of the provisions those that are not remembered as faultless."""
        library = self.library
        return Wording(
            tuple(p for p in library.provisions if not isinstance(p, Remembered)),
            library.reply_forms,
            tuple(p for p in library.provisions if p.kind is Kind.DEFINITION),
            library.info,
            not self.unread(INFO) and not self.unread(f"{DEFINITIONS}/"),
            library.parameter_by_name,
            tuple(other_passages(library)),
            named=tuple(named_passages(library)),
        )

    def passages(self, provision: Provision) -> tuple[Passage, ...]:
        """All printed prose of a provision of the library."""
        return self.wording.passages(provision)

    @cached_property
    def tags(self) -> tuple[tuple[Template, TemplateTags], ...]:
        return tuple((template, read_tags(template)) for template in self.library.templates)

    def unread(self, path: str = "") -> bool:
        """Whether a file at or below ``path`` could not be read: then what seems to be missing may stand in it."""
        return any(broken.startswith(path) for broken in self.library.broken_files)

    def with_drafts(self, *drafts: DraftDocument) -> Subject:
        """Other compositions of the same library; what has been read of the library is not read again."""
        other = Subject(self.library, drafts, self.releases)
        vars(other).update(vars(self))
        return other

    @property
    def stamped(self) -> dict[str, Standing]:
        """The standings of a library in which anything has been reviewed; the others need no fingerprints."""
        return self.standings if self.library.reviews else {}

    @cached_property
    def bound(self) -> dict[str, Bound]:
        """The standing of what binds without being a provision; nothing where nothing has been reviewed."""
        from ddtender.history.bindings import bound

        return bound(self.library) if self.library.reviews else {}

    @cached_property
    def lineage(self) -> Lineage:
        return Lineage(self.library, self.releases)

    @cached_property
    def rises(self) -> tuple[VersionRise, ...]:
        return tuple(rises(self.lineage))

    @cached_property
    def fingerprints(self) -> Fingerprints:
        return Fingerprints(self.library)

    @cached_property
    def standings(self) -> dict[str, Standing]:
        return standings(self.fingerprints)


Rule = Callable[[Subject], Iterator[Diagnostic]]
ProvisionRule = Callable[[Wording], Iterator[Diagnostic]]
