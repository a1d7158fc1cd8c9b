"""What a layer has to know of a clause's file before it is read: three keys, as they stand at the left edge.

``checked.py`` holds this against what the file says once it has been read, so that nothing can be merged by a key that
is written in another way than it is read.
"""

from __future__ import annotations

import re

from msgspec import Struct

_KEY = re.compile(rb"^(id|version|replaces):[ \t]*([\"']?)([\w.@-]+)\2[ \t]*(?:#.*)?$", re.MULTILINE)
#: An id or a path, and the version of it that is meant.
_NAMED = re.compile(r"(?P<name>.+)@(?P<version>\d+\.\d+\.\d+)")


class Front(Struct, frozen=True):
    """Id, version and what is replaced, as they are written; ``line`` is where `replaces` stands."""

    id: str = ""
    version: str = ""
    replaces: str = ""
    line: int = 1


def front_of(content: bytes) -> Front:
    """The three keys in the front matter of a file; empty where one is not plainly there."""
    text = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not text.startswith(b"---\n"):
        return Front()
    head = text.partition(b"\n---")[0]
    found = {}
    for match in _KEY.finditer(head):
        found.setdefault(match[1].decode(), (match[3].decode("utf-8", "replace"), head.count(b"\n", 0, match.start())))
    said = {key: value for key, (value, _) in found.items()}
    line = found["replaces"][1] + 1 if "replaces" in found else 1
    return Front(said.get("id", ""), said.get("version", ""), said.get("replaces", ""), line)


def named(said: str) -> tuple[str, str]:
    """What ``NAME@VERSION`` names, and the version of it; both empty where it is written otherwise."""
    found = _NAMED.fullmatch(said)
    return (found["name"], found["version"]) if found else ("", "")
