"""Reading a Word document that somebody has worked on: text with tracked changes (ECMA-376 part 1, 17.13.5), comments.

Nothing in it is trusted; `part.py` reads the text of each part.
"""

from __future__ import annotations

from lxml import etree

from ddtender.library.looks.shown import Shown
from ddtender.library.provenance import read_signature
from ddtender.office.package import PackageError, W, open_package, parse_part
from ddtender.office.safe_xml import salvage_part
from ddtender.office.strict import in_usual_names
from ddtender.office.tracked import accept_by
from ddtender.returned.comments import read_comments
from ddtender.returned.fields import stored_of
from ddtender.returned.look import styles_of, targets_of
from ddtender.returned.numbers import ListNumbers
from ddtender.returned.pages import edges_of
from ddtender.returned.paragraph import Reader
from ddtender.returned.part import DOCUMENT, PartReader
from ddtender.returned.unread import Unread
from ddtender.returned.values import Formatting, ReadDocument

#: A tender of 300 provisions has a tenth of this.
MAX_BYTES = 40_000_000
_NOTES = ("word/footnotes", "word/endnotes")


def open_reviewed(content: bytes) -> dict[str, bytes]:
    """The parts of a document that came back. Raises PackageError, in words for the person who received it."""
    if not content:
        raise PackageError("the file is empty")
    if len(content) > MAX_BYTES:
        raise PackageError(f"the file has {len(content):,} bytes; at most {MAX_BYTES:,} are read")
    return in_usual_names(open_package(content))


def read_document(parts: dict[str, bytes]) -> ReadDocument:
    """Everything that a reader of Word sees in these parts; in a redline, its own changes are accepted.

    A broken text is read as far as it can be.

    Raises PackageError.
    """
    styles, signature = styles_of(parts), read_signature(parts)
    root, faults = _tree(DOCUMENT, parts, signature)
    if root.tag != W + "document":
        raise PackageError(f"the part {DOCUMENT} is not the text of a Word document")
    shown, stored, unread = Shown(parts, root.find(W + "background")), stored_of(parts), Unread(parts)
    body = PartReader(Reader(DOCUMENT, styles, shown, unread, ListNumbers(parts, shown)), stored, targets_of(parts))
    body.read(root)
    paragraphs = list(body.paragraphs)
    edges = edges_of(root, parts)
    for name in sorted(parts):
        if name in edges or (name.startswith(_NOTES) and name.endswith(".xml")):
            other = PartReader(Reader(name, styles, shown, unread), stored)
            tree, more = _tree(name, parts, signature)
            other.read(tree)
            faults += more
            paragraphs += other.paragraphs
            body.things += other.things
            body.formatting += [Formatting(change.mark, None) for change in other.formatting]
    things = (*body.things, *unread.elsewhere())
    comments = tuple(read_comments(parts, shown, body.anchors, body.marked, body.comments))
    return ReadDocument(tuple(paragraphs), comments, tuple(body.formatting), faults, things, signature is not None)


def _tree(name: str, parts: dict[str, bytes], signature: tuple[str, str] | None) -> tuple[etree._Element, int]:
    """A part's XML, in which the changes with a redline's signature are final: they are what was sent out; and how many
    faults it has."""
    faults = 0
    try:
        root = parse_part(name, parts[name])
    except PackageError:
        root, faults = salvage_part(name, parts[name])
    if signature is not None:
        accept_by(root, *signature)
    return root, faults
