"""References and blanks stand in a translation as often as in the same passage of its source. For every language."""

from collections import Counter
from collections.abc import Iterator

from ddtender.checks.translations import TranslatedPassage, TranslatedProvision
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

TRANSLATION_REFERENCES = Code(
    "translation-references",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A passage of a translation has other references or blanks than the same one of its source.",
    why="A fact or a reference that one language lacks makes two rules of one.",
    mend="Put each reference and each blank into the same paragraph, in any order.",
)


def check_translations(one: TranslatedProvision) -> Iterator[Diagnostic]:
    for passage in one.passages:
        own, source = _objects(passage)
        for name in sorted((own - source) | (source - own)):
            count = f"{own[name]} times, and in the source {source[name]} times"
            message = f"{name} stands in this passage {count}"
            yield Diagnostic(TRANSLATION_REFERENCES, passage.location, message, "Write it as often as the source does.")


def _objects(passage: TranslatedPassage) -> tuple[Counter[str], Counter[str]]:
    own, source = (
        Counter(
            [
                *(f"[](#{reference.target})" for reference in prose.references),
                *(f"{{{{ {blank.name} }}}}" for blank in prose.blanks),
            ]
        )
        for prose in (passage.own, passage.source)
    )
    return own, source
