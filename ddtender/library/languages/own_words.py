"""What a library says in place of ddtender's own words: ``languages/TAG/words/NAME.yaml``, read as anybody's file.

Each key must be one of the English words of ddtender, with the same places, and each text one that may be printed;
else the file counts for nothing, and why is told. ``formats.yaml`` has other keys, ``lexicon.yaml`` lists of words for
the rules on translations, and no expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePosixPath

import yaml
from msgspec import Struct

from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic, has_errors
from ddtender.library.codes import UNEXPECTED_FILE
from ddtender.library.languages.kinds import LAYER_WORDS, words_of_layer
from ddtender.library.markup import broken_in, finding
from ddtender.library.places import LANGUAGES
from ddtender.library.source import decode
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.library.yaml_reader import read_yaml
from ddtender.model.layer import OwnWords
from ddtender.words import Language, PhraseError, language
from ddtender.words.phrases import Phrase, PhraseText, Place, phrases

OWN_WORDS = Code(
    "own-words",
    Topic.LANGUAGES,
    Severity.ERROR,
    "Words that a library has in place of ddtender's are none that a document can print.",
    why="Whoever overrides a sentence of ddtender decides what Tenderers read: a key that nobody knows is printed "
    "nowhere, and a text without its places loses a number or a day.",
    mend="Copy the key and its places in braces from the file of the same name in `ddtender/words/en/`, and write the "
    "text in quotes.",
)
#: What formats.yaml may have.
_FORMATS = (
    "locale",
    "date",
    "first_day",
    "decimal",
    "percent",
    "reference",
    "last_letters",
    "plural_ending",
    "spelling",
    "nouns",
)
_LONGEST_FORMAT, _LONGEST = 60, 4_000
#: Stands for any value where a text is looked at: no single word between signs, which would be a field.
_VALUE = "the seventh of them"
#: A library names units of its own.
_UNITS = "common.units."
_KEPT = 256
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Read(Struct, frozen=True):
    words: OwnWords | None
    findings: tuple[Diagnostic, ...]


def own_words_in(files: Mapping[str, bytes]) -> tuple[OwnWords, ...]:
    """The words of a library that a document can print, by the files of its languages."""
    found = (_read(path, files[path]).words for path in sorted(files) if _tag_of(path))
    return tuple(one for one in found if one is not None)


def sound_words(files: Mapping[str, bytes], tag: str) -> dict[str, bytes]:
    """The files of words for a language, by name, that have no fault."""
    return {
        path.rpartition("/")[2]: files[path]
        for path in words_of_layer(files, tag)
        if not has_errors(_read(path, files[path]).findings)
    }


def findings_in_words(path: str, content: bytes) -> tuple[Diagnostic, ...]:
    """What is wrong with a file of words."""
    return _read(path, content).findings


def is_of_words(path: str) -> bool:
    """Whether a file lies where words are looked for."""
    return bool(_tag_of(path))


def _tag_of(path: str) -> str:
    """The language of a file of words; empty for any other file."""
    tag, _, inner = path.removeprefix(f"{LANGUAGES}/").partition("/")
    return tag if path.startswith(f"{LANGUAGES}/") and inner.startswith(f"{LAYER_WORDS}/") else ""


@lru_cache(maxsize=_KEPT)
def _read(path: str, content: bytes) -> _Read:
    tag, place, pure = _tag_of(path), Location(path), PurePosixPath(path)
    known = {*language().rooms(), "formats", "lexicon"}
    if path not in words_of_layer([path], tag) or pure.stem not in known:
        hint = f"Files of words are: {', '.join(f'{name}.yaml' for name in sorted(known))}."
        return _Read(None, (Diagnostic(UNEXPECTED_FILE, place, "this file is not read", hint),))
    source, findings = decode(path, content)
    if source is None:
        return _Read(None, tuple(findings))
    document, found = read_yaml(source)
    findings = [*findings, *found]
    if not document.is_whole or has_errors(findings):
        return _Read(None, tuple(findings))
    reading = _Reading(pure.stem, tag, document, place, yaml.load(source.text, _LOADER))  # nosec B506 # a safe loader
    findings += reading.findings()
    if has_errors(findings):
        return _Read(None, tuple(findings))
    texts = tuple((".".join(map(str, at)), text) for at, text in reading.texts())
    is_printed = pure.stem != "lexicon"
    return _Read(OwnWords(tag, pure.stem, texts, place) if is_printed else None, tuple(findings))


class _Reading:
    """One file of words; ``tree`` is what ddtender would take it for."""

    def __init__(self, name: str, tag: str, document: YamlDocument, place: Location, tree: object) -> None:
        self.name, self.tag, self.document, self.place, self.tree = name, tag, document, place, tree

    def findings(self) -> Iterator[Diagnostic]:
        if not isinstance(self.tree, dict):
            yield self._told((), "the file has no keys")
            return
        wrong = [self._told(at, "is no text: write it in quotes") for at, value in _leaves(self.tree) if not _is(value)]
        if wrong:
            yield from wrong
        elif self.name == "formats":
            yield from self._formats({str(key): str(value) for key, value in self.tree.items()})
        elif self.name == "lexicon":
            if "patterns" in self.tree:
                yield self._told(("patterns",), "expressions are ddtender's own; a library has lists of words")
        else:
            yield from self._phrases()

    def texts(self) -> Iterator[tuple[Path, str]]:
        yield from ((at, str(value)) for at, value in _leaves(self.tree))

    def _told(self, at: Path, said: str) -> Diagnostic:
        place = self.document.values.get(at, self.document.keys.get(at, self.place))
        named = f"'{'.'.join(map(str, at))}' " if at and not said.startswith(("expressions", "the ")) else ""
        return Diagnostic(OWN_WORDS, place, f"{named}{said}", "`ddtender/words/en/` has all keys with their places.")

    def _formats(self, given: dict[str, str]) -> Iterator[Diagnostic]:
        for key, text in given.items():
            if key not in _FORMATS:
                yield self._told((key,), f"is no key of formats.yaml; these are: {', '.join(_FORMATS)}")
            elif len(text) > _LONGEST_FORMAT:
                yield self._told((key,), f"has more than {_LONGEST_FORMAT} characters")
            elif key == "percent" and text.count("{number}") != 1:
                yield self._told((key,), "must have {number} once")
            elif key == "reference" and (text.count("{number}"), text.count("{kind}")) != (1, 1):
                yield self._told((key,), "must have {kind} and {number} once each")
            elif key in ("locale", "date", "first_day", "decimal") and not self._is_format(key, text):
                yield self._told((key,), "is nothing that numbers or days can be written by")

    def _is_format(self, key: str, text: str) -> bool:
        trial = Language(self.tag, {"formats.yaml": yaml.safe_dump({key: text}).encode()}, language())
        uses: dict[str, Callable[[], object]] = {
            "locale": lambda: (trial.locale, trial.date(date(2027, 3, 2))),
            "date": lambda: trial.date(date(2027, 3, 2)),
            "first_day": lambda: trial.date(date(2027, 3, 1)),
            "decimal": lambda: trial.number(Decimal("1.5")),
        }
        try:
            uses[key]()
        except Exception:  # babel raises whatever it raises where a pattern is none
            return False
        return key != "decimal" or (len(text) == 1 and not text.isalnum())

    def _phrases(self) -> Iterator[Diagnostic]:
        try:
            found = [*phrases(self.tree, self.name)]
            for phrase in found:
                yield from self._phrase(phrase)
        except PhraseError as error:
            yield self._told((), f"the file cannot be read: {error}")

    def _phrase(self, phrase: Phrase) -> Iterator[Diagnostic]:
        at = tuple(phrase.key.split(".")[1:])
        try:
            expected = language().phrase(phrase.key).places
        except PhraseError:
            if not phrase.key.startswith(_UNITS):
                yield self._told(at, "is no key of ddtender's words")
                return
            expected = phrase.places
        if phrase.places != expected:
            braces = ", ".join(f"{{{name}}}" for name in sorted(expected)) or "none"
            yield self._told(at, f"has other places than ddtender's words; these are: {braces}")
        ours = {what for wording in _ours(phrase.key) for _, what, _ in _faults(wording)}
        for name, wording in phrase.wordings.items():
            within = (*at, name) if phrase.by else at
            if len(wording.text) > _LONGEST:
                yield self._told(within, f"has more than {_LONGEST:,} characters")
                continue
            place = self.document.values.get(within, self.place)
            for piece, what, hint in _faults(wording):
                if what not in ours:
                    yield finding(place, piece, what, hint)


def _ours(key: str) -> Iterator[PhraseText]:
    """How ddtender says it: a sign that it has there itself, such as the quotes around a command, is none too much."""
    with suppress(PhraseError):
        yield from language().phrase(key).wordings.values()


def _faults(wording: PhraseText) -> Iterator[tuple[str, str, str]]:
    """What is broken in a text with values in its places: the piece, what it is, how it is mended."""
    printed = "".join(_VALUE if isinstance(piece, Place) else piece for piece in wording.pieces)
    for _, piece, what, hint in broken_in(" ".join(printed.split()), is_typed=True):
        yield piece, what, hint


def _is(value: object) -> bool:
    return isinstance(value, str)


def _leaves(value: object, at: Path = ()) -> Iterator[tuple[Path, object]]:
    if not isinstance(value, dict):
        yield at, value
        return
    for key, inner in value.items():
        yield from _leaves(inner, (*at, key))
