"""What a review is written into: the file of a clause or, of a draft in another language, of its translation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from ddtender.diagnostics import has_errors
from ddtender.library.languages.files import place_of_words
from ddtender.library.languages.kinds import translatable
from ddtender.library.languages.reading import TranslationPair
from ddtender.library.languages.sources import TranslationSource
from ddtender.library.loader import load_in
from ddtender.library.provisions import read_provision
from ddtender.library.source import SourceText, decode
from ddtender.model import Library, Provision
from ddtender.returned.units import Unit, trace
from ddtender.returned.values import MARK
from ddtender.words import SOURCE


class ClauseFile(Struct, frozen=True):
    """The file at ``path`` and the ``provision`` that it says now, in the language of a ``tag``; ``source`` is the path
    of the clause itself, and ``source_content`` what stands there."""

    tag: str
    path: str
    content: bytes
    provision: Provision
    source: str
    source_content: bytes

    @property
    def is_translation(self) -> bool:
        return self.tag != SOURCE

    @property
    def mirrors(self) -> tuple[str, ...]:
        """The paragraphs and items of what it translates, which its own are to be. Raises Untraceable."""
        return ends(trace(self.source_content.decode("utf-8-sig"), self.provision.kind).units)

    def read(self, text: str) -> Provision | None:
        """The provision in a new text of the file; None if it has an error."""
        found, findings = decode(self.path, text.encode())
        if found is None or has_errors(findings):
            return None
        if self.is_translation:
            found = self._merged(found)
        if found is None:
            return None
        made, _, findings = read_provision(found, self.provision.kind)
        return made if made is not None and not has_errors(findings) and made.id == self.provision.id else None

    def _merged(self, own: SourceText) -> SourceText | None:
        """A new text of a translation as it is read with its source."""
        kind, (source, _) = translatable(self.source), decode(self.source, self.source_content)
        if kind is None or source is None:
            return None
        pair = TranslationPair(TranslationSource(kind, source), self.tag, own)
        return None if has_errors(pair.findings()) else pair.merged


def ends(units: tuple[Unit, ...] | list[Unit]) -> tuple[str, ...]:
    """The paragraphs of a text, each by what it is: of a list, of one within a list, or by itself."""
    return tuple(unit.what for unit in units if unit.text == MARK)


class Target(Struct, frozen=True, dict=True):
    """What changes are written into: the files of the working tree and the library read from them, the provision of the
    last release by id, and the day and reason that go into the history; without a reason it says who reviewed. ``tag``
    is the language of the drafts."""

    files: Mapping[str, bytes]
    library: Library
    released: Library | None
    on: date
    why: str
    tag: str = SOURCE

    @cached_property
    def spoken(self) -> Library:
        """The library in the language of the drafts."""
        return self.library if self.tag == SOURCE else load_in(self.tag, self.files, self.library)

    def file(self, id_: str) -> ClauseFile | None:
        """Where the words of a provision are; None where there is no such provision, or no translation of it."""
        provision = self.spoken.by_id.get(id_)
        source = provision.location.path if provision else ""
        path = source if self.tag == SOURCE else place_of_words(self.files, source, self.tag)
        if provision is None or path is None or path not in self.files:
            return None
        return ClauseFile(self.tag, path, self.files[path], provision, source, self.files[source])
