"""What a reviewed document says: its paragraphs with their tracked changes, and its comments."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

#: Stands for the end of a paragraph in the flat text of a provision.
MARK = "\u2029"
#: What a run comes from that is no text: a note, a picture, a field that the program computes.
OBJECT = "object"


class Mark(Struct, frozen=True, order=True):
    """Who made a tracked change and when (ISO 8601 as in the file); ``moved`` is one half of a move."""

    author: str
    date: str
    moved: bool = False


class Run(Struct, frozen=True):
    """Text of one format and one history. Both marks: somebody inserted it and somebody deleted it again.

    ``style`` is set for the end of a paragraph only: the name of the paragraph's style. ``what`` names what the text
    comes from: the tag of an inline control ("blank:name"), "REF bookmark" for a field, ``OBJECT``, or nothing.
    ``link`` is the address behind it, ``looks`` are formats that Markdown has no sign for; for the end of a paragraph
    they are the level of its list and its oddities. ``given`` are those that a tracked change of format added.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    inserted: Mark | None = None
    deleted: Mark | None = None
    style: str = ""
    what: str = ""
    link: str = ""
    looks: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    @property
    def format(self) -> tuple[bool, bool, str, tuple[str, ...]]:
        """All that a reader sees of it besides its letters."""
        return self.strong, self.emphasis, self.link, self.looks


class ReadParagraph(Struct, frozen=True):
    """A paragraph: ``number`` counts from 1 in its part; ``control`` is the tag of the provision's control around it,
    ``table`` the number of the table it stands in, within its control if it has one; ``inserted`` and ``deleted``
    concern the paragraph's end; ``level`` is that of its list, counted from 1, or nothing; ``label`` is the number
    before it ("1.2", "(a)") and ``count`` that of its own level. ``typed`` is a number that somebody typed there, which
    is no part of the text, with who did. ``breaks`` are the page breaks in or before it, each with its mark if it is
    tracked. ``oddities`` are words that its number has beside the count, and what is hidden of its end; ``written`` is
    how its number is written."""

    part: str
    number: int
    style: str
    runs: tuple[Run, ...]
    inserted: Mark | None = None
    deleted: Mark | None = None
    control: str | None = None
    table: int | None = None
    bookmarks: tuple[str, ...] = ()
    level: str = ""
    label: str = ""
    count: int | None = None
    typed: str = ""
    typed_by: tuple[Mark, ...] = ()
    breaks: tuple[Mark | None, ...] = ()
    oddities: tuple[str, ...] = ()
    written: str = ""

    @property
    def before(self) -> str:
        """The text without what is tracked as inserted."""
        return "".join(run.text for run in self.runs if run.inserted is None)

    @property
    def after(self) -> str:
        """The text without what is tracked as deleted."""
        return "".join(run.text for run in self.runs if run.deleted is None)

    @property
    def tracked(self) -> bool:
        """Whether anything in it is a tracked change."""
        return bool(self.inserted or self.deleted or any(run.inserted or run.deleted for run in self.runs))


class ReadComment(Struct, frozen=True):
    """A comment: ``words`` is the text that it stands on, ``paragraph`` the index of the paragraph where it begins
    and ``last`` that where its words end, ``answers_to`` the id of the comment that it answers; ``resolved`` says that
    somebody has settled it, ``hidden`` that some of its words are not seen. Of one that is ``lost`` the document has
    only the place."""

    id: str
    author: str
    date: str
    text: str
    words: str = ""
    paragraph: int | None = None
    answers_to: str | None = None
    lost: bool = False
    last: int | None = None
    resolved: bool = False
    hidden: bool = False


class Formatting(Struct, frozen=True):
    """A tracked change of format, the index of its paragraph, and its words ("" if it is the paragraph's)."""

    mark: Mark
    paragraph: int | None
    words: str = ""
    numbering: bool = False


class Thing(Struct, frozen=True):
    """What prints or hides words in a way that is not read, and these words if they are known; ``paragraph`` is the
    index of the paragraph in the main document at which it stands, None elsewhere; ``digest`` that of a file."""

    name: str
    words: str
    paragraph: int | None = None
    digest: str = ""


class ReadDocument(Struct, frozen=True):
    """A whole document: the paragraphs of its body, then those of headers, footers and notes. ``faults`` counts the
    places at which a broken file could not be read; a ``redline`` went out without drafting notes."""

    paragraphs: tuple[ReadParagraph, ...]
    comments: tuple[ReadComment, ...] = ()
    formatting: tuple[Formatting, ...] = ()
    faults: int = 0
    things: tuple[Thing, ...] = ()
    redline: bool = False


def flat_runs(paragraphs: Sequence[ReadParagraph]) -> list[Run]:
    """The runs of paragraphs in a row, each paragraph's end as a run of its own."""
    made: list[Run] = []
    for paragraph in paragraphs:
        made += paragraph.runs
        made.append(
            Run(
                MARK,
                inserted=paragraph.inserted,
                deleted=paragraph.deleted,
                style=paragraph.style,
                looks=(paragraph.level, *paragraph.oddities),
            )
        )
    return made
