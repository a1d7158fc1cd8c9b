"""What layers do to a library that has been read, and whether they were merged by what its files say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace as dataclass_replace

from msgspec.structs import replace

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.layers.codes import LAYER_UNKNOWN
from ddtender.model import Library, Provision
from ddtender.model.layer import Origins
from ddtender.model.library import LibraryInfo


def inherited(info: LibraryInfo, origins: Origins) -> LibraryInfo:
    """A library's own description, with what that of its bases says that holds here, too."""
    more = origins.inherited
    frame = tuple((id_, Location(*place)) for id_, place in more.frame)
    return replace(
        info,
        proper_names=tuple(dict.fromkeys([*more.proper_names, *info.proper_names])),
        labels=tuple(dict.fromkeys([*more.labels, *info.labels])),
        ratings=tuple(dict.fromkeys([*more.ratings, *info.ratings])),
        frame=info.frame or frame,
    )


def as_retired(provisions: Iterable[Provision], origins: Origins) -> list[Provision]:
    """Provisions, with those of a base retired that a layer retires."""
    gone = origins.retired
    return [
        dataclass_replace(one, retired=gone[one.id][2]) if one.id in gone and one.retired is None else one
        for one in provisions
    ]


def checked(library: Library) -> Iterator[Diagnostic]:
    """What a file says of layers and nothing has come of: a key that is written in a way in which it is not seen before
    the file is read, or in a library that extends nothing."""
    info, origins = library.info, library.origins
    told = {fault.path for fault in origins.faults}
    if not origins.layers:
        places = [one.location for one in (*info.replaces, *info.retires)]
        places += [one.place("replaces") for one in library.provisions if one.replaces]
        for place in places:
            message = "this library extends no other, so there is nothing to replace or to retire"
            hint = "Name the base under `extends` in library.yaml, or take it out."
            yield Diagnostic(LAYER_UNKNOWN, place, message, hint)
        return
    for one in library.provisions:
        shown = origins.shown(one.location).path
        if one.replaces and one.replaces.partition("@")[0] not in origins.replaced and shown not in told:
            message = f"'{one.id}' is to replace {one.replaces}, and it was not seen before the file was read"
            hint = "Write `id`, `version` and `replaces` at the left edge, without quotes around the keys."
            yield Diagnostic(LAYER_UNKNOWN, one.place("replaces"), message, hint)
