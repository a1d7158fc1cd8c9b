"""Places of a layer's files in which the layer and its base say two things after an update: shown, and decided one by
one. An editor does the same; what was decided against is kept in a file beside the library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.library.layers.threeway import BothSides, joined, lines_of, parted
from ddtender.library.places import INFO, LIBRARY, SCENARIOS
from ddtender.manifest import sha256

#: Where files are kept as they were before somebody decided: a folder beside the library, which no command reads.
KEPT = "decided"
#: A decision takes this side, or other words.
SIDES = ("ours", "theirs", "base")


class Undecided(Struct, frozen=True):
    """A file of the layer with places to decide: its path, the SHA-256 of its bytes, and its lines in order, those of
    both sides where they differ."""

    path: str
    digest: str
    pieces: tuple[tuple[str, ...] | BothSides, ...]

    @property
    def places(self) -> tuple[BothSides, ...]:
        return tuple(one for one in self.pieces if isinstance(one, BothSides))


class WordingChoice(Struct, frozen=True):
    """What is decided of one place: a side of ``SIDES``, or "own" with other words."""

    side: str
    words: str = ""


def undecided(root: Path) -> list[Undecided]:
    """The files of the library itself, not of its bases, in which something is to be decided. Raises WorkspaceError."""
    from ddtender.library.layers.origins import own

    found = []
    for path, content in sorted(own(door.read_sources(root, all_procedures=True).files).items()):
        if (one := _undecided(path, content)) is not None:
            found.append(one)
    return found


def _undecided(path: str, content: bytes) -> Undecided | None:
    """A file as one that is decided here, if it is: what the library says of itself is not."""
    if not path.startswith((f"{LIBRARY}/", f"{SCENARIOS}/")) or path == INFO or b"<<<<<<<" not in content:
        return None
    try:
        lines = lines_of(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None  # a check says so
    pieces = parted(lines)
    made = Undecided(path, sha256(content), pieces)
    return made if made.places else None


def fingerprint_of(place: BothSides) -> str:
    """What tells a place of a file from its others, as text."""
    return sha256("\0".join("\n".join(lines) for lines in (place.ours, place.base, place.theirs)).encode())[:12]


def settle(root: Path, path: str, digest: str, choices: Sequence[WordingChoice]) -> str:
    """Write what was decided of every place of a file, in their order, if its bytes are still those with this
    ``digest``; returns where the file is kept as it was, below ``root``. Raises Misused, WorkspaceError; then nothing
    was written."""
    from ddtender.library.layers.origins import own

    here = own(door.read_sources(root, all_procedures=True).files)
    one = _undecided(path, here[path]) if path in here else None
    if one is None or one.digest != digest:
        raise Misused(f"{path} is another than it was when you looked at it; look again, then decide.")
    if len(choices) != len(one.places) or any(not _is_whole(choice) for choice in choices):
        raise Misused(f"{path} has {len(one.places)} places; decide each of them.")
    lines: list[str] = []
    waiting = iter(choices)
    for piece in one.pieces:
        lines += _chosen(piece, next(waiting)) if isinstance(piece, BothSides) else piece
    was = here[path]
    # a file may be decided twice on a day, and two paths are one where folders are told by hyphens
    name = f"{door.today().isoformat()}-{digest[:8]}-{path.removeprefix(f'{LIBRARY}/').replace('/', '-')}"
    door.write_outputs(root / KEPT, {name: was})
    door.write_files(root, {path: joined(lines, was)}, {path: was})
    return f"{KEPT}/{name}"


def _is_whole(choice: WordingChoice) -> bool:
    return choice.side in SIDES or (choice.side == "own" and bool(choice.words.strip()))


def _chosen(place: BothSides, choice: WordingChoice) -> Sequence[str]:
    if choice.side == "own":
        return choice.words.replace("\r\n", "\n").strip("\n").split("\n")
    return getattr(place, choice.side)
