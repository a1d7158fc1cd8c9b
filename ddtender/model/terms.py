"""Finding defined terms in text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ddtender.model.provision import Provision
from ddtender.model.text import Inline, Prose, blocks_of_inlines

_TOKEN = re.compile(r"[\w-]+|\s+|[^\w\s]")
_VISIBLE = re.compile(r"[\w-]+|[^\w\s]")
_END = ""  # no token is empty, so this key of a tree node is free for the spelling that ends there


class Spellings:
    """Names found in text: the longest one at a place, only as whole words, and across line ends.

    A tree of tokens, so that a text takes the same time to search however many names there are.
    """

    def __init__(self, spellings: Iterable[str]) -> None:
        self._root: dict = {}
        for spelling in spellings:
            node = self._root
            for token, _ in _tokens(spelling.strip()):
                node = node.setdefault(token, {})
            node[_END] = spelling

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every name in ``text``: start, end, spelling."""
        reached = 0
        for first in _VISIBLE.finditer(text):
            if first.start() < reached or first.group() not in self._root:
                continue  # most words end here
            node, found = self._root, None
            for token, end in _tokens(text, first.start()):
                node = node.get(token)
                if node is None:
                    break
                if _END in node:
                    found, reached = node[_END], end
            if found is not None:
                yield first.start(), reached, found


def _tokens(text: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """Words (with their hyphens), white space (as one space) and other characters from ``start``, with their ends."""
    for match in _TOKEN.finditer(text, start):
        yield match.group() if not match.group().isspace() else " ", match.end()


class TermIndex:
    """All spellings of the defined terms. A text is searched once: scenarios share most of their provisions."""

    def __init__(self, definitions: Iterable[Provision]) -> None:
        self._by_spelling = {spelling: d for d in definitions for spelling in d.terms}
        self._spellings = Spellings(self._by_spelling)
        self._found: dict[str, tuple[Provision, ...]] = {}

    def find(self, text: str) -> Iterator[tuple[int, int, Provision]]:
        """Every defined term in ``text``: start, end, definition."""
        for start, end, spelling in self._spellings.find(text):
            yield start, end, self._by_spelling[spelling]

    def in_text(self, text: str) -> tuple[Provision, ...]:
        """The definitions whose terms stand in ``text``, each once."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = tuple({d.id: d for _, _, d in self.find(text)}.values())
        return found

    def used_in(self, texts: Iterable[str]) -> tuple[Provision, ...]:
        """The definitions that ``texts`` use, and those that these use in turn, by term."""
        found: dict[str, Provision] = {}
        pending = list(texts)
        while pending:
            for definition in self.in_text(pending.pop()):
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
