"""The letters of a template, for what no style of it reaches into: the words of a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ddtender.office.chart_xml import Letters
from ddtender.office.package import parse_part
from ddtender.office.relations import OF_DOCUMENT, related_part
from ddtender.office.style_names import with_bases
from ddtender.office.wml import Element, W

_STYLES = "word/styles.xml"
_THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def letters_of(parts: Mapping[str, bytes], style: str, language: str) -> Letters:
    """Font and language of a paragraph style (its id) in a template; ``language`` where it says none.

    Raises PackageError.
    """
    said = list(_properties(parse_part(_STYLES, parts[_STYLES]), style))
    fonts = [fonts for one in said if (fonts := one.find(W + "rFonts")) is not None]
    font = next((name for one in fonts if (name := _name(one, parts))), "")
    languages = (one.find(W + "lang") for one in said)
    tags = (one.get(W + "val", "") for one in languages if one is not None)
    return Letters(font, next(filter(None, tags), language))


def _properties(styles: Element, style: str) -> Iterator[Element]:
    """What says how the letters of a style look, the strongest first."""
    by_id = {one.get(W + "styleId", ""): one for one in styles.iter(W + "style")}
    for one in with_bases(by_id.get(style), by_id):
        yield from one.iterfind(W + "rPr")
    yield from styles.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr")


def _name(fonts: Element, parts: Mapping[str, bytes]) -> str:
    """The font of Latin letters; that of the theme wins over one that is named beside it (17.3.2.26)."""
    themed = fonts.get(W + "asciiTheme", "")
    return (_of_theme(parts, themed[:5]) if themed else "") or fonts.get(W + "ascii", "")


def _of_theme(parts: Mapping[str, bytes], which: str) -> str:
    """The "major" or "minor" font of the theme (20.1.4.1.24 and following), "" if it has none."""
    part = related_part(parts, OF_DOCUMENT, _THEME)
    if part is None or part not in parts:
        return ""
    latin = parse_part(part, parts[part]).find(f".//{_A}{which}Font/{_A}latin")
    return "" if latin is None else latin.get("typeface", "")
