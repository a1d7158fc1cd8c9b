"""Beginning a repository: with a tag (``tags``) all that is ever written with git."""

from __future__ import annotations

import os
from pathlib import Path

from ddtender.workspace import git, programs


def begin_repository(folder: Path) -> bool:
    """Make an empty repository of a folder that is in none; whether it is in one then. No template of the machine's is
    copied into it, so no hook is."""
    if git.repository_above(folder) is not None:
        return True
    arguments = ["git", *git.settings(), "init", "--quiet", "--template=", "--initial-branch=main", os.fspath(folder)]
    return programs.run(arguments, git.environment(), 60, b"") is not None
