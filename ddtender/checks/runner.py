"""All rules on one subject."""

from __future__ import annotations

from ddtender.checks import Subject
from ddtender.checks.rules import COMPOSITION_RULES, LIBRARY_RULES, PROVISION_RULES
from ddtender.diagnostics import Diagnostic, ordered


def run(subject: Subject) -> tuple[Diagnostic, ...]:
    """Every finding of every rule, by place, each once."""
    by_itself = (finding for rule in PROVISION_RULES for finding in rule(subject.wording))
    return ordered([*by_itself, *(finding for rule in LIBRARY_RULES for finding in rule(subject))])


def run_on_compositions(subject: Subject) -> tuple[Diagnostic, ...]:
    """Every finding about the compositions of a library that has been checked by itself."""
    return ordered(finding for rule in COMPOSITION_RULES for finding in rule(subject))
