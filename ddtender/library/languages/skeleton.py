"""The empty file of a translation: every key that it needs, each below the words of the source as a comment."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from ddtender.library.languages.reading import Translation, TranslationPair

_WIDTH = 120
_BELOW = "The text below follows the second line of three dashes, paragraph by paragraph:"


def skeleton(pair: TranslationPair) -> bytes:
    """The file for a translator to fill in."""
    stands = pair.translation()
    lines = [*translates(stands)]
    tree: dict[Any, Any] = {}
    for slot in (slot for slot in pair.slots if slot.texts):
        at = tree
        for part in slot.target[:-1]:
            at = at.setdefault(part, {})
        at[slot.target[-1]] = slot
    lines += _keys(tree, "")
    body = pair.of.body
    if not pair.of.path.endswith(".md"):
        return ("\n".join(lines) + "\n").encode()
    if body:
        lines += [f"# {_BELOW}", *(f"#   {line}".rstrip() for line in body.split("\n"))]
    return "\n".join(["---", *lines, "---", ""]).encode()


def translates(stands: Translation) -> list[str]:
    """The lines of a file that say what it translates."""
    version = f", version: {stands.version}" if stands.version else ""
    return [f'translates: {{id: {stands.id}{version}, fingerprint: "{stands.fingerprint}"}}']


def _keys(tree: dict[Any, Any], indent: str) -> Iterator[str]:
    """The keys of a mapping, or the entries of a list, each below its source."""
    for key, inner in tree.items():
        mark = "-" if isinstance(key, int) else f"{_key(key)}:"
        if not isinstance(inner, dict):
            yield from _comment(inner.texts, indent)
            yield f"{indent}{mark}"
        elif isinstance(key, int):
            first, *rest = _keys(inner, f"{indent}  ")
            lines = [first, *rest]
            at = next(n for n, line in enumerate(lines) if not line.lstrip().startswith("#"))
            yield from lines[:at]
            yield f"{indent}- {lines[at].lstrip()}"
            yield from lines[at + 1 :]
        else:
            yield f"{indent}{mark}"
            yield from _keys(inner, f"{indent}  ")


def _key(key: str) -> str:
    is_plain = key.replace("-", "").replace("_", "").replace(".", "").isalnum() and not key[:1].isdigit()
    return key if is_plain else '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _comment(texts: tuple[str, ...], indent: str) -> Iterator[str]:
    for text in texts:
        first = f"{indent}# "
        yield from textwrap.wrap(
            " ".join(text.split()), _WIDTH, initial_indent=first, subsequent_indent=first, break_on_hyphens=False
        )
