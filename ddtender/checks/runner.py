"""All rules on one subject."""

from __future__ import annotations

from collections.abc import Iterator

from ddtender.checks import ProvisionRule, Subject, Wording
from ddtender.checks.rules import COMPOSITION_RULES, LIBRARY_RULES, PROVISION_RULES
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic, ordered
from ddtender.words import NoWords

NOT_CHECKED = Code(
    "not-checked",
    Topic.TERMS,
    Severity.WARNING,
    "A rule needs words of the language, and the language lists none.",
    why="A rule that is silent because it knows no words looks like one that found nothing.",
    mend="Read the texts for what the rule would find, or add the words to the `lexicon.yaml` of the language.",
)


def run(subject: Subject) -> tuple[Diagnostic, ...]:
    """Every finding of every rule, by place, each once."""
    by_itself = (finding for rule in PROVISION_RULES for finding in findings(rule, subject.wording))
    return ordered([*by_itself, *(finding for rule in LIBRARY_RULES for finding in rule(subject))])


def run_on_compositions(subject: Subject) -> tuple[Diagnostic, ...]:
    """Every finding about the compositions of a library that has been checked by itself."""
    return ordered(finding for rule in COMPOSITION_RULES for finding in rule(subject))


def findings(rule: ProvisionRule, wording: Wording) -> Iterator[Diagnostic]:
    """What a rule finds; of one that needs words which the language does not have, that it was not checked."""
    try:
        yield from rule(wording)
    except NoWords as missing:
        name = rule.__module__.rpartition(".")[2].replace("_", "-")
        message = f"{name} is not checked: the language '{wording.lexicon.tag}' has no words for '{missing.args[0]}'"
        hint = f"Read the texts for it, or add '{missing.args[0]}' to the lexicon.yaml of the language."
        yield Diagnostic(NOT_CHECKED, wording.info.location, message, hint)
