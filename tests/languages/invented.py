"""A language that nobody speaks: each text of the library between ⟪ and ⟫, in a folder as a translator makes it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from ddtender.library.languages.files import pair_of
from ddtender.library.languages.kinds import place_of_translation
from ddtender.library.languages.reading import TranslationPair
from ddtender.words import language
from ddtender.workspace import read_sources
from tests.tools import ROOT

#: Of Esperanto it is known how it writes dates and numbers, and nobody has translated a tender into it.
TAG = "eo"
_PIECE = re.compile(r"(?m)^([ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?)(\S.*(?:\n(?![ \t]*(?:[-*+]|\d+[.)])[ \t])[ \t]*\S.*)*)")


@cache
def library_files() -> dict[str, bytes]:
    """The files of our own workspace, without any translation that it has."""
    found = read_sources(ROOT, all_procedures=True).files
    return {path: content for path, content in found.items() if "/languages/" not in path}


def said(text: str) -> str:
    """A text in the invented language, which has a no-break space before a colon, as French has."""
    return f"⟪{' '.join(text.split())}⟫".replace(": ", "\u00a0: ")


def translation(pair: TranslationPair) -> bytes:
    """The file that a translator would write."""
    tree: dict[Any, Any] = {}
    for slot in pair.slots:
        at = tree
        for part in slot.target[:-1]:
            at = at.setdefault(part, {})
        texts = [shortened(said(text), slot.longest) for text in slot.texts]
        # terms stand within texts as the source spells them
        at[slot.target[-1]] = [*slot.texts, *(pair.slots[0].texts)] if slot.is_own else texts[0]
    one = pair.translation()
    translates = {"id": one.id, "fingerprint": one.fingerprint} | ({"version": one.version} if one.version else {})
    dump = yaml.safe_dump({"translates": translates, **listed(tree)}, allow_unicode=True, sort_keys=False, width=1000)
    if not pair.of.path.endswith(".md"):
        return dump.encode()
    body = _PIECE.sub(lambda piece: f"{piece[1]}⟪{piece[2]}⟫", pair.of.body)
    return f"---\n{dump}---\n{body}\n".encode()


def shortened(text: str, longest: int | None) -> str:
    return text if longest is None or len(text) <= longest else f"{text[: longest - 1]}⟫"


def listed(value: Any) -> Any:
    """Mappings by position as the lists that they are."""
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [listed(value[n]) for n in sorted(value)]
    return {key: listed(inner) for key, inner in value.items()}


def words() -> dict[str, bytes]:
    """The words of ddtender in the invented language, by file name."""
    english = language()

    def marked(value: Any, by: str = "") -> Any:
        if isinstance(value, dict):
            return {key: inner if key == "by" else marked(inner) for key, inner in value.items()}
        return f"⟪{value}⟫"

    rooms = {f"{room}.yaml": yaml.safe_load(english.files[f"{room}.yaml"]) for room in english.rooms()}
    made = {name: marked(tree) for name, tree in rooms.items()}
    return {name: yaml.safe_dump(tree, allow_unicode=True).encode() for name, tree in made.items()}


def translated(files: Mapping[str, bytes], tag: str = TAG) -> dict[str, bytes]:
    """The folder of the language for all of a library."""
    made = {}
    for path in files:
        pair, _ = pair_of(files, path, tag)
        if pair is not None and pair.of.id:
            made[place_of_translation(path, tag)] = translation(pair)
    made |= {f"clause_library/languages/{tag}/words/{name}": content for name, content in words().items()}
    return made


@cache
def with_invented() -> dict[str, bytes]:
    """Our workspace with a fifth language."""
    files = library_files()
    return {**files, **translated(files)}
