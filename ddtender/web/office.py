"""Pages as LibreOffice breaks them: a PDF and a picture of each, kept by the SHA-256 of the document.

The program gets a profile and a folder of its own, little of our environment, bounded memory and time, and where the
system lets us no network; it is ended as a group with all that it started, also where we are killed.
"""

from __future__ import annotations

import shutil
import subprocess  # nosec B404 # LibreOffice and its like, by their full paths
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ddtender.diagnostics.messages import Message
from ddtender.manifest import sha256
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.locks import hold, is_free, let_go
from ddtender.workspace.programs import find
from ddtender.workspace.starting import command_of

#: How long and with how much memory a document may be read.
_SECONDS, _BYTES = 180, 4 << 30
#: How many seconds what runs may take to end.
_PATIENCE = 10
_WORK = "office-"
_PDF, _PICTURE = "document.pdf", "page"
#: Points in an inch of a picture: readable, and small.
_DOTS = 70


def pages_of(state: Path, content: bytes) -> list[Path] | None:
    """The pictures of a document's pages, in order, and before them its PDF; None where they are not made."""
    folder = _folder(state, content)
    if not (folder / _PDF).is_file():
        return None
    return [folder / _PDF, *sorted(folder.glob(f"{_PICTURE}-*.png"))]


def is_there() -> bool:
    """Whether this machine has LibreOffice."""
    return find("soffice") is not None


def make_pages(state: Path, content: bytes, ending: str) -> list[Path]:
    """Make the pages of a document. Raises WorkspaceError where there is no LibreOffice, or it fails."""
    office = find("soffice")
    if office is None:
        raise WorkspaceError(
            Message(
                "LibreOffice is not on this machine, so there are no pages to show; open the file in Word",
                "messages.refusal.no_office",
            )
        )
    target = _folder(state, content)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _folder_of_work(state) as work:
        source = work / f"document{ending}"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        quiet = ("--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf", "--outdir", str(work))
        _run([office, profile, *quiet, str(source)], work)
        if not (work / _PDF).is_file():
            raise WorkspaceError(
                Message("LibreOffice could not read the document; open it in Word", "messages.refusal.office_unread")
            )
        if (drawer := find("pdftoppm")) is not None:
            _run([drawer, "-r", str(_DOTS), "-png", str(work / _PDF), str(work / _PICTURE)], work)
        ready = work / "ready"
        ready.mkdir()
        for path in (work / _PDF, *work.glob(f"{_PICTURE}-*.png")):
            path.rename(ready / path.name)
        try:
            ready.rename(target)
        except OSError:  # another process was faster
            if not (target / _PDF).is_file():
                raise
    return pages_of(state, content) or []


def _folder(state: Path, content: bytes) -> Path:
    return state / "pages" / sha256(content)


@contextmanager
def _folder_of_work(state: Path) -> Iterator[Path]:
    """A folder for a profile and what comes of it. It is held as long as we live, so that everybody knows when it is
    nobody's any more."""
    with tempfile.TemporaryDirectory(prefix=_WORK, dir=state, ignore_cleanup_errors=True) as made:
        work = Path(made)
        handle = hold(work)
        try:
            yield work
        finally:
            if handle is not None:
                let_go(handle, work)


def forget_left(state: Path) -> None:
    """Take away the folders of processes that were killed, and whose programs could not do so either."""
    for folder in state.glob(f"{_WORK}*"):
        if is_free(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str], work: Path) -> None:
    """Run a program in its folder. It ends when we do, however we end (``ddtender.web.ending``): that has all of our
    environment, since Python runs what lies in the home that it is given, and the program has little of it."""
    process = subprocess.Popen(  # nosec B603 # no words of others: the file has a name of ours
        [*command_of("ddtender.web.ending"), str(work), *_bounds(), *command],
        cwd=work,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        raise WorkspaceError(
            Message(
                f"LibreOffice did not end within {_SECONDS} seconds; open the file in Word",
                "messages.refusal.office_slow",
                seconds=_SECONDS,
            )
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    """Let go of the pipe: what runs ends by that. What does not is killed."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _bounds() -> list[str]:
    """What is put before a command so that it has no network and bounded memory, as far as this system can."""
    found: list[str] = []
    if (alone := find("unshare")) is not None:
        without = [alone, "--user", "--map-current-user", "--net", "--"]
        tried = subprocess.run([*without, "true"], capture_output=True, check=False)  # nosec B603 # all of it ours
        found += without if tried.returncode == 0 else []
    if (limits := find("prlimit")) is not None:
        found += [limits, f"--as={_BYTES}", "--core=0", "--"]
    return found
