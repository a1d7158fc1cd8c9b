"""Finding defined terms in text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ddtender.model.provision import Provision

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
            for token in _TOKEN.finditer(spelling.strip()):
                node = node.setdefault(_normal(token), {})
            node[_END] = spelling
        self._first = _beginning_with({token[0] for token in self._root})

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every name in ``text``: start, end, spelling."""
        reached, root, token = 0, self._root, _TOKEN.match
        for first in self._first.finditer(text):
            node = root.get(first.group())
            if node is None or first.start() < reached:
                continue
            found, end = None, first.end()
            while node is not None:
                if _END in node:
                    found, reached = node[_END], end
                    if len(node) == 1:
                        break  # no spelling goes on from here
                following = token(text, end)
                if following is None:
                    break
                node, end = node.get(_normal(following)), following.end()
            if found is not None:
                yield first.start(), reached, found


def _normal(token: re.Match[str]) -> str:
    """A word (with its hyphens), white space as one space, or another character."""
    text = token.group()
    return " " if text.isspace() else text


def _beginning_with(characters: set[str]) -> re.Pattern[str]:
    """Tokens that begin with one of these characters, so that most of the words of a text are not even looked at."""
    words = "".join(re.escape(c) for c in sorted(characters) if re.fullmatch(r"[\w-]", c))
    others = "".join(re.escape(c) for c in sorted(characters) if not re.fullmatch(r"[\w-]", c))
    # The set comes first, since a regular expression is quick to skip what cannot begin a match.
    patterns = [rf"[{words}](?<![\w-].)[\w-]*"] * bool(words) + [f"[{others}]"] * bool(others)
    return re.compile("|".join(patterns) or r"(?!)")


class TermIndex:
    """All spellings of the defined terms. A text is searched once: scenarios share most of their provisions."""

    def __init__(self, definitions: Iterable[Provision]) -> None:
        self._definitions = tuple(definitions)
        self._position = {id(definition): n for n, definition in enumerate(self._definitions)}
        self._by_spelling = {spelling: d for d in self._definitions for spelling in d.terms}
        self._spellings = Spellings(self._by_spelling)
        self._found: dict[str, tuple[Provision, ...]] = {}
        self._used: dict[int, tuple[Provision, tuple[Provision, ...]]] = {}

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

    def in_prose(self, provision: Provision) -> tuple[Provision, ...]:
        """The definitions whose terms stand in the prose of a provision, each once."""
        if id(provision) not in self._used:
            if provision.uses is not None:
                found = tuple(self._definitions[position] for position in provision.uses)
            else:
                found = tuple({d.id: d for prose in provision.prose for d in self.in_text(prose.text)}.values())
            self._used[id(provision)] = provision, found  # with it, so that no other provision gets its number
        return self._used[id(provision)][1]

    def in_provision(self, provision: Provision) -> tuple[Provision, ...]:
        """The definitions whose terms stand in the title or the prose of a provision, each once."""
        return tuple({d.id: d for d in (*self.in_text(provision.title), *self.in_prose(provision))}.values())

    def positions(self, provision: Provision) -> tuple[int, ...]:
        """``in_prose`` as positions among all definitions."""
        return tuple(self._position[id(definition)] for definition in self.in_prose(provision))

    def used_in(self, provisions: Iterable[Provision], texts: Iterable[str] = ()) -> tuple[Provision, ...]:
        """The definitions that provisions and other texts use, and those that these use in turn, by term."""
        found: dict[str, Provision] = {}
        pending = [d for provision in provisions for d in self.in_provision(provision)]
        pending += [d for text in texts for d in self.in_text(text)]
        while pending:
            definition = pending.pop()
            if definition.id not in found:
                found[definition.id] = definition
                pending += self.in_prose(definition)
        return tuple(sorted(found.values(), key=lambda d: (d.title.casefold(), d.location)))
