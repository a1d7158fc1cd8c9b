"""Reply forms have room for the words of every language, and never go over a page with a few lines."""

import pytest

from ddtender.layout.columns import LINE, ROOM, word_room
from ddtender.layout.form_room import grid_shares, with_room
from ddtender.layout.values import Field, Fields, Grid, GridCell, Heading, LaidBlock
from ddtender.library.loader import load, load_in
from ddtender.model import ReplyFormTable, Text
from tests.documents import sources

TAGS = ("en", "nl", "fr", "de", "nb")


def heading(level: int, words: str) -> Heading:
    return Heading(level, (Text(words, None),))  # type: ignore[arg-type]


def grid(rows: int, label: str = "") -> Grid:
    cells = ((GridCell(label, "f.1.a", "a"), GridCell("", "f.1.b", "b")),)
    return Grid("Sites", (("Name", 50), ("Address", 50)), cells * rows, heads=False)


def form(*grids: Grid) -> tuple[LaidBlock, ...]:
    fields = Fields("Fields", (Field("f.tenderer", "Name of the Tenderer", 1),))
    return (heading(2, "Reply form A: Sites"), fields, *(one for g in grids for one in (heading(3, "Sites"), g)))


def test_a_form_that_fits_has_rows_for_handwriting() -> None:
    assert [one.height for one in with_room(form(grid(4)), 0) if isinstance(one, Grid)] == [720]


def test_rows_are_lower_where_the_form_would_go_over_its_page_by_a_little() -> None:
    heights = [one.height for one in with_room(form(grid(9), grid(8)), 0) if isinstance(one, Grid)]
    assert heights[0] == heights[1]
    assert 560 <= heights[0] < 720


def test_the_last_table_goes_to_a_page_of_its_own_where_both_have_no_room() -> None:
    made = with_room(form(grid(12), grid(12)), 0)
    assert [one.new_page for one in made if isinstance(one, Heading)] == [False, False, True]
    assert {one.height for one in made if isinstance(one, Grid)} == {720}


def test_labels_get_the_room_in_which_they_are_lowest() -> None:
    long = Field("f.later", "Where the criterion asks for it: how, how often and by whom this is kept up to date", 1)
    made = with_room((Fields("Fields", (long,)), Fields("Fields", (Field("f.name", "Name", 1),))), 0)
    first, second = (one.share for one in made if isinstance(one, Fields))
    assert first == second > 30


@pytest.mark.parametrize("tag", TAGS)
def test_no_word_of_our_forms_is_longer_than_its_column(tag: str) -> None:
    library, _ = load(sources().files, languages=False)
    if tag != "en":
        library = load_in(tag, sources(languages=True).files, library)
    for one in library.reply_forms:
        for table in (part for part in one.parts if isinstance(part, ReplyFormTable)):
            headings = tuple(words for _, words, _ in table.columns)
            shares = grid_shares(tuple(share for *_, share in table.columns), headings, table.row_labels or ("",))
            widths = [share * LINE / sum(shares) - ROOM for share in shares]
            for words, width in [*zip(headings, widths, strict=True), *((x, widths[0]) for x in table.row_labels)]:
                assert word_room(words) * (1 if words in headings else 0.93) <= width + 0.1, f"{one.id}: {words}"
