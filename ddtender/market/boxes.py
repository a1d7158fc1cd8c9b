"""The boxes and text fields of a returned form: which there are, what state they are in, and what stands beside them.

WordprocessingML in, plain values out; nothing is known here of the questionnaire but the names and words to look for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree
from msgspec import Struct

from ddtender.market.controls import TAG, W14, bookmark_name
from ddtender.office.letters import SAYING, letters, said
from ddtender.office.tree import parent_of
from ddtender.office.wml import Element, W

_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Not part of the text: what was deleted under tracked changes, and copies for older programs.
_GONE = {W + "del", W + "moveFrom", _MC_FALLBACK}
#: Where a line or a column ends, words part.
_PARTING = str.maketrans("\n\t", "  ")
#: All that decides what a text says.
_SAYING = (*SAYING, W + "sym", W + "p", *_GONE)
_FONTS, _PRIVATE = f"{W}rPr/{W}rFonts", re.compile("[\uf020-\uf0ff]")
_TICKS, _BLANKS = set("☒☑✓✔✗✘✕xX■⊠"), set("☐□◻▢○_")
#: Those that nobody takes for a letter or a sign of a list.
_SIGNS = set("☒☑☐✓✔✗✘□")
#: Characters of Wingdings and Wingdings 2, by the last two digits of their code (17.3.3.30).
_SYMBOLS = {"FE": "☒", "FD": "☒", "FB": "☒", "FC": "☒", "52": "☒", "53": "☒", "A8": "☐", "6F": "☐", "A3": "☐"}


class Box(Struct, frozen=True):
    """A check box: ``state`` as the control has it, ``mark`` as a reader sees it; None where that cannot be told.

    ``words`` is the text of its row, or of its paragraph outside tables, without boxes and fields. ``paragraph`` counts
    from 1. A ``plain`` one is no control any more, but the mark that an editor left of it, or that somebody typed.
    """

    name: str | None
    state: bool | None
    mark: bool | None
    inside: str
    words: tuple[str, ...]
    paragraph: int
    plain: bool = False


class Returned(Struct, frozen=True):
    """Everything that a ``document`` has of a form: boxes in order, the text of its fields by name."""

    boxes: tuple[Box, ...]
    fields: Mapping[str, str]
    document: Element

    @property
    def text(self) -> str:
        """The whole text; few forms have to be asked for it."""
        return _text(self.document, set())


class FieldWords(Struct, frozen=True):
    """The ``prompts`` in empty fields, and what stands ``before`` the field of a label."""

    prompts: tuple[str, ...]
    before: Callable[[str], re.Pattern[str]]

    def without_prompts(self, text: str) -> str:
        for prompt in self.prompts:
            text = text.replace(prompt, " ")
        return text


def read_returned(
    document: Element, names: list[str], field_names: list[str], whole_cells: Mapping[str, str], words: FieldWords
) -> Returned:
    """``names`` and ``field_names`` are those of boxes and fields to look for; of those in ``whole_cells``, all text
    of their table cell counts, wherever in it somebody typed; their labels find the cell if nothing else does.
    ``words`` is what stands in an empty field and before one."""
    return _Reader(document, names, field_names, whole_cells, words).read()


class _Reader:
    def __init__(
        self,
        document: Element,
        names: list[str],
        field_names: list[str],
        whole_cells: Mapping[str, str],
        words: FieldWords,
    ) -> None:
        self.document, self.whole_cells, self.words = document, whole_cells, words
        self.by_bookmark = {bookmark_name(name): name for name in (*names, *field_names)}
        self.names, self.field_names = set(names), set(field_names)
        self.numbers = _numbers(document)
        self.gone = _gone(document)
        self.named = {sdt: self._name(sdt) for sdt in document.iter(W + "sdt") if sdt not in self.gone}

    def read(self) -> Returned:
        controls = {sdt for sdt, name in self.named.items() if _checkbox(sdt) is not None or name in self.names}
        boxes = [self._box(sdt) for sdt in self.named if sdt in controls]
        boxes += plain_boxes(self.document, controls, {b: n for b, n in self.by_bookmark.items() if n in self.names})
        return Returned(tuple(boxes), self._fields(), self.document)

    def _name(self, sdt: Element) -> str | None:
        """By its tag, else by the bookmark that LibreOffice leaves in it or that we put before it."""
        tag = sdt.find(f"{W}sdtPr/{W}tag")
        value = "" if tag is None else tag.get(W + "val") or ""
        if value.startswith(TAG):
            return value.removeprefix(TAG)
        content = sdt.find(W + "sdtContent")
        inside = [] if content is None else [e for e in content if e.tag == W + "bookmarkStart"]
        before = sdt.getprevious()
        if before is not None and before.tag == W + "bookmarkStart":
            inside.append(before)
        found = (self.by_bookmark.get(m.get(W + "name", "")) for m in inside)
        return next((name for name in found if name is not None), None)

    def _box(self, sdt: Element) -> Box:
        box, content = _checkbox(sdt), sdt.find(W + "sdtContent")
        inside = "" if content is None else _text(content, set()).strip()
        paragraph = next(sdt.iterancestors(W + "p"), None)
        if paragraph is None:
            paragraph = next(sdt.iter(W + "p"), None)
        row = next(sdt.iterancestors(W + "tr"), None)
        holders = list(row.iter(W + "tc")) if row is not None else [paragraph] if paragraph is not None else []
        words = tuple(" ".join(_text(holder, self._answers_in(holder)).split()) for holder in holders)
        name = self.named.get(sdt)
        number = 1 if paragraph is None else self.numbers.get(paragraph, 1)
        return Box(name, _state(box), _mark(inside), inside, words, number)

    def _answers_in(self, holder: Element) -> set[Element]:
        """The boxes and fields below an element, whose text is read by itself."""
        found = {sdt for sdt in holder.iter(W + "sdt") if self.named.get(sdt) or _checkbox(sdt) is not None}
        # LibreOffice wraps the whole paragraph of a box in a control of its own, which is no field.
        return {sdt for sdt in found if sdt.find(f"{W}sdtContent/{W}p") is None}

    def _fields(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for sdt, name in self.named.items():
            if name in self.field_names and name not in self.names and name not in found:
                holder = next(sdt.iterancestors(W + "tc"), None) if name in self.whole_cells else None
                found[name] = _text(sdt if holder is None else holder, set())
        for mark in self.document.iter(W + "bookmarkStart"):  # the control is gone, the bookmark is not
            name = self.by_bookmark.get(mark.get(W + "name") or "")
            if name in self.field_names and name not in self.names and name not in found and mark not in self.gone:
                holder = next(mark.iterancestors(W + "tc"), None) if name in self.whole_cells else None
                found[name] = _text(holder, set()) if holder is not None else _between(mark)
        labels = {label: name for name, label in self.whole_cells.items() if name not in found}
        for row in self.document.iter(W + "tr") if labels else ():
            cells = row.findall(W + "tc")
            if len(cells) == 2 and (name := labels.get(_text(cells[0], set()).strip())):
                found[name] = _text(cells[1], set())
        return {name: self._said(name, text) for name, text in found.items()}

    def _said(self, name: str, text: str) -> str:
        """A field's text without its prompt, and without the label in the same cell."""
        text = self.words.without_prompts(text).strip()
        label = self.whole_cells.get(name)
        before = self.words.before(label).match(text) if label else None
        return text[before.end() :].strip() if before else text


def _checkbox(sdt: Element) -> Element | None:
    return sdt.find(f"{W}sdtPr/{W14}checkbox")


def _state(box: Element | None) -> bool | None:
    if box is None:
        return None
    checked = box.find(W14 + "checked")
    value = None if checked is None else checked.get(W14 + "val", "1")
    return value in ("1", "true", "on")


def _mark(inside: str) -> bool | None:
    if inside and set(inside) <= _TICKS:
        return True
    return False if set(inside) <= _BLANKS else None


def plain_boxes(document: Element, controls: set[Element], bookmarks: Mapping[str, str]) -> Iterator[Box]:
    """What is left of boxes that are no controls: a cell of a row, or a sign before a paragraph's words.

    Rows and paragraphs with one of ``controls`` are passed over; ``bookmarks`` are those of boxes, with their names.
    """
    taken = {holder for sdt in controls for holder in sdt.iterancestors(W + "tr", W + "p")}
    taken |= {paragraph for sdt in controls for paragraph in sdt.iter(W + "p")}
    numbers, gone = _numbers(document), _gone(document)
    for row in document.iter(W + "tr"):
        cells = [] if row in taken or row in gone else row.findall(W + "tc")
        texts = [" ".join(_text(cell, set()).split()) for cell in cells]
        if len(texts) < 2 or not any(texts[1:]):
            continue
        marks = [m.get(W + "name") or "" for m in cells[0].iter(W + "bookmarkStart")]
        name = next((bookmarks[mark] for mark in marks if mark in bookmarks), None)
        mark = _typed_mark(texts[0])
        if texts[0] and (name or mark is not None):
            paragraph = next(cells[0].iter(W + "p"), None)
            number = 1 if paragraph is None else numbers.get(paragraph, 1)
            yield Box(name, None, mark, texts[0], tuple(texts[1:]), number, plain=True)
            taken |= set(cells[0].iter(W + "p"))
    for paragraph, number in numbers.items():
        if paragraph in taken or paragraph in gone:
            continue
        text = " ".join(_text(paragraph, set()).split())
        sign = next((end for end in (text[:1], text[-1:]) if end in _SIGNS), "")
        if sign:
            yield Box(None, None, _typed_mark(sign), sign, (text.strip(f"{sign} "),), number, plain=True)


def _typed_mark(inside: str) -> bool | None:
    """As ``_mark``, where an x or a tick beside an empty box ticks it: nobody could click on it."""
    letters = set(inside.replace(" ", ""))
    if letters <= _TICKS | _BLANKS | set("[]()") and letters:
        return bool(letters & _TICKS)
    return None


def _numbers(document: Element) -> dict[Element, int]:
    return {paragraph: n for n, paragraph in enumerate(document.iter(W + "p"), 1)}


def _gone(document: Element) -> set[Element]:
    """All that stands below something that is not part of the text; in most documents nothing does."""
    return {element for root in document.iter(*_GONE) for element in root.iterdescendants()}


def _text(root: Element, without: set[Element]) -> str:
    """The text below an element: a space for tabs and breaks, and between paragraphs."""
    pieces: list[str] = []
    walker = etree.iterwalk(root, ("start", "end"), (*_SAYING, W + "sdt") if without else _SAYING)
    for event, element in walker:
        if event == "end":
            if element.tag == W + "p" and element not in without:
                pieces.append(" ")
        elif element in without or element.tag in _GONE:
            walker.skip_subtree()
        elif element.tag == W + "t":
            pieces.append(_in_font(element))
        elif element.tag == W + "sym":
            pieces.append(_SYMBOLS.get((element.get(W + "char") or "")[-2:].upper(), ""))
        else:
            pieces.append(said(element).translate(_PARTING))
    return "".join(pieces)


def _in_font(text: Element) -> str:
    """The letters of a run as a reader sees them: those of Wingdings are signs."""
    written = letters(text)
    fonts = parent_of(text).find(_FONTS)
    symbolic = fonts is not None and (fonts.get(W + "ascii") or "").startswith("Wingdings")
    if not (symbolic or _PRIVATE.search(written)):
        return written
    shown = ""
    for letter in written:
        code = ord(letter)
        private = 0xF020 <= code <= 0xF0FF
        shown += _SYMBOLS.get(f"{code & 0xFF:02X}", letter) if private or (symbolic and code < 0x100) else letter
    return shown


def _between(mark: Element) -> str:
    """The text from a bookmark's start to its end, in the same paragraph."""
    pieces = []
    for element in mark.itersiblings():
        if element.tag == W + "bookmarkEnd" and element.get(W + "id") == mark.get(W + "id"):
            break
        pieces.append(_text(element, set()))
    return "".join(pieces)
