"""Checks on the model: every rule looks at the whole subject and yields its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ddtender.checks.passages import Passage, passages
from ddtender.checks.tags import TemplateTags, read_tags
from ddtender.diagnostics import Diagnostic
from ddtender.history.release import Release
from ddtender.history.states import Standing, standings
from ddtender.model import DraftDocument, Kind, Library, Provision, Template

INFO = "clause_library/library.yaml"
PARAMETERS = "clause_library/parameters.yaml"
REPLY_FORMS = "clause_library/reply_forms/"
DEFINITIONS = f"clause_library/{Kind.DEFINITION.folder}/"


@dataclass(frozen=True)
class Subject:
    """What is checked: the library and every composition of it that is wanted (all scenarios, and procedures).

    What several rules read is read once and kept here.
    """

    library: Library
    drafts: tuple[DraftDocument, ...]
    releases: tuple[Release, ...] = ()

    @cached_property
    def _passages(self) -> dict[int, tuple[Passage, ...]]:
        return {id(provision): tuple(passages(provision)) for provision in self.library.provisions}

    def passages(self, provision: Provision) -> tuple[Passage, ...]:
        """All printed prose of a provision of the library."""
        return self._passages[id(provision)]

    @cached_property
    def tags(self) -> tuple[tuple[Template, TemplateTags], ...]:
        return tuple((template, read_tags(template)) for template in self.library.templates)

    def unread(self, path: str = "") -> bool:
        """Whether a file at or below ``path`` could not be read: then what seems to be missing may stand in it."""
        return any(broken.startswith(path) for broken in self.library.broken_files)

    def with_drafts(self, *drafts: DraftDocument) -> Subject:
        """Other compositions of the same library; what has been read of the library is not read again."""
        other = Subject(self.library, drafts, self.releases)
        kept = {name: value for name, value in vars(self).items() if name not in {"library", "drafts", "releases"}}
        vars(other).update(kept)
        return other

    @property
    def stamped(self) -> dict[str, Standing]:
        """The standings of a library in which anything has been reviewed; the others need no fingerprints."""
        return self.standings if self.library.reviews else {}

    @cached_property
    def standings(self) -> dict[str, Standing]:
        return standings(self.library)


Rule = Callable[[Subject], Iterator[Diagnostic]]
