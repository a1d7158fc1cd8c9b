"""What goes wrong at the door, and what was done before it went wrong."""

#: The paths that this process has written or changed, so that "nothing was written" is said only where it is so.
DONE: list[str] = []


class WorkspaceError(Exception):
    """The workspace cannot be used as asked; the message says why and what to do."""
