"""What is wrong with a layer, in the words of whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ddtender.diagnostics import Code, Location
from ddtender.library.layers.codes import LAYER_CONFLICT, LAYER_STALE, LAYER_UNKNOWN
from ddtender.model.layer import Layer, LayerFault, Taken


class LayerFaults:
    """The faults found so far while layer ``number`` of ``layers`` is laid over those below; ``told`` has them all."""

    def __init__(self, layers: tuple[Layer, ...], number: int, told: Iterable[LayerFault]) -> None:
        self.layers, self.folder = layers, layers[number].folder
        self.told = [*told]

    def _add(self, code: Code, place: Location, message: str, hint: str) -> None:
        folder = self.folder
        path = f"{folder}/{place.path}" if folder and not place.path.startswith(f"{folder}/") else place.path
        self.told.append(LayerFault(code.name, path, place.line, place.column, message, hint))

    def taken_twice(self, one: Taken) -> None:
        """The same thing is to be replaced and to be retired."""
        said = f"'{one.name}' is both replaced and retired"
        self._add(LAYER_CONFLICT, one.location, said, "Take one of the two.")

    def unknown(self, one: Taken, to_do: str, known: Iterable[str]) -> None:
        """There is nothing of this name ``to_do`` something with: ``replace`` or ``retire``."""
        near = get_close_matches(one.name, [*known], n=1)
        hint = f"Did you mean '{near[0]}'?" if near else "`ddtender layers` lists what there is."
        self._add(LAYER_UNKNOWN, one.location, f"there is no '{one.name}' to {to_do}", hint)

    def other_version(self, one: Taken, version: str) -> None:
        """What is to be replaced or retired has another version than the one that is meant."""
        message = f"'{one.name}' is version {version} below this layer, and {one.version} is meant"
        hint = f"Compare the two, take over what is better, and write `{one.name}@{version}`."
        self._add(LAYER_STALE, one.location, message, hint)

    def nothing_instead(self, one: Taken, is_clause: bool) -> None:
        """Something is to be replaced, and the layer has nothing for it."""
        hint = "A clause says so itself, in its front matter." if is_clause else "Add it, or take this line out."
        said = f"'{one.name}' is to be replaced, and this layer has nothing to replace it"
        self._add(LAYER_UNKNOWN, one.location, said, hint)

    def other_id(self, place: Location, own: str, meant: str) -> None:
        """A clause is to replace one with another id than its ``own``, which is its path where it has none."""
        message = f"'{own}' is to replace '{meant}': a clause is replaced by one with its own id"
        hint = f"Write `id: {meant}`; or leave `replaces` out, and retire '{meant}' in library.yaml."
        self._add(LAYER_CONFLICT, place, message, hint)

    def unsaid_clause(self, place: Location, id_: str, layer: int, version: str) -> None:
        """A clause of a layer below has the same id, and none of the two gives way."""
        message = (
            f"'{id_}' is a provision of '{self.layers[layer].name}', too, and nothing says that this one replaces it"
        )
        hint = f"Write `replaces: {id_}@{version}` below its id, or give it another id."
        self._add(LAYER_CONFLICT, place, message, hint)

    def unsaid(self, place: Location, what: str, key: str, layer: int) -> None:
        """A file or an entry stands in a layer below as well, and ``replaces`` does not have its ``key``."""
        below = self.layers[layer]
        message = f"'{below.name}' has {what}, too, and nothing says that this one replaces it"
        hint = f"Write `{key}@{below.version}` under `replaces` in library.yaml, or give it another name."
        self._add(LAYER_CONFLICT, place, message, hint)

    def no_list(self, path: str, key: str) -> None:
        """A list is written in a way in which it cannot be merged entry by entry."""
        message = "its entries cannot be put beside those of the base"
        hint = f"Write them under `{key}:`, each on lines of its own, indented alike."
        self._add(LAYER_CONFLICT, Location(path), message, hint)
