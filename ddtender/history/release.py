"""An earlier release of the library, read only when a question needs it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from ddtender.diagnostics import Diagnostic, has_errors
from ddtender.history.fingerprint import Fingerprints
from ddtender.library.loader import load
from ddtender.library.memory import words
from ddtender.model import Library, Provision


class Release(Struct, frozen=True, dict=True):
    """The files of a release tag, newest first in any list of releases; ``commit`` is the one that it names.

    ``aside`` are the tags of releases before it that it does not come from: those of a fork, beside ours. ``known`` are
    provisions, by path, that have been read from the same bytes in a library of the same words.
    """

    tag: str
    files: Mapping[str, bytes]
    commit: str = ""
    known: Mapping[str, Provision] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()

    @cached_property
    def _loaded(self) -> tuple[Library, list[Diagnostic]]:
        return load(self.files, known=self.known)

    def beside(self, library: Library, files: Mapping[str, bytes]) -> Release:
        """This release for one who has read ``library`` from ``files``: what is the same is not read again."""
        if words(self.files) != words(files):
            return self
        read = ((provision.location.path, provision) for provision in library.provisions)
        return replace(self, known={path: p for path, p in read if self.files.get(path) == files[path]})

    @property
    def library(self) -> Library:
        return self._loaded[0]

    @property
    def readable(self) -> bool:
        """Whether this version of ddtender understands all of it."""
        return not has_errors(self._loaded[1])

    @cached_property
    def fingerprints(self) -> Fingerprints:
        return Fingerprints(self.library)

    def contains(self, earlier: Release) -> bool:
        """Whether it comes from a release that stands behind it in the list."""
        return earlier.tag not in self.aside

    def find(self, id_: str) -> Provision | None:
        return self.library.by_id.get(id_)
