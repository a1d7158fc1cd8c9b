"""Numbers, in figures or in words, and percentages are the same in a translation as in its source.

For languages whose lexicon has `numbers.cardinals`: nl, fr, de, nb. One is left out, as it is an article in most.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ddtender.checks.translations import TranslatedProvision
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.words import Lexicon
from ddtender.words.lexicon import alternation, folded

TRANSLATION_NUMBERS = Code(
    "translation-numbers",
    Topic.LANGUAGES,
    Severity.WARNING,
    "A passage of a translation has other numbers than the same one of its source.",
    why="A number that changes on its way is a changed obligation.",
    mend="Say the same numbers, in figures or in words; if a number is only said otherwise, say it as the source does.",
)

_FIGURES = re.compile(r"(?<![\w.,])\d+(?:[.,\u00a0\u202f ]\d+)*(?![\w])")


def check_translations(one: TranslatedProvision) -> Iterator[Diagnostic]:
    own, source = _Numbers.of(one.lexicon), _Numbers.of(one.source_lexicon)
    for passage in one.passages:
        here, there = own.found(passage.own.text), source.found(passage.source.text)
        if here != there:
            said = " and ".join(
                f"{what} {', '.join(sorted((a - b).elements(), key=len))}"
                for what, a, b in (("lacks", there, here), ("has", here, there))
                if a - b
            )
            message = f"this passage {said}, other than its source"
            yield Diagnostic(TRANSLATION_NUMBERS, passage.location, message, "Compare it with the source.")


class _Numbers:
    """How a language writes numbers."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.needed("numbers.cardinals")
        self._values = {word.replace("-", " "): str(n) for n, word in enumerate(words, start=1) if n > 1}
        self._values |= dict.fromkeys(lexicon.words("numbers.twice"), "2")
        self._word = re.compile(
            rf"(?<![\w-]){alternation([*words[1:], *lexicon.words('numbers.twice')])}(?![\w-])", re.I
        )

    @staticmethod
    @lru_cache(maxsize=16)
    def of(lexicon: Lexicon) -> "_Numbers":
        return _Numbers(lexicon)

    def found(self, text: str) -> Counter[str]:
        words = (" ".join(folded(match[0]).replace("-", " ").split()) for match in self._word.finditer(text))
        figures = (re.sub(r"[.,\u00a0\u202f ]", "", match[0]) for match in _FIGURES.finditer(text))
        return Counter([*(self._values.get(word, word) for word in words), *(n for n in figures if n != "1")])
