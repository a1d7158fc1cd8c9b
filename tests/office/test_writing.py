"""A document that is written piece by piece has the bytes of one that was made first, and only a piece in memory."""

import io
from collections.abc import Iterator

import pytest
from lxml import etree

from ddtender.office import wml
from ddtender.office.packaging import serialize, write
from ddtender.office.wml import Element, W
from ddtender.office.writing import Long, write_tree
from tests.packages import parts_of

FRAME = (
    f'<w:document xmlns:mc="urn:mc" xmlns:w="{wml.NAMESPACE}" xmlns:z="urn:unused" mc:Ignorable="z"><w:body>'
    "<w:sdt><w:sdtPr><w:id w:val='0'/></w:sdtPr></w:sdt> between <w:p/>after the place<w:p><w:bookmarkStart/></w:p>"
    "<!-- <?here?> --><?here?></w:body></w:document>"
)


def frame() -> tuple[Element, Element]:
    """A tree, and the place in it."""
    root = etree.fromstring(FRAME)
    return root, root[0][1]


def drawing() -> Element:
    """A piece with namespaces of its own, one of them unused, and a sign that ends a tag."""
    made = etree.fromstring(
        '<d:frame xmlns:d="urn:d" xmlns:u="urn:u" d:of=">"><d:in>a &lt; b &gt; c — é</d:in></d:frame>'
    )
    return wml.element("r", made)


def rows() -> Iterator[Element]:
    yield from (wml.row([wml.cell(100 * n, wml.text_paragraph("Text", f"row {n}"))]) for n in range(1, 4))


def pieces() -> list[Element]:
    table = wml.table("Table", [100], [*rows()], description="> all <")
    control = wml.block_control("id@1.0.0", "A > B", [wml.text_paragraph("Text", "x")])
    return [wml.text_paragraph("Text", "one"), wml.paragraph("Text", [drawing()]), table, control, wml.element("p")]


def test_the_bytes_are_those_of_a_tree_made_at_once() -> None:
    root, place = frame()
    for piece in pieces():
        place.addprevious(piece)
    root[0].remove(place)
    whole = serialize(root)

    stream = io.BytesIO()
    content = list[Element | Long](pieces())
    content[2] = Long(wml.table("Table", [100], [], description="> all <"), rows())
    write_tree(stream, frame()[1], content)
    assert stream.getvalue() == whole and b"row 3" in whole and b'urn:u"' not in whole


def test_elements_are_changed_in_the_order_of_the_document_before_they_are_written() -> None:
    seen = []

    def number(element: Element) -> None:
        seen.append(element.tag.removeprefix(W))
        element.set(W + "val", str(len(seen)))

    table = Long(wml.table("Table", [1], []), (wml.row([wml.cell(1, *wml.bookmark("b", []))]) for _ in range(2)))
    stream = io.BytesIO()
    content = [
        wml.paragraph("Text", wml.bookmark("a", [])),
        table,
        wml.inline_control("t", "a", wml.text_run("x"), False),
    ]
    write_tree(stream, frame()[1], content, (W + "id", W + "bookmarkStart"), number)
    assert seen == ["id", "bookmarkStart", "bookmarkStart", "bookmarkStart", "id", "bookmarkStart"]
    written = etree.fromstring(stream.getvalue())
    assert [e.get(W + "val") for e in written.iter(W + "id", W + "bookmarkStart")] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("in_table", [False, True])
def test_a_piece_is_written_before_the_next_is_made(in_table: bool) -> None:
    stream, sizes = io.BytesIO(), []

    def made() -> Iterator[Element]:
        for n in range(50):
            sizes.append(stream.tell())
            yield wml.text_paragraph("Text", f"number {n}")

    write_tree(stream, frame()[1], [Long(wml.element("tbl"), made())] if in_table else made())
    assert len(sizes) == 50 == len(set(sizes)) and stream.getvalue().count(b"number ") == 50


def test_a_part_that_writes_itself_is_as_one_that_was_given() -> None:
    long = b"0123456789" * 300_000

    def by_pieces(stream) -> None:
        for n in range(0, len(long), 7777):
            stream.write(long[n : n + 7777])

    small = {"[Content_Types].xml": b"<Types/>", "a.xml": b"<a/>"}
    content = write({**small, "long.xml": by_pieces})
    assert content == write({**small, "long.xml": long}) and parts_of(content)["long.xml"] == long
