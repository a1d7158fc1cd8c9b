"""Reading a finished document back and holding it against what was composed.

Nothing here is shared with the renderer: numbers are counted again from the document's own lists, as Word counts them,
and every text is looked for in the place where a reader would find it. A document that fails is never written.

What is remembered from one document to the next goes by the bytes of a part, or by the values that are expected; so a
part that differs by one character is read like one that was never seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element as Element

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.hiding import LOOKS_PARTS, changed_pages, changed_words, narrowest
from ddtender.library.provenance import Provenance, read_provenance
from ddtender.notes import MarginNote
from ddtender.office.package import PackageError, W, open_package, parse_part
from ddtender.office.tree import parent_of
from ddtender.resolve.values import ResolvedDocument
from ddtender.verify.codes import VERIFICATION_FAILED
from ddtender.verify.example import example_rows
from ddtender.verify.expected import expected
from ddtender.verify.lists import Lists
from ddtender.verify.notes import check_notes
from ddtender.verify.plots import wrong_line
from ddtender.verify.reading import Reading, ReadPart, bookmark_text, capital, fields, flat, visible
from ddtender.verify.structure import broken, broken_tree, hidden

_DOCUMENT, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_REF = re.compile(r"\s*REF\s+(\S+)\s+(.*)")
_PROVISION = re.compile(r"[a-z]+\.[a-z0-9-]+@[0-9.]+")
_BLANKS = ("blank:", "value:")


def verify(
    content: bytes, resolved: ResolvedDocument, provenance: Provenance, notes: Sequence[MarginNote], name: str = ""
) -> list[Diagnostic]:
    """What is wrong with the bytes of a tender or contract; nothing if they say what was composed, and from what.

    ``notes`` are all that may stand in its margin; ``name`` is that of its file, if it is not the document's own.
    """
    document = provenance.document
    place = Location(name or f"{document}.docx")
    try:
        parts = open_package(content)
        stated = read_provenance(parts)
        reading = _read(parts)
    except PackageError as error:
        return [_failed(place, str(error))]
    wrong = [
        *broken_tree(_DOCUMENT, parts[_DOCUMENT], reading.body),
        *(message for name, data in parts.items() if name != _DOCUMENT for message in broken(name, data)),
        *_references(reading),
        *_numbers(reading, resolved, document),
        *_provisions(reading, resolved, document),
        *_texts(reading, resolved, document, parts),
        *_blanks(reading, resolved, document),
        *_facts(reading, resolved, document),
        *_identities(reading),
        *(f"the document {what}" for what in _changed(parts, reading.body)),
        *hidden(reading.body),
        *_origin(stated, provenance),
        *check_notes(reading, notes),
    ]
    return [_failed(place, message) for message in dict.fromkeys(wrong)]


def _read(parts: Mapping[str, bytes]) -> Reading:
    """All but the body are mostly the same bytes in many documents, and are read once. Raises PackageError."""
    read = {
        name: ReadPart(parse_part(name, data)) if name == _DOCUMENT else _read_once(name, data)
        for name, data in parts.items()
        if name.startswith("word/") and name.endswith(".xml")
    }
    return Reading(read, _lists(parts.get(_STYLES), parts.get(_NUMBERING)))


@lru_cache(maxsize=64)
def _read_once(name: str, data: bytes) -> ReadPart:
    return ReadPart(parse_part(name, data))


@lru_cache(maxsize=8)
def _lists(styles: bytes | None, numbering: bytes | None) -> Lists:
    return Lists(
        None if styles is None else parse_part(_STYLES, styles),
        None if numbering is None else parse_part(_NUMBERING, numbering),
    )


def _changed(parts: Mapping[str, bytes], main: Element) -> Iterator[str]:
    """What the styles, lists and sections of provisions do to their words."""
    background = main.find(W + "background")
    colour = None if background is None else etree.tostring(background)
    yield from _changed_words(tuple((n, parts[n]) for n in LOOKS_PARTS if n in parts), colour, narrowest(main))
    yield from changed_pages(main)


@lru_cache(maxsize=8)
def _changed_words(parts: tuple[tuple[str, bytes], ...], background: bytes | None, room: float) -> tuple[str, ...]:
    colour = None if background is None else parse_part("word/document.xml", background)
    return tuple(changed_words(dict(parts), colour, room))


def _failed(place: Location, message: str) -> Diagnostic:
    return Diagnostic(
        VERIFICATION_FAILED, place, message, "Nothing was written. Look at the template's tags and lists first."
    )


def _references(reading: Reading) -> Iterator[str]:
    """Every field has one bookmark, and its cached text is what Word will compute."""
    for instruction, cached in fields(reading.body):
        match = _REF.match(instruction)
        if not match:
            continue
        name, switches = match.groups()
        if reading.bookmarks[name] != 1:
            yield f"a cross-reference points to the bookmark '{name}', which stands {reading.bookmarks[name]} times"
            continue
        expected = reading.number_of(name) if r"\r" in switches else bookmark_text(reading, name)
        if cached != expected:
            yield f"a cross-reference to '{name}' shows '{cached}', but Word will compute '{expected}'"


def _numbers(reading: Reading, resolved: ResolvedDocument, document: str) -> Iterator[str]:
    for p in resolved.provisions:
        if p.kind.document == document and (found := reading.number_of(p.bookmark)) != p.cited:
            yield f"'{p.id}' is number {found} in the document, but {p.kind.label} {p.cited} in the composition"


def _provisions(reading: Reading, resolved: ResolvedDocument, document: str) -> Iterator[str]:
    """Every provision stands once, in its control; none stands in the wrong document."""
    tags = Counter(p.tag for p in resolved.printed_in(document))
    for tag, count in tags.items():
        if (found := len(reading.controls.get(tag, ()))) != count:
            yield f"'{tag}' stands {found} times in the document instead of once"
    for tag in reading.controls:
        if tag not in tags and _PROVISION.fullmatch(tag):
            yield f"'{tag}' stands in the document but was not composed"


def _texts(reading: Reading, resolved: ResolvedDocument, document: str, parts: Mapping[str, bytes]) -> Iterator[str]:
    """Every paragraph of every provision stands in its control, word for word; evidence and KPIs stand somewhere."""
    everything, whole = flat(reading.main.whole), set(reading.main.flat.values())
    for p in resolved.printed_in(document):
        controls = reading.controls.get(p.tag, ())
        if not controls:
            continue
        wanted = expected(p, document, resolved.language)
        paragraphs = {reading.main.flat[paragraph] for paragraph in controls[0].iter(W + "p")}
        for text, sought in wanted.paragraphs:
            if sought not in paragraphs:
                yield f"a paragraph of '{p.id}' is missing or altered: '{text[:60]}'"
        example = example_rows(p, resolved)
        rows = set(_rows(controls[0])) if wanted.rows or example else ()
        for cells in example:
            if tuple(capital(flat(cell)) for cell in cells) not in rows:
                yield f"a row of the example of '{p.id}' is missing or altered: '{' | '.join(cells)[:60]}'"
        if example and flat(resolved.language.say("layout.price_example.label")) not in paragraphs:
            yield f"the heading of the example of '{p.id}' is missing or altered"
        yield from wrong_line(controls[0], p, resolved, parts)
        for row in wanted.rows:
            if row.sought not in rows:
                cells = " | ".join(row.cells)
                what = "row" if p.days else "scoring row"
                yield f"the {what} '{row.id}' of '{p.id}' is missing or altered: '{cells[:60]}'"
        for text in wanted.pieces:
            if text not in whole and text not in everything:  # most are a paragraph: found at once
                yield f"evidence or a KPI of '{p.id}' is missing or altered: '{text[:60]}'"


def _rows(control: Element) -> Iterator[tuple[str, ...]]:
    for row in control.iter(W + "tr"):
        yield tuple(capital(flat(visible(cell))) for cell in row.iter(W + "tc"))


def _blanks(reading: Reading, resolved: ResolvedDocument, document: str) -> Iterator[str]:
    """Every blank of a provision is a control that names it and shows its value or its label; none is empty."""
    for p in resolved.printed_in(document):
        wanted = expected(p, document, resolved.language).blanks
        for control in reading.controls.get(p.tag, ())[:1] if wanted else ():
            found = Counter(
                (tag.get(W + "val"), visible(parent_of(parent_of(tag))))
                for tag in control.iter(W + "tag")
                if tag.get(W + "val", "").startswith(_BLANKS)
            )
            for tag, shown, count in wanted:
                if found[tag, shown] != count:
                    yield f"the blank '{tag}' of '{p.id}' is not in the document as '{shown[:60]}'"
    for tag, controls in reading.controls.items():
        shows = {visible(control) for control in controls} if tag.startswith(_BLANKS) else {tag}
        if not all(shown.strip() for shown in shows):
            yield f"the control '{tag}' is empty"
        if len(shows) > 1:
            yield f"the controls '{tag}' show different texts"


def _facts(reading: Reading, resolved: ResolvedDocument, document: str) -> Iterator[str]:
    """Every fact that the template prints in any case stands in the document."""
    everything = " ".join(part.words for part in reading.parts.values() if part.texts)
    for name in resolved.facts.get(document, ()):
        if (text := resolved.values[name].text) is not None and flat(text) not in everything:
            yield f"the fact '{name}' is missing or altered: '{text[:60]}'"


def _identities(reading: Reading) -> Iterator[str]:
    value, properties = W + "val", W + "sdtPr"
    ids = Counter(i.get(value) for i in reading.body.iter(W + "id") if parent_of(i).tag == properties)
    marks = Counter(m.get(W + "id") for m in reading.body.iter(W + "bookmarkStart"))
    yield from (f"two content controls have the id {id_}" for id_, count in ids.items() if count > 1)
    yield from (f"two bookmarks have the id {id_}" for id_, count in marks.items() if count > 1)


def _origin(stated: Provenance | None, expected: Provenance) -> Iterator[str]:
    for name in expected.properties() if stated != expected else ():
        if stated is None or stated.properties().get(name) != expected.properties()[name]:
            yield f"the document's property {name} is missing or altered"
