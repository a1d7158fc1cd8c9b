"""One list made of those of two layers: parameters.yaml, legal_bases.yaml.

The upper layer's file stays as it is, and the entries of the lower one that it does not replace follow, line by line.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from ddtender.library.source import SourceText, decode
from ddtender.library.yaml_reader import read_yaml
from ddtender.model.layer import LayerLines


class ListEntries(Struct, frozen=True):
    """A file with a mapping under one ``key``: its lines, and of each entry the first line, the line behind its last
    one, both from 0, and its indentation."""

    path: str
    lines: tuple[str, ...]
    places: dict[str, tuple[int, int]]
    indent: int

    def entry(self, name: str) -> tuple[str, ...]:
        """The lines of an entry."""
        first, end = self.places[name]
        return self.lines[first:end]


def entries_of(path: str, content: bytes, key: str) -> ListEntries | None:
    """The entries of a file, or None where they cannot be told apart by lines: then it is left for its reader, which
    says what is wrong with it."""
    source, _ = decode(path, content)
    if source is None:
        return None
    document, findings = read_yaml(source)
    value = document.value
    listed = value.get(key) if isinstance(value, dict) else None
    if findings or not isinstance(value, dict) or [*value] != [key] or not isinstance(listed, dict) or not listed:
        return None
    return _by_lines(source, {name: document.keys[key, name] for name in listed})


def _by_lines(source: SourceText, keys: dict) -> ListEntries | None:
    lines = source.text.removesuffix("\n").split("\n")
    firsts = [place.line - 1 for place in keys.values()]
    columns = {place.column for place in keys.values()}
    starts_line = all(not lines[place.line - 1][: place.column - 1].strip() for place in keys.values())
    if len(columns) != 1 or len({*firsts}) != len(firsts) or firsts != sorted(firsts) or not starts_line:
        return None
    ends = [*firsts[1:], len(lines)]
    places = {name: (first, end) for name, first, end in zip(keys, firsts, ends, strict=True)}
    return ListEntries(source.path, tuple(lines), places, columns.pop() - 1)


def spliced(
    upper: ListEntries, lower: ListEntries, left: Collection[str], under: tuple[LayerLines, ...], layer: int, below: int
) -> tuple[bytes, tuple[LayerLines, ...]]:
    """The upper file with the entries of the lower one behind it, but for those that are ``left`` out; and from where
    its lines come: ``layer`` is that of the upper file, ``below`` that of the lower one, where that is not itself put
    together (``under``)."""
    lines, shift = list(upper.lines), upper.indent - lower.indent
    stretches = [LayerLines(1, layer, 0, 0)]
    for name, (first, _) in lower.places.items():
        if name in left:
            continue
        from_ = [one for one in under if one.first <= first + 1]
        origin, later, right = (from_[-1].layer, from_[-1].later, from_[-1].right) if from_ else (below, 0, 0)
        stretches.append(LayerLines(len(lines) + 1, origin, len(lines) - first + later, shift + right))
        lines += [_moved(line, shift) for line in lower.entry(name)]
    return ("\n".join(lines) + "\n").encode(), tuple(stretches)


def _moved(line: str, shift: int) -> str:
    if not line.strip() or not shift:
        return line
    return " " * shift + line if shift > 0 else line[min(-shift, len(line) - len(line.lstrip(" "))) :]
