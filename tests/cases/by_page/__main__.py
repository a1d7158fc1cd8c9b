"""The worked procurements through the page in Chromium (`make walks`), and by commands with the facts as the page wrote
them: the same files, byte for byte. Says how many pages were looked at, what axe-core found, and how long it took."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.cases.by_page.chromium import in_chromium
from tests.cases.by_page.officer import Officer
from tests.cases.by_page.same import differing, is_typed
from tests.cases.page import ByHand, Change
from tests.cases.walking import PAGES, Walk, begun_in
from tests.folders import files_in

NAMES = ("tablets", "switches", "framework")


class WithTheirFacts(Walk):
    """An officer who types commands, over procedure files as somebody else has written them."""

    def __init__(self, folder: Path, written: list[bytes]) -> None:
        super().__init__(folder)
        self.written = iter(written)

    def _change(self, step: Change) -> None:
        (self.library / step.file).write_bytes(next(self.written))

    def _by_hand(self, step: ByHand) -> None:
        if step.how == "facts":
            (self.library / step.files[0]).write_bytes(next(self.written))
        else:
            super()._by_hand(step)


def walked(name: str, folder: Path, language: str, shots: Path | None) -> list[str]:
    """What is wrong after one case; what was seen is printed."""
    library, purchases = begun_in(folder / "page")
    began, used = time.monotonic(), _seconds()
    with in_chromium(library, purchases, folder / "state", ("/",), shots and shots / name) as sits:
        sits.language = language
        officer = Officer(sits, folder / "home", lambda file: is_typed(name, file))
        officer.do(PAGES / f"{name}.md")
        sits.see("/portfolio")
    took, used = time.monotonic() - began, _seconds() - used
    begun_in(folder / "command")
    WithTheirFacts(folder / "command", officer.written).do(PAGES / f"{name}.md")
    page, command = files_in(purchases), files_in(folder / "command/purchases")
    exact = sum(page[file] == command.get(file) for file in page)
    print(
        f"{name}: {len(sits.looked)} states of pages; {len(page)} files, {exact} of them the same to the last byte;",
        end=" ",
    )
    print(f"{took:.0f} s, {used:.0f} s of the processor")
    wrong = [f"{state}: {one}" for state, several in sits.looked.items() for one in several]
    left = differing(page, command)
    return [*wrong, *sits.said, *(f"{file} is not the same" for file in left)]


def _seconds() -> float:
    """Seconds of the processor that this process and those that have ended below it have taken."""
    return sum(os.times()[:4])


def main() -> None:
    parser = argparse.ArgumentParser(prog="make walks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"which cases of {', '.join(NAMES)}; all of them if none is named")
    parser.add_argument("--language", default="en", help="of the page: en, nl, fr, de or nb")
    parser.add_argument("--shots", type=Path, help="a folder for pictures of every state of a page")
    given = parser.parse_args()
    wrong = []
    for name in given.names or NAMES:
        folder = Path(tempfile.mkdtemp(prefix=f"ddtender-walk-{name}-"))
        wrong += [f"{name}: {one}" for one in walked(name, folder, given.language, given.shots)]
        shutil.rmtree(folder)
    print("\n".join(wrong) or "Nothing is wrong.")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
