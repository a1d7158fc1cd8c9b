"""A layer over a newer base: for everything that the layer has in place of the base's, what becomes of it.

Three texts are held against each other: the base's as the layer replaced it, the layer's, and the base's as it is now.
What only the base has changed is taken over, what only the layer has changed stays, and where both have, the layer's
file gets both, for a person. Nothing that is stale clears itself: what cannot be put together keeps its old version,
which the next check refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum

from msgspec import Struct

from ddtender.library.layers.front import front_of
from ddtender.library.layers.laid import key_of
from ddtender.library.layers.splice import entries_of
from ddtender.library.layers.threeway import ThreeSides, joined, lines_of, together
from ddtender.library.places import LISTS

#: Keys of a clause's front matter that are the layer's own, whatever its base says.
_OWN = re.compile(r"(?:version|history|replaces|formerly):")


class Came(Enum):
    """What becomes of something that a layer replaces or retires."""

    SAME = "the base has it as it was"
    TAKEN_OVER = "the base's changes are taken over"
    CONFLICT = "changed by both: to be decided in the file"
    STALE = "changed in the base: read it, and say that yours still holds"
    GONE = "the base no longer has it"


class Overtaken(Struct, frozen=True):
    """One thing: its name, the versions before and after, what becomes of it, where in the layer (none for what is
    retired), and its new content if that is another."""

    name: str
    old: str
    new: str
    came: Came
    path: str = ""
    content: bytes | None = None
    conflicts: int = 0


class Things(Struct, frozen=True):
    """What a library has by the names by which it is replaced: text or bytes, and version; ``paths`` where."""

    texts: dict[str, bytes]
    versions: dict[str, str]


def things_of(files: Mapping[str, bytes], versions: Mapping[str, str]) -> Things:
    """The things of a merged base; ``versions`` are those of the libraries that files come from, by path."""
    texts: dict[str, bytes] = {}
    known: dict[str, str] = {}
    for path, content in files.items():
        key, front = key_of(path, content)
        texts[key], known[key] = content, front.version or versions.get(path, "")
        entries = entries_of(path, content, LISTS[path]) if path in LISTS else None
        for name in entries.places if entries else ():
            assert entries is not None
            texts[f"{LISTS[path]}.{name}"] = ("\n".join(entries.entry(name)) + "\n").encode()
            known[f"{LISTS[path]}.{name}"] = versions.get(path, "")
    return Things(texts, known)


def clause(path: str, ours: bytes, old: Things | None, new: Things, sides: ThreeSides) -> Overtaken | None:
    """A clause of the layer that replaces one of the base; None for one that replaces nothing."""
    front = front_of(ours)
    name, _, meant = front.replaces.rpartition("@")
    if not name:
        return None
    if name not in new.texts:
        return Overtaken(name, meant, "", Came.GONE, path)
    now = new.versions[name]
    before = old.texts.get(name) if old else None
    if now == meant and (before is None or _lines(before) == _lines(new.texts[name])):
        return Overtaken(name, meant, now, Came.SAME, path)
    made, conflicts = _clause_together(ours, before, new.texts[name], sides)
    content = _with_replaced(made, f"{name}@{now}")
    came = Came.CONFLICT if conflicts else Came.TAKEN_OVER
    return Overtaken(name, meant, now, came, path, content, conflicts)


def other(
    name: str, meant: str, path: str, ours: bytes, old: Things | None, new: Things, sides: ThreeSides
) -> Overtaken:
    """Something that library.yaml says to replace: a file that is no clause, or an entry of a list."""
    if name not in new.texts:
        return Overtaken(name, meant, "", Came.GONE, path)
    now, before = new.versions[name], old.texts.get(name) if old else None
    if before == new.texts[name]:
        return Overtaken(name, meant, now, Came.SAME, path)
    if before is None or not path.endswith((".md", ".yaml")):
        return Overtaken(name, meant, now, Came.STALE, path)
    found = together(_lines(before), _lines(ours), _lines(new.texts[name]), sides)
    content = joined(found.lines, ours)
    if found.conflicts:
        return Overtaken(name, meant, now, Came.CONFLICT, path, content, found.conflicts)
    return Overtaken(name, meant, now, Came.TAKEN_OVER, path, content)


def retired(name: str, meant: str, old: Things | None, new: Things) -> Overtaken:
    """Something that the layer retires."""
    if name not in new.texts:
        return Overtaken(name, meant, "", Came.GONE)
    is_same = old is not None and old.texts.get(name) == new.texts[name]
    return Overtaken(name, meant, new.versions[name], Came.SAME if is_same else Came.STALE)


def entry_replaced(path: str, content: bytes, name: str, lines: bytes) -> bytes:
    """A list with other lines in place of those of one entry, ``name`` as it is replaced."""
    key = LISTS[path]
    entries = entries_of(path, content, key)
    if entries is None:
        return content
    first, end = entries.places[name.removeprefix(f"{key}.")]
    return joined([*entries.lines[:first], *_lines(lines), *entries.lines[end:]], content)


def _clause_together(ours: bytes, before: bytes | None, now: bytes, sides: ThreeSides) -> tuple[bytes, int]:
    """The layer's clause with what the base has changed; without the base's earlier one, all that differs is for a
    person."""
    kept = [*_held(_lines(ours))]
    base = [line for line, _ in _held(_lines(before))] if before is not None else []
    theirs = [line for line, _ in _held(_lines(now))]
    found = together(base, [line for line, _ in kept], theirs, sides)
    lines: list[str] = []
    waiting = [*kept]
    for line in found.lines:
        at = next((n for n, (text, _) in enumerate(waiting) if text == line), None)
        lines.append(line)
        if at is not None:
            lines += [one for _, after in waiting[: at + 1] for one in after]
            waiting = waiting[at + 1 :]
    if left := [one for _, after in waiting for one in after]:
        lines[1:1] = left
    return joined(lines, ours), found.conflicts


def _held(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The lines of a clause without its own keys, each with those of these keys that follow it."""
    inside, skipping = False, False
    held: tuple[str, list[str]] | None = None
    for n, line in enumerate(lines):
        if line == "---":
            inside, skipping = n == 0, False
        elif inside and line[:1] not in (" ", "\t", "", "-"):
            skipping = bool(_OWN.match(line))
        if inside and skipping and held is not None:
            held[1].append(line)
            continue
        if held is not None:
            yield held
        held = (line, [])
    if held is not None:
        yield held


def _with_replaced(content: bytes, said: str) -> bytes:
    return re.sub(rb"(?m)^replaces:[ \t]*[^\r\n]*", f"replaces: {said}".encode(), content, count=1)


def _lines(content: bytes) -> list[str]:
    return lines_of(content.decode("utf-8-sig", "replace"))
