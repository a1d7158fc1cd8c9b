"""Comments of colleagues on the texts of a procurement: made, answered, settled; each is on record as well."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.as_shown import until_written
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.folder.on_record import ToRecord, in_paragraphs, in_words, record_to_go_on, refuse_unreadable
from ddtender.desk.folder.procurement_folder import refuse_other
from ddtender.desk.sources import refuse_unknown
from ddtender.desk.unread import unread_file
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.places import COMMENTS, RECORD_FILE, TEMPLATE_NAMES
from ddtender.procurement.comments import (
    COMMENT_ANSWERED,
    COMMENT_SETTLED,
    COMMENTED,
    ENDING,
    Comment,
    CommentRemark,
    added,
    beginning,
    id_of,
    path_of,
    read_comment,
)
from ddtender.workspace.disk import from_here
from ddtender.workspace.files import is_passed_over

_NOTHING = "; nothing was written"


class Comments(Struct, frozen=True):
    """The comments of a procurement by their ids in order of their days, and what is wrong with their files."""

    all: tuple[Comment, ...]
    findings: tuple[Diagnostic, ...] = ()

    @property
    def open(self) -> tuple[Comment, ...]:
        return tuple(one for one in self.all if one.is_open)


def comments(folder: Path) -> Comments:
    """What was remarked in the procurement of this folder. Raises Misused, WorkspaceError."""
    refuse_other(folder)
    place = folder / COMMENTS
    if place.is_symlink() or not place.is_dir():
        return Comments(())
    found: list[Comment] = []
    findings: list[Diagnostic] = []
    try:
        names = {*door.names_in(place)} - door.links_in(place)
    except door.WorkspaceError as error:
        return Comments((), (unread_file(error, place, folder),))
    for name in sorted(names):
        if not name.endswith(ENDING) or is_passed_over(name) or os.path.isdir(place / name):
            continue
        try:
            content = door.read_bytes(place / name)
        except door.WorkspaceError as error:
            findings.append(unread_file(error, place / name, folder))
            continue
        one, wrong = read_comment(from_here(place / name), name.removesuffix(ENDING), content)
        findings += wrong
        found += [one] if one is not None else []
    found.sort(key=lambda one: (one.remarks[0].on, one.id))
    return Comments(tuple(found), tuple(ordered(findings)))


def comment(folder: Path, about: str, said: str, by: str, role: str, known: Collection[str]) -> Comment:
    """Remark something on a provision, whose id is one of those that are ``known``, or on a document (``tender``,
    ``contract``). Raises Refused, Misused, WorkspaceError; then nothing was written."""
    refuse_other(folder)
    if about not in TEMPLATE_NAMES:
        refuse_unknown([about], [*known, *TEMPLATE_NAMES])
    first = _remark(said, by, role)
    id_ = id_of(about, first)

    def write() -> Comment:
        if any(one.id == id_ for one in comments(folder).all):
            raise Misused(
                Message("that was said already, by the same person on the same day.", "messages.refusal.said_already"),
                "--say",
            )
        return _put(folder, Comment(id_, about, (first,)), b"", COMMENTED)

    return until_written(write)


def answer(folder: Path, id_: str, said: str, by: str, role: str, settles: bool = False) -> Comment:
    """Answer a comment, or say that nothing of it is open any more (then ``said`` may be empty). Raises Refused,
    Misused, WorkspaceError; then nothing was written."""
    return until_written(lambda: _answer(folder, id_, _remark(said, by, role, settles)))


def _answer(folder: Path, id_: str, more: CommentRemark) -> Comment:
    known = {one.id: one for one in comments(folder).all}
    if id_ not in known:
        raise Misused(f"there is no comment '{id_}'; `ddtender comments` lists them.", "--to")
    one = known[id_]
    if more.settles and not one.is_open and not more.said:
        raise Misused(Message("it is settled already.", "messages.refusal.settled_already"), "--settle")
    if more == one.remarks[-1]:  # sent twice
        raise Misused(
            Message("that was said already, by the same person on the same day.", "messages.refusal.said_already"),
            "--say",
        )
    before = door.read_bytes(folder / path_of(id_))
    what = COMMENT_SETTLED if more.settles else COMMENT_ANSWERED
    return _put(folder, Comment(id_, one.about, (*one.remarks, more)), before, what)


def _remark(said: str, by: str, role: str, settles: bool = False) -> CommentRemark:
    may_lack = ("--say",) if settles else ()
    said = in_paragraphs(said, "--say", may_lack)
    by, role = in_words({"--by": by, "--role": role})
    return CommentRemark(by, role, door.today(), said, settles)


def _put(folder: Path, one: Comment, before: bytes, what: str) -> Comment:
    """Write the last remark into its file and onto the record, both or neither."""
    more, path = one.remarks[-1], path_of(one.id)
    start = "" if not before or before.endswith(b"\n") else "\n"
    line = (b"" if before else beginning(one.about)) + start.encode() + added(more)
    if has_errors(found := read_comment(path, one.id, before + line)[1]):
        raise Refused(ordered(found), _NOTHING)
    said = {"comment": one.id, "about": one.about, "said": " ".join(more.said.split())}
    entry = ToRecord(what, more.on, more.by, more.role, "", {key: text for key, text in said.items() if text})
    refuse_unreadable(entry, _NOTHING)
    record = record_to_go_on(folder)
    door.append_to(folder, {path: (before, line), RECORD_FILE: (record, entry.line(record))})
    return one
