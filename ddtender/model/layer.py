"""Layers: a library over another one, and from which of them each thing comes."""

from __future__ import annotations

from msgspec import Struct, field

from ddtender.diagnostics import Location


class Pin(Struct, frozen=True):
    """The base that a library extends: its name, version and fingerprint (``library.layers.fingerprint``)."""

    library: str
    version: str
    fingerprint: str
    location: Location


class Taken(Struct, frozen=True):
    """What a layer replaces or retires: an id, a path or an entry of a list, and the version of it that is meant; of
    what is retired also ``why``."""

    name: str
    version: str
    location: Location
    why: str = ""


class Layer(Struct, frozen=True):
    """One of the libraries that were merged; ``folder`` is where its files lie, as findings show it: empty for the one
    that extends all others, which lies in the workspace itself."""

    name: str
    version: str
    fingerprint: str = ""
    folder: str = ""


class OwnWords(Struct, frozen=True):
    """What a library says in place of ddtender's own words: in a language, in the file of a name; each text by its key
    in that file."""

    tag: str
    name: str
    texts: tuple[tuple[str, str], ...]
    location: Location


class LayerLines(Struct, frozen=True):
    """Lines of a file that is put together, from ``first`` on: the layer that they come from, how many lines later and
    columns further right they stand than there."""

    first: int
    layer: int
    later: int
    right: int


class LayerFault(Struct, frozen=True):
    """A finding, by the name of its code."""

    code: str
    path: str
    line: int
    column: int
    message: str
    hint: str


class Inherited(Struct, frozen=True):
    """What library.yaml of a base says that holds in its layers, too: each with its place."""

    proper_names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    frame: tuple[tuple[str, tuple[str, int, int]], ...] = ()


class Origins(Struct, frozen=True):
    """From which layer everything comes; ``layers`` has the base of all first.

    ``of`` is the layer, by number, of every file that is not of the last one, ``names`` has those that it has there
    under another path, ``stretches`` files that are put together, and ``lists`` those of the last layer as they are
    there. ``replaced`` and ``retired`` are things by id, path or entry: with the layer that they were of, the one that
    did it, and the version that they had or why. It ``is_whole`` if every base is there; else nothing was merged.
    """

    layers: tuple[Layer, ...]
    of: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    stretches: dict[str, tuple[LayerLines, ...]] = field(default_factory=dict)
    lists: dict[str, bytes] = field(default_factory=dict)
    replaced: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    retired: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    inherited: Inherited = Inherited()
    faults: tuple[LayerFault, ...] = ()
    is_whole: bool = True

    def layer(self, place: Location) -> Layer | None:
        """The layer in which something stands; None where there are none."""
        return self.layers[self._number(place)] if self.layers else None

    def folder_of(self, path: str) -> str:
        """Where the layer lies that a file comes from; empty for the workspace itself."""
        return self.layers[self.of[path]].folder if path in self.of else ""

    def is_own(self, path: str) -> bool:
        """Whether a file is of the workspace itself."""
        return path not in self.of and not path.startswith(".")

    def shown(self, place: Location) -> Location:
        """A place in the merged library as the place in the file that it comes from."""
        number, stretch = self._number(place), self._stretch(place)
        line, column = place.line, place.column
        if stretch:
            line, column = line - stretch.later, max(1, column - stretch.right)
        if not self.layers or not self.layers[number].folder:
            return Location(place.path, line, column)
        name = self.names.get(place.path, place.path)
        return Location(f"{self.layers[number].folder}/{name}", line, column)

    def _number(self, place: Location) -> int:
        stretch = self._stretch(place)
        return stretch.layer if stretch else self.of.get(place.path, len(self.layers) - 1)

    def _stretch(self, place: Location) -> LayerLines | None:
        before = [one for one in self.stretches.get(place.path, ()) if one.first <= place.line]
        return before[-1] if before else None


#: Of one library alone.
NO_LAYERS = Origins(())
