"""The commands: the only place that prints or exits. Heavy libraries are imported by the command that needs them."""

from __future__ import annotations

import gc
import os
import sys

#: Commands that live for seconds and keep what they read. To look for cycles in it takes up to a fifth of their time,
#: and frees nothing; what is no longer used is freed as always, by its reference count.
_SHORT = frozenset({"build", "check"})


def main() -> None:
    """Run the command line. Whatever goes wrong, a user sees words and an exit code, never a traceback."""
    try:
        from ddtender.cli import streams
    except KeyboardInterrupt:
        sys.exit(130)
    try:
        streams.prepare()
        try:
            _run()
        finally:
            streams.end()
    except (KeyboardInterrupt, streams.Interrupted):
        streams.interrupted(_done())
    except BrokenPipeError:  # the reader has gone away, as `head` does
        streams.abandon(1)


def _run() -> None:
    if not _SHORT.isdisjoint(sys.argv[1:4]):  # behind `--workspace DIR`, perhaps
        gc.disable()
    from ddtender.cli import plain

    try:
        said = plain.answer(sys.argv[1:])
        if said is not None:
            plain.show(*said)
            return
        # msgspec imports it without looking whether that went well: an interrupt in this moment would end the process
        # later in a way that nobody can catch.
        import datetime  # noqa: F401

        from ddtender.cli.group import cli

        cli(prog_name="ddtender")
    except BrokenPipeError:
        raise
    except Exception as error:
        if os.environ.get("DDTENDER_TRACEBACK"):
            raise
        if (said := _trouble(error)) is not None:
            done = _done()
            print(f"ddtender: {said}" + (f"\n{done}" if done else ""), file=sys.stderr)
            sys.exit(2)
        print(f"ddtender: this should not have happened: {type(error).__name__}: {error}", file=sys.stderr)
        done = _done() or "Nothing was written."
        print(f"{done} Please report it; DDTENDER_TRACEBACK=1 shows where it happened.", file=sys.stderr)
        sys.exit(1)
    finally:
        if not gc.isenabled():
            gc.freeze()  # else the interpreter looks for them once more before it ends


def _done() -> str:
    """What has been written before something went wrong; empty if nothing was."""
    from ddtender.workspace.errors import DONE

    return f"Written before that: {', '.join(DONE)}." if DONE else ""


def _trouble(error: Exception) -> str | None:
    """What is wrong with the workspace, the disk or the memory; None if the error is a mistake of ours."""
    from ddtender.workspace.errors import WorkspaceError, place_of

    if isinstance(error, WorkspaceError):
        return str(error)
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    if isinstance(error, OSError):
        return ": ".join(str(part) for part in (place_of(error, None), error.strerror or error) if part)
    # lxml, where openpyxl writes a sheet into a temporary file
    if type(error).__name__ == "SerialisationError" and str(error).startswith("IO_"):
        return f"a temporary file cannot be written ({error}); is there room in the folder for temporary files?"
    return None
