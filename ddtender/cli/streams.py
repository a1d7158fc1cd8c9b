"""What we print on: it may be closed, full, a pipe that nobody reads any more, or unable to say more than ASCII.

The plainest commands pass here as well, so nothing heavy is imported.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

#: As a shell counts a command that Ctrl-C has ended.
INTERRUPTED = 130


class Interrupted(BaseException):
    """Ctrl-C in a command, where click would take a KeyboardInterrupt for its own."""


def prepare() -> None:
    """Make the three streams fit to be used, before anything else is opened and takes the number of a closed one."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)
    codecs.register_error("escaped", _escaped)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="escaped")  # type: ignore[union-attr]
    if not os.environ.get("DDTENDER_TRACEBACK"):
        # A destructor that fails after an error that we have told: Python would print its traceback.
        sys.unraisablehook = lambda _: None


def end() -> None:
    """Say for good what was printed. A result that nobody could get is a failure. Raises BrokenPipeError."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"ddtender: what was to be printed is not all there: {error.strerror}", file=sys.stderr)
        abandon(2)


def interrupted(done: str) -> NoReturn:
    """End after Ctrl-C, with a word instead of a traceback."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        print(f"Interrupted. {done or 'Nothing was written.'}", file=sys.stderr, flush=True)
    abandon(INTERRUPTED)


def abandon(code: int) -> NoReturn:
    """End without a last attempt to print what is still waiting, which would fail again, aloud."""
    for number in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    sys.exit(code)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """A character that the stream cannot say, as JSON writes it: so JSON stays JSON."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2)), error.end
