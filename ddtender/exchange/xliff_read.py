"""XLIFF 2 that came back from a translator's program: bytes in, texts by the ids of their segments out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.exchange.values import PARAGRAPH, ReturnedParcel, ReturnedText, read_name
from ddtender.exchange.xliff import EMPHASIS, HINT, LANGUAGE, LIBRARY, LINE_BREAK, STRONG, TEXTS
from ddtender.library.languages.spans import BREAK, Span, tidy
from ddtender.office.package import PackageError, parse_part
from ddtender.office.tree import Element

#: The largest library has a twentieth of it.
MAX_BYTES = 40_000_000
_MAX_TEXTS = 50_000
_NAMESPACE = "urn:oasis:names:tc:xliff:document:2."
_OLD = "urn:oasis:names:tc:xliff:document:1."
_OURS = (LIBRARY, LANGUAGE, TEXTS, HINT)
_MOST_OF_NOTE = 300
_LOOKS = (STRONG, EMPHASIS)


def read_xliff(content: bytes) -> ReturnedParcel:
    """The texts of an .xlf. Raises PackageError."""
    if not content:
        raise PackageError("the file is empty")
    root = parse_part("of this file", content)
    name = etree.QName(root)
    if name.localname == "xliff" and (name.namespace or "").startswith(_OLD):
        raise PackageError("this is XLIFF 1; save it as XLIFF 2.1, which is what was sent")
    if name.localname != "xliff" or not (name.namespace or "").startswith(_NAMESPACE):
        raise PackageError("this is not an XLIFF 2 file")
    x = f"{{{name.namespace}}}"
    segments = list(root.iter(f"{x}segment"))
    if len(segments) > _MAX_TEXTS:
        raise PackageError(f"it has {len(segments):,} segments; at most {_MAX_TEXTS:,} are read")
    notes = [(note, note.get("category", "")) for note in root.iter(f"{x}note")]
    told = {category: " ".join((note.text or "").split()) for note, category in notes if category in _OURS}
    texts = told.get(TEXTS, "")
    return ReturnedParcel(
        [*_texts(segments, x)],
        told.get(LANGUAGE),
        told.get(LIBRARY),
        int(texts) if texts.isdecimal() and len(texts) < 9 else None,
        [*_remarks((note for note, category in notes if category not in _OURS))],
    )


def _texts(segments: list[Element], x: str) -> Iterator[ReturnedText]:
    data: dict[Element, Mapping[str, str]] = {}
    for segment in segments:
        unit, name = segment.getparent(), segment.get("id", "")
        if unit is None or not read_name(name):
            continue
        if unit not in data:
            found = unit.iterfind(f"{x}originalData/{x}data")
            data[unit] = {one.get("id", ""): "".join(one.itertext()) for one in found}
        target = segment.find(f"{x}target")
        words = () if target is None else tidy(_Codes(data[unit], x).spans(target))
        yield ReturnedText(name, words, segment.sourceline or 1)


class _Codes:
    """Reads the inline codes of one text (XLIFF 2.1, 4.7): what is not ours is passed over, its words stay."""

    def __init__(self, data: Mapping[str, str], x: str) -> None:
        self.data, self.x = data, x
        self.open: dict[str, str] = {}
        self.looks = {STRONG: 0, EMPHASIS: 0}

    def spans(self, target: Element) -> Iterator[Span]:
        for event, element in etree.iterwalk(target, ("start", "end")):
            if event == "start":
                yield from self._start(element)
                yield self._words(element.text)
            else:
                self._end(element)
                if element is not target:
                    yield self._words(element.tail)

    def _words(self, text: str | None) -> Span:
        """A program may break the lines of its file: whether that is a break, whoever knows the text tells."""
        return Span((text or "").replace("\r", "").replace("\n", PARAGRAPH), *self._look())

    def _look(self) -> tuple[bool, bool]:
        return self.looks[STRONG] > 0, self.looks[EMPHASIS] > 0

    def _start(self, element: Element) -> Iterator[Span]:
        kind = element.get("subType", "")
        if element.tag == f"{self.x}ph":
            tag = self.data.get(element.get("dataRef", ""), element.get("equiv", ""))
            yield Span(BREAK if kind == LINE_BREAK else tag, *self._look())
        elif element.tag in (f"{self.x}pc", f"{self.x}sc") and kind in _LOOKS:
            self.looks[kind] += 1
            if element.tag == f"{self.x}sc":
                self.open[element.get("id", "")] = kind
        elif element.tag == f"{self.x}ec" and (opened := self.open.pop(element.get("startRef", ""), "")):
            self.looks[opened] -= 1

    def _end(self, element: Element) -> None:
        if element.tag == f"{self.x}pc" and (kind := element.get("subType", "")) in _LOOKS:
            self.looks[kind] -= 1


def _remarks(notes: Iterator[Element]) -> Iterator[tuple[int, str]]:
    for note in notes:
        text = " ".join("".join(note.itertext()).split())
        if text:
            yield note.sourceline or 1, f"a note: “{text[:_MOST_OF_NOTE]}”"
