"""The vocabulary of a language, for rules and version levels: lists of words under keys, and expressions over them.

A list is a text with commas (``all, each, number of``). In a word a space stands for white space, a hyphen for a hyphen
or white space, an apostrophe for a straight or curly one, a star at its end for any ending. What stands under
``patterns`` are regular expressions (verbose); ``<key>`` in them is one of the words of that list, or another pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_PLACE = re.compile(r"(?<!P)<([a-z][a-z_.]*)>")
_ATOMS = {" ": r"\s+", "-": r"[\s-]", "'": "['’]", "*": r"\w*"}
_END = ""  # no atom is empty, so this key of a tree node is free for the word that ends there
#: A shared beginning of two words that is looked for instead of both has at least this many letters.
_SHARED = 5


class NoWords(LookupError):
    """The language has no words for a key (``args[0]``)."""


class Lexicon:
    """Lists of words and patterns by key (``parties.buyers``). A key without words says that the language has none."""

    def __init__(self, tag: str, tree: Mapping[str, object]) -> None:
        self.tag = tag
        self._tree = tree
        self._words: dict[str, tuple[str, ...]] = {}
        self._alternations: dict[str, str] = {}

    def words(self, key: str) -> Sequence[str]:
        """The words of a key, in the order of the file; empty if the language has none."""
        if key not in self._words:
            self._words[key] = self._read(key)
        return self._words[key]

    def has(self, key: str) -> bool:
        """Whether the language has words for a key."""
        return bool(self.words(key))

    def having(self, *keys: str) -> list[str]:
        """Those of these keys for which the language has words."""
        return [key for key in keys if self.has(key)]

    def lists(self, key: str) -> tuple[str, ...]:
        """The keys of the lists below a key; none if there are none."""
        found = self._found(key)
        return tuple(f"{key}.{name}" for name in found) if isinstance(found, Mapping) else ()

    def needed(self, key: str) -> Sequence[str]:
        """The words of a key. Raises NoWords if the language has none."""
        if not (found := self.words(key)):
            raise NoWords(key)
        return found

    def one_of(self, *keys: str) -> str:
        """A regular expression for any word of these lists, the longest at a place. Raises NoWords."""
        key = ", ".join(keys)
        if key not in self._alternations:
            self._alternations[key] = alternation(word for one in keys for word in self.needed(one))
        return self._alternations[key]

    def expression(self, key: str, flags: int = re.IGNORECASE, **pieces: str) -> re.Pattern[str]:
        """The pattern ``patterns.KEY``, compiled; ``pieces`` are what code gives for places. Raises NoWords."""
        return re.compile(self._filled(f"patterns.{key}", pieces), flags | re.VERBOSE)

    def stems(self, *keys: str) -> tuple[str, ...]:
        """Pieces of text of which one stands in every folded text (``folded``) that has a word of these lists.

        Searching for a few plain pieces is many times faster than an expression. Raises NoWords.
        """
        return stems(word for key in keys for word in self.needed(key))

    def _filled(self, key: str, pieces: Mapping[str, str]) -> str:
        def piece(place: re.Match[str]) -> str:
            name = place[1]
            if name in pieces:
                return pieces[name]
            return f"(?:{self._filled(name, pieces)})" if name.startswith("patterns.") else self.one_of(name)

        found = self._found(key)
        if found is None:
            raise NoWords(key)
        return _PLACE.sub(piece, str(found))

    def _found(self, key: str) -> object:
        found: object = self._tree
        for name in key.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found

    def _read(self, key: str) -> tuple[str, ...]:
        found = self._found(key)
        if found is None:
            return ()
        if not isinstance(found, str):
            raise ValueError(f"“{key}” of the language “{self.tag}” is no list of words, as in “one, two, three”")
        return tuple(word for part in found.split(",") if (word := " ".join(part.split())))


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest at a place: a tree of what they begin with, so that each
    letter is tried once; what many of them end alike in ("twenty-one", "thirty-one") stands there once."""
    rest = dict.fromkeys(words)
    ways = []
    for heads, tails in _compounds(rest):
        whole = [head for head in heads if head in rest]
        kinds = [heads] if len(whole) in (0, len(heads)) else [whole, [head for head in heads if head not in rest]]
        for kind in kinds:
            ways.append(f"{_tree(kind)}(?:{_ATOMS['-']}{_tree(tails)}){'?' if kind[0] in rest else ''}")
        rest = {word: None for word in rest if word not in heads and word.partition("-")[0] not in heads}
    if not ways:
        return _tree(rest)
    return f"(?:{'|'.join([*ways, _tree(rest)] if rest else ways)})"


def _compounds(words: Iterable[str]) -> list[tuple[list[str], list[str]]]:
    """The first parts of words with one hyphen that all have the same last parts, several of each, with these."""
    last: dict[str, dict[str, None]] = {}
    for word in words:
        head, hyphen, tail = word.partition("-")
        if hyphen and head and tail and "-" not in tail:
            last.setdefault(head, {})[tail] = None
    alike: dict[tuple[str, ...], list[str]] = {}
    for head, tails in last.items():
        alike.setdefault(tuple(tails), []).append(head)
    return [(heads, list(tails)) for tails, heads in alike.items() if len(heads) > 1 and len(tails) > 1]


def _tree(words: Iterable[str]) -> str:
    root: dict = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(_ATOMS.get(character) or re.escape(character), {})
        node[_END] = {}
    found = _branches(root)
    return found if found.startswith("(?:") and len(root) > 1 else f"(?:{found})"


def _branches(node: Mapping[str, dict]) -> str:
    ways = [atom + (_branches(below) if below.keys() != {_END} else "") for atom, below in node.items() if atom]
    if len(ways) == 1 and _END not in node:
        return ways[0]
    return f"(?:{'|'.join(ways)})" + ("?" if _END in node else "")


def folded(text: str) -> str:
    """A text without the difference of capitals, as an expression that ignores case takes it: with one letter i of
    the four that Unicode has."""
    text = text.casefold()
    return text if text.isascii() else text.replace("i\u0307", "i").replace("\u0131", "i")


def stems(words: Iterable[str]) -> tuple[str, ...]:
    """For every word its longest part between spaces and signs; for several that begin alike, what they share."""
    parts = sorted({max(re.split(r"[\s'’*-]+", folded(word)), key=len) for word in words})
    shared: list[str] = []
    for part in parts:
        common = _common(shared[-1], part) if shared else ""
        if shared and (len(common) >= _SHARED or common == shared[-1]):
            shared[-1] = common
        else:
            shared.append(part)
    return tuple(stem for stem in shared if not any(other != stem and other in stem for other in shared))


def _common(first: str, second: str) -> str:
    size = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return first[:size]
