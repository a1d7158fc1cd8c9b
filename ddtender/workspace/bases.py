"""Where the libraries lie that others extend: beside them in ``vendor/``, or with ddtender itself. Never in the net."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from ddtender.library.places import INFO, LIBRARY, SCENARIOS, TEMPLATES, VENDOR
from ddtender.workspace.box import library_at_hand
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.walking import files_below, without_home

TYPE_CHECKING = False  # typing takes longer to import than the sources to read
if TYPE_CHECKING:
    from pathlib import Path

    from ddtender.library.layers.merge import Base

    AnyPath = str | Path

#: The key however it is written, and what begins a letter that is spelt by its number.
_MAY_EXTEND = (b"extends", b"\\")


def is_layer(files: Mapping[str, bytes]) -> bool:
    """Whether library.yaml may say that the library extends another: told without reading it."""
    return any(piece in files.get(INFO, b"") for piece in _MAY_EXTEND)


def with_bases(root: AnyPath, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a workspace with those of the libraries that it extends (``library.layers``). Raises
    WorkspaceError."""
    return _merged(files, _beside(root))


def with_bases_of(files: Mapping[str, bytes], vendored: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same of a revision, of which ``vendored`` are the files below vendor/."""
    folders: dict[str, dict[str, bytes]] = {}
    for path, content in vendored.items():
        _, _, below = path.partition("/")
        folder, _, within = below.partition("/")
        folders.setdefault(f"{VENDOR}/{folder}", {})[within] = content
    return _merged(files, folders.items())


def finder(*roots: AnyPath) -> Callable[[str], Iterator[Base]]:
    """Finds the libraries with a name: in the vendor/ of these folders, then with ddtender. Raises WorkspaceError."""
    from ddtender.library.layers.merge import Base

    return _finder([Base(*one) for root in roots for one in _beside(root)])


def vendored(root: AnyPath) -> dict[str, bytes]:
    """The files of all libraries in the vendor/ of a folder, by path below it. Raises WorkspaceError."""
    return {f"{folder}/{path}": content for folder, files in _beside(root) for path, content in files.items()}


def _merged(files: Mapping[str, bytes], beside: Iterable[tuple[str, Mapping[str, bytes]]]) -> dict[str, bytes]:
    from ddtender.library.layers.merge import Base, merged

    return merged(files, _finder([Base(*one) for one in beside]))


def _finder(known: Iterable[Base]) -> Callable[[str], Iterator[Base]]:
    from itertools import chain

    from ddtender.library.layers.merge import info_of

    def find(name: str) -> Iterator[Base]:
        for one in chain(known, in_box()):
            info, _ = info_of(one.files, one.folder)
            if info is not None and info.name == name:
                yield one

    return find


def in_box() -> Iterator[Base]:
    """The library that comes with ddtender."""
    from ddtender.library.layers.merge import Base

    folder = library_at_hand()
    if folder is not None:
        yield Base(without_home(folder).replace(os.sep, "/"), read_library(folder))


def example_in(folder: Path | None) -> bytes | None:
    """The first of the procedures that come with a base as examples, if there is one."""
    from ddtender.library.places import PROCEDURES

    base = folder or library_at_hand()
    examples = files_below(base, (PROCEDURES,)) if base else {}
    return next((content for path, content in examples.items() if path.endswith(".yaml")), None)


def _beside(root: AnyPath) -> Iterator[tuple[str, dict[str, bytes]]]:
    """The libraries in vendor/, each with its folder. Raises WorkspaceError, as for a link."""
    above = os.path.join(root, VENDOR)
    if os.path.islink(above):
        raise WorkspaceError(f"{above} is a symbolic link; put the files themselves there")
    if not os.path.isdir(above):
        return
    for name in sorted(os.listdir(above)):
        folder = os.path.join(above, name)
        if os.path.isdir(folder) and not name.startswith("."):
            yield f"{VENDOR}/{name}", read_library(folder)


def read_library(folder: AnyPath) -> dict[str, bytes]:
    """The files of a library in a folder, by path in it. Raises WorkspaceError, as for a link."""
    from ddtender.library.layers.fingerprint import is_of_base

    found = files_below(folder, (LIBRARY, SCENARIOS, TEMPLATES))
    return {path: content for path, content in found.items() if is_of_base(path)}
