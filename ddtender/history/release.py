"""An earlier release of the library, read only when a question needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from ddtender.diagnostics import Diagnostic, has_errors
from ddtender.history.fingerprint import Fingerprints
from ddtender.library.documents import read_info
from ddtender.library.loader import load
from ddtender.library.memory import words
from ddtender.library.places import (
    DECISIONS,
    DEFAULT_TEMPLATES,
    INFO,
    LIBRARY,
    PARAMETERS,
    PROCEDURES,
    REVIEWS,
    SCENARIOS,
)
from ddtender.library.provisions import provision_kind
from ddtender.library.source import decode
from ddtender.model import Library, Provision

#: What a release fixes, and what in it may go on.
_FIXED = (f"{LIBRARY}/", f"{SCENARIOS}/")
_FREE = (f"{REVIEWS}/", f"{DECISIONS}/", f"{PROCEDURES}/")
#: The numbers of a release tag; before them stands a prefix that does not end with a number.
_VERSION = re.compile(r"\d+\.\d+\.\d+$")
#: A key at the left edge of front matter begins its value, and nothing else.
_DECLARED = re.compile(rb"^(id|version): *([\w.-]+)\s*$", re.M)


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
        return load(self.files, known=self.known, languages=False)

    def beside(self, library: Library, files: Mapping[str, bytes]) -> Release:
        """This release for one who has read ``library`` from ``files``: what is the same is not read again."""
        if words(self.files) != words(files):
            return self
        read = ((provision.location.path, provision) for provision in library.provisions)
        return replace(self, known={path: p for path, p in read if self.files.get(path) == files[path]})

    @cached_property
    def version(self) -> str:
        """The version of the library, from library.yaml alone; empty where that cannot be read."""
        source, _ = decode(INFO, self.files.get(INFO, b""))
        info = read_info(source)[0] if source else None
        return info.version if info else ""

    @property
    def fits(self) -> bool:
        """Whether the tag says the version of the library."""
        numbers = _VERSION.search(self.tag)
        return numbers is not None and numbers[0] == self.version

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

    def gave_otherwise(self, provision: Provision, later: Release) -> bool:
        """Whether it may have given a provision of a later release the same version with other words or values. Most
        can be told from the bytes alone, so that the library of an early release is hardly ever read."""
        told = (provision.location.path, PARAMETERS)
        if all(self.files.get(path) == later.files.get(path) for path in told):
            return False
        return self._declared is None or self._declared.get(provision.id) == provision.version

    @cached_property
    def _declared(self) -> Mapping[str, str] | None:
        """The versions of all provisions by id; None where one file does not write them plainly."""
        found = {}
        for path, content in self.files.items():
            if provision_kind(path) is None:
                continue
            pairs = _DECLARED.findall(content.replace(b"\r", b"").partition(b"\n---")[0])
            if sorted(key for key, _ in pairs) != [b"id", b"version"]:
                return None
            declared = {key.decode(): value.decode() for key, value in pairs}
            found[declared["id"]] = declared["version"]
        return found

    def find(self, id_: str) -> Provision | None:
        return self.library.by_id.get(id_)


def release_of(files: Mapping[str, bytes], releases: Iterable[Release], templates: Sequence[str]) -> str:
    """The tag of the release whose library, scenarios and templates these files are; empty if of none.

    Stamps, decisions and procedures may be later ones: they do not change what the library says. Of ``templates``, an
    authority's own are part of no release. A release whose tag says another version than its library is none.
    """
    said = _released(files, templates)
    return next((one.tag for one in releases if one.fits and _released(one.files, templates) == said), "")


def _released(files: Mapping[str, bytes], templates: Sequence[str]) -> dict[str, bytes]:
    """What a release fixes, with plain line ends: a checkout on Windows has others."""
    wanted = {*DEFAULT_TEMPLATES} & {*templates}
    return {
        path: content if path in wanted else content.replace(b"\r\n", b"\n")
        for path, content in files.items()
        if path in wanted or (path.startswith(_FIXED) and not path.startswith(_FREE))
    }
