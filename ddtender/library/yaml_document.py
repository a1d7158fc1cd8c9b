"""What was read of a YAML text: its value, and the place of everything in it."""

from __future__ import annotations

from msgspec import Struct, field

from ddtender.diagnostics import Location
from ddtender.library.source import SourceText

#: The keys and numbers that lead to a value.
Path = tuple[str | int, ...]


class YamlDocument(Struct):
    """A value, and for every path in it the place of its key and the offsets of its value in the source; ``part`` are
    the offsets of the document itself. It is not ``is_whole`` if the rest could not be read."""

    value: object = None
    keys: dict[Path, Location] = field(default_factory=dict)
    values: dict[Path, Location] = field(default_factory=dict)
    spans: dict[Path, tuple[int, int]] = field(default_factory=dict)
    source: SourceText | None = None
    part: tuple[int, int] = (0, 0)
    is_whole: bool = True
