"""Fonts that show letters as letters: those that people write with. Of any other, nobody can say what a reader sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.office.package import W, parse_part

SIGNS, UNKNOWN_FONT = "in a font of signs", "in a font that is not known"
_SIGNS = (
    "wingdings", "webdings", "symbol", "marlett", "mt extra", "opensymbol", "bookshelf", "zapf", "monotype sorts",
    "adobe blank", "code 39", "code 128", "barcode", "font awesome", "segoe mdl2", "segoe fluent",
)  # fmt: skip
#: Of Windows, Office, macOS, LibreOffice, Google Docs and common Linux distributions, without styles in their names.
_TEXT = frozenset(
    " ".join(name.split())
    for name in """
    agency fb, albany, andale sans ui, angsana new, aptos, aptos display, aptos mono, aptos narrow, aptos serif,
    arabic typesetting, arial, arial black, arial narrow, arial nova, arial rounded mt bold, arial unicode ms,
    arimo, atkinson hyperlegible, avenir, avenir next, bahnschrift, baskerville, baskerville old face, batang,
    batangche, bell mt, bitstream vera sans, bitstream vera serif, bodoni mt, book antiqua, bookman old style,
    browallia new, caladea, calibri, calibri light, cambria, cambria math, candara, carlito, century, century
    gothic, century schoolbook, charter, cochin, comic sans ms, consolas, constantia, corbel, cordia new,
    courier, courier new, cousine, cumberland, david, dejavu sans, dejavu sans condensed, dejavu sans mono,
    dejavu serif, didot, dotum, droid sans, droid sans fallback, droid serif, eb garamond, ebrima, estrangelo
    edessa, fira sans, franklin gothic book, franklin gothic demi, franklin gothic medium, frankruehl, freemono,
    freesans, freeserif, futura, gadugi, garamond, gautami, gelasio, geneva, georgia, georgia pro, gill sans,
    gill sans mt, gill sans nova, goudy old style, gulim, helvetica, helvetica neue, hoefler text, ibm plex
    sans, ibm plex serif, inter, kartika, latha, lato, leelawadee ui, liberation mono, liberation sans,
    liberation sans narrow, liberation serif, linux biolinum g, linux libertine g, lohit     hindi, lohit
    devanagari, lucida bright, lucida console, lucida grande, lucida sans, lucida sans unicode, malgun gothic,
    mangal, meiryo, menlo, merriweather, microsoft     yahei, microsoft himalaya, microsoft jhenghei, microsoft
    sans serif, mingliu, miriam, mongolian baiti, monospace, montserrat, ms     pmincho, ms gothic, ms mincho,
    ms pgothic, ms sans serif, ms serif, myanmar text, narkisim, nimbus mono l, nimbus roman, nimbus roman no9
    l, nimbus sans, nimbus sans l, nirmala ui, noto sans, noto sans arabic, noto sans cjk jp, noto sans cjk kr,
    noto sans cjk sc, noto sans cjk tc, noto sans devanagari, noto sans hebrew, noto serif, noto serif cjk jp,
    noto serif cjk sc, noto serif cjk tc, noto serif devanagari, nsimsun, nunito, open sans, optima, palatino,
    palatino linotype, perpetua, pmingliu, poppins, pt sans, pt serif, raavi, raleway, roboto, roboto condensed,
    rockwell, sans, sans-serif, segoe ui, segoe ui emoji, segoe ui historic, segoe ui light, segoe ui semibold,
    segoe ui symbol, serif, sf pro     text, shruti, simhei, simplified arabic, simsun, sitka text, songti sc,
    source han sans cn, source han serif     cn, source sans pro, source serif pro, sylfaen, symbola, tahoma,
    tahoma bold, thorndale, times, times new     roman, tinos, traditional arabic, trebuchet ms, tunga, tw cen
    mt, ubuntu, univers, urw bookman l, urw gothic     l, verdana, verdana pro, vrinda, wenquanyi micro hei,
    wenquanyi zen hei, yu gothic, yu mincho
    """.replace("\n", " ").split(",")
)
_LATIN = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME, _TABLE = "word/theme/theme1.xml", "word/fontTable.xml"
#: The set of letters of a font of signs (17.8.3.2).
_OF_SIGNS = ("02", "2")


class Fonts:
    """The fonts of one document. Raises PackageError."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        root = parse_part(_THEME, parts[_THEME]) if _THEME in parts else None
        self._theme: dict[str, list[str]] = {"major": [], "minor": []}
        for kind, names in self._theme.items():
            for font in () if root is None else root.iter(_A + kind + "Font"):
                names += [e.get("typeface", "") for e in font.iterchildren(_A + "latin", _A + "ea", _A + "cs")]

        table = parse_part(_TABLE, parts[_TABLE]) if _TABLE in parts else None
        fonts = () if table is None else table.iterchildren(W + "font")
        self._instead = {font.get(W + "name", "").casefold() for font in fonts if _shows_signs(font)}

    def odd(self, fonts: etree._Element) -> Iterator[str]:
        """What is odd about the fonts of ``w:rFonts``, whichever of them a letter is written in."""
        names = [fonts.get(W + name, "") for name in _LATIN]
        for said in filter(None, (fonts.get(W + name) for name in _THEMED)):
            names += self._theme["major" if said.startswith("major") else "minor"]
        for name in dict.fromkeys(filter(None, names)):
            if name.casefold() in self._instead:
                yield SIGNS
            yield from odd_font(name)


def _shows_signs(font: etree._Element) -> bool:
    """Whether a font stands in the document's table with signs for letters, or as another that has them."""
    other, charset = font.find(W + "altName"), font.find(W + "charset")
    instead = "" if other is None else other.get(W + "val", "").casefold()
    return instead.startswith(_SIGNS) or (charset is not None and charset.get(W + "val") in _OF_SIGNS)


def odd_font(name: str) -> Iterator[str]:
    """What is odd about a font with this name; LibreOffice puts others behind it, to take if it is not there."""
    for one in name.split(";"):
        lower = " ".join(one.casefold().split())
        if lower.startswith(_SIGNS):
            yield SIGNS
        elif lower and lower not in _TEXT:
            yield f"{UNKNOWN_FONT} ({' '.join(one.split())[:40]})"
