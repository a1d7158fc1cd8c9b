"""Numbers of provisions are computed, so none may be typed. Articles and clauses of laws are no provisions."""

import re
from collections.abc import Iterator
from functools import cache, cached_property

from ddtender.checks import Wording
from ddtender.checks.numbers import FIGURES, ROMAN, ROMAN_SMALL
from ddtender.checks.passages import Passage
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.words import Lexicon

TYPED_NUMBER = Code(
    "typed-number",
    Topic.TEXT,
    Severity.ERROR,
    "A provision is referred to by a number typed by hand.",
    why="Numbers are given when a scenario is composed; a typed one is wrong in the next scenario.",
    mend="Write a reference instead: `[](#award.due-diligence-processes)`.",
)

#: A figure, or a letter in brackets: (b).
_FIGURE = re.compile(r"\d|\([a-z]{1,4}\)")


class _Numbers:
    """How a language names what is numbered by us (a provision, its paragraphs, items of lists), with a number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        lists = ["ours", "annex", "places", "short", "reply"]
        lists += [name for name in ("asked", "laws_too") if lexicon.has(f"numbered.{name}")]
        #: One of these stands in each text with such a number that is not in figures.
        self.stems = lexicon.stems(*(f"numbered.{name}" for name in lists))

    @cached_property
    def typed(self) -> re.Pattern[str]:
        return self._lexicon.expression("typed_number", figures=FIGURES, roman=ROMAN, roman_small=ROMAN_SMALL)

    @cached_property
    def _of_a_law(self) -> re.Pattern[str]:
        return self._lexicon.expression("of_a_law", 0)

    def may_stand_in(self, passage: Passage) -> bool:
        """Whether a passage can have such a number; most have none, and this is quickly seen."""
        return passage.mentions(*self.stems) or bool(_FIGURE.search(passage.folded))

    def found_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Every number of a provision, a paragraph or an item: where it begins, and how it is written."""
        for match in self.typed.finditer(text):
            if not self._of_a_law.search(text, max(0, match.start() - 60), match.start()):
                yield match.start(), " ".join(match.group().split())


numbers = cache(_Numbers)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = numbers(wording.lexicon)
    for passage in wording.printed():
        if not known.may_stand_in(passage):
            continue
        for start, typed in known.found_in(passage.prose.text):
            message = f"the number in '{typed}' is typed by hand"
            hint = "Write a reference such as `[](#award.policy-commitment)`; its words and number are computed."
            yield Diagnostic(TYPED_NUMBER, passage.prose.locate(start), message, hint)
