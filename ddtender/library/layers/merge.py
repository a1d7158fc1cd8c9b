"""The files of a library and of all that it extends, as the files of one library. Nothing is decided in silence: what
two layers have is an error, unless the upper one says of which version it takes the place.

The order of the files decides nothing, and to merge three layers is to merge the upper one over the merged lower two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ddtender.diagnostics import Code, Diagnostic, Location, has_errors
from ddtender.library.documents import read_info
from ddtender.library.layers.codes import BASE_ALTERED, BASE_NOT_FOUND, LAYER_CIRCLE
from ddtender.library.layers.fingerprint import fingerprint
from ddtender.library.layers.laid import LaidLayers
from ddtender.library.layers.lay import lay
from ddtender.library.layers.origins import recorded
from ddtender.library.places import INFO, MERGED, VENDOR
from ddtender.library.source import decode
from ddtender.model.layer import Layer, LayerFault, Origins, Pin
from ddtender.model.library import LibraryInfo

#: More than a house, its region, its country and the library of all.
MOST_LAYERS = 12
_VENDORED = f"{VENDOR}/"


class Base(Struct, frozen=True):
    """A library that may be meant by a pin: its files by path in it, and its folder as findings show it."""

    folder: str
    files: Mapping[str, bytes]


#: All libraries at hand with a name, the nearest first.
Finds = Callable[[str], Iterable[Base]]


class One(Struct, frozen=True):
    """One layer: what its library.yaml says, its files, and what it is called where."""

    info: LibraryInfo
    files: Mapping[str, bytes]
    layer: Layer


def merged(files: Mapping[str, bytes], find: Finds) -> dict[str, bytes]:
    """The files of a library with those of its bases, by the paths that they have in a library, and with the record of
    where each comes from (``origins``). A library that extends nothing is given as it is."""
    info, _ = info_of(files)
    if info is None or info.extends is None:
        return dict(files)
    chain, findings = chain_of(One(info, files, Layer(info.name, info.version)), find)
    layers = tuple(one.layer for one in chain)
    if findings:
        return {**files, MERGED: recorded(Origins(layers, faults=tuple(map(fault, findings)), is_whole=False))}
    return all_laid(chain)


def all_laid(chain: Sequence[One]) -> dict[str, bytes]:
    """The files of several layers, the base of all first, with the record of where each comes from."""
    laid = LaidLayers({}, Origins(tuple(one.layer for one in chain)))
    for number, one in enumerate(chain):
        laid = lay(laid, number, one.info, one.files)
    return {**laid.files, MERGED: recorded(laid.origins)}


def info_of(files: Mapping[str, bytes], folder: str = "") -> tuple[LibraryInfo | None, list[Diagnostic]]:
    """What library.yaml says among the files of a library."""
    content = files.get(INFO)
    path = f"{folder}/{INFO}" if folder else INFO
    if content is None:
        return None, []
    source, findings = decode(path, content)
    if source is None:
        return None, findings
    info, more = read_info(source)
    return (None if has_errors([*findings, *more]) else info), [*findings, *more]


def chain_of(top: One, find: Finds) -> tuple[list[One], list[Diagnostic]]:
    """A layer with all that it extends, the base of all first, and why that is not all."""
    chain = [top]
    while (pin := chain[0].info.extends) is not None:
        if pin.library in {one.info.name for one in chain} or len(chain) >= MOST_LAYERS:
            return chain, [_circle(pin, chain)]
        exact, others = None, []
        for one in find(pin.library):
            if fingerprint(one.files) == pin.fingerprint:
                exact = one
                break
            others.append(one)
        if exact is None:
            return chain, [_missing(pin, others)]
        if not exact.folder.startswith(_VENDORED) and (altered := [*_altered(pin, others)]):
            return chain, [_missing(pin, altered)]  # another one of that name would hide it from whoever reads it there
        info, findings = info_of(exact.files, exact.folder)
        if info is None:
            return chain, findings
        if info.version != pin.version:
            return chain, [_other_version(pin, info)]
        chain.insert(0, One(info, exact.files, Layer(info.name, info.version, pin.fingerprint, exact.folder)))
    return chain, []


def _altered(pin: Pin, others: Iterable[Base]) -> Iterator[Base]:
    """Of these, those in vendor/ that say that they are what is meant."""
    for one in others:
        info, _ = info_of(one.files, one.folder)
        if one.folder.startswith(_VENDORED) and info is not None and info.version == pin.version:
            yield one


def extended(base: Base, info: LibraryInfo, find: Finds) -> tuple[list[One], list[Diagnostic]]:
    """A library that others extend, with what its library.yaml says, as ``chain_of`` has a layer."""
    return chain_of(One(info, base.files, Layer(info.name, info.version, fingerprint(base.files), base.folder)), find)


def _circle(pin: Pin, chain: list[One]) -> Diagnostic:
    names = " → ".join(one.info.name for one in reversed(chain))
    message = f"{names} → {pin.library}: a library cannot extend itself, nor more than {MOST_LAYERS - 1} others"
    return Diagnostic(LAYER_CIRCLE, pin.location, message, "Take `extends` out of one of them.")


def _missing(pin: Pin, found: Iterable[Base]) -> Diagnostic:
    others = list(_told(found))
    meant = f"'{pin.library}' {pin.version}"
    same = [f"{folder} ({print_})" for folder, version, print_ in others if version == pin.version]
    if same:
        message = f"{meant} is not as it was pinned: {', '.join(same)} has another fingerprint than {pin.fingerprint}"
        hint = "Restore it, from git for instance; `ddtender update` takes a changed base over, and shows the changes."
        return Diagnostic(BASE_ALTERED, pin.location, message, hint)
    here = ", ".join(f"{version} in {folder}" for folder, version, _ in others) or "no version of it"
    message = f"{meant} is not here, neither in vendor/ nor with this ddtender; here is {here}"
    hint = "Put its folder into vendor/, or raise the base to the version that is here: `ddtender update`."
    return Diagnostic(BASE_NOT_FOUND, pin.location, message, hint)


def _told(found: Iterable[Base]) -> Iterator[tuple[str, str, str]]:
    for one in found:
        info, _ = info_of(one.files, one.folder)
        if info is not None:
            yield one.folder, info.version, fingerprint(one.files)


def _other_version(pin: Pin, info: LibraryInfo) -> Diagnostic:
    message = f"the library with this fingerprint is version {info.version}, and {pin.version} is written"
    return Diagnostic(BASE_ALTERED, pin.location, message, f"Write `version: {info.version}`.")


def fault(finding: Diagnostic) -> LayerFault:
    """A finding as a record holds it."""
    code: Code = finding.code
    place: Location = finding.location
    return LayerFault(code.name, place.path, place.line, place.column, finding.message, finding.hint)
