"""The texts as XLIFF 2.1 (OASIS, 2018), which translators' programs open: a unit for each text, a segment for each
paragraph or item of a body.

References and blanks are placeholders (``ph``), bold and italic words are spans (``pc``); defined terms stand in the
glossary of their unit. The id of a segment is the name of its text. A translation that is not approved is at most
``translated``: what is final, the library says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from ddtender.exchange.values import Parcel, Sheet, TextLine
from ddtender.library.languages.pieces import BODY
from ddtender.library.languages.reading import dotted
from ddtender.library.languages.spans import BREAK, Span, Spans
from ddtender.library.yaml_document import Path
from ddtender.office.tree import Element
from ddtender.words import Language

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
#: The categories of our own notes; those of the first file say what it is.
LIBRARY, LANGUAGE, TEXTS, HINT = "ddtender-library", "ddtender-language", "ddtender-texts", "ddtender-hint"
STRONG, EMPHASIS, LINE_BREAK = "xlf:b", "xlf:i", "xlf:lb"
_X, _G = f"{{{NAMESPACE}}}", f"{{{GLOSSARY}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: No note says of more letters than these that they are few.
_SHORT = 500
_STATES = {"missing": "translated", "stale": "translated", "draft": "translated", "expired": "reviewed"}
_CHANGED = "ddtender:source-changed"


def write_xliff(parcel: Parcel, language: Language, source: str, own: str) -> bytes:
    """An .xlf from the language of the tag ``source`` into that of ``own``; its notes are in ``language``."""
    root = etree.Element(f"{_X}xliff", nsmap={None: NAMESPACE, "gls": GLOSSARY})
    root.attrib.update({"version": "2.1", "srcLang": source, "trgLang": own})
    for n, sheet in enumerate(parcel.sheets, 1):
        file = _child(root, "file", id=f"f{n}", original=sheet.source, canResegment="no")
        file.set(_SPACE, "preserve")
        notes = _child(file, "notes")
        if n == 1:
            for category, text in ((LIBRARY, parcel.library), (LANGUAGE, parcel.tag), (TEXTS, str(parcel.texts))):
                _child(notes, "note", category=category).text = text
        for text in _about(sheet, language):
            _child(notes, "note", category=HINT).text = text
        units = groupby(sheet.lines, key=_unit_of)
        for number, (_, lines) in enumerate(units, 1):
            _unit(file, f"u{number}", sheet, [*lines], language)
    _laid_out(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _unit_of(line: TextLine) -> Path:
    """The passages of a body are one text, and one unit."""
    return line.piece.place[:1] if line.piece.is_passage else line.piece.place


def _about(sheet: Sheet, language: Language) -> Iterator[str]:
    state = language.say(f"translator.states.{sheet.state}")
    key, version = ("about_version", {"version": sheet.version}) if sheet.version else ("about", {})
    yield f"{sheet.title} · {language.say(f'translator.{key}', id=sheet.id, state=state, **version)}"
    if not sheet.is_known:
        yield language.say("translator.unknown_change")


def _unit(file: Element, id_: str, sheet: Sheet, lines: Sequence[TextLine], language: Language) -> None:
    place = BODY if lines[0].piece.is_passage else dotted(lines[0].piece.place)
    unit = _child(file, "unit", id=id_, name=f"{sheet.id} {place}", canResegment="no")
    _glossary(unit, lines)
    if hints := [*_hints(lines, language)]:
        notes = _child(unit, "notes")
        for hint in hints:
            _child(notes, "note", category=HINT, appliesTo="target").text = hint
    data = _Data(unit, breaks=lines[0].piece.is_passage)
    for line in lines:
        piece = line.piece
        state = _STATES.get(sheet.state, "final") if piece.translation and piece.before is None else "initial"
        segment = _child(unit, "segment", id=line.name, state=state)
        if piece.before is not None:
            segment.set("subState", _CHANGED)
        known: dict[tuple[str, int], str] = {}
        data.write(_child(segment, "source"), piece.words, known)
        if piece.translation:
            data.write(_child(segment, "target"), piece.translation, known)
    data.close()


def _glossary(unit: Element, lines: Sequence[TextLine]) -> None:
    terms = {one.term: one for line in lines for one in line.terms if one.forms}
    if not terms:
        return
    glossary = etree.SubElement(unit, f"{_G}glossary")
    for one in terms.values():
        entry = etree.SubElement(glossary, f"{_G}glossEntry")
        etree.SubElement(entry, f"{_G}term").text = one.term
        for form in one.forms:
            etree.SubElement(entry, f"{_G}translation").text = form


def _hints(lines: Sequence[TextLine], language: Language) -> Iterator[str]:
    for line in lines:
        piece = line.piece
        if piece.before:
            was = "".join(one.text for one in piece.before).replace(BREAK, " ")
            yield f"{dotted(piece.place)}: {language.say('translator.was', text=was)}"
        elif piece.before is not None:
            yield f"{dotted(piece.place)}: {language.say('translator.new')}"
        if piece.forms:
            yield language.say("translator.forms")
        if piece.longest is not None and piece.longest < _SHORT:
            yield language.say("translator.longest", number=piece.longest)


class _Data:
    """The inline codes of a unit: their ids are unique in it, and the same in source and target for the same tag."""

    def __init__(self, unit: Element, breaks: bool) -> None:
        """``breaks``: a line break is a code; in a list of forms it is one between two lines."""
        self.unit, self.breaks, self.codes = unit, breaks, 0
        self.original: dict[str, str] = {}

    def write(self, holder: Element, spans: Spans, known: dict[tuple[str, int], str]) -> None:
        """``known`` are the ids of codes of this segment by what they are and how often that has stood there."""
        seen: dict[str, int] = {}

        def code(what: str) -> str:
            seen[what] = seen.get(what, 0) + 1
            key = what, seen[what]
            if key not in known:
                self.codes += 1
                known[key] = str(self.codes)
            return known[key]

        for (strong, emphasis), group in groupby(spans, key=lambda one: (one.strong, one.emphasis)):
            at = holder
            for is_on, kind in ((strong, STRONG), (emphasis, EMPHASIS)):
                if is_on:
                    at = _child(at, "pc", id=code(kind), type="fmt", subType=kind)
            for one in group:
                self._span(at, one, code)

    def _span(self, at: Element, one: Span, code) -> None:
        if one.is_tag:
            kind = "other" if one.text.startswith("{") else "link"
            _child(at, "ph", id=code(one.text), type=kind, dataRef=self._ref(one.text), equiv=one.text, disp=one.text)
            return
        for n, text in enumerate(one.text.split(BREAK) if self.breaks else [one.text]):
            if n:
                _child(at, "ph", id=code(LINE_BREAK), type="fmt", subType=LINE_BREAK, equiv=" ")
            _add(at, text)

    def _ref(self, text: str) -> str:
        return self.original.setdefault(text, f"d{len(self.original) + 1}")

    def close(self) -> None:
        """The tags as the library writes them stand before the segments."""
        if not self.original:
            return
        holder = etree.Element(f"{_X}originalData")
        for text, id_ in self.original.items():
            _child(holder, "data", id=id_).text = text
        first = self.unit.find(f"{_X}segment")
        assert first is not None
        first.addprevious(holder)


def _child(parent: Element, tag: str, /, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{_X}{tag}", attributes)


def _add(at: Element, text: str) -> None:
    """Text behind all that an element has."""
    if len(at):
        at[-1].tail = (at[-1].tail or "") + text
    else:
        at.text = (at.text or "") + text


def _laid_out(root: Element) -> None:
    """Each element on a line of its own, but for what stands within texts, where white space counts."""
    for element in root.iter():
        if element.tag not in _TEXTS and len(element):
            depth = sum(1 for _ in element.iterancestors())
            element.text = "\n" + "  " * (depth + 1)
            for child in element:
                child.tail = "\n" + "  " * (depth + 1 if child is not element[-1] else depth)


_TEXTS = {f"{_X}{name}" for name in ("source", "target", "pc", "ph", "data", "note")}
