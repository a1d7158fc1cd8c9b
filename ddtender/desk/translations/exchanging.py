"""Texts that go to a translator, as a Word document or as XLIFF, and what comes back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.translations.translating import earlier_states, language_asked, refuse_untranslatable
from ddtender.diagnostics import Diagnostic, Location, has_errors, ordered

if TYPE_CHECKING:
    from ddtender.exchange.gathering import ExchangeGround
    from ddtender.exchange.values import ReturnedParcel
    from ddtender.words import Language

#: The files that a translator may be given, by the ends of their names.
WORD, XLIFF = ".docx", ".xlf"
SUFFIXES = (WORD, XLIFF)


class SentTexts(Struct, frozen=True):
    """A file for a translator, and how many texts of how many files of the library are in it."""

    content: bytes
    texts: int
    files: int


class Applied(Struct, frozen=True):
    """The files that were written, how many texts in them are new, and what was found."""

    paths: Sequence[str]
    texts: int
    findings: Sequence[Diagnostic]


def sent(root: Path, tag: str, ids: Collection[str], only: Collection[str], suffix: str) -> SentTexts:
    """The texts of these ids, or all whose translation is in a state of ``only`` ("missing", "stale"), or all that are
    not approved. Raises Misused, Refused, WorkspaceError."""
    from ddtender.desk.sources import market_template, template_errors
    from ddtender.exchange.gathering import gathered
    from ddtender.exchange.phrases import phrase_ids
    from ddtender.history.translations import TranslationState
    from ddtender.words import language

    ground = _ground(root, tag)
    refuse_untranslatable(list(ids), [*ground.standings, *phrase_ids()])
    every = set(TranslationState) - {TranslationState.APPROVED}
    states = {TranslationState[name.upper()] for name in only} or every
    parcel = gathered(ground, set(ids), states)
    if not parcel.sheets:
        what = " or ".join(only) if only else "to be translated: all is approved"
        raise Misused(f"nothing is {what} in {tag}; name the ids of what you want to send.")
    assert ground.words is not None
    words, locale = speaking(ground.words, ground.files), ground.words.locale_tag
    if suffix == XLIFF:
        from ddtender.exchange.xliff import write_xliff

        content = write_xliff(parcel, words, language().locale_tag, locale)
    else:
        from ddtender.exchange.word import write_word

        moment = door.moment_of(root)
        with template_errors():
            content = write_word(parcel, market_template(root), moment, words, language(), locale)
    return SentTexts(content, parcel.texts, len(parcel.sheets))


def speaking(words: Language, files: Mapping[str, bytes]) -> Language:
    """The language of what ddtender itself says to a translator: that of the translations, whose ``words`` these are,
    where it has all of these, and otherwise that of the library."""
    from ddtender.desk.speaking import words_for
    from ddtender.words import SOURCE

    lacks = any(key.startswith("translator.") for key in words.lacks())
    return words_for(SOURCE, files) if lacks else words


def applied(root: Path, tag: str, path: Path, ids: Collection[str] = (), called: str = "") -> Applied:
    """Write what a translator's file has new for these ids, or for all, into the translations: all of it, or nothing
    where anything is wrong; findings name the file by its path, or as it is ``called``. Raises Misused, Refused,
    WorkspaceError."""
    from ddtender.exchange.phrases import phrase_ids
    from ddtender.exchange.taking import taken
    from ddtender.library.layers.origins import own

    ground = _ground(root, tag)
    refuse_untranslatable(list(ids), [*ground.standings, *phrase_ids()])
    called = called or path.as_posix()
    back = _read(path, called, ground)
    made = taken(ground, back, called, set(ids), door.today())
    findings = [*made.findings]
    if not has_errors(findings):
        findings += _of_check(ground.files, made.files)
    if has_errors(findings):
        raise Refused(ordered(findings), "; nothing was written")
    if made.files:
        here = own(ground.files)
        door.write_files(root, made.files, {name: here[name] for name in made.files if name in here})
    return Applied(sorted(made.files), made.texts, ordered(findings))


def _of_check(files: Mapping[str, bytes], made: Mapping[str, bytes]) -> list[Diagnostic]:
    """What a check says of files as they will be: errors that they have not now, and all else."""
    from ddtender.desk.pipeline import check

    return [one for one in check({**files, **made}) if one.location.path in made] if made else []


def _read(path: Path, called: str, ground: ExchangeGround) -> ReturnedParcel:
    """A translator's file. Raises Refused."""
    from ddtender.exchange.codes import UNREADABLE_TRANSLATION
    from ddtender.office.package import PackageError
    from ddtender.workspace.errors import WorkspaceError
    from ddtender.workspace.returned import read_returned

    try:
        if path.suffix.lower() == XLIFF:
            from ddtender.exchange.xliff_read import MAX_BYTES, read_xliff

            return read_xliff(read_returned(path, MAX_BYTES))
        from ddtender.desk.speaking import words_for
        from ddtender.exchange.word_read import MAX_BYTES as MOST
        from ddtender.exchange.word_read import read_word
        from ddtender.words import SOURCE

        assert ground.words is not None
        spoken = (speaking(ground.words, ground.files), words_for(SOURCE, ground.files))
        return read_word(read_returned(path, MOST), tuple(words.say("translator.prompt") for words in spoken))
    except (PackageError, WorkspaceError, RecursionError) as error:
        said = str(error) or "it is nested too deeply"
        raise Refused(
            [Diagnostic(UNREADABLE_TRANSLATION, Location(called), said, UNREADABLE_TRANSLATION.mend)]
        ) from None


def _ground(root: Path, tag: str) -> ExchangeGround:
    from ddtender.desk.sources import library_and_files
    from ddtender.desk.speaking import words_for
    from ddtender.exchange.gathering import ExchangeGround
    from ddtender.history.translations import translation_standings

    language_asked(tag)
    library, files = library_and_files(root)
    standings = translation_standings(files, tag, door.today())
    is_stale = any(one.translation.is_stale for one in standings.values())
    earlier = earlier_states(root, files) if is_stale else []
    return ExchangeGround(files, library, tag, standings, earlier, words_for(tag, files))
