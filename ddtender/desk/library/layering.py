"""What a layer is made of, and taking something of its base over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.compose import did_you_mean
from ddtender.desk.errors import Misused
from ddtender.desk.sources import library_and_files

if TYPE_CHECKING:
    from ddtender.model.layer import Origins


class LayerRow(Struct, frozen=True):
    """A library and what it contributes: names of what it adds, replaces and retires, with the version and why."""

    name: str
    version: str
    fingerprint: str
    folder: str
    adds: tuple[str, ...]
    replaces: tuple[str, ...]
    retires: tuple[tuple[str, str], ...]


def layers(root: Path) -> tuple[LayerRow, ...]:
    """The layers of the library, the base of all first; a library that extends nothing is one. Raises Refused."""
    from ddtender.library.layers.fingerprint import fingerprint
    from ddtender.library.layers.laid import key_of
    from ddtender.library.layers.origins import own

    library, files = library_and_files(root)
    origins, info = library.origins, library.info
    printed = fingerprint({**own(files), **_usual_templates(root)})
    if not origins.layers:
        names = tuple(sorted(library.by_id))
        return (LayerRow(info.name, info.version, printed, "", names, (), ()),)
    of_files: dict[int, list[str]] = {}
    for path, content in files.items():
        if origins.folder_of(path) or origins.is_own(path):
            number = origins.of.get(path, len(origins.layers) - 1)
            of_files.setdefault(number, []).append(key_of(path, content)[0])
    rows = []
    for number, layer in enumerate(origins.layers):
        replaced = {name: by for name, by in origins.replaced.items() if by[1] == number}
        retired = {name: by for name, by in origins.retired.items() if by[1] == number}
        adds = [name for name in of_files.get(number, ()) if "." in name and "/" not in name and name not in replaced]
        adds = [name for name in adds if name in library.by_id]
        rows.append(
            LayerRow(
                layer.name,
                layer.version,
                layer.fingerprint or printed,
                layer.folder,
                tuple(sorted(adds)),
                tuple(sorted(f"{name}@{by[2]}" for name, by in replaced.items())),
                tuple(sorted((name, by[2]) for name, by in retired.items())),
            )
        )
    return tuple(rows)


def _usual_templates(root: Path) -> dict[str, bytes]:
    """All templates of the workspace: a build reads two of them."""
    from ddtender.workspace.bases import read_library

    return {path: content for path, content in read_library(root).items() if path.startswith("templates/")}


class Replacing(Struct, frozen=True):
    """Something of a base to be taken over, not written yet: the files as they are here, and as they will be."""

    name: str
    version: str
    folder: str
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]


def replacing(root: Path, name: str) -> Replacing:
    """Something of the base as the layer's own, word for word, and saying so: a clause by its id, a file by its path in
    the library, an entry of a list by list and name. Raises Refused, Misused."""
    from ddtender.history.edit import EditError
    from ddtender.library.layers.laid import key_of
    from ddtender.library.layers.origins import own

    library, files = library_and_files(root)
    origins = library.origins
    if not origins.layers:
        raise Misused("this library extends no other: there is nothing to replace.", "NAME")
    named = {key_of(path, content)[0]: path for path, content in files.items() if origins.folder_of(path)}
    here = own(files)
    try:
        if name in named:
            path = named[name]
            after = _file_over(name, path, files, origins, here)
        else:
            path, after = _entry_over(name, files, origins, here, named)
    except EditError as error:
        raise Misused(f"{error}.") from None
    version = library.by_id[name].version if name in library.by_id else _version(origins, path)
    before = {one: here[one] for one in after if one in here}
    return Replacing(name, version, origins.folder_of(path), before, after)


def _version(origins: Origins, path: str) -> str:
    return origins.layers[origins.of.get(path, 0)].version


def _file_over(
    name: str, path: str, files: Mapping[str, bytes], origins: Origins, here: Mapping[str, bytes]
) -> dict[str, bytes]:
    from ddtender.history.edit import as_replacement
    from ddtender.history.edit_info import with_replaced
    from ddtender.library.layers.front import front_of
    from ddtender.library.places import INFO

    target = origins.names.get(path, path)
    if target in here:
        pure = PurePosixPath(target)
        target = str(pure.with_name(f"{pure.stem}-replaced{pure.suffix}"))
    front = front_of(files[path]) if path.endswith(".md") else None
    if front and front.id:
        text = files[path].decode().replace("\r\n", "\n")
        return {target: as_replacement(text, front.id, front.version).encode()}
    listed = with_replaced(here[INFO].decode(), f"{name}@{_version(origins, path)}")
    return {target: files[path], INFO: listed.encode()}


def _entry_over(
    name: str, files: Mapping[str, bytes], origins: Origins, here: Mapping[str, bytes], named: Mapping[str, str]
) -> tuple[str, dict[str, bytes]]:
    from ddtender.diagnostics import Location
    from ddtender.history.edit_info import with_entry, with_replaced
    from ddtender.library.layers.splice import entries_of
    from ddtender.library.places import INFO, LISTS

    for path, key in LISTS.items():
        entries = entries_of(path, files[path], key) if path in files else None
        entry = name.removeprefix(f"{key}.")
        if entries is None or entry == name or entry not in entries.places:
            continue
        layer = origins.layer(Location(path, entries.places[entry][0] + 1))
        if layer is None or not layer.folder:
            raise Misused(f"'{name}' is this layer's own already.", "NAME")
        text = here[path].decode() if path in here else None
        made = with_entry(text, key, [*entries.entry(entry)])
        listed = with_replaced(here[INFO].decode(), f"{name}@{layer.version}")
        return path, {path: made.encode(), INFO: listed.encode()}
    if name in origins.replaced:
        raise Misused(f"'{name}' is this layer's own already.", "NAME")
    raise Misused(f"the base has no '{name}'. {did_you_mean(name, [*named])}".strip(), "NAME")


def keep(root: Path, one: Replacing) -> None:
    """Write what was taken over, if all is still as it was. Raises WorkspaceError."""
    door.write_files(root, one.after, one.before)
