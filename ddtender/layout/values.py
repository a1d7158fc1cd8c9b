"""What a document is made of, without its looks: numbered text, headings, tables, forms. All values are frozen."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from ddtender.model import Kind
from ddtender.resolve.inlines import Inlines, ResolvedInline, plain


class FormReference(Struct, frozen=True):
    """The name of a reply form, ``words``, which leads to its heading."""

    bookmark: str
    words: str


class FormName(Struct, frozen=True):
    """The name of a reply form in its heading, to which references lead and which they repeat."""

    bookmark: str
    words: str


#: How high a line of handwriting is in a form, in twips (twentieths of a point).
HANDWRITING = 360
LaidInline = ResolvedInline | FormReference | FormName
LaidInlines = tuple[LaidInline, ...]


def words_of(inlines: LaidInlines) -> str:
    """Inlines as text, as ``plain`` gives it; reply forms by their names."""
    return "".join(one.words if isinstance(one, FormReference | FormName) else plain((one,)) for one in inlines)


#: The paragraphs of a table's cell.
Cell = tuple[LaidInlines, ...]


class Numbered(Struct, frozen=True):
    """A paragraph of a provision with its number ("A1.1"); "" in a definition and in an item after its first one."""

    number: str
    inlines: Inlines


class Item(Struct, frozen=True):
    """An item of a list with its number ("(a)", "(i)"); "" in a list without numbers."""

    number: str
    blocks: tuple[Numbered | Listing, ...]


class Listing(Struct, frozen=True):
    """A list. ``depth`` is 0, or 1 within another; ``start`` what its first item is counted as: numbers go on after a
    list that ends, until the next paragraph of the level above."""

    ordered: bool
    depth: int
    start: int
    items: tuple[Item, ...]


class Role(Enum):
    """What a paragraph of a document's own words is for."""

    TEXT = "text"
    LABEL = "label"
    UNDER_LABEL = "under a label"
    INSTRUCTION = "instruction"
    NOTE = "note"


class Line(Struct, frozen=True):
    """A paragraph that belongs to no provision's own text; ``keep`` says that what follows belongs to it."""

    role: Role
    inlines: LaidInlines
    keep: bool = False


class Heading(Struct, frozen=True):
    """A heading of a ``level`` from 1."""

    level: int
    inlines: LaidInlines
    new_page: bool = False


class Column(Struct, frozen=True):
    """``share`` is its part of the width, among those of the others; 0 leaves it to what the cells need. ``sentence``
    says that its cells, which are parts of sentences, begin like one."""

    heading: str
    share: int = 0
    figures: bool = False
    sentence: bool = False


class Table(Struct, frozen=True):
    """``description`` says what it is, for those who do not see it; ``inside`` a provision, ``together`` on a page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    description: str
    inside: bool = False
    together: bool = False


class Plot(Struct, frozen=True):
    """A line over numbers, from point to point, and ``marks`` on it: each is how far to the right, and how far up.

    ``across`` and ``up`` say what the numbers are; ``description`` is for those who do not see it.
    """

    line: tuple[tuple[Decimal, Decimal], ...]
    marks: tuple[tuple[Decimal, Decimal], ...]
    across: str
    up: str
    title: str
    description: str


class Laid(Struct, frozen=True):
    """A provision: ``label`` ("award criterion") and ``number`` ("A1"; "" for a definition), title, text, tables.

    ``tag`` is the name of its content control, ``bookmark`` of the place to which references lead.
    """

    id: str
    kind: Kind
    label: str
    number: str
    title: str
    tag: str
    bookmark: str
    body: tuple[Numbered | Listing, ...]
    after: tuple[Line | Table | Plot, ...] = ()
    #: To which lots it applies, if not to all; it stands between the text and the tables.
    lots: tuple[Line, ...] = ()


class Field(Struct, frozen=True):
    """A place of a form for an answer, ``lines`` lines high."""

    tag: str
    label: str
    lines: int
    help: Inlines = ()


class Fields(Struct, frozen=True):
    """Fields one below the other; their labels have ``share`` percent of the width."""

    description: str
    fields: tuple[Field, ...]
    share: int = 30


class GridCell(Struct, frozen=True):
    """A printed ``label``, or a place for an answer (``tag``, and what it is called), or both."""

    label: str = ""
    tag: str = ""
    name: str = ""


class Grid(Struct, frozen=True):
    """A table to fill in. ``columns`` are pairs of heading and share; ``heads`` says that rows have headings too,
    ``height`` how high each is at least, in twips."""

    description: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[GridCell, ...], ...]
    heads: bool
    height: int = 2 * HANDWRITING


LaidBlock = Laid | Line | Heading | Table | Plot | Fields | Grid


class Part(Struct, frozen=True):
    """A part of a document, by what it is made from: equal parts have equal blocks, so nobody need make them twice."""

    make: Callable[..., tuple[LaidBlock, ...]]
    values: tuple[Hashable, ...]

    @property
    def blocks(self) -> tuple[LaidBlock, ...]:
        return self.make(*self.values)
