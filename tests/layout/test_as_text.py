"""An output that is nothing but text has every cell of every table from the layout, those that lead to a form too."""

from ddtender.layout import laid_out
from ddtender.layout.values import FormReference, Table, words_of
from tests.documents import composed


def test_every_cell_of_the_tender_can_be_written_as_text() -> None:
    parts = [part for section in laid_out(composed("laptops"), "tender").values() for part in section]
    tables = [block for part in parts for block in part.blocks if isinstance(block, Table)]
    cells = [inlines for table in tables for row in table.rows for cell in row for inlines in cell]
    texts = [words_of(inlines) for inlines in cells]
    assert len(texts) > 50 and all(texts)
    led = {
        text for inlines, text in zip(cells, texts, strict=True) if any(isinstance(i, FormReference) for i in inlines)
    }
    assert {"Reply form A", "Reply form B"} <= led
