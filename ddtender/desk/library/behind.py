"""What the library cites for a finding."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ddtender import workspace as door
from ddtender.desk.errors import Refused
from ddtender.desk.sources import source_if_there
from ddtender.library.law import read_law
from ddtender.library.places import PROCEDURE_LAW


def law_behind(workspace: Path) -> Mapping[str, str]:
    """By code, the law that the library used in a folder cites for it: none where it cites none, or cannot be read (an
    explanation is wanted where something is wrong)."""
    try:
        known = source_if_there(door.find_root(workspace), PROCEDURE_LAW, read_law)
    except (Refused, door.WorkspaceError):
        return {}
    return known.behind if known else {}
