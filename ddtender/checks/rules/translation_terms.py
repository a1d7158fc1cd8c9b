"""Defined terms stand in a translation where they stand in its source, in a form that their definition lists; a passage
may have one more that the provision has elsewhere, where the source has a pronoun. For every language."""

from collections.abc import Iterator

from ddtender.checks.translations import TranslatedProvision
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.words import BEGINS

TRANSLATION_TERMS = Code(
    "translation-terms",
    Topic.LANGUAGES,
    Severity.WARNING,
    "A passage of a translation has other defined terms than the same one of its source.",
    why="A term has the meaning of its definition; another word for it has whatever meaning a court finds in it.",
    mend="Use the term, and list the form that you need under `also` in its definition.",
)


def check_translations(one: TranslatedProvision) -> Iterator[Diagnostic]:
    known = {p.id for p in one.library.provisions if p.terms and not p.title.startswith(BEGINS)}
    for passage in one.passages:
        own = {d.id for d in one.library.terms.in_text(passage.own.text)}
        source = {d.id for d in one.source_library.terms.in_text(passage.source.text)}
        elsewhere = {d.id for d in one.source_library.terms.in_provision(one.source)}
        for id_ in sorted(((source - own) | (own - elsewhere)) & known):
            term = one.library.by_id[id_].title
            said = "does not stand in this passage, and does" if id_ in source else "stands in this passage, and not"
            message = f"the term '{term}' ({id_}) {said} in the source"
            hint = f"Use it where the source has '{one.source_library.by_id[id_].title}', in a form that is listed."
            yield Diagnostic(TRANSLATION_TERMS, passage.location, message, hint)
