"""The vocabulary of a language, for rules and version levels: lists of words under keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class Lexicon:
    """Lists of words by key (``obligation.must``). A key without words says that the language has no such list."""

    def __init__(self, tag: str, tree: Mapping[str, object]) -> None:
        self.tag = tag
        self._tree = tree

    def words(self, key: str) -> Sequence[str]:
        """The words of a key, in the order of the file; empty if the language has none."""
        found: object = self._tree
        for name in key.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        if found is None:
            return ()
        if isinstance(found, str) or not isinstance(found, Sequence):
            raise ValueError(f"“{key}” of the language “{self.tag}” is no list of words")
        return tuple(map(str, found))

    def has(self, key: str) -> bool:
        """Whether the language has words for a key."""
        return bool(self.words(key))
