"""Numbers and bookmarks. Within a kind, provisions are numbered from 1 in the order of the composition."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from ddtender.model import DraftDocument, Kind

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
