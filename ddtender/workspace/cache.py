"""What may be kept from one command to the next: files in the user's own cache folder. Nothing depends on them.

Whatever goes wrong, a command works as if nothing had been kept.
"""

from __future__ import annotations

import os

from ddtender.workspace import private

#: The oldest go when there are more files or more bytes. Most have a few kilobytes, what a check has read of ten
#: thousand provisions has six million.
_MOST = 500
_MOST_BYTES = 100_000_000
#: The records of batches, a kilobyte each, in a folder of their own; they are many, and cleared once a batch.
BATCH = "batch"
_MOST_OF_A_BATCH = 50_000


def kept(what: str, shelf: str = "") -> bytes | None:
    """What is kept under a name of any form, or None."""
    folder = _folder(shelf)
    return private.read(folder, private.name_of(what)) if folder else None


def keep(what: str, content: bytes, shelf: str = "") -> None:
    """Keep ``content``, whole or not at all, whoever else is writing."""
    folder = _folder(shelf)
    try:
        if folder and private.made(folder):
            private.write(folder, private.name_of(what), content)
            if not shelf:
                private.prune(folder, _MOST, _MOST_BYTES)
    except OSError:
        return


def tidy_batches() -> None:
    """Forget the batches that were built longest ago, where there are very many records."""
    folder = _folder(BATCH)
    try:
        if folder and private.is_own(folder):
            private.prune(folder, _MOST_OF_A_BATCH, _MOST_BYTES)
    except OSError:
        return


def _folder(shelf: str) -> str | None:
    folder = private.usual(private.CACHE)
    return os.path.join(folder, shelf) if folder and shelf else folder
