"""The whole library from its files: paths and bytes in, ``Library`` and findings out.

What can be read is returned even when something else cannot, so that every finding is made at once.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from unicodedata import normalize

from msgspec.structs import replace

from ddtender.diagnostics import Diagnostic, Location, Severity
from ddtender.library import documents, procedures
from ddtender.library.codes import CASE_COLLISION, MISSING_FILE
from ddtender.library.initiatives import initiatives_of
from ddtender.library.languages.files import TRANSLATION_OF_NOTHING, findings_in_languages
from ddtender.library.languages.kinds import chain, languages_in, place_of_translation, translatable, translated_path
from ddtender.library.languages.own_words import own_words_in
from ddtender.library.law import known_law
from ddtender.library.layers.checked import as_retired, checked
from ddtender.library.layers.origins import faults_of, origins_of
from ddtender.library.loading import Loading, value_of
from ddtender.library.places import (
    DEFAULT_TEMPLATES,
    DIALOGUE,
    INFO,
    LANGUAGES,
    LIBRARY,
    QUESTIONNAIRES,
    RISKS,
)
from ddtender.library.source import decode
from ddtender.model import Library, LibraryInfo, Procedure, Provision
from ddtender.model.layer import Origins
from ddtender.words import SOURCE

#: What is read where a command asks for it, and is no part of a tender.
_ASKED_FOR = tuple(f"{folder}/" for folder in (RISKS, DIALOGUE, QUESTIONNAIRES))
_NONE: Mapping[str, Provision] = MappingProxyType({})
#: So many libraries are kept with what is said of their translations.
_LIBRARIES = 8


def load(
    files: Mapping[str, bytes],
    procedure: str | None = None,
    templates: Sequence[str] = DEFAULT_TEMPLATES,
    known: Mapping[str, Provision] = _NONE,
    languages: bool = True,
    printed: Callable[[Library], Iterable[str]] | None = None,
) -> tuple[Library, list[Diagnostic]]:
    """Read every file of a workspace.

    ``procedure`` is the path of a procedure outside the usual folder, ``templates`` those of the two templates;
    ``known`` are provisions, by path, that have been read from the same bytes before, without a finding; without
    ``languages`` nobody looks at the files of translations, and with ``printed`` only at those of the languages that it
    names for the library that was read.
    """
    origins = origins_of(files)
    if not origins.is_whole:
        return _without_base(files, origins), faults_of(origins)
    loading = Loading(files, procedure, templates, known)
    for path in sorted(files):
        loading.read(path)
    loading.findings += case_collisions(files)
    library = replace(loading.library(), own_words=own_words_in(files))
    findings = [*loading.findings, *faults_of(origins), *checked(library)]
    if languages:
        more = findings_in_translations(files, None if printed is None else printed(library), loading.findings)
        broken = frozenset(finding.location.path for finding in more if finding.severity is Severity.ERROR)
        library, findings = replace(library, broken_files=library.broken_files | broken), [*findings, *more]
    return library, findings


def findings_in_translations(
    files: Mapping[str, bytes], tags: Iterable[str] | None, of_sources: Sequence[Diagnostic] = ()
) -> list[Diagnostic]:
    """What is wrong with the files of translations into the languages of these tags, or into all, but for what follows
    from what is found ``of_sources``."""
    wanted = None if tags is None else {part for tag in (SOURCE, *tags) for part in chain(tag)}
    of_languages = tuple((path, files[path]) for path in sorted(files) if _is_of_languages(path, wanted))
    return [*_without_consequences(_in_languages(of_languages), of_sources)]


def _without_base(files: Mapping[str, bytes], origins: Origins) -> Library:
    """The library of a layer whose base is not there: nothing can be said of what it has."""
    info, _ = value_of(documents.read_info, INFO, files[INFO])
    nothing = info or LibraryInfo("unnamed library", "0.0.0", Location(INFO))
    return Library(nothing, (), (), (), (), (), broken_files=frozenset({f"{LIBRARY}/", *files}), origins=origins)


def load_in(language: str, files: Mapping[str, bytes], library: Library) -> Library:
    """A library that was read from these files, with the words that its translation into a language has for it
    (``library.languages``). What is wrong with these is found by ``load``."""
    found = _translated(language, files, everything=True).found
    return replace(
        library,
        provisions=tuple(as_retired(found["provisions"], library.origins)),
        parameters=tuple(found["parameters"]),
        reply_forms=tuple(found["forms"]),
        scenarios=tuple(found["scenarios"]),
        legal_bases=tuple(found["legal_bases"]),
        letters=tuple(found["letters"]),
        law=replace(known_law(tuple(found["law"])), procedures=library.law.procedures),
        initiatives=initiatives_of(found["initiatives"], None, library.initiatives)[0],
    )


def _translated(language: str, files: Mapping[str, bytes], everything: bool) -> Loading:
    """What can be translated of a library, read in a language: ``everything`` that documents of a tender print, or what
    has a file in it."""
    loading = Loading(files, None, (), _NONE, language)
    for path in sorted(files):
        is_wanted = not path.startswith(_ASKED_FOR) if everything else place_of_translation(path, language) in files
        if is_wanted and translatable(path):
            loading.read(path)
    return loading


def _is_of_languages(path: str, tags: Container[str] | None) -> bool:
    """Whether what is said of translations, into any language or those of ``tags``, depends on a file."""
    if path.startswith(f"{LANGUAGES}/"):
        return tags is None or path.split("/")[2] in tags
    return translatable(path) is not None


def _without_consequences(of_languages: Iterable[Diagnostic], of_sources: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What is found in translations, but for what follows from a source that is missing, or cannot be read."""
    broken = {finding.location.path for finding in of_sources if finding.severity is Severity.ERROR}
    is_missed = any(finding.code is MISSING_FILE for finding in of_sources)
    for finding in of_languages:
        place = translated_path(finding.location.path)
        follows = place is not None and place[1] in broken
        if not follows and not (is_missed and finding.code is TRANSLATION_OF_NOTHING):
            yield finding


@lru_cache(maxsize=_LIBRARIES)
def _in_languages(contents: tuple[tuple[str, bytes], ...]) -> tuple[Diagnostic, ...]:
    """What is wrong with the files of translations, and what the readers of the sources find in their words."""
    files = dict(contents)
    found = (finding for tag in languages_in(files) for finding in _translated(tag, files, everything=False).findings)
    words = dict.fromkeys(finding for finding in found if finding.location.path.startswith(f"{LANGUAGES}/"))
    return (*findings_in_languages(files), *words)


def load_procedure(path: str, content: bytes) -> tuple[Procedure | None, list[Diagnostic]]:
    """One procedure file, as ``load`` reads it among the others."""
    source, findings = decode(path, content)
    if source is None:
        return None, findings
    procedure, found = procedures.read_procedure(source)
    return procedure, findings + found


def case_collisions(paths: Iterable[str]) -> list[Diagnostic]:
    """A finding for every path that some systems take for an earlier one."""
    first: dict[str, str] = {}
    findings = []
    for path in sorted(paths):
        other = first.setdefault(path.casefold() if path.isascii() else normalize("NFC", path).casefold(), path)
        if other != path:
            message = f"on Windows and macOS this is the same file as {other}"
            findings.append(Diagnostic(CASE_COLLISION, Location(path), message, "Rename one of the two."))
    return findings
