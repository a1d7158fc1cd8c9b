"""The tables of a draft, cell by cell: which words of which clause each paragraph of them shows.

A document carries no mark for that. The layout says what its tables are made of, and a table of the draft is the one
that has the same words in every cell; so whatever a program does to a reviewed copy, its words still tell.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from ddtender.layout.document import laid_out
from ddtender.layout.values import FormName, FormReference, Laid, LaidInlines, Table
from ddtender.model import Emphasis, LineBreak, Link, Strong, Text
from ddtender.resolve.inlines import Inlines, ResolvedBlank, ResolvedReference
from ddtender.returned.draft import Draft
from ddtender.returned.keyed import KeyedWords, keyed_words
from ddtender.returned.part import DOCUMENT


class CellOfDraft(Struct, frozen=True):
    """A paragraph of a table: its ``words``, if they stand under a key of a clause, and ``beside`` what stands so in
    the same row. ``width`` is how many paragraphs the row has; ``is_heading``: it is that of the columns;
    ``is_of_clause``: the row is that of a clause, whatever stands under keys in it."""

    words: KeyedWords | None
    beside: KeyedWords | None
    width: int
    is_heading: bool = False
    is_of_clause: bool = False


def cells_of(draft: Draft) -> dict[int, CellOfDraft]:
    """The paragraphs of a draft's tables, by their number in it."""
    known = _known(draft)
    waiting: dict[tuple[str | None, tuple[str, ...]], deque[list[CellOfDraft]]] = {}
    for id_, table in _tables(draft):
        texts, cells = _read(table, known, draft)
        waiting.setdefault((id_, texts), deque()).append(cells)
    found: dict[int, CellOfDraft] = {}
    inside = (p for p in draft.read.paragraphs if p.part == DOCUMENT and p.table is not None)
    for (control, _), group in groupby(inside, key=lambda p: (p.control, p.table)):
        paragraphs = list(group)
        id_ = (control or "").partition("@")[0] or None
        texts = tuple(_flat(p.before) for p in paragraphs)
        same = waiting.get((id_, texts))
        if same:
            cells = same.popleft() if len(same) > 1 else same[0]  # a template may print a section twice
            found |= {p.number: cell for p, cell in zip(paragraphs, cells, strict=True)}
    return found


def _known(draft: Draft) -> dict[Inlines, KeyedWords | None]:
    """What stands under keys, by what it is resolved to: that has the place of its words with it, so no two are the
    same. What is a blank alone has no place, and may be several."""
    found: dict[Inlines, KeyedWords | None] = {}
    for provision in draft.known.values():
        for words in keyed_words(provision):
            found[words.inlines] = None if words.inlines in found else words
    return found


def _tables(draft: Draft) -> Iterator[tuple[str | None, Table]]:
    """Every table of the document, with the id of the provision in whose control it stands."""
    for parts in laid_out(draft.resolved, draft.document).values():
        for block in (block for part in parts for block in part.blocks):
            if isinstance(block, Table):
                yield None, block
            elif isinstance(block, Laid):
                yield from ((block.id, inner) for inner in block.after if isinstance(inner, Table))


def _read(
    table: Table, known: dict[Inlines, KeyedWords | None], draft: Draft
) -> tuple[tuple[str, ...], list[CellOfDraft]]:
    """The words of all paragraphs of a table, and what they are."""
    texts = [_flat(column.heading) for column in table.columns]
    cells = [CellOfDraft(None, None, len(texts), True) for _ in texts]
    for row in table.rows:
        paragraphs = [inlines for cell in row for inlines in cell]
        words = [known.get(inlines) for inlines in paragraphs]  # type: ignore[arg-type]
        beside = next((one for one in words if one), None)
        shown = [_flat(_shown(inlines, draft)) for inlines in paragraphs]
        of_clause = beside is not None and _flat(draft.known[beside.id].provision.title) in shown
        texts += shown
        cells += [CellOfDraft(one, beside, len(words), is_of_clause=of_clause) for one in words]
    return tuple(texts), cells


def _shown(inlines: Iterable | LaidInlines, draft: Draft) -> str:
    made = ""
    for inline in inlines:
        if isinstance(inline, Text):
            made += inline.text
        elif isinstance(inline, LineBreak):
            made += "\n"
        elif isinstance(inline, ResolvedReference):
            made += inline.shown_in(draft.document)
        elif isinstance(inline, ResolvedBlank):
            made += inline.shown
        elif isinstance(inline, FormReference | FormName):
            made += inline.words
        elif isinstance(inline, Strong | Emphasis | Link):
            made += _shown(inline.children, draft)
    return made


def _flat(text: str) -> str:
    """A text without what a table changes of it: its first letter, and spaces."""
    return " ".join(text.split()).casefold()
