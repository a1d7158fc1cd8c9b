"""Workspaces with one to four files altered: most still build, some are refused, all of it by a seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.mutate import mutate_text

#: Words that decide, and words that do not: one put for another changes what a text binds to, or its version level.
_WORDS = (
    *("shall", "should", "may", "must", "will", "can", "each", "every", "any", "a", "the", "no", "not", "at least"),
    *("within", "months", "days", "30", "12", "three", "Tenderer", "Contractor", "Sub-supplier", "subcontractor"),
    *("award criterion 5", "clause 4", "or equivalent", "reasonable", "high-quality", "to the satisfaction of"),
)


@dataclass(frozen=True)
class Case:
    """One altered workspace: its number, the new bytes of some files, and what is built from it."""

    number: int
    files: Mapping[str, bytes]
    scenario: str
    procedure: str | None


def case(number: int, seed: int, sources: Mapping[str, bytes], sentences: list[str]) -> Case:
    """The case with a number; the same for the same seed and sources.

    ``sources`` are the files of a workspace by path, ``sentences`` what may be put into a clause.
    """
    chance = random.Random(f"{seed} {number}")
    texts = {
        path: content
        for path, content in sorted(sources.items())
        if path.endswith((".md", ".yaml")) and "/languages/" not in path and "/reviews/" not in path
    }
    clauses = [path for path in texts if path.endswith(".md")]
    altered: dict[str, bytes] = {}
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        path = chance.choice(clauses if chance.random() < 0.8 else list(texts))
        before = altered.get(path, texts[path])
        way = chance.random()
        if path.endswith(".md") and way < 0.9:
            altered[path] = _said_otherwise(before, chance, sentences)
        else:
            altered[path] = mutate_text(before, chance, list(texts.values()))
    scenarios = [Path(path).stem for path in texts if path.startswith("scenarios/") and path.count("/") == 1]
    procedures = [path for path in texts if path.startswith("scenarios/procedures/")]
    procedure = chance.choice(procedures) if procedures and chance.random() < 0.5 else None
    return Case(number, altered, chance.choice(scenarios), procedure)


def _said_otherwise(content: bytes, chance: random.Random, sentences: list[str]) -> bytes:
    """A clause with a paragraph, a sentence or a word of its body changed; its front matter stays."""
    text = content.decode("utf-8", "surrogateescape")
    head, mark, body = text.partition("\n---\n")
    if not mark:
        head, body = "", text
    paragraphs = body.split("\n\n")
    at = chance.randrange(len(paragraphs))
    way = chance.randrange(6)
    if way == 0:
        paragraphs.insert(at, paragraphs[chance.randrange(len(paragraphs))])
    elif way == 1 and len(paragraphs) > 1:
        del paragraphs[at]
    elif way == 2:
        paragraphs.insert(at + 1, chance.choice(sentences))
    elif way == 3:
        paragraphs[at] = f"{paragraphs[at]} {chance.choice(sentences)}"
    else:
        words = paragraphs[at].split(" ")
        words[chance.randrange(len(words))] = chance.choice(_WORDS)
        paragraphs[at] = " ".join(words)
    return (head + mark + "\n\n".join(paragraphs)).encode("utf-8", "surrogateescape")
