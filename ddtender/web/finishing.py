"""What a process of the page that was killed has left half written."""

from __future__ import annotations

from pathlib import Path

from ddtender import workspace as door
from ddtender.web.settings import Settings


def finish_files(settings: Settings) -> None:
    """Bring the procurements and the library to one whole state: what a process was writing that was killed is
    completed, or taken away."""
    for folder in (settings.folder, settings.root):
        door.finish_below(Path(folder))
