"""Finding defined terms in text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ddtender.model.provision import Provision
from ddtender.model.text import Inline, Prose, blocks_of_inlines

_TOKEN = re.compile(r"[\w-]+|\s+|[^\w\s]")
_END = ""  # no token is empty, so this key of a tree node is free for the spelling that ends there


class Spellings:
    """Names found in text: the longest one at a place, only as whole words, and across line ends.

    A tree of tokens, so that a text takes the same time to search however many names there are.
    """

    def __init__(self, spellings: Iterable[str]) -> None:
        self._root: dict = {}
        for spelling in spellings:
            node = self._root
            for token, _, _ in _tokens(spelling.strip()):
                node = node.setdefault(token, {})
            node[_END] = spelling

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every name in ``text``: start, end, spelling."""
        tokens = list(_tokens(text))
        i = 0
        while i < len(tokens):
            node, found, after, j = self._root, None, i + 1, i
            while j < len(tokens) and (node := node.get(tokens[j][0])) is not None:
                j += 1
                if _END in node:
                    found, after = node[_END], j
            if found is not None:
                yield tokens[i][1], tokens[after - 1][2], found
            i = after


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Words (with their hyphens), white space (as one space) and other characters, with their places."""
    for match in _TOKEN.finditer(text):
        yield match.group() if not match.group().isspace() else " ", match.start(), match.end()


class TermIndex:
    """All spellings of the defined terms."""

    def __init__(self, definitions: Iterable[Provision]) -> None:
        self._by_spelling = {spelling: d for d in definitions for spelling in d.terms}
        self._spellings = Spellings(self._by_spelling)

    def find(self, text: str) -> Iterator[tuple[int, int, Provision]]:
        """Every defined term in ``text``: start, end, definition."""
        for start, end, spelling in self._spellings.find(text):
            yield start, end, self._by_spelling[spelling]

    def used_in(self, texts: Iterable[str]) -> tuple[Provision, ...]:
        """The definitions that ``texts`` use, and those that these use in turn, by term."""
        found: dict[str, Provision] = {}
        pending = list(texts)
        while pending:
            for _, _, definition in self.find(pending.pop()):
                if definition.id not in found:
                    found[definition.id] = definition
                    pending.extend(Prose.of(inlines).text for inlines in prose_of(definition))
        return tuple(sorted(found.values(), key=lambda d: d.title.casefold()))


def prose_of(provision: Provision) -> Iterator[tuple[Inline, ...]]:
    """Every piece of prose of a provision that is printed: body, scoring, evidence, KPIs."""
    yield from blocks_of_inlines(provision.body)
    if provision.scoring:
        yield from (option.when for option in provision.scoring.options)
        yield from (step.when for step in getattr(provision.scoring, "steps", ()))
    yield from (evidence.text for evidence in provision.evidence)
    for kpi in provision.kpis:
        yield kpi.indicator
        yield kpi.target
        yield kpi.measured_by
        if kpi.when:
            yield kpi.when
