"""Formats that hide words, or show them otherwise than they are written: said directly, by a style that the words have,
by one that this is based on, by the table or row around them (ECMA-376 part 1, 17.3.1, 17.3.2 and 17.7.2).

What hides by such a format is text to a program and nothing to a reader. So words that have one are never applied, and
words of the draft that got one are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from ddtender.library.contrast import contrast
from ddtender.office.package import W, parse_part

HIDDEN, STRUCK, PAGE_COLOUR = "hidden", "struck through", "in the colour of the page"
TINY, BESIDE, FLAT = "too small to read", "beside the page", "in lines without height"
SQUEEZED, OVERLAID, RAISED = "squeezed", "in letters one over the other", "moved off its line"
SIGNS, REVERSED, DOUBLED, FILLED = "in a font of signs", "from right to left", "in two lines in one", "filled otherwise"
FRAMED = "in a frame"
#: All that this module tells.
HIDING = frozenset(
    (
        HIDDEN,
        STRUCK,
        PAGE_COLOUR,
        TINY,
        BESIDE,
        FLAT,
        SQUEEZED,
        OVERLAID,
        RAISED,
        SIGNS,
        REVERSED,
        DOUBLED,
        FILLED,
        FRAMED,
    )
)
#: Formats that two styles take away from each other (17.7.3).
_TOGGLES = ("vanish", "specVanish", "webHidden", "strike", "dstrike")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FONTS = ("wingdings", "webdings", "symbol", "marlett", "mt extra", "opensymbol", "bookshelf")
#: Below these, or above: half-points, percent, twentieths of a point, half-points, twentieths.
_SIZE, _SCALE, _SPACING, _POSITION, _LINE = 8, 33, -60, 60, 80
#: A page is about 12,000 twentieths of a point wide.
_FAR, _BEYOND = 9_000, -2_000
#: The least contrast of two colours (WCAG 2.1, 1.4.3) that can be read at all.
_CONTRAST = 1.4
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_THEMED = {"background1": "lt1", "light1": "lt1", "background2": "lt2", "light2": "lt2"}
_THEMED |= {"text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2", "hyperlink": "hlink"}
_USUAL = {"lt1": "FFFFFF", "lt2": "FFFFFF", "dk1": "000000", "dk2": "000000"}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

Properties = Mapping[str, etree._Element]
_NONE: Properties = {}


class Around(Struct, frozen=True):
    """What a paragraph gives to the words in it: the properties of its styles, of the paragraph itself, the looks that
    all of its words have, and the colour behind them."""

    table: Properties
    style: Properties
    looks: frozenset[str]
    behind: str


class Shown:
    """How the words of one document look, by its styles and colours. Raises PackageError."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        root = parse_part("word/styles.xml", parts["word/styles.xml"]) if "word/styles.xml" in parts else None
        found = () if root is None else root.iter(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in found}
        self._usual = {
            style.get(W + "type", ""): id_ for id_, style in self._styles.items() if _on(style.get(W + "default", "0"))
        }
        self._of: dict[tuple[str, str], Properties] = {}
        self._runs = self._paragraphs = _NONE
        if root is not None:
            self._runs = _properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
            self._paragraphs = _properties(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        self._colours = _theme(parts)

    def paragraph(self, paragraph: etree._Element, own: etree._Element | None) -> Around:
        """What a paragraph with these properties (w:pPr) gives to its words."""
        named = None if own is None else own.find(W + "pStyle")
        style = self._usual.get("paragraph", "") if named is None else named.get(W + "val", "")
        said = {**self._paragraphs, **self._style(style, "pPr"), **_properties(own)}
        table, looks, behind = _NONE, {*_layout(said)}, "FFFFFF"
        for element in paragraph.iterancestors(W + "tc", W + "tr", W + "tbl", W + "bdo", W + "dir"):
            if element.tag == W + "tc":
                behind = self._fill(_properties(element.find(W + "tcPr")), behind)
            elif element.tag == W + "tr":
                looks |= {*_row(element)}
            elif element.tag == W + "tbl":
                of = element.find(f"{W}tblPr/{W}tblStyle")
                table = table or self._style("" if of is None else of.get(W + "val", ""), "rPr")
                looks |= {*_place(element)}
            else:
                looks.add(REVERSED)
        return Around(table, self._style(style, "rPr"), frozenset(looks), self._fill(said, behind))

    def run(self, run: etree._Element) -> Iterator[str]:
        """The same for a run as it stands in its paragraph, whatever is tracked."""
        paragraph = next(run.iterancestors(W + "p"), run)
        yield from self.words(run.find(W + "rPr"), self.paragraph(paragraph, paragraph.find(W + "pPr")))

    def words(self, properties: etree._Element | None, around: Around) -> Iterator[str]:
        """Every look of words with these properties (w:rPr) that hides them, or shows others."""
        yield from around.looks
        direct = _properties(properties)
        own = self.of_words(properties)
        said = {**self._runs, **around.table, **around.style, **own, **direct}
        on = {name for name in _TOGGLES if self._toggled(name, (around.table, around.style, own), direct)}
        if on & {"vanish", "specVanish", "webHidden"}:
            yield HIDDEN
        if on & {"strike", "dstrike"}:
            yield STRUCK
        marked = _HIGHLIGHTS.get(_value(said, "highlight"))
        behind = marked or self._fill(said, around.behind)
        colour = self._colour(said.get("color"), "themeColor", "val", "000000" if marked else "")
        if colour and contrast(colour, behind) < _CONTRAST:  # without a colour, it is the one that is seen (17.3.2.6)
            yield PAGE_COLOUR
        yield from _measured(said)

    def of_words(self, properties: etree._Element | None) -> Properties:
        """What the style of words says, by local name, with those that it is based on."""
        of = None if properties is None else properties.find(W + "rStyle")
        return _NONE if of is None else self._style(of.get(W + "val", ""), "rPr")

    def _toggled(self, name: str, styles: tuple[Properties, ...], direct: Properties) -> bool:
        if name in direct:
            return _on(direct[name].get(W + "val", "1"))
        by = sum(name in style and _on(style[name].get(W + "val", "1")) for style in styles)
        return by % 2 == 1 or (name in self._runs and _on(self._runs[name].get(W + "val", "1")))

    def _style(self, id_: str, kind: str) -> Properties:
        """The properties of a style, with those of the styles that it is based on."""
        if (id_, kind) not in self._of:
            chain: list[Properties] = []
            seen: set[str] = set()
            at = id_
            while at in self._styles and at not in seen:
                seen.add(at)
                style = self._styles[at]
                chain.append(_properties(style.find(W + kind)))
                based = style.find(W + "basedOn")
                at = "" if based is None else based.get(W + "val", "")
            self._of[id_, kind] = {name: e for said in reversed(chain) for name, e in said.items()}
        return self._of[id_, kind]

    def _fill(self, said: Properties, otherwise: str) -> str:
        return self._colour(said.get("shd"), "themeFill", "fill", otherwise)

    def _colour(self, element: etree._Element | None, theme: str, plain: str, otherwise: str) -> str:
        """A colour as six digits; one of the theme wins over the one that is written (17.3.2.6)."""
        if element is None:
            return otherwise
        named, value = element.get(W + theme, ""), element.get(W + plain, "")
        shaded = any(element.get(W + name) for name in (f"{theme}Shade", f"{theme}Tint", "themeShade", "themeTint"))
        if named and not shaded:
            name = _THEMED.get(named, named)
            value = self._colours.get(name) or _USUAL.get(name, value)
        return value.upper() if len(value) == 6 and all(c in "0123456789abcdefABCDEF" for c in value) else otherwise


def _properties(element: etree._Element | None) -> Properties:
    """What is said in a list of properties, by local name; those of Word 2010's effects have their prefix."""
    if element is None:
        return _NONE
    said = {}
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag.startswith(W):
            said[tag.removeprefix(W)] = child
        elif tag.startswith(_W14):
            said["w14:" + tag.removeprefix(_W14)] = child
    return said


def _measured(said: Properties) -> Iterator[str]:
    """By the size, the place and the letters."""
    if 0 <= _number(said, "sz", 22) < _SIZE:
        yield TINY
    if _number(said, "w", 100) < _SCALE or "fitText" in said:
        yield SQUEEZED
    if _number(said, "spacing", 0) < _SPACING:
        yield OVERLAID
    if abs(_number(said, "position", 0)) > _POSITION:
        yield RAISED
    fonts = said.get("rFonts")
    names = ("" if fonts is None else fonts.get(W + name, "").lower() for name in ("ascii", "hAnsi"))
    if any(name.startswith(_FONTS) for name in names):
        yield SIGNS
    if "rtl" in said and _on(said["rtl"].get(W + "val", "1")):
        yield REVERSED
    layout = said.get("eastAsianLayout")
    if layout is not None and any(_on(layout.get(W + name, "0")) for name in ("combine", "vert")):
        yield DOUBLED
    if "w14:textFill" in said:
        yield FILLED


def _layout(said: Properties) -> Iterator[str]:
    """By the properties of a paragraph."""
    spacing, indents = said.get("spacing"), said.get("ind")
    if (
        spacing is not None
        and spacing.get(W + "lineRule") == "exact"
        and 0 <= _whole(spacing.get(W + "line"), 240) < _LINE
    ):
        yield FLAT
    frame = said.get("framePr")
    if frame is not None and frame.get(W + "dropCap", "none") == "none":
        yield FRAMED
    if indents is None:
        return
    for name in ("left", "start", "right", "end", "firstLine", "hanging"):
        if not _BEYOND < _whole(indents.get(W + name), 0) < _FAR:
            yield BESIDE


def _row(row: etree._Element) -> Iterator[str]:
    said = _properties(row.find(W + "trPr"))
    if "hidden" in said and _on(said["hidden"].get(W + "val", "1")):
        yield HIDDEN
    height = said.get("trHeight")
    if height is not None and height.get(W + "hRule") == "exact" and _number(said, "trHeight", 0) < _LINE:
        yield FLAT


def _place(table: etree._Element) -> Iterator[str]:
    said = _properties(table.find(W + "tblPr"))
    places = [_whole(said["tblpPr"].get(W + name), 0) for name in ("tblpX", "tblpY")] if "tblpPr" in said else []
    indent = said["tblInd"].get(W + "w") if "tblInd" in said else None
    if any(not -_FAR < place < 2 * _FAR for place in places) or not -_FAR < _whole(indent, 0) < _FAR:
        yield BESIDE


def _value(said: Properties, name: str) -> str:
    return said[name].get(W + "val", "") if name in said else ""


def _number(said: Properties, name: str, otherwise: int) -> int:
    return _whole(_value(said, name).removesuffix("%"), otherwise)


def _whole(text: str | None, otherwise: int) -> int:
    text = (text or "")[:9]
    return int(text) if text.removeprefix("-").isdecimal() else otherwise


def _on(value: str) -> bool:
    return value not in ("0", "false", "off")


def _theme(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The colours of the theme, by their names. Raises PackageError."""
    if "word/theme/theme1.xml" not in parts:
        return {}
    scheme = parse_part("word/theme/theme1.xml", parts["word/theme/theme1.xml"]).find(f".//{_A}clrScheme")
    found = {}
    for colour in () if scheme is None else scheme.iterchildren(tag=etree.Element):
        for value in colour.iterchildren(tag=etree.Element):
            found[etree.QName(colour).localname] = value.get("lastClr") or value.get("val", "")
    return found
