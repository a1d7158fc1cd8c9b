"""Elements of a Word part in a place where Word has none are told, each with the place."""

import pytest
from lxml import etree

from ddtender.library.structure import misplaced
from ddtender.office.package import W


def _wrong(body: str) -> list[str]:
    document = etree.fromstring(f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}</w:body></w:document>')
    return list(misplaced("word/document.xml", document))


_CELL = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
_SOUND = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" + _CELL.format("<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt><w:p/>")


def test_a_sound_part_has_nothing_to_tell() -> None:
    assert _wrong(_SOUND) == []


@pytest.mark.parametrize(
    ("inner", "outer", "body"),
    [
        ("t", "p", "<w:p><w:t>a</w:t></w:p>"),
        ("p", "r", "<w:p/><w:r><w:p/></w:r>"),
        ("tbl", "r", f"<w:r>{_CELL.format('<w:p/>')}</w:r>"),
        ("tr", "body", "<w:tr><w:tc><w:p/></w:tc></w:tr>"),
        ("tc", "tbl", "<w:tbl><w:tc><w:p/></w:tc></w:tbl>"),
        ("sdtContent", "body", "<w:sdtContent><w:p/></w:sdtContent>"),
    ],
)
def test_an_element_in_a_wrong_place_is_told(inner: str, outer: str, body: str) -> None:
    said = f"in word/document.xml, 'w:{inner}' stands within 'w:{outer}', where Word has none"
    assert said in _wrong(_SOUND + body + _SOUND)


@pytest.mark.parametrize("nested", ["<w:p/>", _CELL.format("<w:p/>")])
def test_what_stands_in_a_paragraph_is_told_but_for_text_boxes(nested: str) -> None:
    name = "p" if nested == "<w:p/>" else "tbl"
    within = f"<w:ins>{nested}</w:ins>"
    assert _wrong(f"<w:p>{within}</w:p>") == [f"in word/document.xml, 'w:{name}' stands within a paragraph"]
    assert _wrong(f"<w:p><w:r><w:txbxContent>{nested}</w:txbxContent></w:r></w:p>") == []
