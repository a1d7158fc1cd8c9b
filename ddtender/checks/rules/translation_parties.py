"""No party becomes another one in a translation: a Sub-supplier is no subcontractor.

For languages whose lexicon has words under `translations.forbidden`: nl, fr, de, nb.
"""

import re
from collections.abc import Iterator

from ddtender.checks.translations import TranslatedProvision
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

TRANSLATION_PARTIES = Code(
    "translation-parties",
    Topic.LANGUAGES,
    Severity.WARNING,
    "A translation names a party by a word that means another one.",
    why="A subcontractor performs a part of the Contract; a Sub-supplier is anybody in the Supply Chain.",
    mend="Use the term of the definition.",
)


def check_translations(one: TranslatedProvision) -> Iterator[Diagnostic]:
    for key in one.lexicon.lists("translations.forbidden"):
        words = re.compile(rf"\b{one.lexicon.one_of(key)}", re.IGNORECASE)
        meant = re.compile(rf"\b{one.source_lexicon.one_of(key)}", re.IGNORECASE)
        for passage in one.passages:
            allowed = len(meant.findall(passage.source.text))
            for match in list(words.finditer(passage.own.text))[allowed:]:
                message = f"'{match[0]}' is not what the source says here"
                hint = "Use the term of the definition; this word means another party."
                yield Diagnostic(TRANSLATION_PARTIES, passage.place(match.start()), message, hint)
