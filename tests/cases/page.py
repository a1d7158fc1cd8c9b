"""What a page of docs/cases tells to do, in order: it is a diary, and every entry of it has a day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True)
class Day:
    """From here on it is this day; ``heading`` is what the page says of it."""

    on: date
    heading: str


@dataclass(frozen=True)
class Commands:
    """Lines that are typed, and what the last of them shows (nothing: the page does not say)."""

    lines: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A place of a text that is changed: lines that begin with a minus become those that begin with a plus."""

    file: str
    difference: str


@dataclass(frozen=True)
class ByHand:
    """What a person writes into these files: facts, cells, ticks or decisions. The page links to the data."""

    files: tuple[str, ...]
    how: str
    data: Path


Step: TypeAlias = Day | Commands | Change | ByHand
_DAY = r"^## (?P<day>\d{1,2} [A-Z][a-z]+ \d{4})(?P<heading>[^\n]*)$"
_BLOCK = r"^```(?P<language>\w*)\n(?P<lines>.*?)^```$"
_BY_HAND = (
    r"(?P<files>`[^`\n]+`(?:(?:,| and)\s+`[^`\n]+`)*)\s+\(\[(?P<how>facts|typed|ticked|decided)\]\((?P<data>[^)]+)\)\)"
)
_STEP = re.compile(f"{_DAY}|{_BLOCK}|{_BY_HAND}", re.MULTILINE | re.DOTALL)


def steps(page: Path) -> Iterator[Step]:
    """What the page tells to do."""
    text, last, file, commands = page.read_text(encoding="utf-8"), 0, "", None
    for found in _STEP.finditer(text):
        between, last = text[last : found.start()], found.end()
        if commands and found["language"] != "text":
            yield commands
            commands = None
        if found["day"]:
            yield Day(datetime.strptime(found["day"], "%d %B %Y").date(), found["heading"].strip(": "))
        elif found["files"]:
            yield ByHand(tuple(re.findall("`([^`]+)`", found["files"])), found["how"], page.parent / found["data"])
        elif found["language"] == "diff":
            file = [file, *re.findall(r"`([^`\n]+\.yaml)`", between)][-1]
            yield Change(file, found["lines"])
        elif found["language"] == "text":
            assert commands, f"{page}: nothing shows\n{found['lines']}"
            yield Commands(commands.lines, tuple(found["lines"].splitlines()))
            commands = None
        else:
            assert found["language"] == "", f"{page}: what is done with a block of {found['language']}?"
            commands = Commands(tuple(found["lines"].splitlines()), ())
    if commands:
        yield commands
