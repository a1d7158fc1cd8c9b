"""Where a source accepts equivalents of a label, its translation does.

For languages whose lexicon has `labels.equivalents`: nl, fr, de, nb.
"""

import re
from collections.abc import Iterator

from ddtender.checks.translations import TranslatedProvision
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

TRANSLATION_LABELS = Code(
    "translation-labels",
    Topic.LANGUAGES,
    Severity.ERROR,
    "A passage of a translation does not accept the equivalents that its source accepts.",
    why="Whoever has an equivalent label is treated like whoever has the one that is named, in every language.",
    mend="Say 'or equivalent' as the language does.",
)


def check_translations(one: TranslatedProvision) -> Iterator[Diagnostic]:
    own = re.compile(rf"\b{one.lexicon.one_of('labels.equivalents')}", re.IGNORECASE)
    source = re.compile(rf"\b{one.source_lexicon.one_of('labels.equivalents')}\b", re.IGNORECASE)
    for passage in one.passages:
        if source.search(passage.source.text) and not own.search(passage.own.text):
            message = "the source accepts equivalents here, and the translation does not"
            hint = f"Say so with one of these words: {', '.join(one.lexicon.words('labels.equivalents'))}."
            yield Diagnostic(TRANSLATION_LABELS, passage.location, message, hint)
