"""From which layer each file comes: a record that travels with the files, as one of them.

It is made by ``merge``, and by nothing that lies on a disk: no file that is read has a hidden name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import json

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.places import MERGED
from ddtender.model.built import built
from ddtender.model.layer import NO_LAYERS, Origins


@lru_cache(maxsize=16)
def _decoded(content: bytes) -> Origins:
    return json.decode(content, type=built(Origins))


def origins_of(files: Mapping[str, bytes]) -> Origins:
    """What is known of where files come from; nothing of those of one library alone."""
    content = files.get(MERGED)
    return NO_LAYERS if content is None else _decoded(content)


def recorded(origins: Origins) -> bytes:
    """The record of ``origins_of``."""
    return json.encode(origins, order="sorted")


def own(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the workspace itself: those that a command may write, and must find as it read them."""
    origins = origins_of(files)
    return {path: origins.lists.get(path, content) for path, content in files.items() if origins.is_own(path)}


def placed(findings: Iterable[Diagnostic], origins: Origins) -> list[Diagnostic]:
    """Findings at the places in the files that a person can open."""
    if not origins.layers:
        return list(findings)
    return [one._replace(location=origins.shown(one.location)) for one in findings]


def faults_of(origins: Origins) -> list[Diagnostic]:
    """What is wrong with the layers."""
    from ddtender.library import codes
    from ddtender.library.layers.codes import CODES

    known = {one.name: one for one in (*CODES, codes.UNREADABLE_FILE, codes.INVALID_VALUE)}
    return [
        Diagnostic(known[one.code], Location(one.path, one.line, one.column), one.message, one.hint)
        for one in origins.faults
    ]
