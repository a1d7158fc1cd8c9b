"""Texts typed into cells of a workbook that other programs have written: that cell alone says something else."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from ddtender.office.package import PackageError, open_workbook
from ddtender.office.packaging import write
from ddtender.sheets.in_place import with_texts
from ddtender.sheets.stored import stored

ONE = "xl/worksheets/sheet1.xml"


def book(change: Callable[[bytes], bytes] = lambda part: part) -> bytes:
    """A workbook of two sheets, the first of which is ``change``d as XML."""
    made = Workbook()
    first, second = made.active, made.create_sheet("Two")
    assert first is not None
    first.title = "It's one"
    for row in (["a", "b"], ["c", "=A2"], ["d", 5]):
        first.append(row)
    second["A1"] = "='It''s one'!A2"
    second["A2"] = "=1+1"
    stream = io.BytesIO()
    made.save(stream)
    parts = open_workbook(stream.getvalue())
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(b"<v></v>", b"<v>7</v>")
    return write({**parts, ONE: change(parts[ONE].replace(b"<v></v>", b"<v>7</v>"))})


def typed(content: bytes, **texts: str) -> dict[str, object]:
    cells = {("It's one", int(at[1:]), " ABCD".index(at[0])): text for at, text in texts.items()}
    made = open_workbook(with_texts(content, cells, {"It's one": {1}}))
    return {cell.at: cell.value for rows in stored(made).values() for _, row in rows for cell in row}


def without_places(part: bytes) -> bytes:
    return re.sub(rb' r="\w+"', b"", part)


def prefixed(part: bytes) -> bytes:
    named = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part)
    return named.replace(b"xmlns=", b"xmlns:x=")


@pytest.mark.parametrize("change", [lambda part: part, without_places, prefixed])
def test_whatever_wrote_it(change: Callable[[bytes], bytes]) -> None:
    assert typed(book(change), A3="new", D2=" <&> ", B9="far") == {
        "It's one!A1": "a",
        "It's one!B1": "b",
        "It's one!A2": "c",
        "It's one!B2": None,
        "It's one!D2": " <&> ",
        "It's one!A3": "new",
        "It's one!B3": 5,
        "It's one!B9": "far",
        "Two!A1": None,  # it looks at the sheet, and is counted anew
        "Two!A2": 7,
    }


def test_what_cannot_be_typed_in_is_told() -> None:
    spread = book(lambda part: part.replace(b"<f>A2</f>", b'<f t="array" ref="B2:B3">A2:A3</f>'))
    for content, at in ((book(), "B2"), (spread, "B3")):
        with pytest.raises(PackageError, match=f"{at} (has|is counted by) a formula"):
            typed(content, **{at: "x"})
    assert with_texts(b"anything", {}, {}) == b"anything"
    assert load_workbook(io.BytesIO(with_texts(book(), {("Two", 5, 1): "=x"}, {})))["Two"]["A5"].quotePrefix
