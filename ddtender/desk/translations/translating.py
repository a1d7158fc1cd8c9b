"""What a translator does: begin a language, see what is missing, say that a translation follows its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ddtender import workspace as door
from ddtender.compose import did_you_mean
from ddtender.desk.errors import Misused, refuse_unseen
from ddtender.diagnostics.messages import Message, NamedProvision

if TYPE_CHECKING:
    from ddtender.history.translations import TranslationStanding, TranslationState

#: A language, with a territory if it has one (BCP 47, the part that documents need).
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")


def language_asked(tag: str) -> str:
    """The tag of a language as its folder is named. Raises Misused for what is no tag."""
    if not _TAG.fullmatch(tag):
        raise Misused(f"'{tag}' is not the tag of a language, such as nl or nl-BE.", "TAG")
    return tag


def standing(root: Path, tag: str, at: str | None = None) -> dict[str, TranslationStanding]:
    """How every translation into a language stands today, by id. Raises Misused, Refused, WorkspaceError."""
    from ddtender.desk.sources import library_and_files
    from ddtender.history.translations import translation_standings

    return translation_standings(library_and_files(root, at)[1], language_asked(tag), door.today())


def rows(found: Mapping[str, TranslationStanding]) -> list[dict[str, Any]]:
    """How translations stand, as JSON has it."""
    return [
        {
            "id": one.id,
            "file": one.translation.path or None,
            "source": one.translation.source,
            "version": one.translation.version or None,
            "of": one.translation.of_version or None,
            "state": one.state.value,
            "missing": [".".join(map(str, path)) for path in one.translation.missing],
            "texts": one.translation.texts,
            "notes_missing": [mark for _, mark in one.translation.untold],
            "reviewer": one.review.reviewer if one.review else None,
            "date": one.review.on.isoformat() if one.review else None,
        }
        for one in found.values()
    ]


class TranslationAfter(Struct, frozen=True):
    """A translation, by its id and language, whose state is another one than it was before."""

    id: str
    language: str
    before: TranslationState
    after: TranslationState


def between(root: Path, old: str, new: str | None) -> list[dict[str, str]]:
    """The translations whose state is another one at a revision than at an earlier one; of the working tree where
    there is no ``new``. What has no translation at either is not listed. Raises Misused, Refused, WorkspaceError."""
    from ddtender.desk.sources import library_and_files

    before, after = library_and_files(root, old)[1], library_and_files(root, new)[1]
    return [
        {"language": one.language, "id": one.id, "before": one.before.value, "after": one.after.value}
        for one in changed_states(before, after)
    ]


def changed_states(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    ids: Iterable[str] | None = None,
    on: date | None = None,
) -> Iterator[TranslationAfter]:
    """The translations, of all or of those with these ids, whose state is another one with the files ``after`` than
    with those ``before``; with the stamps of a day, if one is given."""
    from ddtender.history.translations import TranslationState, translation_standings
    from ddtender.library.languages.kinds import languages_in

    for tag in languages_in([*before, *after]):
        was, now = translation_standings(before, tag, on), translation_standings(after, tag, on)
        for id_ in dict.fromkeys([*was, *now] if ids is None else ids):
            states = [one[id_].state if id_ in one else TranslationState.MISSING for one in (was, now)]
            if states[0] is not states[1]:
                yield TranslationAfter(id_, tag, *states)


def lacking_phrases(root: Path, tag: str) -> tuple[str, ...]:
    """The keys of the phrases of ddtender that neither it nor the library has in a language. Raises Misused."""
    from ddtender.desk.speaking import words_for

    return words_for(language_asked(tag), door.read_sources(root).files).lacks()


def begin(root: Path, tag: str, ids: Sequence[str] = ()) -> list[str]:
    """Write the empty file of every translation that a language has none of, or of those with these ids; give back
    their paths. Raises Misused, Refused, WorkspaceError."""
    from ddtender.desk.sources import library_and_files
    from ddtender.library.languages.files import pair_of
    from ddtender.library.languages.kinds import place_of_translation
    from ddtender.library.languages.skeleton import skeleton

    language_asked(tag)
    files = library_and_files(root)[1]
    pairs = [pair for path in sorted(files) if (pair := pair_of(files, path, tag)[0]) is not None and pair.of.id]
    refuse_untranslatable(ids, [pair.of.id for pair in pairs])
    made = {
        place: skeleton(pair)
        for pair in pairs
        if (not ids or pair.of.id in ids) and (place := place_of_translation(pair.of.path, tag)) not in files
    }
    door.write_files(root, made, {})
    return sorted(made)


def follow(
    root: Path, tag: str, ids: Sequence[str], why: str | None = None, seen: Mapping[str, str] | None = None
) -> list[str]:
    """Say that these translations have the words of their sources as those are now; with ``why``, that they were not
    changed and still hold, which goes on record in their files; ``seen`` as for stamps. Give back the paths. Raises
    Misused, Unseen, Refused."""
    from ddtender.desk.sources import library_and_files
    from ddtender.history.translations import sealed, translation_standings
    from ddtender.library.layers.origins import origins_of

    files = library_and_files(root)[1]
    known = translation_standings(files, language_asked(tag), door.today())
    if not ids:
        raise Misused(
            Message("name the translations, by the ids of what they translate.", "messages.refusal.name_texts"),
            "--follows",
        )
    refuse_untranslatable(ids, known)
    if seen is not None:
        refuse_unseen(seen, {id_: sealed(known[id_].translation) for id_ in ids})
    if why is not None and not why.strip():
        raise Misused(Message("say why they still hold, in a sentence.", "messages.refusal.why_hold"), "--why")
    made = {}
    for id_ in dict.fromkeys(ids):
        one = known[id_].translation
        if not one.path:
            raise Misused(f"'{id_}' has no translation into {tag}; `ddtender translate {tag} --begin` makes its file.")
        if one.missing:
            lacking = ", ".join(".".join(map(str, path)) for path in one.missing)
            raise Misused(
                Message(
                    f"the translation of '{id_}' lacks {lacking}; fill that in first.",
                    "messages.refusal.lacks_words",
                    id=NamedProvision(id_),
                )
            )
        if base := origins_of(files).folder_of(one.path):
            name = one.path.partition("/")[2]
            raise Misused(f"{one.path} is a translation of {base}; `ddtender replace {name}` takes it over.", "ID")
        made[one.path] = followed(files[one.path], one, why)
    door.write_files(root, made, {path: files[path] for path in made})
    return sorted(made)


def followed(content: bytes, one: Any, why: str | None) -> bytes:
    """The file of a translation that follows its source as that is now."""
    from ddtender.history.edit import EditError, follow_source

    try:
        version = one.version or None
        return follow_source(content.decode(), one.fingerprint, version, why, door.today()).encode()
    except EditError as error:
        raise Misused(f"{one.path}: {error}.") from None


class HeldTranslation(Struct, frozen=True):
    """A translation that holds although its source has other words now: its file as it is and as it will be."""

    tag: str
    id: str
    path: str
    before: bytes
    after: bytes


def held_translations(
    root: Path, files: Mapping[str, bytes], after: Mapping[str, bytes], why: str
) -> list[HeldTranslation]:
    """The translations of sources whose words have changed, by path as they will be, that hold as they are. Raises
    Misused for one that was made from words which neither the last commit nor a release has: it was stale before."""
    from ddtender.library.languages.files import pair_of
    from ddtender.library.languages.kinds import languages_in

    if not why.strip():
        raise Misused(
            Message("say why they still hold, in a sentence.", "messages.refusal.why_hold"), "--translations-hold"
        )
    made, earlier = [], None
    for tag in languages_in(files):
        for path, content in after.items():
            pair, _ = pair_of({**files, path: content}, path, tag)
            if pair is None or pair.own is None or not (one := pair.translation()).is_stale:
                continue
            earlier = earlier if earlier is not None else earlier_states(root, files)
            known = {was.of.fingerprint for old in earlier if (was := pair_of(old, path, tag)[0]) is not None}
            if one.of not in known:
                said = f"the translation of '{one.id}' into {tag} was stale before; mend it first"
                raise Misused(f"{said}, or say with `ddtender translate {tag} --follows {one.id} --why` why it holds.")
            made.append(HeldTranslation(tag, one.id, one.path, files[one.path], followed(files[one.path], one, why)))
    return made


def earlier_states(root: Path, files: Mapping[str, bytes]) -> list[Mapping[str, bytes]]:
    """The files of the last commit and of the releases."""
    repository = door.open_repository(root)
    committed = [repository.files(repository.commit("HEAD"))] if repository is not None else []
    return [*committed, *(release.files for release in door.history(root, files).releases)]


def refuse_untranslatable(ids: Sequence[str], known: Sequence[str] | Mapping[str, object]) -> None:
    """Raises Misused for an id of which there is nothing to translate."""
    for id_ in ids:
        if id_ not in known:
            raise Misused(
                f"there is nothing to translate with the id '{id_}'. {did_you_mean(id_, known)}".strip(), "ID"
            )
