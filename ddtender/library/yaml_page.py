"""A YAML text with the places of its values, colons, dashes, commas and comments, for whoever changes it in place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import yaml
from msgspec import Struct

from ddtender.library.source import SourceText
from ddtender.library.yaml_document import Path, YamlDocument

_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\n]*)?")
_COMMENT = re.compile(r"#[^\n]*")
_MARKS = {yaml.ValueToken: "colons", yaml.BlockEntryToken: "dashes", yaml.FlowEntryToken: "commas"}


class Splice(NamedTuple):
    """What stands from ``start`` to ``end`` is ``new`` afterwards."""

    start: int
    end: int
    new: str


class Tokens(Struct):
    """Where the signs of a YAML text stand, and its comments with their places, each in order."""

    colons: list[int]
    dashes: list[int]
    commas: list[int]
    comments: list[tuple[int, str]]


class YamlPage(Struct, frozen=True, dict=True):
    """A text that was read without a finding that stops reading; ``source`` has its line ends as single characters."""

    source: SourceText
    document: YamlDocument

    @property
    def text(self) -> str:
        return self.source.text

    @cached_property
    def tokens(self) -> Tokens:
        return _tokens(self.source)

    def is_flow(self, path: Path) -> bool:
        """Whether the collection at a path stands in brackets, or what it stands in does."""
        return any(self._opens(path[:n]) for n in range(len(path) + 1))

    def _opens(self, path: Path) -> bool:
        start, _ = self.document.spans.get(path, (len(self.text), 0))
        return self.text[start : start + 1] in ("{", "[") and isinstance(self.value(path), dict | list)

    def value(self, path: Path) -> object:
        """The value at a path. Raises LookupError."""
        value: object = self.document.value
        for step in path:
            if not isinstance(value, dict if isinstance(step, str) else list):
                raise KeyError(step)
            value = value[step]  # type: ignore[index]
        return value

    def is_empty(self, path: Path) -> bool:
        """Whether nothing stands at a path."""
        try:
            return self.value(path) is None
        except LookupError:
            return True

    def key(self, path: Path) -> int:
        """Where a key stands, or an item of a list."""
        place = self.document.keys.get(path)
        return self.source.offset(place.line - 1, place.column - 1) if place else self.document.spans[path][0]

    def column(self, path: Path) -> int:
        """How many characters stand before a key in its line."""
        at = self.key(path)
        return at - self.line_start(at)

    def behind(self, path: Path) -> int:
        """Where what follows a key begins: behind its colon; of an item of a list, behind its dash or before it."""
        if path not in self.document.keys:
            return self.start(path) if self.is_flow(path[:-1]) else self.dash(path) + 1
        colons = self.tokens.colons
        return colons[bisect_left(colons, self.key(path))] + 1

    def dash(self, path: Path) -> int:
        """Where the dash of an item of a list stands."""
        dashes = self.tokens.dashes
        return dashes[bisect_left(dashes, self.document.spans[path][0]) - 1]

    def start(self, path: Path) -> int:
        return self.document.spans[path][0]

    def end(self, path: Path) -> int:
        """Where the last sign of a value stands, behind it: of a text in lines of its own without empty lines after."""
        start, end = self.document.spans[path]
        value = self.value(path)
        if isinstance(value, dict | list) and self.text[start : start + 1] not in ("{", "["):
            steps: Iterable[str | int] = value if isinstance(value, dict) else range(len(value))
            return max(self.end((*path, step)) for step in steps)
        written = self.text[start:end]
        if written[:1] in ("|", ">"):
            keeps = "+" in written.partition("\n")[0].partition("#")[0]
            return end - 1 if keeps and written.endswith("\n") else start + len(written.rstrip())
        return end

    def line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        at = self.text.find("\n", offset)
        return len(self.text) if at < 0 else at

    def comments(self, start: int, end: int) -> list[str]:
        """The comments that begin between two offsets."""
        found = self.tokens.comments
        first = bisect_left(found, (start, ""))
        return [text for at, text in found[first : bisect_left(found, (end, ""))]]

    def comma_after(self, offset: int, stop: int) -> int | None:
        """The first comma between values from an offset on, before another."""
        commas = self.tokens.commas
        n = bisect_left(commas, offset)
        return commas[n] if n < len(commas) and commas[n] < stop else None

    def comma_before(self, offset: int, stop: int) -> int | None:
        """The last comma between values before an offset, behind another."""
        commas = self.tokens.commas
        n = bisect_right(commas, offset) - 1
        return commas[n] if n >= 0 and commas[n] >= stop else None


def _tokens(source: SourceText) -> Tokens:
    found = Tokens([], [], [], [])
    loader, text = yaml.CSafeLoader(source.text), source.text
    reached = 0

    def remarks(start: int, end: int) -> None:
        found.comments += [(match.start(), match.group()) for match in _COMMENT.finditer(text, start, end)]

    while token := loader.get_token():
        start = source.offset(token.start_mark.line, token.start_mark.column)
        end = source.offset(token.end_mark.line, token.end_mark.column)
        remarks(reached, start)
        if (name := _MARKS.get(type(token))) is not None:
            getattr(found, name).append(start)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = _HEADER.match(text, start, end)
            if header and header[1]:
                found.comments.append((header.start(1), header[1]))
        reached = max(reached, end)
    remarks(reached, len(text))
    return found


def block_header(written: str) -> str | None:
    """The comment behind the sign with which a text in lines of its own begins, "" if it has none; None for any other
    value."""
    header = _HEADER.match(written)
    return (header[1] or "") if header else None


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """A text with these places changed; none of them lies within another."""
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def spliced_as_stored(stored: str, splices: Iterable[Splice]) -> str:
    """The same for a text whose lines end as they were stored, where the places are those of the text with single
    characters as line ends. What is new gets the line ends of the first line."""
    ends = [match.end() for match in _LINE_END.finditer(stored)]
    first = _LINE_END.search(stored)
    ending = first.group() if first else "\n"
    starts = [0, *ends]
    plain_starts = [0]
    for n, end in enumerate(ends):
        ending_length = 2 if stored[end - 2 : end] == "\r\n" else 1
        plain_starts.append(plain_starts[n] + end - starts[n] - ending_length + 1)

    def there(offset: int) -> int:
        line = bisect_right(plain_starts, offset) - 1
        return starts[line] + offset - plain_starts[line]

    return spliced(stored, [Splice(there(a), there(b), new.replace("\n", ending)) for a, b, new in splices])
