"""Other words for a text under a key of a file: where they stand, and every other character as it is.

A text that is written over several lines keeps its lines: the words that differ are put in the place of those that they
replace. Where that would read otherwise (a colon, a quotation mark), the text is written anew. Either way the file is
read again, and the result counts only if nothing else in it has changed.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from ddtender.difference import hunks
from ddtender.history.edit import EditError
from ddtender.library.languages.sources import front
from ddtender.library.languages.writing import dumped
from ddtender.library.source import SourceText
from ddtender.library.yaml_document import Path
from ddtender.library.yaml_reader import read_yaml

#: What a text begins with whose lines are folded or kept (YAML 1.2.2, 8.1).
_BLOCK = re.compile(r"[>|][-+0-9]*[ \t]*\n")
#: A no-break space is a letter of its word.
_WORD = re.compile(r"[^ \t\n]+")
#: How signs are spelt between double quotes, so that they are seen.
_SPELT = {"\\": "\\\\", '"': '\\"', "\u00a0": "\\_", "\u202f": "\\u202f"}


def replace_words(text: str, place: str, path: Path, words: str) -> str:
    """``text`` of the file at ``place``, with plain line ends, whose value at ``path`` of its front matter (or of all
    of it, if it is YAML) is other ``words``. Raises EditError."""
    source = SourceText(place, text)
    document, findings = read_yaml(source, *front(source))
    named = f"`{'.'.join(map(str, path))}`"
    if findings or path not in document.spans:
        raise EditError(f"it has no {named} that can be read")
    start, end = document.spans[path]
    column = document.keys[path].column - 1 if path in document.keys else 0
    for value in _ways(text[start:end], words, column):
        made = SourceText(place, text[:start] + value + text[end:])
        read, findings = read_yaml(made, *front(made))
        if not findings and _with(read.value, path, None) == _with(document.value, path, words):
            return made.text
    raise EditError(f"{named} cannot be written by a program")


def _ways(raw: str, words: str, column: int) -> Iterator[str]:
    """How the words may be written instead of ``raw``, which is a value as it stands there, below a key that has so
    many columns before it."""
    kept = raw.rstrip(" \t\n")
    behind = raw[len(kept) :]
    found = _BLOCK.match(raw)
    head = found.group() if found else kept[:1] if kept[:1] in ("'", '"') else ""
    tail = kept[-1] if head in ("'", '"') else ""
    spelt = _spelt(words) if head == '"' else words.replace("'", "''") if head == "'" else words
    inner = _in_place(kept[len(head) : len(kept) - len(tail)], _WORD.findall(spelt))
    yield f"{head}{inner}{tail}{behind}"
    anew = dumped({"": words}).partition(":")[2].strip().replace("\n", "\n" + " " * column)
    yield f"{anew}{behind}"
    yield f'"{_spelt(words)}"{behind}'


def _spelt(words: str) -> str:
    return "".join(_SPELT.get(letter, letter) for letter in words)


def _in_place(raw: str, words: list[str]) -> str:
    """``raw`` with the words that differ from these replaced, its other lines and spaces kept."""
    old = [*_WORD.finditer(raw)]
    made = raw
    for hunk in reversed(hunks([one.group() for one in old], words)):
        come = " ".join(words[hunk.new_start : hunk.new_end])
        before, after = hunk.start > 0, hunk.end < len(old)
        if hunk.start == hunk.end:
            start = end = old[hunk.start - 1].end() if before else old[0].start() if old else len(raw)
            come = f" {come}" if before else f"{come} " if after else come
        elif come:
            start, end = old[hunk.start].start(), old[hunk.end - 1].end()
        else:
            start = old[hunk.start - 1].end() if before else old[hunk.start].start()
            end = old[hunk.end].start() if after and not before else old[hunk.end - 1].end()
        made = made[:start] + come + made[end:]
    return made


def _with(value: object, path: Path, words: str | None) -> object:
    """A value with other words at a path, or with its own; of those spaces count once, for a text of several lines may
    end in one."""
    made = copy.deepcopy(value)
    at = made
    for part in path[:-1]:
        at = at[part]  # type: ignore[index]
    told = at[path[-1]] if words is None else words  # type: ignore[index]
    at[path[-1]] = _WORD.findall(told) if isinstance(told, str) else told  # type: ignore[index]
    return made
