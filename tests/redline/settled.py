"""A redline with all changes accepted or rejected, read by the tests' own reader and not by ddtender's."""

from collections.abc import Callable
from datetime import UTC, datetime

from lxml import etree

from ddtender.office.tracked import accept_all, reject_all
from ddtender.redline import Sides, Signature, redline
from tests.documents import W, Word

SIGNATURE = Signature("A. Jurist", datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
SIDES = Sides("medium@old", "high@new")


def redlined(old: bytes, new: bytes) -> bytes:
    """A redline whose own proof finds nothing."""
    made, findings = redline("tender-redline.docx", old, new, SIGNATURE, SIDES)
    assert not findings, findings
    return made.content


def said(read: Word) -> list[tuple]:
    """Style, printed number and text of every paragraph; every field; every control in order; every table's shape."""
    paragraphs = [(p.style, p.number, p.text) for p in read.paragraphs]
    fields = [field.cached for field in read.fields()]
    controls = [control.get(W + "val") for control in read.body.iter(W + "tag")]
    tables = [[len(row.findall(W + "tc")) for row in table.iter(W + "tr")] for table in read.body.iter(W + "tbl")]
    bold = [
        "".join(run.itertext(W + "t")) for run in read.body.iter(W + "r") if run.find(f"{W}rPr/{W}rStyle") is not None
    ]
    return [paragraphs, fields, controls, tables, "".join(bold)]


def settled(content: bytes, settle: Callable[[etree._Element], None]) -> Word:
    read = Word(content)
    body = read.tree("word/document.xml")
    settle(body)
    return Word(read.edited(document=etree.tostring(body)))


def holds(old: bytes, new: bytes) -> bytes:
    """Make a redline, hold it to its promise, and give its bytes."""
    content = redlined(old, new)
    assert said(settled(content, accept_all)) == said(Word(new))
    assert said(settled(content, reject_all)) == said(Word(old))
    return content
