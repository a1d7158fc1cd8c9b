"""A library in one of the languages that its documents are asked for in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from ddtender import workspace as door
from ddtender.compose.translated import translated
from ddtender.desk.recent import Recent
from ddtender.history.translations import TranslationStanding, translation_standings, with_changes
from ddtender.library.languages.kinds import chain
from ddtender.library.languages.own_words import sound_words
from ddtender.library.loader import load_in
from ddtender.model import DraftDocument, Library, Procedure
from ddtender.resolve import ResolvedDocument, resolve
from ddtender.words import SOURCE, Language, PhraseError, language

#: The languages that what comes back may be in, each by its tag. Raises PhraseError for one that nobody has words in.
Speaks = Callable[[str], Language]
#: By the digest of the library whose words they have.
_SPEAKERS: Recent[Speaks] = Recent(2)


class Spoken(Struct, frozen=True):
    """A language, the library with its words, and how the translations stand by the ids of what they translate."""

    language: Language
    library: Library
    standings: Mapping[str, TranslationStanding]

    @property
    def tag(self) -> str:
        return self.language.tag


def spoken(
    tag: str,
    files: Mapping[str, bytes],
    library: Library,
    on: date | None = None,
    earlier: Iterable[Mapping[str, bytes]] = (),
) -> Spoken:
    """A library that was read from these files in a language; in its own it is as it was read. What has changed in the
    source since a stale translation was made is told out of ``earlier`` states of the files."""
    if tag == SOURCE:
        return Spoken(words_for(tag, files), library, {})
    standings = with_changes(translation_standings(files, tag, on), files, earlier)
    return Spoken(words_for(tag, files), load_in(tag, files, library), standings)


class DocumentInLanguage(Struct, frozen=True):
    """A composition in one language, and the language with the library in it."""

    document: ResolvedDocument
    spoken: Spoken


def in_languages(
    draft: DraftDocument,
    library: Library,
    files: Mapping[str, bytes],
    tag: str = "",
    on: date | None = None,
    earlier: Iterable[Mapping[str, bytes]] = (),
) -> list[DocumentInLanguage]:
    """A composition in the language of a tag, or in each of those that its procedure names, the authentic one first."""
    source = resolve(draft, library, words_for(SOURCE, files))
    made = []
    for one in [tag] if tag else languages_of(draft.procedure):
        own = spoken(one, files, library, on, earlier)
        if one == SOURCE and not (draft.procedure and one in draft.procedure.translations):
            made.append(DocumentInLanguage(source, own))
            continue
        document = resolve(translated(draft, library, own.library, one), own.library, own.language, source)
        made.append(DocumentInLanguage(document, own))
    return made


def languages_of(procedure: Procedure | None) -> tuple[str, ...]:
    """The languages of a procedure's documents, the authentic one first; the library's own where none is named."""
    named = procedure.languages if procedure else ()
    return named or (SOURCE,)


def words_for(tag: str, files: Mapping[str, bytes]) -> Language:
    """The words of a language, with those that a library has for it."""
    try:
        made = language(tag)
    except PhraseError:  # then all that it has is the library's
        made = Language(tag, {}, language())
    for one in reversed(chain(tag)):
        made = made.with_own(sound_words(files, one))
    return made


def speaker(start: Path) -> Speaks:
    """The languages of workbooks and forms that come back to a folder: those of ddtender and, as they were written with
    them, the words that the library at or above it has. It is read once a language is asked for."""

    @cache
    def speaks() -> Speaks:
        return speaker_at(start)

    return lambda tag: speaks()(tag)


def speaker_at(start: Path) -> Speaks:
    """The same, for which the library is read at once."""
    try:
        return speaker_of(door.read_sources(door.find_root(start)).files)
    except door.WorkspaceError:  # a workbook can be read where there is no library
        return speaker_of({})


def speaker_of(files: Mapping[str, bytes]) -> Speaks:
    """The same with the words of a library in these files; the same one as long as they are the same."""
    return _SPEAKERS.of(door.digest_of(files), lambda: _speaker_of(files))


def _speaker_of(files: Mapping[str, bytes]) -> Speaks:
    @cache
    def spoken_by(tag: str) -> Language:
        has_words = any(sound_words(files, one) for one in chain(tag))
        return words_for(tag, files) if has_words else language(tag)

    return spoken_by
