"""What a review found: one entry for every change and comment, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct, field

from ddtender.library.yaml_document import Path
from ddtender.returned.rewrite import UnitChange
from ddtender.returned.values import Mark, ReadComment, Run


class What(Enum):
    """The kinds of entry."""

    TEXT = "text"
    TITLE = "title"
    COMMENT = "comment"
    BLANK = "blank"
    FORMAT = "format"
    OUTSIDE = "outside"
    ORDER = "order"
    NUMBERING = "numbering"


class Reason(Enum):
    """Why an entry is left for a person. The value is what the report says."""

    REFERENCE = "it goes over a reference"
    BLANK = "it goes over a blank"
    ROW = "a row of a table came or went"
    CELLS = "a cell of a table has one paragraph"
    GENERATED = "it is in a part that is generated (a table, a label)"
    OUTSIDE = "it is outside every provision"
    ACROSS = "it goes across the end of a provision"
    WHOLE = "the whole provision was taken out"
    CONTESTED = "two people changed the same words"
    CONFLICT = "another copy changes the same words differently"
    MOVED = "text was moved"
    HALF = "it is one half of a move, and the other cannot be written"
    COPIED = "the provision's control stands in the document more than once"
    SWAPPED = "the provision's control holds another provision, by its bookmark or its words"
    UNREAD = "Word shows or hides words here in a way that cannot be compared"
    FILLED = "a value belongs into the procedure file"
    UNTRANSLATED = "nobody has translated the clause"
    PARITY = "a translation has the paragraphs and items of its source; change that first, then apply this file again"
    UNTRACEABLE = "it cannot be traced to the words of the clause's file"
    UNWRITABLE = "it cannot be written in the clause's file without doubt"
    CHANGED = "the clause in the library is no longer the one that was reviewed"
    BOTH = "the library has changed the same words since the draft went out"
    THERE = "it is already there"
    DAMAGED = "the file is damaged, so that something may be missing here"
    UNCERTAIN = "nobody tracked it, and the draft is not here as it was sent: it may be the draft's own"
    SENT = "the document says that it was sent so; whether it was cannot be seen from here"
    FORMAT = "a change of format only"
    LOOK = "the new words have a format that a clause cannot hold"
    STYLE = "a change of a paragraph's style or numbering only"
    NUMBER = "a change of numbering, which no clause's text holds"
    OBJECT = "it has a note, a picture, a sign or a field, which a clause cannot hold"
    GLUED = "it stands right at a blank or reference, and so may belong to it"
    EMPTY = "the comment has no words"
    RESOLVED = "it is resolved in the document, so nothing is open"
    SEVERAL = "it stands on several provisions"
    NOTE_RESOLVED = "a drafting note was resolved: a decision that the clause's notes do not have yet"
    NOTE_DELETED = "a drafting note was deleted: a decision that the clause's notes do not have yet"
    NOTE_EDITED = "a drafting note was edited, and what was typed is no comment that the clause's notes have"
    BREAK = "a page break, which is for the template to say"
    LOST = "the document marks a comment here, and no longer has it"
    DRAFTING = "it is a drafting note of ddtender's own, worded otherwise"
    TERM = "it renames a defined term"
    NOTE = "the clause's notes cannot be edited by a program"
    FAULTY = "with it the clause would have an error"


class ThreeTexts(Struct, frozen=True):
    """The same paragraphs three times: as they went out, as the reviewer left them, and as the library has them."""

    base: str
    theirs: str
    ours: str


class Entry(Struct):
    """One change or comment. ``offsets`` are those of the draft's text of the provision (of everything outside if there
    is none); ``line`` is the number of the paragraph in the reviewed document. ``reason`` is None as long as the entry
    can be applied; ``applied`` is set when it has been; ``sides`` where the library has changed the same paragraphs;
    ``certain`` that the words it changes are those that were sent, though the draft itself may be another. Words of a
    table go by their ``key`` in the clause's file, and ``change`` is one of these; ``outside`` says that the table
    stands outside every provision, ``in_table`` that ``offsets`` are those of the tables of one."""

    file: str
    what: What
    provision: str | None
    place: str
    line: int
    old: str
    new: str
    marks: tuple[Mark, ...] = ()
    untracked: bool = False
    offsets: tuple[int, int] = (0, 0)
    runs: tuple[Run, ...] = ()
    context: tuple[str, str] = ("", "")
    change: UnitChange | None = None
    comment: ReadComment | None = None
    answers: tuple[ReadComment, ...] = ()
    blank: str = ""
    reason: Reason | None = None
    said: str = ""
    applied: bool = False
    rivals: list[Entry] = field(default_factory=list)
    sides: ThreeTexts | None = None
    certain: bool = False
    key: Path = ()
    outside: bool = False
    in_table: bool = False

    @property
    def authors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mark.author for mark in self.marks))

    @property
    def why(self) -> str:
        """Why it is left for a person, in words; "" where it is not."""
        if self.reason is None:
            return ""
        return f"{self.reason.value}: {self.said}" if self.said else self.reason.value

    def leave(self, reason: Reason, said: str = "") -> None:
        """Leave it for a person; the first reason stays."""
        if self.reason is None:
            self.reason, self.said = reason, said


class Counts(Struct, frozen=True):
    """``applied`` + ``listed`` = ``all``."""

    all: int
    applied: int
    listed: int


def count(entries: Iterable[Entry]) -> Counts:
    found = list(entries)
    applied = sum(entry.applied for entry in found)
    return Counts(len(found), applied, len(found) - applied)
