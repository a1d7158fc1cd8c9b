"""What a procedure makes of our library, without Word: the words of a document, and the rows of its tables.

A build takes seconds; this takes hundredths of one, and reads what the builds of other tests are made from.
"""

from collections.abc import Iterator
from functools import cache

from ddtender.compose import compose
from ddtender.desk.pipeline import Prepared, Request, prepare
from ddtender.layout import laid_out
from ddtender.layout.values import Laid, LaidBlock, Listing, Numbered, Table, words_of
from ddtender.library.procedures import read_procedure
from ddtender.library.source import SourceText
from ddtender.model import Library
from ddtender.notes import MarginNote, margin_notes
from ddtender.resolve import resolve
from ddtender.resolve.values import ResolvedDocument
from ddtender.words import language
from tests.documents import flat, sources


@cache
def _ours() -> Prepared:
    return prepare(sources().files, Request("low"))


def our_library() -> Library:
    return _ours().library


def notes_of(procedure: str, document: str = "tender") -> tuple[MarginNote, ...]:
    """The notes in the margin of a draft with a procedure."""
    return margin_notes(resolved(procedure), our_library(), _ours().standings, document, language("en"))


@cache
def resolved(procedure: str, scenario: str = "low") -> ResolvedDocument:
    """A composition with the facts of a procedure, whose file must be without fault."""
    read, findings = read_procedure(SourceText("p.yaml", procedure))
    assert read and not findings, findings
    library = our_library()
    (chosen,) = [one for one in library.scenarios if one.name == scenario]
    draft, findings = compose(library, chosen, read)
    assert not findings, findings
    return resolve(draft, library, language("en"))


def section(procedure: str, name: str, document: str = "tender", scenario: str = "low") -> tuple[LaidBlock, ...]:
    """The blocks of one section of a document."""
    parts = laid_out(resolved(procedure, scenario), document)[name]
    return tuple(block for part in parts for block in part.blocks)


def rules(procedure: str, document: str = "tender", scenario: str = "low") -> str:
    """The general provisions of a document in words: titles and paragraphs."""
    blocks = section(procedure, "general_provisions", document, scenario)
    return flat(" ".join(text for block in blocks if isinstance(block, Laid) for text in _texts(block)))


def titles(procedure: str, document: str = "tender", scenario: str = "low") -> list[str]:
    """The titles of the general provisions."""
    blocks = section(procedure, "general_provisions", document, scenario)
    return [block.title for block in blocks if isinstance(block, Laid)]


def rows_below(procedure: str, id_: str) -> list[tuple[str, ...]]:
    """The rows of the table that stands below a general provision of the tender; none without it."""
    blocks = section(procedure, "general_provisions")
    tables = [one for block in blocks if isinstance(block, Laid) and block.id == id_ for one in block.after]
    return [
        tuple(" ".join(map(words_of, cell)) for cell in row)
        for table in tables
        if isinstance(table, Table)
        for row in table.rows
    ]


def _texts(laid: Laid) -> Iterator[str]:
    yield laid.title
    pending: list[Numbered | Listing] = list(reversed(laid.body))
    while pending:
        block = pending.pop()
        if isinstance(block, Numbered):
            yield words_of(block.inlines)
        else:
            pending += [inner for item in reversed(block.items) for inner in reversed(item.blocks)]
