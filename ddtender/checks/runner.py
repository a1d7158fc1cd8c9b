"""All rules on one subject."""

from __future__ import annotations

from ddtender.checks import Subject
from ddtender.checks.rules import RULES
from ddtender.diagnostics import Diagnostic, ordered


def run(subject: Subject) -> tuple[Diagnostic, ...]:
    """Every finding of every rule, by place, each once."""
    return ordered(finding for rule in RULES for finding in rule(subject))
