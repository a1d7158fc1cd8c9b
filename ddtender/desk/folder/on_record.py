"""Putting something on the record of a procurement: its words, and a line that can be read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.diagnostics import has_errors, ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.places import RECORD_FILE
from ddtender.record import line, read_record


class ToRecord(Struct, frozen=True):
    """What is to stand in a line of a record (``record.RecordEntry``)."""

    what: str
    on: date
    by: str
    role: str
    why: str
    said: Mapping[str, str]

    def line(self, before: bytes) -> bytes:
        """The line for a record that is ``before`` now."""
        return line(self.what, self.on, self.by, self.role, self.why, self.said, before)


def in_words(given: Mapping[str, str], may_lack: Container[str] = ()) -> list[str]:
    """What is given with options, in their order, each on one line. Raises Misused, with the option, for what is no
    words: nothing (unless an option ``may_lack`` it), or characters that cannot be seen."""
    return [_worded(" ".join(text.split()), option, may_lack) for option, text in given.items()]


def in_paragraphs(text: str, option: str, may_lack: Container[str] = ()) -> str:
    """The same of a text that keeps its lines, with at most one empty line between two. Raises Misused."""
    lines = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    return _worded(re.sub("\n{3,}", "\n\n", lines), option, may_lack)


def _worded(words: str, option: str, may_lack: Container[str]) -> str:
    if not words and option not in may_lack:
        raise Misused(Message("say it in words: it goes on record.", "messages.refusal.in_words"), option)
    if not words.replace("\n", "").isprintable():
        raise Misused(
            Message("it has characters that cannot be seen; write it again.", "messages.refusal.unseen_characters"),
            option,
        )
    return words


def refuse_unreadable(one: ToRecord, done: str) -> None:
    """Raises Refused for a line that could not be read again, such as one with letters of two alphabets in a word;
    ``done`` ends what is said."""
    if has_errors(findings := read_record(RECORD_FILE, one.line(b""))[1]):
        raise Refused(ordered(findings), done)


def put(folder: Path, one: ToRecord) -> None:
    """Add a line to the record of the procurement in ``folder``, unless it is the last one already: whoever was stopped
    before being told so does it again. Raises Refused, WorkspaceError."""
    path = folder / RECORD_FILE
    before = record_to_go_on(folder)
    if not is_last(before, one.line):
        door.append(path, before, one.line(before))


def record_to_go_on(folder: Path) -> bytes:
    """The record of the procurement in ``folder``, to which a line is to be added. Raises Refused for one that is not
    as it was written, since a line that follows would have to go where the record is put back from a backup;
    WorkspaceError."""
    content = door.read_record(folder / RECORD_FILE)
    if has_errors(found := read_record(RECORD_FILE, content)[1]):
        raise Refused(ordered(found), "; nothing was written")
    return content


def is_last(written: bytes, line_after: Callable[[bytes], bytes]) -> bool:
    """Whether the last line of a record is the one that ``line_after`` the lines before it makes."""
    earlier = written[: written.rstrip(b"\n").rfind(b"\n") + 1]
    return bool(written) and written == earlier + line_after(earlier)
