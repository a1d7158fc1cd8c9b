"""The boxes and text fields of a returned form: which there are, what state they are in, and what stands beside them.

WordprocessingML in, plain values out; nothing is known here of the questionnaire but the names and words to look for.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ddtender.assessment.controls import PROMPT, TAG, W14, bookmark_name
from ddtender.render.wml import Element, W

_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Not part of the text: what was deleted under tracked changes, and copies for older programs.
_GONE = {W + "del", W + "moveFrom", _MC_FALLBACK}
_TICKS, _BLANKS = set("☒☑✓✔✗✘✕xX■⊠"), set("☐□◻▢○_")
#: Characters of Wingdings and Wingdings 2, by the last two digits of their code (17.3.3.30).
_SYMBOLS = {"FE": "☒", "FD": "☒", "FB": "☒", "FC": "☒", "52": "☒", "53": "☒", "A8": "☐", "6F": "☐", "A3": "☐"}


class Box(Struct, frozen=True):
    """A check box: ``state`` as the control has it, ``mark`` as a reader sees it; None where that cannot be told.

    ``words`` is the text of its row, or of its paragraph outside tables, without boxes and fields. ``paragraph`` counts
    from 1.
    """

    name: str | None
    state: bool | None
    mark: bool | None
    inside: str
    words: tuple[str, ...]
    paragraph: int


class Returned(Struct, frozen=True):
    """Everything that a document has of a form: boxes in order, the text of its fields by name, its whole text."""

    boxes: tuple[Box, ...]
    fields: Mapping[str, str]
    text: str


def read_returned(
    document: Element, names: list[str], field_names: list[str], whole_cells: Mapping[str, str]
) -> Returned:
    """``names`` and ``field_names`` are those of boxes and fields to look for; of those in ``whole_cells``, all text
    of their table cell counts, wherever in it somebody typed; their labels find the cell if nothing else does."""
    return _Reader(document, names, field_names, whole_cells).read()


class _Reader:
    def __init__(self, document: Element, names: list[str], field_names: list[str], whole_cells: Mapping[str, str]):
        self.document, self.whole_cells = document, whole_cells
        self.by_bookmark = {bookmark_name(name): name for name in (*names, *field_names)}
        self.names, self.field_names = set(names), set(field_names)
        self.numbers = {p: n for n, p in enumerate(document.iter(W + "p"), 1)}
        self.named = {sdt: self._name(sdt) for sdt in document.iter(W + "sdt") if not _gone(sdt)}

    def read(self) -> Returned:
        boxes = [self._box(sdt) for sdt, name in self.named.items() if _checkbox(sdt) is not None or name in self.names]
        return Returned(tuple(boxes), self._fields(), _text(self.document, set()))

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
        found = [self.by_bookmark[m.get(W + "name")] for m in inside if m.get(W + "name") in self.by_bookmark]
        return found[0] if found else None

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
        return Box(name, _state(box), _mark(inside), inside, words, self.numbers.get(paragraph, 1))

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
            if name in self.field_names and name not in self.names and name not in found and not _gone(mark):
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
        text = text.replace(PROMPT, " ").strip()
        label = self.whole_cells.get(name)
        return text.removeprefix(f"{label}:").strip() if label else text


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


def _gone(element: Element) -> bool:
    return any(parent.tag in _GONE for parent in element.iterancestors())


def _text(root: Element, without: set[Element]) -> str:
    """The text below an element: a space for tabs and breaks, and between paragraphs."""
    pieces: list[str] = []

    def walk(element: Element) -> None:
        if element in without or element.tag in _GONE or not isinstance(element.tag, str):
            return
        if element.tag == W + "t":
            pieces.append(element.text or "")
        elif element.tag in (W + "tab", W + "br", W + "cr"):
            pieces.append(" ")
        elif element.tag == W + "sym":
            pieces.append(_SYMBOLS.get((element.get(W + "char") or "")[-2:].upper(), ""))
        for child in element:
            walk(child)
        if element.tag == W + "p":
            pieces.append(" ")

    walk(root)
    return "".join(pieces)


def _between(mark: Element) -> str:
    """The text from a bookmark's start to its end, in the same paragraph."""
    pieces = []
    for element in mark.itersiblings():
        if element.tag == W + "bookmarkEnd" and element.get(W + "id") == mark.get(W + "id"):
            break
        pieces.append(_text(element, set()))
    return "".join(pieces)
