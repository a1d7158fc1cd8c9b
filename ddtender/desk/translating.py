"""What a translator does: begin a language, see what is missing, say that a translation follows its source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ddtender import workspace as door
from ddtender.compose import did_you_mean
from ddtender.desk.errors import Misused

if TYPE_CHECKING:
    from ddtender.history.translations import TranslationStanding

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
            "reviewer": one.review.reviewer if one.review else None,
            "date": one.review.on.isoformat() if one.review else None,
        }
        for one in found.values()
    ]


def begin(root: Path, tag: str, ids: Sequence[str] = ()) -> list[str]:
    """Write the empty file of every translation that a language has none of, or of those with these ids; give back
    their paths. Raises Misused, Refused, WorkspaceError."""
    from ddtender.desk.sources import library_and_files
    from ddtender.library.languages.files import pair_of
    from ddtender.library.languages.kinds import place_of_translation
    from ddtender.library.languages.skeleton import skeleton

    language_asked(tag)
    files = library_and_files(root)[1]
    pairs = [pair for path in sorted(files) if (pair := pair_of(files, path, tag)[0]) is not None and pair.id]
    _refuse_unknown(ids, [pair.id for pair in pairs])
    made = {
        place: skeleton(pair)
        for pair in pairs
        if (not ids or pair.id in ids) and (place := place_of_translation(pair.original.path, tag)) not in files
    }
    door.write_files(root, made, {})
    return sorted(made)


def follow(root: Path, tag: str, ids: Sequence[str], why: str | None = None) -> list[str]:
    """Say that these translations have the words of their sources as those are now; with ``why``, that they were not
    changed and still hold, which goes on record in their files. Give back the paths. Raises Misused, Refused."""
    from ddtender.desk.sources import library_and_files

    files = library_and_files(root)[1]
    known = standing(root, tag)
    if not ids:
        raise Misused("name the translations, by the ids of what they translate.", "--follows")
    _refuse_unknown(ids, known)
    if why is not None and not why.strip():
        raise Misused("say why they still hold, in a sentence.", "--why")
    made = {}
    for id_ in dict.fromkeys(ids):
        one = known[id_].translation
        if not one.path:
            raise Misused(f"'{id_}' has no translation into {tag}; `ddtender translate {tag} --begin` makes its file.")
        if one.missing:
            lacking = ", ".join(".".join(map(str, path)) for path in one.missing)
            raise Misused(f"the translation of '{id_}' lacks {lacking}; fill that in first.")
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


def _refuse_unknown(ids: Sequence[str], known: Sequence[str] | Mapping[str, object]) -> None:
    for id_ in ids:
        if id_ not in known:
            raise Misused(
                f"there is nothing to translate with the id '{id_}'. {did_you_mean(id_, known)}".strip(), "ID"
            )
