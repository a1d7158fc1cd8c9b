"""The state of every translation, from its words, those of its source, and its stamp."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision, TaggedLanguage
from ddtender.history.states import has_run_out
from ddtender.library.digest import digest
from ddtender.library.documents import read_review
from ddtender.library.languages.changes import changes
from ddtender.library.languages.files import pair_of, translations
from ddtender.library.languages.kinds import chain, languages_in, translated_path
from ddtender.library.languages.reading import Translation, TranslationPair
from ddtender.library.places import REVIEWS
from ddtender.library.source import decode
from ddtender.model import Approval

STALE_TRANSLATION = Code(
    "stale-translation",
    Topic.LANGUAGES,
    Severity.WARNING,
    "A translation was made from other words than its source has now.",
    why="Two languages would say two things. Nothing clears itself: a person says that a translation still holds.",
    mend="Mend it and run `ddtender translate TAG --follows ID`, or say with `--why` why it holds as it is.",
)


class TranslationState(Enum):
    """How far a translation is: a final document takes none that is missing or stale."""

    MISSING = "missing"
    STALE = "stale"
    DRAFT = "draft"
    EXPIRED = "approval has run out"
    APPROVED = "approved"


class TranslationStanding(Struct, frozen=True):
    """A translation, its state, and its stamp if it has one; of a stale one what has ``changed`` in the source since,
    as it was and as it is, where that is known."""

    translation: Translation
    state: TranslationState
    review: Approval | None = None
    changed: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        return self.translation.id


def stamped(translation: Translation) -> str:
    """The fingerprint by which a translation is approved: its own words, and those of its source that it was made
    from."""
    return digest([translation.words, translation.of])


def sealed(translation: Translation) -> str:
    """A hash of a translation's words, of those of its source that it was made from, and of those it has now."""
    return digest([translation.words, translation.of, translation.fingerprint, translation.version])


def place_of_stamp(tag: str, id_: str) -> str:
    """Where the stamp on a translation lies."""
    return f"{REVIEWS}/{tag}/{id_}.yaml"


def stamps_in(files: Mapping[str, bytes], tag: str) -> tuple[dict[str, Approval], list[Diagnostic]]:
    """The stamps on the translations into a language, by id, and what is wrong with their files."""
    found: dict[str, Approval] = {}
    findings: list[Diagnostic] = []
    for path in sorted(path for path in files if path.startswith(f"{REVIEWS}/{tag}/") and path.endswith(".yaml")):
        source, told = decode(path, files[path])
        findings += told
        if source is not None:
            review, told = read_review(source)
            findings += told
            if review is not None:
                found.setdefault(review.id, review)
    return found, findings


def translation_standings(
    files: Mapping[str, bytes], tag: str, on: date | None = None
) -> dict[str, TranslationStanding]:
    """The standing of every translation into a language, by the id of what is translated, in the order of the paths.

    Approvals must hold ``on`` a day; left out, no stamp has run out.
    """
    reviews: dict[str, Approval] = {}
    for one in reversed(chain(tag)):
        reviews |= stamps_in(files, one)[0]
    made = ((one, reviews.get(one.id)) for one in translations(files, tag))
    return {one.id: TranslationStanding(one, _state(one, review, on), review) for one, review in made}


def with_changes(
    standings: Mapping[str, TranslationStanding], files: Mapping[str, bytes], earlier: Iterable[Mapping[str, bytes]]
) -> dict[str, TranslationStanding]:
    """The same, with what has changed since stale translations were made: out of the first of the ``earlier`` files
    that have the words which they were made from."""
    states = list(earlier)
    return {id_: replace(one, changed=_changes(one, files, states)) for id_, one in standings.items()}


def _changes(
    one: TranslationStanding, files: Mapping[str, bytes], earlier: Iterable[Mapping[str, bytes]]
) -> tuple[tuple[str, str], ...]:
    told = one.translation
    now = pair_of(files, told.source, told.tag)[0] if one.state is TranslationState.STALE else None
    was = made_from(told, earlier) if now is not None else None
    return () if now is None or was is None else tuple(changes(was, now))


def made_from(one: Translation, earlier: Iterable[Mapping[str, bytes]]) -> TranslationPair | None:
    """The source of a translation with the words that it was made from, out of the first of ``earlier`` files that have
    them; None where none has."""
    found = (pair_of(files, one.source, one.tag)[0] for files in earlier)
    return next((was for was in found if was is not None and was.of.fingerprint == one.of), None)


def _state(one: Translation, review: Approval | None, on: date | None) -> TranslationState:
    if one.is_stale:
        return TranslationState.STALE
    if one.is_missing:
        return TranslationState.MISSING
    if review is None or review.fingerprint != stamped(one):
        return TranslationState.DRAFT
    return TranslationState.EXPIRED if has_run_out(review, on) else TranslationState.APPROVED


def stale_translations(files: Mapping[str, bytes], broken: Collection[str] = ()) -> Iterator[Diagnostic]:
    """A finding for every translation that was made from other words than its source has now, and for what is wrong
    with the files of stamps on translations. Of sources that are ``broken``, by path, nothing can be said."""
    for tag in languages_in(files):
        yield from stamps_in(files, tag)[1]
        for one in translations(files, tag):
            place = translated_path(one.location.path)
            if one.is_stale and place is not None and place[0] == tag and place[1] not in broken:
                version = f" {one.version}" if one.version and one.version != one.of_version else ""
                said = f"'{one.id}'{version} has other words than this translation was made from"
                places = {"source": NamedProvision(one.id), "language": TaggedLanguage(tag)}
                message = Message(said, "messages.stale_translation", **places)
                hint = f"Mend it, then `ddtender translate {tag} --follows {one.id}`; with --why if it holds as it is."
                yield Diagnostic(STALE_TRANSLATION, one.location, message, hint)
