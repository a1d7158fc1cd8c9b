"""Numbers and bookmarks. Within a kind, provisions are numbered from 1 in the order of the composition."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from ddtender.model import DraftDocument, Kind, Library
from ddtender.model.template import TITLE_STYLES

#: Word allows 40 characters in a bookmark's name (ECMA-376 part 1, 17.13.6.2; Word's own limit).
_MAX_BOOKMARK = 40


def numbers(draft: DraftDocument) -> dict[str, int]:
    """The number of every composed provision, by id."""
    counts: Counter[Kind] = Counter()
    result = {}
    for composed in draft.provisions:
        counts[composed.provision.kind] += 1
        result[composed.provision.id] = counts[composed.provision.kind]
    return result


def letters_of(library: Library) -> dict[Kind, str]:
    """What stands before the number of each kind: its letter, or nothing where the document's template numbers the
    titles of the kind by the bare number."""
    levels = {template.name: template.title_levels for template in library.templates}
    bare = {kind for kind, style in TITLE_STYLES.items() if levels.get(kind.document, {}).get(style) == "%1"}
    return {kind: "" if kind in bare else kind.letter for kind in Kind}


def bookmark_name(id_: str) -> str:
    """A bookmark's name for an id: readable, valid in Word, and different for different ids."""
    name = "dd_" + re.sub(r"[^A-Za-z0-9]", "_", id_)
    if len(name) <= _MAX_BOOKMARK:
        return name
    digest = hashlib.sha256(id_.encode()).hexdigest()[:8]
    return f"{name[: _MAX_BOOKMARK - 9]}_{digest}"


def letters(position: int) -> str:
    """A, B, … Z, AA, AB, … for positions from 0."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
