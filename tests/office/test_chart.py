"""A chart says its numbers in itself: what a reader of the part finds is what was given."""

from pathlib import Path

import pytest
from lxml import etree

from ddtender.office.chart import Bars, add_chart, chart_run, stacked_bars
from ddtender.office.chart_xml import Letters
from ddtender.office.package import main_text, open_package
from ddtender.office.packaging import write
from ddtender.office.relations import OF_DOCUMENT, relations
from tests.market.forms import template
from tests.packages import parts_of
from tests.tools import validate_docx

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
CATEGORIES = ("Policies & <actions>", "Overall")
BARS = (Bars("low", (0, 3), "C9D6DB", "16323C"), Bars("high", (12, 5), "1F4E5F", "FFFFFF"))
LETTERS = Letters("Garamond", "nl-BE", 9.5)


def chart(*bars: Bars) -> etree._Element:
    return etree.fromstring(stacked_bars(CATEGORIES, bars or BARS, "Number of suppliers", LETTERS))


def cached(element: etree._Element) -> list[str]:
    return [value.text for value in element.iter(C + "v")]


def test_names_numbers_and_colours_are_those_that_were_given() -> None:
    series = list(chart().iter(C + "ser"))
    assert [cached(one.find(C + "tx")) for one in series] == [["low"], ["high"]]
    assert [cached(one.find(C + "cat")) for one in series] == [list(CATEGORIES)] * 2
    assert [cached(one.find(C + "val")) for one in series] == [["0", "3"], ["12", "5"]]
    assert [one.find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val") for one in series] == ["C9D6DB", "1F4E5F"]
    inks = [one.find(f"{C}dLbls/{C}txPr//{A}srgbClr").get("val") for one in series]
    assert inks == ["16323C", "FFFFFF"]
    assert [text.text for text in chart().iter(A + "t")] == ["Number of suppliers"]


def test_the_first_category_is_on_top_and_the_numbers_are_at_the_bottom() -> None:
    category, number = (next(chart().iter(C + name)) for name in ("catAx", "valAx"))
    assert category.find(f"{C}scaling/{C}orientation").get("val") == "maxMin"
    assert number.find(C + "crosses").get("val") == "max"
    assert {axis.find(C + "crossAx").get("val") for axis in (category, number)} == {
        axis.get("val") for axis in chart().iter(C + "axId")
    }


def test_a_bar_of_nothing_has_no_number_on_it() -> None:
    low, high = (
        [int(e.get("val")) for e in one.findall(f"{C}dLbls/{C}dLbl/{C}idx")] for one in chart().iter(C + "ser")
    )
    assert (low, high) == ([0], [])


def test_no_file_stands_behind_a_chart_and_every_reference_has_its_values() -> None:
    root = chart()
    assert not list(root.iter(C + "externalData", C + "userShapes"))
    for reference in root.iter(C + "strRef", C + "numRef"):
        cache = reference[1]
        assert int(cache.find(C + "ptCount").get("val")) == len(cache.findall(C + "pt")) > 0


@pytest.mark.parametrize(("most", "end", "step"), [(0, 1, 1), (1, 1, 1), (10, 10, 1), (11, 11, 2), (137, 137, 20)])
def test_the_axis_counts_in_whole_steps_that_can_be_read(most: int, end: int, step: int) -> None:
    axis = next(chart(Bars("low", (0, most), "000000", "FFFFFF")).iter(C + "valAx"))
    assert axis.find(f"{C}scaling/{C}max").get("val") == str(end)
    assert axis.find(C + "majorUnit").get("val") == str(step)


def test_all_words_are_in_one_font_and_language() -> None:
    fonts = list(chart().iter(A + "latin"))
    assert len(fonts) >= 4 and {font.get("typeface") for font in fonts} == {"Garamond"}
    assert {e.get("lang") for e in chart().iter() if e.get("lang")} == {"nl-BE"}
    assert {e.get("sz") for e in chart().iter(A + "defRPr", A + "rPr")} == {"950"}
    plain = etree.fromstring(stacked_bars(CATEGORIES, BARS, "", Letters("", "en")))
    assert not list(plain.iter(A + "latin"))


def test_the_same_values_are_the_same_bytes() -> None:
    assert stacked_bars(CATEGORIES, BARS, "n", LETTERS) == stacked_bars(list(CATEGORIES), list(BARS), "n", LETTERS)


def test_a_second_chart_takes_no_name_or_number_of_the_first(tmp_path: Path, needs_validator: None) -> None:
    """As in a template that has a chart of its own, or was made from a report of ours."""
    parts = open_package(template())
    document = main_text(parts)
    place = next(document.iter("{*}p"))
    for said in ("one", "two"):
        relation = add_chart(parts, stacked_bars([said], [Bars(said, (1,), "000000", "FFFFFF")], said, LETTERS))
        place.append(chart_run(relation, document, 5000, 3000, said, f"{said} <in words>"))
    parts["word/document.xml"] = etree.tostring(document)
    (tmp_path / "two.docx").write_bytes(write(parts))
    assert validate_docx([tmp_path / "two.docx"]) == []

    read = parts_of((tmp_path / "two.docx").read_bytes())
    drawn = etree.fromstring(read["word/document.xml"])
    by_id = {one.id: one.part for one in relations(read, OF_DOCUMENT)}
    shown = [by_id[one.get(f"{R}id")] for one in drawn.iter(C + "chart")]
    assert [next(etree.fromstring(read[part]).iter(A + "t")).text for part in shown] == ["one", "two"]
    properties = list(drawn.iter(DOC_PR))
    assert [one.get("descr") for one in properties] == ["one <in words>", "two <in words>"]
    assert len({one.get("id") for one in properties}) == 2
