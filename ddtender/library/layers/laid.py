"""What lies there while a layer is laid over others: files, where each comes from, and the entries of lists."""

from __future__ import annotations

from pathlib import PurePosixPath

from msgspec import Struct

from ddtender.library.layers.front import Front, front_of
from ddtender.library.layers.splice import entries_of
from ddtender.library.places import LIBRARY, LISTS, slug
from ddtender.library.provisions import provision_kind
from ddtender.model.layer import Layer, Origins


class LaidLayers(Struct, frozen=True):
    """What has been merged so far: files by path, and where they come from."""

    files: dict[str, bytes]
    origins: Origins


def key_of(path: str, content: bytes) -> tuple[str, Front]:
    """By what name a file is replaced or retired: a clause by its id, anything else by its path."""
    front = front_of(content) if path.endswith(".md") and provision_kind(path) else Front()
    return front.id or path.removeprefix(f"{LIBRARY}/"), front


class LaidFiles:
    """What has been laid so far, and can be altered while layer ``number`` is laid over it."""

    def __init__(self, below: LaidLayers, number: int) -> None:
        self.number = number
        origins = below.origins
        self.layers: tuple[Layer, ...] = origins.layers
        self.is_last = number == len(self.layers) - 1
        self.files = dict(below.files)
        self.of, self.names = dict(origins.of), dict(origins.names)
        self.stretches = dict(origins.stretches)
        self.keys: dict[str, str] = {}
        self.versions: dict[str, str] = {}
        for path in self.files:
            self._note(path)

    def _note(self, path: str) -> None:
        """A thing that is below, by its name, with its version."""
        key, front = key_of(path, self.files[path])
        self.keys.setdefault(key, path)
        self.versions[key] = front.version or self.layers[self.of.get(path, self.number)].version

    def layer_of(self, path: str) -> int:
        """The number of the layer that a file comes from."""
        return self.of.get(path, self.number)

    def drop(self, path: str) -> None:
        """A file is there no more."""
        for known in (self.files, self.of, self.names, self.stretches):
            known.pop(path, None)

    def add(self, path: str, content: bytes) -> None:
        """A file of this layer, in place of what has its path."""
        self.files[path] = content
        self.names.pop(path, None)
        self.stretches.pop(path, None)
        if self.is_last:
            self.of.pop(path, None)
        else:
            self.of[path] = self.number

    def aside(self, path: str) -> None:
        """A file of a layer below gets another name, as this layer has something else under it."""
        layer = self.layer_of(path)
        pure = PurePosixPath(path)
        other = str(pure.with_name(f"{pure.stem}@{slug(self.layers[layer].name)}{pure.suffix}"))
        content, name = self.files[path], self.names.get(path, path)
        stretches = self.stretches.get(path)
        self.drop(path)
        self.files[other], self.of[other], self.names[other] = content, layer, name
        if stretches:
            self.stretches[other] = stretches
        for key, known in self.keys.items():
            if known == path:
                self.keys[key] = other

    # --- lists, entry by entry

    def entry_of(self, name: str) -> tuple[str, str] | None:
        """The list below and the entry in it that a name such as ``parameters.correction_days`` means."""
        for path, key in LISTS.items():
            if name.startswith(f"{key}.") and path in self.files:
                entries = entries_of(path, self.files[path], key)
                if entries and name.removeprefix(f"{key}.") in entries.places:
                    return path, name.removeprefix(f"{key}.")
        return None

    def version_of_entry(self, found: tuple[str, str]) -> str:
        """The version of the layer that an entry of a list comes from."""
        path, name = found
        return self.layers[self.layer_of_entry(path, name)].version

    def layer_of_entry(self, path: str, name: str) -> int:
        """The number of that layer."""
        entries = entries_of(path, self.files[path], LISTS[path])
        line = entries.places[name][0] + 1 if entries else 1
        before = [one for one in self.stretches.get(path, ()) if one.first <= line]
        return before[-1].layer if before else self.layer_of(path)

    def take_entry_out(self, path: str, name: str) -> None:
        """Blank lines in its place: all else stays where it was."""
        entries = entries_of(path, self.files[path], LISTS[path])
        assert entries is not None
        first, end = entries.places[name]
        lines = [("" if first <= n < end else line) for n, line in enumerate(entries.lines)]
        self.files[path] = ("\n".join(lines) + "\n").encode()
