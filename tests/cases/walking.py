"""A page of docs/cases from its first command to its last, as its officer goes: commands, workbooks, forms, waiting."""

import fcntl
import shlex
import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path

from tests.cases import hands
from tests.cases.page import ByHand, Change, Commands, Day, steps
from tests.commands import approved_workspace, ddtender, git
from tests.sheets.workbooks import calculated
from tests.test_contributing import changed
from tests.tools import ROOT

PAGES = ROOT / "docs/cases"
#: Where somebody stands who types the commands: in the library, beside which the procurements lie.
LIBRARY, PURCHASES = "library", "purchases"
#: What stands in a next command for words of the reader's own.
_OWN_WORDS = {"NAME", "ROLE", "…"}


class Walk:
    """One officer in one folder; ``said`` is what the last commands have shown."""

    def __init__(self, folder: Path) -> None:
        self.library = folder / LIBRARY
        self.on, self.said, self.next = date(2027, 1, 4), "", ""
        self.typed: list[Path] = []

    def do(self, page: Path) -> None:
        for step in steps(page):
            if isinstance(step, Day):
                assert step.on >= self.on, f"{step} is before {self.on}"
                self.on = step.on
            elif isinstance(step, Change):
                self._change(step)
            elif isinstance(step, ByHand):
                self._by_hand(step)
            else:
                self._run(step)

    def _change(self, step: Change) -> None:
        path = self.library / step.file
        path.write_text(changed(path.read_text(encoding="utf-8"), step.difference), encoding="utf-8")

    def _by_hand(self, step: ByHand) -> None:
        for path in (self.library / file for file in step.files):
            if step.how == "facts":
                shutil.copy(step.data, path)
            elif step.how == "typed":
                hands.type_in(path, step.data)
                self.typed.append(path)
            elif step.how == "decided":
                hands.decide(self.library, path, step.data, self.on)
            else:
                path.parent.mkdir(exist_ok=True)
                form = (path.parent.parent / "questionnaire.docx").read_bytes()
                path.write_bytes(hands.tick(form, step.data))

    def _run(self, step: Commands) -> None:
        evaluations = [path for path in self.typed if path.parent.name == "evaluation"]
        if evaluations:  # as a spreadsheet program saves them; the formulas of other workbooks are read by nobody
            for path, content in zip(evaluations, calculated([p.read_bytes() for p in evaluations]), strict=True):
                path.write_bytes(hands.without_clock(content))
        self.typed = []
        for line in step.lines:
            self._command(line, code=int(any("error[" in shown for shown in step.shown)))
        self._compare(step)

    def _command(self, line: str, code: int) -> None:
        words = shlex.split(line)
        if words[0] == "cp":
            shutil.copy(self.library / words[1], self.library / words[2])
            return
        assert words[0] == "ddtender", line
        if self.next and words[1] != "status":
            _is_what_was_said(self.next, line)
            self.next = ""
        epoch = int(datetime.combine(self.on, time(9), UTC).timestamp())
        done = ddtender(*words[1:], cwd=self.library, SOURCE_DATE_EPOCH=str(epoch))
        self.said = done.stdout + done.stderr
        assert done.returncode == code, f"{self.on}: {line}\n{self.said}"
        for said in self.said.splitlines():
            if said.startswith("Next: ddtender "):
                self.next = said.removeprefix("Next: ")

    def _compare(self, step: Commands) -> None:
        """What a page shows, the command has shown, in this order; "…" stands for anything, a blank for blanks."""
        said, at = " ".join(self.said.split()), 0
        for shown in filter(None, (" ".join(line.split()) for line in step.shown)):
            for piece in filter(None, (piece.strip() for piece in shown.split("…"))):
                found = said.find(piece, at)
                assert found >= 0, (
                    f"{self.on}: {step.lines[-1]}\nshows no {piece!r} behind what is shown before:\n{self.said}"
                )
                at = found + len(piece)


def _is_what_was_said(told: str, line: str) -> None:
    """What `status` says comes next is what comes next: whoever pastes it gets there."""
    asked, typed = shlex.split(told), shlex.split(line)
    missing = [word for word in asked if word not in typed and word not in _OWN_WORDS and "|" not in word]
    assert not missing, f"status said: {told}\nthe page goes on with: {line}"


def walked(name: str, base: Path) -> Path:
    """The folder of the procurements in which everything of a page was done, once for all processes that share
    ``base``; do not change it."""
    with open(base / f"case-{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder, done = base / f"case-{name}", base / f"case-{name}.done"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            walk_in(folder, PAGES / f"{name}.md")
            done.touch()
    return folder / PURCHASES


def walk_in(folder: Path, page: Path, *others: Path) -> None:
    """Do what a page says in a new folder, with the procurements of other folders in it."""
    begun_in(folder, *others)
    Walk(folder).do(page)


def begun_in(folder: Path, *others: Path) -> tuple[Path, Path]:
    """A new folder with what comes before the first page: a released library, and a place for procurements beside it,
    with those of other folders in it. Gives both."""
    library, purchases = folder / LIBRARY, folder / PURCHASES
    shutil.copytree(approved_workspace(), library, symlinks=True)
    git(library, "tag", "v1.0.0")  # or every page would say that it is from no release
    purchases.mkdir()
    for other in others:
        shutil.copytree(other, purchases, dirs_exist_ok=True)
    return library, purchases
