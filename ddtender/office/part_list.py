"""How long the list of parts of a zip file is, before anybody goes through it: a million empty parts take a minute, and
a gigabyte of memory."""

from __future__ import annotations

#: So many parts are read of a file; real ones have some hundred.
MOST_PARTS = 2_000
#: How many bytes of the list each may have.
_LONGEST = 500
#: The end of the list, with the longest remark behind it, and what stands before it where another form of it is meant
#: (APPNOTE 4.3.15, 4.3.16), which files below four gigabytes do not need.
_END, _FARTHEST, _OTHER_FORM = b"PK\5\6", 22 + 65_535, b"PK\6\7"


def has_long_list(content: bytes, most: int = MOST_PARTS) -> bool:
    """Whether the list is longer than so many parts need at ``most``. Which of several ends a program goes by it knows
    itself, so that each which there may be is looked at."""
    tail = content[-_FARTHEST:]
    at = tail.find(_END)
    while at >= 0:
        size = int.from_bytes(tail[at + 12 : at + 16], "little")
        if size > most * _LONGEST or tail[max(0, at - 20) : at].startswith(_OTHER_FORM):
            return True
        at = tail.find(_END, at + 1)
    return False
