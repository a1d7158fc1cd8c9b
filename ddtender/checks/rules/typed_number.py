"""Numbers of provisions are computed, so none may be typed. Articles and clauses of laws are no provisions."""

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

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
_FIGURE = re.compile(r"\d|\(?\b[a-z]{1,4}\)")
#: What must stand behind a number that others have as well, by the first part of the name of its group: nothing more,
#: what is said of it, or that it is ours.
_BEHIND = {
    "behind": ("ended", "told", "here"),
    "speaks": ("ended", "told", "here", "spoken_of"),
    "opens": ("unmeasured",),
    "lawless": ("ended", "told", "here", "spoken_of"),
    "pointed": ("ended", "told", "here", "spoken_of"),
    "acting": ("acts", "here"),
    "said": ("told", "here"),
    "here": ("here",),
}
#: What is ours only in a text that names no law, unless that is said behind it.
_UNLESS_LAW = ("lawless", "pointed", "acting")
#: So many texts are kept with the numbers in them: a process reads the same ones again for each command and revision.
_KEPT = 2048
#: What a language without such words has behind no number.
_NEVER = re.compile(r"(?!)")


class _Numbers:
    """How a language names what is numbered by us (a provision, its paragraphs, items of lists), with a number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        lists = [f"numbered.{name}" for name in ("ours", "annex", "places", "short", "reply")]
        more = ("asked", "laws_too", "ours_too", "dotted", "others_too", "alone", "nth", "places_ours")
        lists += lexicon.having(*(f"numbered.{name}" for name in more))
        #: One of these stands in each text with such a number that is not in figures.
        self.stems = lexicon.stems(*lists)

    @cached_property
    def typed(self) -> re.Pattern[str]:
        return self._lexicon.expression("typed_number", figures=FIGURES, roman=ROMAN, roman_small=ROMAN_SMALL)

    @cached_property
    def _behind(self) -> dict[str, re.Pattern[str]]:
        lexicon = self._lexicon
        keys = ("not_ours", "of_a_document", "law_named", *{key for needed in _BEHIND.values() for key in needed})
        return {key: lexicon.expression(key) if lexicon.has(f"patterns.{key}") else _NEVER for key in keys}

    @cached_property
    def _of_a_law(self) -> re.Pattern[str]:
        return self._lexicon.expression("of_a_law", 0)

    def may_stand_in(self, passage: Passage) -> bool:
        """Whether a passage can have such a number; most have none, and this is quickly seen."""
        return passage.mentions(*self.stems) or bool(_FIGURE.search(passage.folded))

    @lru_cache(maxsize=_KEPT)  # noqa: B019  # there are as many of these as languages
    def found_in(self, text: str) -> tuple[tuple[int, str], ...]:
        """Every number of a provision, a paragraph or an item: where it begins, and how it is written."""
        return tuple(self._numbers_in(text))

    def _numbers_in(self, text: str) -> Iterator[tuple[int, str]]:
        at = 0
        while match := self.typed.search(text, at):
            is_ours = self._is_ours(match)
            at = match.end() if is_ours else match.start() + 1
            if is_ours and not self._is_of_others(match):
                yield match.start(), " ".join(match.group().split())

    def _is_of_others(self, match: re.Match[str]) -> bool:
        """Whether a law stands before the number, or what somebody else wrote: the report, page 14, says so."""
        before = match.string, max(0, match.start() - 60), match.start()
        is_apposition = match.string[match.end() : match.end() + 1] == ","
        return bool(self._of_a_law.search(*before) or (is_apposition and self._behind["of_a_document"].search(*before)))

    def _is_ours(self, match: re.Match[str]) -> bool:
        """Whether what stands behind the number leaves it one of ours."""
        text, end = match.string, match.end()
        if self._behind["not_ours"].match(text, end):
            return False
        kind = next((name.partition("_")[0] for name, found in match.groupdict().items() if found is not None), "")
        needed = _BEHIND.get(kind, ())
        if kind in _UNLESS_LAW and self._behind["law_named"].search(text):
            needed = _BEHIND["here"]
        return not needed or any(self._behind[key].match(text, end) for key in needed)


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
