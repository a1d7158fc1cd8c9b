"""What goes wrong at the door."""


class WorkspaceError(Exception):
    """The workspace cannot be used as asked; the message says why and what to do."""
