"""Texts without where on this machine something lies: nobody who reads a page is told, or can do anything with it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ddtender.workspace.walking import without_home

#: What stands before a path that is a part of a longer one, and what it goes on with that is not at its end.
_BEFORE = r"(?<![\w.~-])"
_GOES_ON = r"(?![\w.-])"


def below(text: str, folders: Sequence[str | Path]) -> str:
    """A text in which each path below one of these ``folders`` is as it is there, and each folder itself is its name.
    What lies in a folder that is named earlier goes by that one."""
    if os.sep not in text:
        return text
    for folder in folders:
        for path in _written(folder):
            if path in text:
                at = f"{_BEFORE}{re.escape(path)}"
                text = re.sub(f"{at}{re.escape(os.sep)}", "", text)
                text = re.sub(f"{at}{_GOES_ON}", lambda _, name=Path(path).name: name, text)
    return text


def _written(folder: str | Path) -> Iterator[str]:
    """How messages write the path of a folder that says where on the machine it lies: as it was given, as the disk has
    it, from the home of whoever runs the page, and from the folder in which the page was started."""
    as_given = os.path.abspath(folder)
    as_it_is = os.path.realpath(folder)
    started_in = os.path.join(os.getcwd(), "")
    from_there = [one.removeprefix(started_in) for one in (as_given, as_it_is) if one.startswith(started_in)]
    paths = [as_given, as_it_is, *map(without_home, (as_given, as_it_is)), *from_there]
    yield from sorted({one for one in paths if len(one) > 1 and one != os.sep}, key=len, reverse=True)
