"""How the words of a document look, by all that may say it: directly, by a style that the words have, by one that this
is based on, by the paragraph, the table, the row and the cell around them (ECMA-376 part 1, 17.7.2).

What hides by its format is text to a program and nothing to a reader. So new words are applied only in formats that are
known to be harmless, and words of the draft that got another one are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec import Struct

from ddtender.library.looks.cells import Cells, RoomLeft, place
from ddtender.library.looks.colours import CONTRAST, Colours, Palette, unreadable
from ddtender.library.looks.doubled import doubled_defaults, doubled_styles
from ddtender.library.looks.fonts import UNKNOWN_FONT, Fonts
from ddtender.library.looks.harmless import (
    BESIDE,
    HIDDEN,
    PAGE_COLOUR,
    PATTERN,
    REVERSED,
    STRUCK,
    Properties,
    cell_looks,
    on,
    paragraph_looks,
    row_looks,
    run_looks,
    table_looks,
)
from ddtender.office.package import W, parse_part
from ddtender.office.style_names import is_default, with_bases

#: Formats that two styles take away from each other (17.7.3).
_TOGGLES = ("vanish", "specVanish", "webHidden", "strike", "dstrike")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
#: Of these, every attribute is a format of its own, which a nearer one leaves as it is.
_BY_ATTRIBUTE = ("rFonts", "ind", "spacing")
_NONE: Properties = {}
#: Stands for whatever another style of the same name may say.
_TWICE = "styles, said twice"
#: What is around a paragraph and gives looks to its words.
_OUTER = (W + "tc", W + "tr", W + "tbl", W + "bdo", W + "dir")


class Around(Struct, frozen=True):
    """What a paragraph gives to the words in it: the properties of its table's and its own style, the looks that all of
    its words have, the colours behind them, and the room for them."""

    table: Properties
    style: Properties
    looks: frozenset[str]
    behind: Colours
    place: RoomLeft


class Shown:
    """How the words of one document look, by its styles and colours. Raises PackageError."""

    def __init__(
        self, parts: Mapping[str, bytes], background: etree._Element | None = None, least: float = CONTRAST
    ) -> None:
        """``background`` is the colour of its pages, ``least`` the contrast that words must have."""
        self._least = least
        root = parse_part("word/styles.xml", parts["word/styles.xml"]) if "word/styles.xml" in parts else None
        found = () if root is None else root.iter(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in found}
        self._usual = {style.get(W + "type", ""): id_ for id_, style in self._styles.items() if is_default(style)}
        twice = () if root is None else doubled_styles(root)
        self._twice = {style.get(W + "styleId", "") for style in twice}
        self._of: dict[tuple[str, str], Properties] = {}
        self._parts: dict[str, frozenset[str]] = {}
        defaults = None if root is None else root.find(W + "docDefaults")
        self._defaults = {
            kind: _merged(*(_properties(e) for e in (() if defaults is None else defaults.iter(W + kind))))
            for kind in ("rPr", "pPr")
        }
        if defaults is not None and root is not None and doubled_defaults(root):
            self._defaults["rPr"] = {**self._defaults["rPr"], _TWICE: defaults}
        self._colours, self._fonts = Palette(parts, background), Fonts(parts)
        self._around: dict[tuple[object, ...], Around] = {}
        self._cells = Cells(self._margins)
        self._words: dict[tuple[bytes, int], tuple[str, ...]] = {}

    def paragraph(self, paragraph: etree._Element, own: etree._Element | None) -> Around:
        """What a paragraph with these properties (w:pPr) gives to its words; one object for all that stand alike."""
        key = (_written(own), *(self._said_by(element) for element in paragraph.iterancestors(*_OUTER)))
        if key not in self._around:
            self._around[key] = self._around_of(paragraph, own)
        return self._around[key]

    def _said_by(self, outer: etree._Element) -> tuple[object, ...]:
        """All that an element around a paragraph says of its words."""
        said = (outer.tag, _written(outer.find(f"{outer.tag}Pr")))
        if outer.tag == W + "tc":
            return (*said, self._cells.of(outer))
        return (*said, _written(outer.find(W + "tblPrEx"))) if outer.tag == W + "tr" else said

    def _margins(self, table: etree._Element) -> Iterator[etree._Element]:
        """The margins of cells that the style of a table gives, to some or to all of them."""
        style = self._style_of_table(table)
        said = [self._style(style, "tblPr"), self._style(style, "tcPr")]
        for part in self._conditions(style):
            said += [_properties(part.find(W + "tblPr")), _properties(part.find(W + "tcPr"))]
        return (one[name] for one in said for name in ("tblCellMar", "tcMar") if name in one)

    def _style_of_table(self, table: etree._Element) -> str:
        named = table.find(f"{W}tblPr/{W}tblStyle")
        return self._usual.get("table", "") if named is None else named.get(W + "val", "")

    def _conditions(self, table_style: str) -> Iterator[etree._Element]:
        """What a table's style, or one that it is based on, says of some of its cells (17.7.6)."""
        for style in with_bases(self._styles.get(table_style), self._styles):
            yield from style.iterchildren(W + "tblStylePr")

    def _around_of(self, paragraph: etree._Element, own: etree._Element | None) -> Around:
        named = None if own is None else own.find(W + "pStyle")
        style = self._usual.get("paragraph", "") if named is None else named.get(W + "val", "")
        looks: set[str] = set()
        table, behind, tables = _NONE, self._colours.page, list[str]()
        for element in paragraph.iterancestors(*_OUTER):
            if element.tag == W + "tc":
                cell = _properties(element.find(W + "tcPr"))
                looks |= {*cell_looks(cell), *self._cells.of(element).looks}
                if behind is self._colours.page:
                    behind = self._behind(cell, behind, looks)
            elif element.tag == W + "tr":
                looks |= {*row_looks(_properties(element.find(W + "trPr")))}
                looks |= {*table_looks(_properties(element.find(W + "tblPrEx")))}
            elif element.tag == W + "tbl":
                said = _properties(element.find(W + "tblPr"))
                of = self._style_of_table(element)
                tables.append(of)
                table = table or self._style(of, "rPr")
                looks |= {*table_looks(said), *self._conditional(of)}
            else:
                looks.add(REVERSED)
        lines = [
            _merged(self._defaults["pPr"], of_table, self._style(style, "pPr"), _properties(own))
            for of_table in self._lines_in(tables[:1])
        ]
        looks |= {look for said in lines for look in paragraph_looks(said)}
        behind = self._behind(lines[0], behind, looks)
        left, beside = place(self._cells.around(paragraph), lines)
        looks |= {BESIDE} if beside else set()
        return Around(table, self._style(style, "rPr"), frozenset(looks), behind, left)

    def _lines_in(self, tables: Iterable[str]) -> Iterator[Properties]:
        """What the styles of tables say of the paragraphs in their cells, and then also of those of some cells."""
        said = _merged(*(self._style(style, "pPr") for style in tables))
        yield said
        for part in (part for style in tables for part in self._conditions(style)):
            if (more := part.find(W + "pPr")) is not None:
                yield _merged(said, _properties(more))

    def run(self, run: etree._Element) -> Iterator[str]:
        """Every look of a run as it stands in its paragraph, whatever is tracked."""
        paragraph = next(run.iterancestors(W + "p"), run)
        yield from self.words(run.find(W + "rPr"), self.paragraph(paragraph, paragraph.find(W + "pPr")))

    def words(self, properties: etree._Element | None, around: Around) -> tuple[str, ...]:
        """Every look of words with these properties (w:rPr), in a paragraph of this document, that is not known to be
        harmless. Most words of a document look alike, and are judged once."""
        key = (_written(properties), id(around))  # those of a document are kept, so none has the number of another
        if key not in self._words:
            self._words[key] = tuple(self._words_of(properties, around))
        return self._words[key]

    def _words_of(self, properties: etree._Element | None, around: Around) -> Iterator[str]:
        yield from around.looks
        direct, own = _properties(properties), self.of_words(properties)
        said = _merged(self._defaults["rPr"], around.table, around.style, own, direct)
        yield from self._of_run(said, around.behind)
        yield from around.place.odd(said)
        active = {name for name in _TOGGLES if self._toggled(name, (around.table, around.style, own), direct)}
        if active & {"vanish", "specVanish", "webHidden"}:
            yield HIDDEN
        if active & {"strike", "dstrike"}:
            yield STRUCK

    def sign(self, properties: etree._Element | None, of_list: etree._Element | None) -> Iterator[str]:
        """The same of the number or sign before a paragraph, by the properties of its list (w:rPr, w:pPr)."""
        said = _properties(properties)
        yield from self._of_run(_merged(self._defaults["rPr"], said), self._colours.page)
        yield from paragraph_looks(_properties(of_list))
        if any(name in said and on(said[name]) for name in _TOGGLES):
            yield HIDDEN

    def of_paragraphs(self, style: str) -> Properties:
        """What a paragraph's style says of letters and, of indents, of lines, by local name."""
        lines = _merged(self._defaults["pPr"], self._style(style, "pPr"))
        letters = _merged(self._defaults["rPr"], self._style(style, "rPr"))
        return {**letters, **{name: lines[name] for name in ("ind",) if name in lines}}

    def of_tables(self, style: str) -> Iterator[str]:
        """Every look that a table's style gives to its tables, rows and cells and that is not known to be harmless."""
        yield from table_looks(self._style(style, "tblPr"))
        yield from row_looks(self._style(style, "trPr"))
        yield from cell_looks(self._style(style, "tcPr"))

    def of_words(self, properties: etree._Element | None) -> Properties:
        """What the style of words says, by local name, with those that it is based on."""
        of = None if properties is None else properties.find(W + "rStyle")
        return self._style(self._usual.get("character", "") if of is None else of.get(W + "val", ""), "rPr")

    def _of_run(self, said: Properties, behind: Colours) -> Iterator[str]:
        yield from run_looks(said)
        if "rFonts" in said:
            yield from self._fonts.odd(said["rFonts"])
        looks: set[str] = set()
        ground = self._behind(said, behind, looks)
        marked = said["highlight"].get(W + "val", "none") if "highlight" in said else "none"
        highlight = self._colours.highlight(marked)
        if marked not in ("none", "") and highlight is None:
            looks.add(PATTERN)
        ground = highlight or ground
        colours = self._colours.of_words(said.get("color"), ground is not self._colours.page)
        if colours is None:
            looks.add(PATTERN)
        elif unreadable(colours, ground, self._least):
            looks.add(PAGE_COLOUR)
        yield from looks

    def _behind(self, said: Properties, otherwise: Colours, looks: set[str]) -> Colours:
        found = self._colours.fill(said.get("shd"), otherwise)
        if found is None:
            looks.add(PATTERN)
        return otherwise if found is None else found

    def _toggled(self, name: str, styles: tuple[Properties, ...], direct: Properties) -> bool:
        if name in direct:
            return on(direct[name])
        by = sum(name in style and on(style[name]) for style in styles)
        defaults = self._defaults["rPr"]
        return by % 2 == 1 or (name in defaults and on(defaults[name]))

    def _style(self, id_: str, kind: str) -> Properties:
        """The properties of a style, with those of the styles that it is based on."""
        if (id_, kind) not in self._of:
            chain: list[Properties] = []
            for style in with_bases(self._styles.get(id_), self._styles):
                chain.append(_merged(*(_properties(element) for element in style.iterchildren(W + kind))))
                chain.append({str(e.tag): e for e in style.iterchildren(etree.Element) if not str(e.tag).startswith(W)})
                if style.get(W + "styleId", "") in self._twice:
                    chain.append({_TWICE: style})
            self._of[id_, kind] = _merged(*reversed(chain))
        return self._of[id_, kind]

    def _conditional(self, table_style: str) -> frozenset[str]:
        """Looks that a table's style gives to some of its cells (17.7.6)."""
        if table_style not in self._parts:
            looks: set[str] = set()
            for part in self._conditions(table_style):
                cell = _properties(part.find(W + "tcPr"))
                looks |= {*cell_looks(cell), *paragraph_looks(_properties(part.find(W + "pPr")))}
                said = _properties(part.find(W + "rPr"))
                looks |= {*self._of_run(said, self._behind(cell, self._colours.page, looks))}
                if any(name in said and on(said[name]) for name in _TOGGLES):
                    looks.add(HIDDEN)
            self._parts[table_style] = frozenset(looks)
        return self._parts[table_style]


def _properties(element: etree._Element | None) -> Properties:
    """What is said in a list of properties: by local name, those of Word 2010's effects with their prefix, and all of
    other programs by their whole names, as is what is said twice."""
    said: dict[str, etree._Element] = {}
    for child in () if element is None else element.iterchildren(etree.Element):
        tag = str(child.tag)
        name = tag.removeprefix(W) if tag.startswith(W) else tag.replace(_W14, "w14:", 1)
        said[f"{name}, said twice" if name in said else name] = child
    return said


def _written(properties: etree._Element | None) -> bytes:
    """Properties by all that they say."""
    return b"" if properties is None else etree.tostring(properties, with_tail=False)


def _merged(*levels: Properties) -> Properties:
    """What is said on all levels together; the nearer ones come later."""
    said: dict[str, etree._Element] = {}
    for level in levels:
        for name, element in level.items():
            if name in _BY_ATTRIBUTE and name in said:
                made = etree.Element(element.tag, {**said[name].attrib, **element.attrib})
                said[name] = made
            else:
                said[name] = element
    return said


def unseen(looks: Iterable[str]) -> bool:
    """Whether one of these looks may hide words; a font that nobody knows is another's choice of a font."""
    return any(not look.startswith(UNKNOWN_FONT) for look in looks)
