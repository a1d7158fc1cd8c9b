"""Findings as values: what is wrong, where, how bad, and how to mend it.

A ``Diagnostic`` is made by whoever finds the fault and printed only by the command line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ddtender.diagnostics.codes import Code, Topic
from ddtender.diagnostics.severity import Severity

__all__ = ["Code", "Diagnostic", "Location", "Severity", "Topic", "has_errors", "ordered"]


class Location(NamedTuple):
    """A place in a source: ``path`` relative to the workspace, ``line`` and ``column`` counted from 1.

    In a Word template ``line`` is the number of the paragraph in its part and ``column`` is 1.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Diagnostic(NamedTuple):
    """One finding. ``hint`` says how to mend it, in words a person who does not program can act on."""

    code: Code
    location: Location
    message: str
    hint: str = ""
    severity_override: Severity | None = None

    @property
    def severity(self) -> Severity:
        return self.severity_override or self.code.severity


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any finding is an error (warnings never stop a build)."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings by place, then code, each once."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.location, d.code.name, d.message)))
