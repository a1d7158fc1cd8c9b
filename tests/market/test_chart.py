"""The chart of the report fits the template: its letters, its language, the width of its page."""

import re
from pathlib import Path

import pytest
from lxml import etree

from ddtender.market.report import report
from ddtender.words import language
from tests import tools
from tests.documents import MOMENT
from tests.market.forms import HIGH, MEDIUM, answers_of, assessed, questionnaire, template
from tests.packages import parts_of, zipped

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_THEME = (
    f'<a:theme xmlns:a="{A[1:-1]}" name="t"><a:themeElements><a:fontScheme name="f"><a:majorFont><a:latin '
    'typeface="Georgia"/></a:majorFont><a:minorFont><a:latin typeface="Verdana"/></a:minorFont></a:fontScheme>'
    "</a:themeElements></a:theme>"
)
_THEMED = (
    '<Relationship Id="rIdTheme" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" '
    'Target="theme/theme1.xml"/></Relationships>'
)
_OF_HOUSE = '<w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/>'


def made(content: bytes) -> dict[str, bytes]:
    answers = answers_of(HIGH), answers_of(MEDIUM, "reseller", "B")
    return parts_of(report(assessed(*answers), questionnaire(), content, MOMENT, language()))


def with_styles(*changes: tuple[str, str], **parts: str) -> bytes:
    """The template, with other words in its styles, and further parts."""
    read = parts_of(template())
    styles = read["word/styles.xml"].decode()
    for old, new in changes:
        assert re.search(old, styles)
        styles = re.sub(old, new, styles, count=1)
    read["word/styles.xml"] = styles.encode()
    return zipped(read | {name: text.encode() for name, text in parts.items()})


def of_theme(which: str) -> bytes:
    relations = parts_of(template())["word/_rels/document.xml.rels"].decode()
    named = f'<w:rFonts w:asciiTheme="{which}HAnsi" w:ascii="Arial"/>'
    rels = relations.replace("</Relationships>", _THEMED)
    return with_styles((_OF_HOUSE, named), **{"word/theme/theme1.xml": _THEME, "word/_rels/document.xml.rels": rels})


def own() -> bytes:
    """Body Text has a font of its own, and the text is Dutch."""
    body = '<w:rPr><w:rFonts w:ascii="Garamond"/></w:rPr>'
    font = r'(w:styleId="BodyText">.*?)(</w:style>)', rf"\1{body}\2"
    return with_styles(font, ('w:val="en-GB"', 'w:val="nl-BE"'))


def without_theme() -> bytes:
    return with_styles((_OF_HOUSE, _OF_HOUSE.replace("/>", ' w:asciiTheme="minorAscii"/>')))


TEMPLATES = {
    "ours": (template, "Arial", "en-GB"),
    "a theme's": (lambda: of_theme("minor"), "Verdana", "en-GB"),
    "a theme's for titles": (lambda: of_theme("major"), "Georgia", "en-GB"),
    "a theme that is not there": (without_theme, "Arial", "en-GB"),
    "its own": (own, "Garamond", "nl-BE"),
    "none": (lambda: with_styles((_OF_HOUSE, ""), (r"<w:lang [^>]*/>", "")), None, "en"),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_words_are_in_the_font_and_language_of_the_template(name: str) -> None:
    content, font, tag = TEMPLATES[name]
    chart = etree.fromstring(made(content())["word/charts/chart1.xml"])
    assert {latin.get("typeface") for latin in chart.iter(A + "latin")} == ({font} if font else set())
    assert {e.get("lang") for e in chart.iter() if e.get("lang")} == {tag} == {chart.find(C + "lang").get("val")}


@pytest.mark.parametrize(("page", "inches"), [(None, 6.38), (8000, 4.0), (16838, 6.4)])
def test_a_chart_is_no_wider_than_the_text(page: int | None, inches: float) -> None:
    parts = parts_of(template())
    document = etree.fromstring(parts["word/document.xml"])
    if page:
        size, margins = next(document.iter("{*}pgSz")), next(document.iter("{*}pgMar"))
        for element, values in ((size, {"w": page}), (margins, {"left": 1120, "right": 1120})):
            for key, value in values.items():
                element.set(f"{{{element.nsmap['w']}}}{key}", str(value))
    parts["word/document.xml"] = etree.tostring(document)
    drawn = etree.fromstring(made(zipped(parts))["word/document.xml"])
    assert int(next(drawn.iter("{*}extent")).get("cx")) / 914400 == pytest.approx(inches, abs=0.01)


def test_libreoffice_draws_it(tmp_path: Path, needs_libreoffice: None) -> None:
    (tmp_path / "report.docx").write_bytes(zipped(made(template())))
    text = tools.pdf_text(tools.libreoffice_pdf(tmp_path / "report.docx", tmp_path))
    shown = text.partition("The market")[2].partition("Dimension")[0]
    for words in ("low", "medium", "high", "Awareness", "Policies", "Actions", "Overall", "Number of suppliers"):
        assert words in shown
