"""One layer laid over what is below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from ddtender.diagnostics import Location
from ddtender.library.layers.faults import LayerFaults
from ddtender.library.layers.fingerprint import is_of_base
from ddtender.library.layers.front import front_of, named
from ddtender.library.layers.laid import LaidFiles, LaidLayers
from ddtender.library.layers.splice import entries_of, spliced
from ddtender.library.places import (
    DECISIONS,
    INFO,
    LANGUAGES,
    LIBRARY,
    LISTS,
    REVIEWS,
)
from ddtender.library.provisions import provision_kind
from ddtender.model.layer import Inherited, Origins, Taken
from ddtender.model.library import LibraryInfo

#: Of a base, what is nobody's but its own.
_OWN_ONLY = ("readme.md", "changelog.md", "license.md")
_ACCEPTED = {"approvals": REVIEWS, "decisions": DECISIONS}


def lay(below: LaidLayers, number: int, info: LibraryInfo, files: Mapping[str, bytes]) -> LaidLayers:
    """Lay layer ``number`` over the layers ``below`` it."""
    return _Laying(below, number, info, files).laid()


class _Laying(LaidFiles):
    def __init__(self, below: LaidLayers, number: int, info: LibraryInfo, files: Mapping[str, bytes]) -> None:
        super().__init__(below, number)
        self.info, self.above = info, files
        origins = below.origins
        self.lists = dict(origins.lists)
        self.replaced, self.retired = dict(origins.replaced), dict(origins.retired)
        self.inherited = origins.inherited
        self.faults = LayerFaults(self.layers, number, origins.faults)
        self.taken = {one.name: one for one in info.replaces}
        self.used: set[str] = set()

    def laid(self) -> LaidLayers:
        self._leave_unaccepted()
        for one in self.info.retires:
            self._retire(one)
        for path in sorted(self.above):
            self._put(path, self.above[path])
        for name, one in self.taken.items():
            if name not in self.used:
                self._unused(one)
        self._inherit()
        return LaidLayers(self.files, self._origins())

    def _origins(self) -> Origins:
        return Origins(
            self.layers,
            self.of,
            self.names,
            self.stretches,
            self.lists,
            self.replaced,
            self.retired,
            self.inherited,
            tuple(self.faults.told),
        )

    def _unused(self, one: Taken) -> None:
        if one.name in self.keys or self.entry_of(one.name):
            self.faults.nothing_instead(one, is_clause=self.keys.get(one.name, "").endswith(".md"))
        else:
            self.faults.unknown(one, "replace", self.keys)

    # --- what is left of the layers below

    def _leave_unaccepted(self) -> None:
        for what, folder in _ACCEPTED.items():
            if what not in self.info.accepts:
                for path in [path for path in self.files if path.startswith(f"{folder}/")]:
                    self.drop(path)

    def _retire(self, one: Taken) -> None:
        if one.name in self.taken:
            self.faults.taken_twice(one)
            return
        found = self.entry_of(one.name)
        version = self.version_of_entry(found) if found else self.versions.get(one.name)
        if not self._is_meant(one, version, "retire"):
            return
        if found:
            path, name = found
            self.take_entry_out(path, name)
            self.retired[one.name] = (self.layer_of(path), self.number, one.why)
            return
        path = self.keys[one.name]
        self.retired[one.name] = (self.layer_of(path), self.number, one.why)
        if not path.endswith(".md"):
            self.drop(path)

    def _is_meant(self, one: Taken, version: str | None, to_do: str) -> bool:
        """Whether what is replaced or retired is there in the version that is meant."""
        if version is None:
            self.faults.unknown(one, to_do, self.keys)
            return False
        if version != one.version:
            self.faults.other_version(one, version)
            return False
        return True

    # --- what this layer has

    def _put(self, path: str, content: bytes) -> None:
        if not is_of_base(path) or path == INFO or PurePosixPath(path).name.lower() in _OWN_ONLY:
            if self.is_last:
                self.add(path, content)
        elif path in LISTS and path in self.files:
            self._list(path, content)
        elif path.startswith((f"{REVIEWS}/", f"{DECISIONS}/")):
            self._stamp(path, content)
        elif path.endswith(".md") and provision_kind(path):
            self._clause(path, content)
        else:
            self._file(path, content)

    def _stamp(self, path: str, content: bytes) -> None:
        """A stamp of this layer goes before one of its base; decisions of both hold."""
        if path in self.files and path.startswith(f"{DECISIONS}/"):
            self.aside(path)
        self.add(path, content)

    def _clause(self, path: str, content: bytes) -> None:
        front = front_of(content)
        there = self.keys.get(front.id) if front.id else None
        there = there if there in self.files and self.layer_of(there) != self.number else None
        place = Location(path, front.line)
        if front.replaces:
            id_, version = named(front.replaces)
            if id_ and id_ != front.id:
                self.faults.other_id(place, front.id or path, id_)
            elif id_:
                known = self.versions.get(id_) if there else None
                self._is_meant(Taken(id_, version, place), known, "replace")
        elif there:
            self.faults.unsaid_clause(place, front.id, self.layer_of(there), self.versions[front.id])
        if there:
            self._replace(front.id, there)
        if path in self.files:
            self.aside(path)
        self.add(path, content)

    def _replace(self, id_: str, path: str) -> None:
        """Take a clause of a layer below out, with its translations, stamps and decisions."""
        self.replaced[id_] = (self.layer_of(path), self.number, self.versions[id_])
        self.retired.pop(id_, None)
        within = self.names.get(path, path).removeprefix(f"{LIBRARY}/")
        for one in [*self.files]:
            is_translation = one.startswith(f"{LANGUAGES}/") and one.split("/", 3)[-1] == within
            is_stamp = one.startswith((f"{REVIEWS}/", f"{DECISIONS}/")) and one.endswith(f"/{id_}.yaml")
            if one == path or ((is_translation or is_stamp) and self.layer_of(one) != self.number):
                self.drop(one)

    def _file(self, path: str, content: bytes) -> None:
        key = path.removeprefix(f"{LIBRARY}/")
        if path in self.files and self.layer_of(path) != self.number:
            version = self.layers[self.layer_of(path)].version
            one = self.taken.get(key)
            if one is None:
                self.faults.unsaid(Location(path), "this file", key, self.layer_of(path))
            elif self._is_meant(one, version, "replace"):
                self.replaced[key] = (self.layer_of(path), self.number, version)
            self.used.add(key)
        self.add(path, content)

    # --- lists, entry by entry

    def _list(self, path: str, content: bytes) -> None:
        key = LISTS[path]
        upper, lower = entries_of(path, content, key), entries_of(path, self.files[path], key)
        if upper is None or lower is None:
            self.faults.no_list(path, key)
            self.add(path, content)
            return
        for name in upper.places.keys() & lower.places.keys():
            self._entry(path, name, f"{key}.{name}", upper.places[name][0] + 1)
        below = self.layer_of(path)
        made, stretches = spliced(upper, lower, upper.places, self.stretches.get(path, ()), self.number, below)
        self.add(path, made)
        self.stretches[path] = stretches
        if self.is_last:
            self.lists[path] = content

    def _entry(self, path: str, name: str, said: str, line: int) -> None:
        of, one = self.layer_of_entry(path, name), self.taken.get(said)
        version = self.layers[of].version
        self.used.add(said)
        if one is None:
            self.faults.unsaid(Location(path, line), f"'{name}'", said, of)
        elif self._is_meant(one, version, "replace"):
            self.replaced[said] = (of, self.number, version)

    # --- what library.yaml says

    def _inherit(self) -> None:
        """What holds above this layer of what its library.yaml says, unless it is the last one."""
        if self.is_last:
            return
        before, info = self.inherited, self.info
        frame = tuple((id_, self._in_folder(place)) for id_, place in info.frame)
        self.inherited = Inherited(
            _both(before.proper_names, info.proper_names),
            _both(before.labels, info.labels),
            _both(before.ratings, info.ratings),
            frame or before.frame,
        )

    def _in_folder(self, place: Location) -> tuple[str, int, int]:
        folder = self.layers[self.number].folder
        return (place.path if place.path.startswith(folder) else f"{folder}/{place.path}"), place.line, place.column


def _both(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))
