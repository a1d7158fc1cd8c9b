"""No word is cut in a table of a paper, in any language: not of the market, nor of the risks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.documents import W
from tests.languages.papers import papers
from tests.languages.test_no_english import MARGINS, width_of
from tests.packages import parts_of


@pytest.mark.parametrize("tag", ["en", "nl", "fr", "de", "nb"])
def test_no_column_of_a_paper_is_narrower_than_its_longest_word(tag: str, tmp_path: Path) -> None:
    made = {name: content for name, content in papers(tag, tmp_path).items() if name.endswith(".docx")}
    assert len(made) > 8
    assert [f"{name}: {word}" for name, content in made.items() for word in cut_in(content)] == []


def cut_in(content: bytes) -> Iterator[str]:
    """The words that are wider than their column, of tables whose rows have a cell for each."""
    for table in etree.fromstring(parts_of(content)["word/document.xml"]).iter(f"{W}tbl"):
        columns = [int(one.get(f"{W}w")) / 20 - MARGINS for one in table.iter(f"{W}gridCol")]
        for cells in (row.findall(f"{W}tc") for row in table.iterfind(f"{W}tr")):
            if len(cells) == len(columns):
                for room, cell in zip(columns, cells, strict=True):
                    text = " ".join("".join(p.itertext(f"{W}t")) for p in cell.iter(f"{W}p"))
                    yield from (word for word in re.split(r"\s+|(?<=-)", text) if width_of(word) > room)
