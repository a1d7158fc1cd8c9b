"""What goes wrong at the door, and what was done before it went wrong."""

from ddtender.workspace.system import advice

#: The paths that this process has written or changed, so that "nothing was written" is said only where it is so.
DONE: list[str] = []


class WorkspaceError(Exception):
    """The workspace cannot be used as asked; the message says why and what to do."""


class WrittenMeanwhile(WorkspaceError):
    """Somebody else has changed a file since it was read; nothing was written, and it can be tried again."""


def not_written(error: OSError, path: object) -> WorkspaceError:
    """That something could not be written, with the place that the error names, or ``path``, and what to do."""
    return _told(error, path, "written")


def not_read(error: OSError, path: object) -> WorkspaceError:
    """The same of what could not be read."""
    return _told(error, path, "read")


def _told(error: OSError, path: object, what: str) -> WorkspaceError:
    place = place_of(error, path)
    return WorkspaceError(f"{place} cannot be {what}: {error.strerror or type(error).__name__}{advice(error, place)}")


def place_of(error: OSError, path: object) -> object:
    """The place that an error names, of two names the one that something was to get; ``path`` where it names none, or a
    file that was open by its number."""
    return path if isinstance(error.filename, int) else error.filename2 or error.filename or path
