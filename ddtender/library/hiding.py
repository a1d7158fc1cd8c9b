"""Styles, lists and sections of a Word document by which the words of provisions are hidden or changed.

What hides words is in no list, so what leaves them as they are is (``looks``): of the styles and lists that provisions
are set in, and of the pages that they stand on, everything else is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.library.contrast import contrast
from ddtender.library.looks.colours import Palette, unreadable
from ddtender.library.looks.doubled import doubled
from ddtender.library.looks.fonts import SIGNS, UNKNOWN_FONT
from ddtender.library.looks.grid import sides
from ddtender.library.looks.harmless import BESIDE, FLAT, PAGE_COLOUR, PATTERN, SQUEEZED, TINY, unknown
from ddtender.library.looks.known import ALTERNATE, BRANCHES, chosen
from ddtender.library.looks.known import unknown as not_known
from ddtender.library.looks.measures import HALF_POINTS, TWIPS, points, within
from ddtender.library.looks.room import column, odd_section, sections
from ddtender.library.looks.shown import Shown
from ddtender.model.template import ALL_STYLES
from ddtender.office.package import W, parse_part
from ddtender.office.style_names import StyleNames, style_name, with_bases
from ddtender.office.wml import element as made
from ddtender.office.wml import text_run

STYLES_PART, NUMBERING_PART = "word/styles.xml", "word/numbering.xml"
#: The parts by which the look of a style is known.
LOOKS_PARTS = (STYLES_PART, NUMBERING_PART, "word/theme/theme1.xml", "word/settings.xml", "word/fontTable.xml")
#: Points: letters of a text that binds, and what indents must leave of a line.
_SMALLEST, _LINE = 8, 60
#: Of the size of letters: eight of them.
_LETTERS = 4
#: Of a generated table: the narrowest column's share, and the least width for which that is thought of, in points.
_NARROWEST_SHARE, _LEAST_TABLE = 0.13, 215
#: The levels of lists that provisions have.
_PRINTED = "0123"
_NO_ROOM = "lines for which its indents leave no room in the column"
#: The least contrast of black letters with the paper (WCAG 2.1, 1.4.6).
_PAPER = 7.0
#: Two colours with less contrast are one (WCAG 2.1, 1.4.3).
_ALIKE = 1.5
#: Of these the ground is that of a table's row, on which the renderer makes them seen; they may be smaller.
_IN_TABLES = frozenset({"Table Text", "Table Number", "Table Heading"})
_SMALL = frozenset({*_IN_TABLES, "Note", "Form Instruction"})
#: What a level prints beside numbers: signs, and one letter at most ("T1.2"); the place of a number is "%1".
_PLACES = re.compile(r"%[1-9]")
_SIGNS_ONLY = re.compile(r"[\s.,:;()\[\]/§•·°\-–—\u2011|]*[^\W\d_]?[\s.,:;()\[\]/§•·°\-–—\u2011|]*")
_NAMESPACE = re.compile(r"\{[^}]*\}")
#: Two letters one after the other make a word.
_WORD = re.compile(r"[^\W\d_]{2,}")
#: All that a level may say (17.9.6).
_LEVEL = frozenset(["start", "numFmt", "lvlRestart", "pStyle", "suff", "lvlText", "lvlJc", "pPr", "rPr", "isLgl"])


_Style = tuple[str, str, etree._Element]


def narrowest(main: etree._Element) -> float:
    """The width in points of the narrowest column in which tags or provisions stand."""
    return min((column(section) for section, holds in sections(main) if holds), default=450.0)


def changed_pages(main: etree._Element) -> Iterator[str]:
    """What is wrong with the sections of a document, each as "it …"."""
    for number, (section, _) in enumerate(sections(main), 1):
        yield from (f"has a section ({number}) with {odd}" for odd in odd_section(section))


def dropped(root: etree._Element) -> Iterator[str]:
    """What is wrong with a part that has text: elements of which a program shows the words, and the next does not; each
    as "it …"."""
    for element in root.iter(etree.Element):
        # Of Word's own elements in a wrong place, ``structure`` has its word.
        if not str(element.tag).startswith(W) and (odd := not_known(element)):
            yield f"has {odd}"
        elif element.tag == ALTERNATE and next(element.iter(W + "t"), None) is not None:
            first = next(element.iterchildren(*BRANCHES), None)
            yield from () if chosen(element) is first else ("has words for a program that is not known",)


def changed_words(parts: Mapping[str, bytes], background: etree._Element | None, room: float) -> Iterator[str]:
    """What is wrong with the styles that provisions are set in, and their lists, each as "it …".

    ``background`` is the colour of its pages, ``room`` the width in points of the narrowest column of provisions.
    Raises PackageError.
    """
    if STYLES_PART not in parts:
        return
    shown, palette, root = (
        Shown(parts, background),
        Palette(parts, background),
        parse_part(STYLES_PART, parts[STYLES_PART]),
    )
    by_id = {style.get(W + "styleId", ""): style for style in root.iter(W + "style")}
    yield from (f"has {said}, of which each program takes another" for said in doubled(parts))
    if any(contrast("000000", colour) < _PAPER for colour in palette.page):
        yield "has pages in a colour on which words are not seen"
    numbering = parse_part(NUMBERING_PART, parts[NUMBERING_PART]) if NUMBERING_PART in parts else None
    lists: dict[str, str] = {}
    ours = [*_ours(root)]
    for kind, wanted, style in ours:
        name, id_ = style_name(style) or wanted, style.get(W + "styleId", "")
        for look in dict.fromkeys((*_looks(shown, kind, wanted, id_), *_with_others(shown, kind, id_, ours))):
            yield f"has a style '{name}' whose words are {look}"
        if (kind == "table" or wanted in _IN_TABLES) and _two_colours(style, by_id, palette):
            yield f"has a style '{name}' whose words are {PATTERN}: the theme has another than the one written"
        if kind == "paragraph":
            looks = (*_measured(shown, wanted, id_, room), *(_in_cells(shown, wanted, id_, ours, room)))
            yield from (f"has a style '{name}' whose words are {look}" for look in dict.fromkeys(looks))
            num = _list_of(style, by_id)
            if num is not None:
                lists.setdefault(num, name)
    if numbering is None:
        return
    for num_id, name in lists.items():
        for level in _levels(numbering, num_id):
            for odd in dict.fromkeys(_odd_level(shown, level, room)):
                yield f"has a list for '{name}' whose level {_number(level)} {odd}"


def _ours(root: etree._Element) -> Iterator[_Style]:
    """Every style that provisions may be set in: its type, our name for it, and the style; once each."""
    names, seen = StyleNames(root), set()
    for kind, wanted in ALL_STYLES:
        same = (s for s in names if s.get(W + "type", "paragraph") == kind and _same(style_name(s), wanted))
        found = names.find(kind, wanted)
        for style in (*same, *([] if found is None else [found])):
            if (wanted, style) not in seen:
                seen.add((wanted, style))
                yield kind, wanted, style


def _same(one: str, other: str) -> bool:
    """Word compares the names of styles without case."""
    return one.lower() == other.lower()


def _looks(shown: Shown, kind: str, name: str, id_: str) -> Iterator[str]:
    """What a style makes of its words."""
    words = None
    if kind == "character":
        words = made("rPr", made("rStyle", val=id_))
    paragraph = made("p", made("pPr", made("pStyle", val=id_))) if kind == "paragraph" else made("p")
    if kind == "table":
        made("tbl", made("tblPr", made("tblStyle", val=id_)), made("tr", made("tc", paragraph)))
        yield from shown.of_tables(id_)
    around = shown.paragraph(paragraph, paragraph.find(W + "pPr"))
    for look in shown.words(words, around):
        in_table = kind == "table" or name in _IN_TABLES
        if not look.startswith(UNKNOWN_FONT) and not (in_table and look == PAGE_COLOUR):
            yield _NAMESPACE.sub("", look)


def _measured(shown: Shown, name: str, id_: str, room: float) -> Iterator[str]:
    """By what the letters and the lines of a paragraph's style measure."""
    said = shown.of_paragraphs(id_)
    size = points(said["sz"].get(W + "val"), HALF_POINTS) if "sz" in said else 10
    if name not in _SMALL and not within(size, _SMALLEST, 100):
        yield TINY
    if room - sides(said)[0] < max(_LINE, _LETTERS * (size or 0)):
        yield f"in {_NO_ROOM}"


def _in_cells(shown: Shown, name: str, id_: str, ours: list[_Style], room: float) -> Iterator[str]:
    """What the words of tables are in the narrowest column of those that are generated: figures, or a short word."""
    for style in (style for kind, _, style in ours if kind == "table" and name in _IN_TABLES):
        wide = str(round(max(room, _LEAST_TABLE) * _NARROWEST_SHARE / TWIPS))
        paragraph = made("p", made("pPr", made("pStyle", val=id_)), text_run("100"))
        cell = made("tc", paragraph)
        properties = made("tblPr", made("tblStyle", val=style.get(W + "styleId", "")))
        made("tbl", properties, made("tblGrid", made("gridCol", w=wide)), made("tr", cell))
        around = shown.paragraph(paragraph, paragraph.find(W + "pPr"))
        yield from (look for look in (*around.looks, *shown.words(None, around)) if look in (SQUEEZED, FLAT, BESIDE))


def _with_others(shown: Shown, kind: str, id_: str, ours: list[_Style]) -> Iterator[str]:
    """What the words of a paragraph are in each style of words: letters that are higher than its lines."""
    paragraph = made("p", made("pPr", made("pStyle", val=id_)))
    for other, _, style in ours if kind == "paragraph" else ():
        if other == "character":
            words = made("rPr", made("rStyle", val=style.get(W + "styleId", "")))
            around = shown.paragraph(paragraph, paragraph.find(W + "pPr"))
            yield from (look for look in shown.words(words, around) if look == FLAT)


def _two_colours(style: etree._Element, by_id: Mapping[str, etree._Element], palette: Palette) -> bool:
    """Whether a colour of a style that is written is another one by the theme: the renderer goes by the first."""
    for one in with_bases(style, by_id):
        for element in one.iter(W + "color", W + "shd"):
            words = element.tag == W + "color"
            found = palette.of_words(element, False) if words else palette.fill(element, frozenset())
            if found and any(not unreadable([a], [b], _ALIKE) for a in found for b in found):
                return True
    return False


def _list_of(style: etree._Element, by_id: Mapping[str, etree._Element]) -> str | None:
    """The list that a style, or what it is based on, is in."""
    found = (one.find(f"{W}pPr/{W}numPr/{W}numId") for one in with_bases(style, by_id))
    num = next((num for num in found if num is not None), None)
    return None if num is None else num.get(W + "val")


def _odd_level(shown: Shown, level: etree._Element, room: float) -> Iterator[str]:
    """What is wrong with a level of a list."""
    indents = {"ind": ind} if (ind := level.find(f"{W}pPr/{W}ind")) is not None else {}
    if level.get(W + "ilvl", "0") in _PRINTED and room - sides(indents)[0] < _LINE:
        yield f"has {_NO_ROOM}"
    text, form = level.find(W + "lvlText"), level.find(W + "numFmt")
    said = "" if text is None else text.get(W + "val", "")
    bullet = form is not None and form.get(W + "val") == "bullet"  # a sign, in a font of signs
    first = level.get(W + "ilvl", "0") == "0"  # of a title's list; style-not-numbered has its word on it
    beside = _PLACES.sub("", said)
    if bullet:
        if len(said.strip()) > 2 or _WORD.search(said):
            yield f"adds words: '{said[:40]}'"
    elif not first and not _SIGNS_ONLY.fullmatch(beside):
        yield f"adds words: '{said[:40]}'"
    for child in level.iterchildren(etree.Element):
        name = str(child.tag).removeprefix(W)
        if name not in _LEVEL:
            yield f"is written {unknown(etree.QName(child).localname, child)}"
    for look in shown.sign(level.find(W + "rPr"), level.find(W + "pPr")):
        if not look.startswith(UNKNOWN_FONT) and not (bullet and look == SIGNS):
            yield f"has numbers that are {look}"


def _number(level: etree._Element) -> str:
    text = level.get(W + "ilvl", "0")
    return str(int(text) + 1) if text.isdecimal() else text


def _levels(numbering: etree._Element, num_id: str | None) -> Iterator[etree._Element]:
    """The levels of a list, those that it overrides last."""
    for num in numbering.iter(W + "num"):
        if num.get(W + "numId") == num_id:
            reference = num.find(W + "abstractNumId")
            abstract_id = reference.get(W + "val") if reference is not None else None
            for abstract in numbering.iter(W + "abstractNum"):
                if abstract.get(W + "abstractNumId") == abstract_id:
                    yield from (level for level in abstract.iter(W + "lvl") if level.get(W + "ilvl", "0") in "01234")
            yield from (level for level in num.iter(W + "lvl") if level.get(W + "ilvl", "0") in "01234")
