"""The translations of a library from its files: how each stands, and what is wrong with any."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.library.codes import UNEXPECTED_FILE
from ddtender.library.languages.kinds import (
    chain,
    place_of_translation,
    translatable,
    translated_path,
)
from ddtender.library.languages.own_words import findings_in_words, is_of_words
from ddtender.library.languages.reading import Translation, TranslationPair
from ddtender.library.languages.sources import TranslationSource
from ddtender.library.source import SourceText, decode

TRANSLATION_OF_NOTHING = Code(
    "translation-of-nothing",
    Topic.LANGUAGES,
    Severity.WARNING,
    "A file of a language translates a file that the library does not have.",
    why="Its words are printed nowhere; the source was moved, renamed or deleted.",
    mend="Move it to where its source is now, or delete it.",
)
#: As many files are kept as a process reads of a library in some languages.
_KEPT = 2048


@lru_cache(maxsize=_KEPT)
def _source(path: str, content: bytes) -> TranslationSource | None:
    """A file of the library, read once for all languages; what cannot be read of it is told there."""
    kind = translatable(path)
    text, _ = decode(path, content)
    return None if kind is None or text is None else TranslationSource(kind, text)


@lru_cache(maxsize=_KEPT)
def _pair(
    tag: str, path: str, content: bytes, own_path: str, own: bytes | None
) -> tuple[TranslationPair | None, tuple[Diagnostic, ...]]:
    source = _source(path, content)
    if source is None:
        return None, ()
    text: SourceText | None = None
    findings: list[Diagnostic] = []
    if own is not None:
        text, findings = decode(own_path, own)
    pair = TranslationPair(source, tag, text)
    return pair, (*findings, *pair.findings())


def pair_of(files: Mapping[str, bytes], path: str, tag: str) -> tuple[TranslationPair | None, tuple[Diagnostic, ...]]:
    """A file of the library and its translation, which need not be there; None where it has no words to translate.
    A language with a territory falls back to the one without."""
    if translatable(path) is None or path not in files:
        return None, ()
    places = [place_of_translation(path, one) for one in chain(tag)]
    own = next((place for place in places if place in files), places[-1])
    return _pair(tag, path, files[path], own, files.get(own))


def place_of_words(files: Mapping[str, bytes], path: str, tag: str) -> str | None:
    """Where the words lie that a file of the library has in a language, perhaps those of one that it falls back to;
    None where nobody has translated it."""
    pair, _ = pair_of(files, path, tag)
    return pair.own.path if pair is not None and pair.own is not None else None


def source_in(files: Mapping[str, bytes], path: str, tag: str) -> SourceText | None:
    """A file of the library as its reader reads it in a language; None where it has no words to translate."""
    pair, _ = pair_of(files, path, tag)
    return pair.merged if pair is not None else None


def translations(files: Mapping[str, bytes], tag: str) -> tuple[Translation, ...]:
    """How the translation of every file of a library into a language stands, in the order of the paths; of what is
    retired nobody wants one."""
    found = (pair_of(files, path, tag)[0] for path in sorted(files))
    return tuple(pair.translation() for pair in found if pair is not None and pair.of.id and pair.of.is_wanted)


def findings_in_languages(files: Mapping[str, bytes]) -> list[Diagnostic]:
    """What is wrong with the files below ``languages/``, each by itself."""
    findings: list[Diagnostic] = []
    for path in sorted(files):
        found = translated_path(path)
        if found is None:
            findings += findings_in_words(path, files[path]) if is_of_words(path) else ()
            continue
        tag, source = found
        if translatable(source) is None:
            hint = "Below a language's folder stand a mirror of the library, and `words/`; move it there, or away."
            findings.append(Diagnostic(UNEXPECTED_FILE, Location(path), "this file is not read", hint))
        elif source not in files:
            message = f"there is no {source} to translate"
            hint = "Move it to where its source is now, or delete it."
            findings.append(Diagnostic(TRANSLATION_OF_NOTHING, Location(path), message, hint))
        else:
            findings += _pair(tag, source, files[source], path, files[path])[1]
    return findings
