"""What colleagues remark on the texts of a procurement: a file for each comment, which people can read and git merges.

``comments/ID.yaml`` in the folder of a procurement. ``about`` is the id of a provision, or ``tender`` or ``contract``
for a whole document; ``remarks`` are what was said, the first of which is the comment itself. Remarks are only ever
added, at the end. One that has ``settles`` says that nothing is open any more; one after it opens the comment again.
"""

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from ddtender.diagnostics import Diagnostic
from ddtender.library.form_values import Day, FileForm, LongText, says, text_like
from ddtender.library.places import COMMENTS, TEMPLATE_NAMES
from ddtender.library.source import decode
from ddtender.library.validation import read_form

#: What a line of the record says has happened.
COMMENTED, COMMENT_ANSWERED, COMMENT_SETTLED = "commented", "comment-answered", "comment-settled"
ENDING = ".yaml"
_About = Annotated[str, text_like(r"[a-z][a-z0-9._-]*", "is neither an id nor the name of a document", max_length=150)]


class CommentRemarkForm(FileForm):
    """What somebody has said."""

    is_printed: ClassVar[bool] = False

    by: LongText
    role: LongText
    date: Day
    said: Annotated[LongText | None, says("What was said; nothing where somebody only settles the comment")] = None
    settles: Annotated[bool, says("Whether nothing is open any more")] = False

    def __post_init__(self) -> None:
        if self.said is None and not self.settles:
            raise ValueError("say something, or settle the comment")


class ThreadForm(FileForm):
    """A comment with what was answered; `ddtender comments` writes it, and adds to it."""

    is_printed: ClassVar[bool] = False

    about: Annotated[_About, says("The id of a provision, or tender or contract")]
    remarks: Annotated[tuple[CommentRemarkForm, ...], Meta(min_length=1)]


class CommentRemark(Struct, frozen=True):
    """Who has said what (``""`` where they only settle it), on which day, and whether that settles the comment."""

    by: str
    role: str
    on: date
    said: str
    settles: bool = False


class Comment(Struct, frozen=True):
    """A comment by the name of its file: what it is about, and all that was said, the oldest first."""

    id: str
    about: str
    remarks: tuple[CommentRemark, ...]

    @property
    def is_open(self) -> bool:
        return not self.remarks[-1].settles

    @property
    def is_on_document(self) -> bool:
        """Whether it is about a whole document."""
        return self.about in TEMPLATE_NAMES


def path_of(id_: str) -> str:
    """Where a comment lies below the folder of its procurement."""
    return f"{COMMENTS}/{id_}{ENDING}"


def id_of(about: str, first: CommentRemark) -> str:
    """The id of a comment: what it is about, and the beginning of a digest of what it says. The same said twice has
    one, so that a form that is sent twice makes one comment."""
    from hashlib import sha256

    told = "\n".join((about, first.by, first.role, first.on.isoformat(), first.said))
    return f"{about}-{sha256(told.encode()).hexdigest()[:8]}"


def beginning(about: str) -> bytes:
    """What the file of a comment begins with, before any remark."""
    return f"about: {about}\nremarks:\n".encode()


def added(one: CommentRemark) -> bytes:
    """What stands in the file for a remark."""
    import json

    by, role, said = (json.dumps(text, ensure_ascii=False) for text in (one.by, one.role, one.said))
    lines = [f"  - by: {by}", f"    role: {role}", f"    date: {one.on.isoformat()}"]
    lines += [f"    said: {said}"] if one.said else []
    lines += ["    settles: true"] if one.settles else []
    return "".join(f"{line}\n" for line in lines).encode()


def read_comment(path: str, id_: str, content: bytes) -> tuple[Comment | None, list[Diagnostic]]:
    """What the file of a comment says, or every reason why it cannot be read."""
    source, findings = decode(path, content)
    if source is None:
        return None, findings
    form, _, found = read_form(ThreadForm, source)
    if form is None:
        return None, [*findings, *found]
    remarks = tuple(CommentRemark(one.by, one.role, one.date, one.said or "", one.settles) for one in form.remarks)
    return Comment(id_, form.about, remarks), [*findings, *found]
