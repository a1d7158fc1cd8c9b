"""What goes wrong at the door, and what was done before it went wrong."""

#: The paths that this process has written or changed, so that "nothing was written" is said only where it is so.
DONE: list[str] = []


class WorkspaceError(Exception):
    """The workspace cannot be used as asked; the message says why and what to do."""


def place_of(error: OSError, path: object) -> object:
    """The place that an error names; ``path`` where it names none, or a file that was open by its number."""
    return path if isinstance(error.filename, int) else error.filename or path
