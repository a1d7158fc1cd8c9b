"""What the tags of a library's releases begin with. Imported before anything else is known, so nothing heavy is."""

from __future__ import annotations

import re

#: If library.yaml says nothing else.
PREFIX = "v"
#: A name that git takes (git-check-ref-format(1)), and behind which a number can be told.
FORM = "[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z_-])?"
_SAID = re.compile(rf"""^release_prefix:[ ]+(["']?)({FORM})\1[ ]*(?:#.*)?\r?$""".encode(), re.MULTILINE)


def prefix_in(info: bytes | None) -> str:
    """What a library.yaml says that the tags of releases begin with.

    Told without reading it as YAML, which takes longer than git to answer; ``documents.read_info`` refuses what would
    be read otherwise here.
    """
    found = _SAID.search(info or b"")
    return found[2].decode() if found else PREFIX
