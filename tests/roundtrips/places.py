"""Where a reviewer can edit a draft: the paragraphs of its provisions, and words that stand there only once."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from tests.documents import W, Word, text_of

BODY = ("Provision Paragraph", "Provision Item", "Provision Bullet", "Definition")
ITEMS = ("Provision Item", "Provision Bullet")
#: A few words with others around them; in a title, any.
INSIDE = re.compile(r"(?<= )[a-z]+(?: [a-z]+){1,3}(?= [a-z])")
ANYWHERE = re.compile(r"\b[A-Za-z]+(?: [a-z]+){0,3}\b")
#: A reference to the other document is a run of plain words, yet no words of its clause.
REFERENCE = re.compile(r"(selection criterion|award criterion|contract clause|technical specification) \d")


@dataclass(frozen=True)
class Place:
    """``at`` counts all paragraphs of the body, ``index`` those of its provision; ``words`` stand once in the document,
    within one run; ``first`` and ``last`` say that it has no paragraph before or behind it in the provision."""

    provision: str
    at: int
    index: int
    style: str
    text: str
    words: str
    first: bool = False
    last: bool = False


class Places:
    """The places of one draft."""

    def __init__(self, document: str, content: bytes) -> None:
        self.document, self.content = document, content
        self.word = Word(content)

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """The paragraphs of every provision outside tables: what the next draft shows too, unless somebody edits it."""
        return texts_of(self.word)

    @cached_property
    def _typed(self) -> list[str]:
        """The text of every paragraph in which a search finds words: what a field computes is not among it."""
        return ["".join(_shown(r) for r in typed_runs(p.element)) for p in self.word.paragraphs]

    def _words(self, at: int, shape: re.Pattern[str], later: bool = False) -> str:
        """Up to four words of one run of the paragraph that stand nowhere else (``later``: but behind it), or ""."""
        others = "\n".join(self._typed[:at] if later else [*self._typed[:at], *self._typed[at + 1 :]])
        for run in typed_runs(self.word.paragraphs[at].element):
            shown = _shown(run)
            if run.getparent().tag == W + "p" and not REFERENCE.match(shown):
                for match in shape.finditer(shown):
                    if match[0] not in others and self._typed[at].count(match[0]) == 1:
                        return match[0]
        return ""

    @cached_property
    def all(self) -> list[Place]:
        found = []
        order = {p.element: n for n, p in enumerate(self.word.paragraphs)}
        for id_, elements in provisions(self.word).items():
            for index, element in enumerate(elements):
                at = order[element]
                words = self._words(at, INSIDE) if index else self._words(at, ANYWHERE, later=True)
                if words:
                    style, last = self.word.paragraphs[at].style, index == len(elements) - 1
                    found.append(Place(id_, at, index, style, text_of(element), words, not index, last))
        return found

    def pick(self, draw: random.Random, *styles: str, inner: bool = False) -> Place:
        """A paragraph of a provision's body, of these styles if any are named; ``inner``: with the like
        behind it in the provision."""
        like = {p.at for p in self.all if p.style in (styles or BODY) and not p.first}
        fitting = [p for p in self.all if p.at in like and not (inner and p.at + 1 not in like)]
        return draw.choice(fitting)

    def title(self, draw: random.Random) -> Place:
        return draw.choice([p for p in self.all if p.first and p.style not in BODY])

    @cached_property
    def cells(self) -> list[Place]:
        """Paragraphs in tables, within provisions and outside."""
        cells = [(n, p, self._words(n, INSIDE)) for n, p in enumerate(self.word.paragraphs) if in_table(p.element)]
        return [Place("", n, 0, p.style, p.text, words) for n, p, words in cells if words]


def provisions(word: Word) -> dict[str, list[etree._Element]]:
    """The paragraphs outside tables of every provision's control, by its id."""
    found = {}
    for tag, controls in word.controls.items():
        id_, at, _ = tag.partition("@")
        if at and not id_.startswith(("blank", "term")):
            found[id_] = [p for c in controls for p in c.iter(W + "p") if not in_table(p)]
    return found


def texts_of(word: Word) -> dict[str, list[str]]:
    return {id_: [text_of(p) for p in elements] for id_, elements in provisions(word).items()}


def in_table(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(W + "tc"), None) is not None


def typed_runs(paragraph: etree._Element) -> list[etree._Element]:
    """The runs of a paragraph that no field computes."""
    found, depth = [], 0
    for run in paragraph.iter(W + "r"):
        for char in run.iter(W + "fldChar"):
            depth += {"begin": 1, "end": -1}.get(char.get(W + "fldCharType"), 0)
        if not depth:
            found.append(run)
    return found


def _shown(run: etree._Element) -> str:
    return "".join(run.itertext(W + "t"))
