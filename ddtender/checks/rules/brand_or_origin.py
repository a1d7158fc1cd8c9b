"""A technical specification names no make and no origin."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.rules.label_without_equivalent import equivalents
from ddtender.checks.vocabulary import words_of
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind

BRAND_OR_ORIGIN = Code(
    "brand-or-origin",
    Topic.TEXT,
    Severity.WARNING,
    "A technical specification names a brand or an origin of products.",
    why=(
        "Specifications may not refer to a make, a source or an origin that favours or rules out products; a make only "
        'exceptionally, with "or equivalent".'
    ),
    mend='Describe what is needed by performance or function; if that is impossible, add "or equivalent" and say why.',
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    kinds = (Kind.SPECIFICATION,)
    for found in words_of(wording, "brand", "lawyers.brands", kinds=kinds):
        if not equivalents(wording.lexicon).accepts(found.passage.prose.text):
            message = f"'{found.provision.id}' names the brand '{found.word}'"
            yield Diagnostic(BRAND_OR_ORIGIN, found.location, message, BRAND_OR_ORIGIN.mend)
    terms = tuple(sorted({term for definition in wording.definitions for term in definition.terms}))
    for found in words_of(wording, "origin", "lawyers.origin_words", "lawyers.made", "lawyers.regions", kinds=kinds):
        place = found.word.rpartition(" ")[2]
        if f"{place}{found.behind}".startswith(terms):
            continue  # made in Production Sites
        message = f"'{found.provision.id}' asks for an origin ('{found.word}')"
        yield Diagnostic(
            BRAND_OR_ORIGIN, found.location, message, "Say what the product must do, not where it is from."
        )
