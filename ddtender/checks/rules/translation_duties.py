"""What may be done stays a permission in a translation, and what shall be done does not become one.

For languages whose lexicon has `translations.may`: nl, fr, de, nb. A duty may be said in the present tense, as the
frame says that this binds as much.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from ddtender.checks.translations import TranslatedProvision
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.words import Lexicon

TRANSLATION_DUTIES = Code(
    "translation-duties",
    Topic.LANGUAGES,
    Severity.WARNING,
    "A passage of a translation permits what its source demands, or the other way round.",
    why="Shall and may decide what somebody owes; a word of the other strength is another contract.",
    mend="Say a permission with a word of permission and a duty with one of duty, or in the present tense.",
)

#: So many words may stand between a word of permission and the one that denies it.
_BETWEEN = 2


def check_translations(one: TranslatedProvision) -> Iterator[Diagnostic]:
    own, source = Strength.of(one.lexicon), Strength.of(one.source_lexicon)
    for passage in one.passages:
        permits, demanded, _ = own.counts(passage.own.text)
        permitted, demands, able = source.counts(passage.source.text)
        if permitted and not permits:
            message = "the source permits something here, and no word of permission stands in the translation"
        elif permits and not permitted and demands and not able:
            message = "the source demands something here, and the translation has a word of permission"
        elif demanded > demands and permits < permitted:
            message = "of what the source permits here, the translation demands something"
        else:
            continue
        yield Diagnostic(TRANSLATION_DUTIES, passage.location, message, "Compare it with the source.")


class Strength:
    """How a language permits and demands. What may not be done is demanded, whatever word forbids it."""

    def __init__(self, lexicon: Lexicon) -> None:
        may, negation = lexicon.one_of("translations.may"), lexicon.one_of("translations.not")
        behind = rf"(?P<no>(?:\s+\w+){{0,{_BETWEEN}}}?\s+{negation}\b)?"
        self._may = re.compile(rf"\b{may}\b{behind}", re.IGNORECASE)
        self._shall = re.compile(rf"\b{lexicon.one_of('translations.shall')}\b", re.IGNORECASE)
        self._able = (
            re.compile(rf"\b{lexicon.one_of('translations.able')}\b", re.IGNORECASE)
            if lexicon.has("translations.able")
            else None
        )

    @staticmethod
    @lru_cache(maxsize=16)
    def of(lexicon: Lexicon) -> "Strength":
        return Strength(lexicon)

    def counts(self, text: str) -> tuple[int, int, int]:
        """How often a text permits and demands, and how often it says what somebody is able to do."""
        found = [match["no"] is None for match in self._may.finditer(text)]
        demands = len(self._shall.findall(text)) + found.count(False)
        return found.count(True), demands, len(self._able.findall(text)) if self._able else 0
