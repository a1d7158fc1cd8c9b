"""What people get wrong in the white space at the beginning of a line, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ddtender.library.yaml_causes import SPACES, STARTS_KEY, Mend

_BLANK = re.compile(rf"[ \t{SPACES}]*")


def _indents(lines: Sequence[str], n: int, step: int) -> Iterator[int]:
    """The indentations that a line may be meant to have, the likeliest first."""
    above = next((line for line in reversed(lines[:n]) if line.strip() and not line.lstrip().startswith("#")), "")
    below = next((line for line in lines[n + 1 :] if line.strip() and not line.lstrip().startswith("#")), "")
    width, depth = indent_of(above), len(_blank_of(lines[n]).expandtabs(step))
    opens = above.rstrip().endswith(":")
    near = [width + step] if opens else [width]
    near += [indent_of(below)] if below and (not opens or indent_of(below) > width) else []
    others = {indent_of(line) for line in lines[:n] if line.strip()} | {width + step, width}
    yield from dict.fromkeys([*near, *sorted(others, key=lambda other: abs(other - depth))])


def _blank_of(line: str) -> str:
    """The white space of every kind that a line begins with."""
    found = _BLANK.match(line)
    return found.group() if found else ""


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def step_of(lines: Sequence[str]) -> int:
    """By how many spaces the lines of a file go in."""
    widths = [indent_of(line) for line in lines if line.strip()]
    steps = [b - a for a, b in pairwise(widths) if b > a]
    return max(set(steps), key=lambda s: (steps.count(s), -s)) if steps else 2


def indentation(lines: Sequence[str], n: int) -> Iterator[Mend]:
    """What may be wrong with the white space at the beginning of a line, with the indentations that it may need."""
    line = lines[n]
    space, step = _blank_of(line), step_of(lines)
    rest = line[len(space) :]
    if not rest or (rest.startswith("#") and not space.strip(" ")):  # a comment may stand anywhere
        return
    if "\t" in space:
        column, what = space.index("\t"), "begins with a tab, which YAML does not allow"
    elif space.strip(" "):
        column = len(space) - len(space.lstrip(" "))
        what = "begins with a no-break space where YAML needs plain spaces"
    else:
        column, what = len(space), ""
    same = [len(space.expandtabs(step))] if what else []
    for wanted in dict.fromkeys([*same, *_indents(lines, n, step)]):
        if what:
            how = f"Delete the space before '{rest[:20]}' and type {_spaces(wanted)}."
            yield Mend(column, what, how, " " * wanted + rest)
        elif wanted != len(space):
            deep = "deeply" if wanted < len(space) else "little"
            said = f"is indented too {deep}: by {_spaces(len(space))}"
            if not STARTS_KEY.match(line) and not rest.startswith("-") and wanted > len(space):
                said = "goes on with the value of the line above, and is not indented"
            yield Mend(column, said, f"Indent it by {_spaces(wanted)}.", " " * wanted + rest)


def _spaces(number: int) -> str:
    return "no spaces" if number == 0 else "1 space" if number == 1 else f"{number} spaces"
