"""What people have reported of other programs that read and write Word and Excel files, tried on ddtender with small
inputs of our own: each is built right, refused by its name, read, or listed. docs/reliability.md has the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """``source`` is where it was reported; ``outcome`` what ddtender does with the like, which ``shown`` proves."""

    source: str
    essence: str
    outcome: str
    shown: Callable[[], None]


REPORTS: list[Report] = []


def report(source: str, essence: str, outcome: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Enter a test into the table."""

    def enter(shown: Callable[[], None]) -> Callable[[], None]:
        REPORTS.append(Report(source, essence, outcome, shown))
        return shown

    return enter
