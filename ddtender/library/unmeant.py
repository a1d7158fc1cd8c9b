"""What an author's template has that no reader of the document was meant to get: comments, tracked changes, hidden text
(ECMA-376 part 1, 17.13.4, 17.13.5, 17.3.2.41), and whole files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.library.looks.harmless import HIDDEN, OVERLAID, PAGE_COLOUR, SQUEEZED, TINY
from ddtender.library.looks.shown import Shown
from ddtender.model.template import Unmeant
from ddtender.office.package import W, parse_part
from ddtender.office.relations import RELATIONSHIP
from ddtender.office.tree import parent_of

_MAIN, _STYLES, _COMMENTS = "word/document.xml", "word/styles.xml", "word/comments.xml"
_CHANGES = {
    W + "ins": "a tracked insertion",
    W + "del": "a tracked deletion",
    W + "moveFrom": "a tracked move",
    W + "moveTo": "a tracked move",
    W + "cellIns": "a tracked insertion of a table cell",
    W + "cellDel": "a tracked deletion of a table cell",
    W + "cellMerge": "a tracked merge of table cells",
    W + "numberingChange": "a tracked change of numbering",
    **{
        f"{W}{name}Change": "a tracked change of formatting"
        for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr")
    },
}
_SETTLE = "Accept or reject it in Word, under Review; until then a draft shows it, with the name of its author."
_DELETE = "Delete it in Word, under Review; until then a draft shows it, unless it has a tag."
_SHOW = "Delete the text, or make it visible: whoever gets the file can read it."
_TEXT, _SHADE = W + "t", W + "shd"
#: The looks by which the house's own text is not seen; what else it does with its text is its choice.
_UNSEEN = frozenset({HIDDEN, TINY, SQUEEZED, OVERLAID, PAGE_COLOUR})
#: The least contrast of the house's own text (WCAG 2.1, 1.4.3): light greys are left alone.
_LEAST = 1.2


class _Looks(Struct, frozen=True):
    """How words look, and the ids of styles with a ground of their own."""

    shown: Shown
    shaded: frozenset[str]


def unmeant(
    trees: Mapping[str, etree._Element], others: Mapping[str, etree._Element], parts: Mapping[str, bytes], path: str
) -> Iterator[Unmeant]:
    """Everything of the kind by its place, once for each paragraph. ``trees`` are the parts with text, ``others`` those
    beside them, ``path`` is the template's. Raises PackageError."""
    styles = others.get(_STYLES, trees.get(_STYLES))
    looks = _Looks(Shown(parts, trees[_MAIN].find(W + "background"), _LEAST), frozenset(_shaded_styles(styles)))
    references: dict[str, int] = {}
    for part, root in trees.items():
        number, told = 0, set()
        for element in root.iter(etree.Element):
            if element.tag == W + "p":
                number += 1
            elif element.tag == W + "commentReference" and part == _MAIN:
                references[element.get(W + "id", "")] = number
            message, hint = _found(element, looks)
            if message and (number, message) not in told:
                told.add((number, message))
                yield Unmeant(f"{_paragraph(number, part)} has {message}", hint, Location(path, max(number, 1)))
    comments = others.get(_COMMENTS, trees.get(_COMMENTS))
    if comments is not None:
        for comment in comments.iter(W + "comment"):
            number = references.get(comment.get(W + "id", ""), 0)
            lines = ("".join(t.text or "" for t in p.iter(_TEXT)) for p in comment.iter(W + "p"))
            said = " ".join(" ".join(lines).split())
            message = f'{_paragraph(number, _MAIN)} has a comment{_by(comment)}: "{_short(said)}"'
            yield Unmeant(message, _DELETE, Location(path, max(number, 1)))
    yield from _files(parts, path)


def _found(element: etree._Element, looks: _Looks) -> tuple[str, str]:
    if change := _CHANGES.get(str(element.tag)):
        words = _short(" ".join("".join(element.itertext()).split()))
        return f"{change}{_by(element)}" + (f': "{words}"' if words else ""), _SETTLE
    if element.tag == _TEXT and (text := (element.text or "").strip()) and (reason := _hidden(element, looks)):
        return f'hidden text, as it is {reason}: "{_short(text)}"', _SHOW
    return "", ""


def _hidden(text: etree._Element, looks: _Looks) -> str:
    """Why a text is not seen; empty if it is."""
    shaded = any(_shaded(a, looks.shaded) for a in text.iterancestors())
    for look in looks.shown.run(parent_of(text)):
        if look in _UNSEEN and not (look == PAGE_COLOUR and shaded):
            return look
    return ""


def _shaded_styles(styles: etree._Element | None) -> Iterator[str]:
    for style in styles.iter(W + "style") if styles is not None else ():
        if next(style.iter(_SHADE), None) is not None:
            yield style.get(W + "styleId", "")


def _shaded(element: etree._Element, styles: frozenset[str]) -> bool:
    """Whether a text in it may have another ground than the page's."""
    if element.tag in (W + "tbl", W + "txbxContent", W + "drawing", W + "pict"):
        return True
    style = element.find(f"{W}pPr/{W}pStyle")
    return element.find(f"{W}pPr/{_SHADE}") is not None or (style is not None and style.get(W + "val") in styles)


def _files(parts: Mapping[str, bytes], path: str) -> Iterator[Unmeant]:
    """Workbooks behind charts: all of their sheets go with the document."""
    for name in sorted(parts):
        for one in parse_part(name, parts[name]).iter(RELATIONSHIP) if name.endswith(".rels") else ():
            if one.get("Type", "").endswith("/package"):
                message = f"a chart or an object has a whole file in it ({one.get('Target', '')})"
                yield Unmeant(message, "Paste it as a picture instead.", Location(path))


def _paragraph(number: int, part: str) -> str:
    of = "" if part == _MAIN else f" of {part}"
    return f"paragraph {number}{of}" if number else f"the text{of}"


def _by(element: etree._Element) -> str:
    author = element.get(W + "author", "")
    return f" by {author}" if author else ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
