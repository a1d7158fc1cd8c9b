"""A term has one definition, in the folder of definitions: neither a second file nor a clause defines it again."""

import re
from collections.abc import Iterator
from functools import cache, cached_property

from ddtender.checks import Wording
from ddtender.checks.passages import Passage
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.model import Provision
from ddtender.model.terms import Spellings
from ddtender.words import Lexicon

TERM_DEFINED_TWICE = Code(
    "term-defined-twice",
    Topic.TERMS,
    Severity.ERROR,
    "A term is defined in two files, or once more within a clause.",
    why="Of two meanings of one word a court chooses; a document would print only one of them.",
    mend="Keep one definition; terms that differ in capitals or in number alone are the same term.",
)

_QUOTES = ('"', "“", "„")
#: Quotation marks around a term make no other term of it.
_MARKS = {ord(mark): None for mark in '"“”„«»'}


class Defining:
    """How a language defines a term within a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        quoted = [f"({quote}" for quote in _QUOTES]
        quoted += [f"{word} {quote}" for word in lexicon.words("definitions.before_quote") for quote in _QUOTES]
        #: One of these stands in every text that defines anything.
        self.stems = (*lexicon.stems("definitions.signs"), *quoted, ":", *lexicon.words("definitions.in_one_place"))
        self.articles = frozenset(lexicon.words("definitions.articles"))

    @cached_property
    def means(self) -> re.Pattern[str]:
        return self._lexicon.expression("means", 0)

    @cached_property
    def hereinafter(self) -> re.Pattern[str]:
        return self._lexicon.expression("hereinafter")

    @cached_property
    def around(self) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
        """What stands before and behind a term that is defined for one place, or by a colon."""
        pairs = (("here_before", "here_after"), ("colon_before", "colon_after"), ("given_before", "given_after"))
        return tuple((self._lexicon.expression(one), self._lexicon.expression(other)) for one, other in pairs)

    @cached_property
    def later(self) -> re.Pattern[str]:
        return self._lexicon.expression("here_later")

    def defines(self, text: str, start: int, end: int) -> bool:
        """Whether the term from ``start`` to ``end`` is given a meaning there."""
        if self.means.match(text, end) or self.later.match(text, end) or self.hereinafter.search(text, 0, start):
            return True
        return any(after.match(text, end) and before.search(text, 0, start) for before, after in self.around)


defining = cache(Defining)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = defining(wording.lexicon)
    yield from _second_files(wording.definitions, known.articles)
    spellings = Spellings([term for definition in wording.definitions for term in definition.terms])
    for provision in wording.provisions:
        for passage in wording.passages(provision):
            if passage.mentions(*known.stems):
                yield from _defined_again(provision, passage, spellings, known)


def _second_files(definitions: tuple[Provision, ...], articles: frozenset[str]) -> Iterator[Diagnostic]:
    first: dict[str, Provision] = {}
    for definition in definitions:
        for n, term in enumerate(definition.terms):
            earlier = first.setdefault(_plain(term, articles), definition)
            if earlier is not definition and earlier.id != definition.id:
                place = definition.place("also", n - 1) if n else definition.place("title")
                yield _twice(term, place, f"{earlier.location.path}:{earlier.location.line}")


def _defined_again(
    provision: Provision, passage: Passage, spellings: Spellings, known: Defining
) -> Iterator[Diagnostic]:
    text = passage.prose.text
    for start, end, term in spellings.find(text):
        if term in provision.terms:
            continue
        if known.defines(text, start, end):
            yield _twice(term, passage.prose.locate(start), "the folder of definitions")


def _twice(term: str, place: Location, where: str) -> Diagnostic:
    hint = f"It is defined in {where}; define it once, and use another term for another meaning."
    return Diagnostic(TERM_DEFINED_TWICE, place, f"the term '{term}' is defined a second time here", hint)


def _plain(term: str, articles: frozenset[str]) -> str:
    """A term without its article and the difference of capitals, hyphens and number: the Award Dates, award-date."""
    words = term.casefold().translate(_MARKS).replace("-", " ").replace("’", "'").split()
    return " ".join(_singular(word) for n, word in enumerate(words) if n or word not in articles or len(words) == 1)


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
