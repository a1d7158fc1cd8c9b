"""LibreOffice driven by script (UNO), as a lawyer who opens a document, edits it with tracking on, and saves it.

``with Office() as office: document = office.open(path)``; see ``Opened`` for what can be done with it. UNO belongs to
the system's Python, so a program of its own (driver.py) talks to LibreOffice; both are ended when the block ends.
"""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DRIVER = Path(__file__).parent / "driver.py"
SYSTEM_PYTHON = "/usr/bin/python3"
SECONDS = 180


def uno_python() -> str | None:
    """The Python that knows LibreOffice's interface, where LibreOffice and it are installed."""
    if not shutil.which("soffice") or not Path(SYSTEM_PYTHON).exists():
        return None
    known = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    return SYSTEM_PYTHON if known.returncode == 0 else None


class OfficeError(Exception):
    """LibreOffice could not do what it was asked; the message is its own."""


class Office:
    """A LibreOffice of our own, without windows; ``author`` signs its tracked changes and comments."""

    def __init__(self, author: str = "A. Lawyer") -> None:
        self.author = author

    def __enter__(self) -> "Office":
        self._profile = tempfile.TemporaryDirectory(prefix="ddtender-office-")
        # In a session of its own: soffice starts further programs, which must end with it.
        self._driver = subprocess.Popen(
            [SYSTEM_PYTHON, str(DRIVER), self._profile.name, self.author],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._driver.stdin.close()
        try:
            self._driver.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._driver.pid, signal.SIGKILL)
            self._driver.wait()
        self._driver.stdout.close()
        self._driver.stderr.close()
        self._profile.cleanup()

    def open(self, path: Path) -> "Opened":
        """Load a document; it stays open until it is closed or another one is opened."""
        self.do("open", path=str(path))
        return Opened(self)

    def do(self, what: str, **arguments: Any) -> Any:
        """One request to the driver, and its answer. Raises OfficeError."""
        watch = threading.Timer(SECONDS, lambda: os.killpg(self._driver.pid, signal.SIGKILL))
        watch.start()
        try:
            self._driver.stdin.write(json.dumps({"do": what, **arguments}) + "\n")
            self._driver.stdin.flush()
            line = self._driver.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            watch.cancel()
        if not line:
            raise OfficeError(f"LibreOffice ended: {self._driver.stderr.read()[-2000:]}")
        answer = json.loads(line)
        if "error" in answer:
            raise OfficeError(f"{what}: {answer['error']}")
        return answer["result"]


@dataclass(frozen=True)
class Opened:
    """The document that LibreOffice has open. Edits are tracked after ``track()``."""

    office: Office

    def track(self, on: bool = True) -> None:
        """Record changes from now on (or no longer)."""
        self.office.do("track", on=on)

    def replace(self, old: str, new: str) -> None:
        """Type ``new`` over ``old``, which must stand somewhere in one paragraph; the first place counts."""
        self.office.do("replace", old=old, new=new)

    def replace_all(self, old: str, new: str) -> int:
        """Type ``new`` over every ``old``; how many there were."""
        return self.office.do("replace_all", old=old, new=new)

    def delete_from(self, first: str, last: str) -> None:
        """Delete all whole paragraphs from the one with ``first`` to the one with ``last``."""
        self.office.do("delete_from", first=first, last=last)

    def move_down(self, first: str, last: str, times: int) -> None:
        """Move these paragraphs below as many of those behind them, as Alt+Ctrl+Down does."""
        self.office.do("move_down", first=first, last=last, times=times)

    def insert_after(self, text: str, new: str) -> None:
        """Type ``new`` behind ``text``; line ends in it become new paragraphs."""
        self.office.do("insert_after", text=text, new=new)

    def delete(self, text: str) -> None:
        """Delete the first ``text``."""
        self.office.do("replace", old=text, new="")

    def delete_paragraph(self, text: str) -> None:
        """Delete the whole paragraph in which ``text`` first stands, with its end."""
        self.office.do("delete_paragraph", text=text)

    def comment(self, text: str, words: str) -> None:
        """Put a comment with these ``words`` on the first ``text``."""
        self.office.do("comment", text=text, words=words)

    def add_paragraph(self, text: str, new: str) -> None:
        """Press Return at the end of the paragraph in which ``text`` first stands, and type ``new``."""
        self.office.do("add_paragraph", text=text, new=new)

    def join(self, text: str) -> None:
        """Press Delete at the end of the paragraph in which ``text`` first stands."""
        self.office.do("join", text=text)

    def bold(self, text: str) -> None:
        """Make the first ``text`` bold."""
        self.office.do("bold", text=text)

    def resolve(self, words: str) -> None:
        """Mark the comment with these ``words`` as resolved."""
        self.office.do("resolve", words=words)

    def accept_all(self) -> None:
        self.office.do("accept_all")

    def reject_all(self) -> None:
        self.office.do("reject_all")

    def paragraphs(self) -> list[str]:
        """The text of every paragraph of the body in reading order, cells of tables included, fields computed."""
        return self.office.do("paragraphs")

    def styles(self) -> list[list[str]]:
        """Style, printed number and text of every paragraph of the body that is not in a table."""
        return self.office.do("styles")

    def changes(self) -> list[dict[str, str]]:
        """Every tracked change: its ``type`` (Insert, Delete, …) and ``author``."""
        return self.office.do("changes")

    def comments(self) -> list[dict[str, str]]:
        """Every comment: its ``author``, its ``words`` and the text that it stands ``on``."""
        return self.office.do("comments")

    def save(self, path: Path) -> None:
        """Save as .docx or .odt, by its name."""
        self.office.do("save", path=str(path))

    def close(self) -> None:
        self.office.do("close")
