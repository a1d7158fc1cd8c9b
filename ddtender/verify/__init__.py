"""Reading a finished document back and holding it against what was composed.

Nothing here is shared with the renderer: numbers are counted again from the document's own lists, as Word counts them,
and every text is looked for in the place where a reader would find it. A document that fails is never written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.drafting import MarginNote
from ddtender.library.facts import plain_number
from ddtender.library.package import PackageError, W, open_package, parse_part
from ddtender.library.provenance import Provenance, read_provenance
from ddtender.resolve.values import (
    ResolvedBlank,
    ResolvedDocument,
    ResolvedInline,
    ResolvedProvision,
    ResolvedReference,
    plain,
    plain_blocks,
)
from ddtender.verify.notes import check_notes
from ddtender.verify.reading import Reading, bookmark_text, capital, fields, flat, visible

_TAG = re.compile(r"\{\{|\{%|\{#|%\}|\}\}|[\ue000-\ue002]")
_REF = re.compile(r"\s*REF\s+(\S+)\s+(.*)")


def verify(
    content: bytes, resolved: ResolvedDocument, provenance: Provenance, notes: Sequence[MarginNote]
) -> list[Diagnostic]:
    """What is wrong with the bytes of a tender or contract; nothing if they say what was composed, and from what.

    ``notes`` are all that may stand in its margin.
    """
    document = provenance.document
    place = Location(f"{document}.docx")
    try:
        parts = open_package(content)
        stated = read_provenance(parts)
        trees = {name: _tree(name, parts[name]) for name in parts if name.startswith("word/") and name.endswith(".xml")}
    except PackageError as error:
        return [_failed(place, str(error))]
    reading = Reading(trees)
    wrong = [
        *_leftover_tags(reading),
        *_references(reading),
        *_numbers(reading, resolved, document),
        *_provisions(reading, resolved, document),
        *_texts(reading, resolved, document),
        *_blanks(reading, resolved, document),
        *_facts(reading, resolved, document),
        *_identities(reading),
        *_origin(stated, provenance),
        *check_notes(trees, notes),
    ]
    return [_failed(place, message) for message in dict.fromkeys(wrong)]


def _tree(name: str, data: bytes) -> etree._Element:
    """A part that is only read; all but the body are mostly the same bytes in many documents, and are parsed once."""
    return parse_part(name, data) if name == "word/document.xml" else _parse_once(name, data)


_parse_once = lru_cache(maxsize=32)(parse_part)


def _failed(place: Location, message: str) -> Diagnostic:
    return Diagnostic(
        Code.VERIFICATION_FAILED, place, message, "Nothing was written. Look at the template's tags and lists first."
    )


def _leftover_tags(reading: Reading) -> Iterator[str]:
    for name, paragraphs in reading.paragraphs.items():
        if name.startswith(("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")):
            for shown in paragraphs.values():
                text = shown.replace("\n", "")
                if _TAG.search(text):
                    yield f"a template tag is left in {name}: '{text[:60]}'"


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
        if p.kind.document == document and (found := reading.number_of(p.bookmark)) != str(p.number):
            yield f"'{p.id}' is number {found} in the document, but {p.kind.label} {p.number} in the composition"


def _provisions(reading: Reading, resolved: ResolvedDocument, document: str) -> Iterator[str]:
    """Every provision stands once, in its control; none stands in the wrong document."""
    expected = Counter(p.tag for p in resolved.printed_in(document))
    for tag, count in expected.items():
        if (found := len(reading.controls.get(tag, ()))) != count:
            yield f"'{tag}' stands {found} times in the document instead of once"
    for tag in reading.controls:
        if re.fullmatch(r"[a-z]+\.[a-z0-9-]+@[0-9.]+", tag) and tag not in expected:
            yield f"'{tag}' stands in the document but was not composed"


def _texts(reading: Reading, resolved: ResolvedDocument, document: str) -> Iterator[str]:
    """Every paragraph of every provision stands in its control, word for word; evidence and KPIs stand somewhere."""
    everything = flat(visible(reading.body))
    for p in resolved.printed_in(document):
        controls = reading.controls.get(p.tag, ())
        if not controls:
            continue
        paragraphs = {flat(reading.texts[paragraph]) for paragraph in controls[0].iter(W + "p")}
        for text in [p.provision.title, *plain_blocks(p.body)]:
            if flat(_in_document(text, p, document)) not in paragraphs:
                yield f"a paragraph of '{p.id}' is missing or altered: '{text[:60]}'"
        yield from _lost(p, document, controls[0], everything)


def _lost(p: ResolvedProvision, document: str, control: etree._Element, everything: str) -> Iterator[str]:
    rows = {tuple(capital(flat(visible(cell))) for cell in row.iter(W + "tc")) for row in control.iter(W + "tr")}
    for option in (*p.scoring.options, *p.scoring.steps) if p.scoring else ():
        cells = [plain(option.when), f"{plain_number(option.percent)} %"]
        cells += [plain_number(option.points)] if option.points is not None else []
        if tuple(capital(flat(cell)) for cell in cells) not in rows:
            yield f"the scoring row '{option.id}' of '{p.id}' is missing or altered: '{' | '.join(cells)[:60]}'"
    pieces = [e.text for e in p.evidence] if document == "tender" else []
    if document == "contract":
        pieces += [inlines for kpi in p.kpis for inlines in (kpi.indicator, kpi.target, kpi.when, kpi.measured_by)]
    for inlines in pieces:
        text = flat(_for_document(inlines, document))
        if text not in everything:
            yield f"evidence or a KPI of '{p.id}' is missing or altered: '{text[:60]}'"


def _in_document(text: str, p: ResolvedProvision, document: str) -> str:
    """A reference to the other document shows the title as well."""
    for reference in p.references:
        if reference.number is not None and reference.kind.document != document:
            pattern = rf"(?i)({re.escape(reference.words.strip())} {reference.number})(?!\d)"
            text = re.sub(pattern, lambda m, r=reference: f"{m.group(1)} ({r.title})", text)
    return text


def _for_document(inlines: tuple[ResolvedInline, ...], document: str) -> str:
    shown = ""
    for inline in inlines:
        shown += plain((inline,))
        if isinstance(inline, ResolvedReference) and inline.number is not None and inline.kind.document != document:
            shown += f" ({inline.title})"
    return shown


def _blanks(reading: Reading, resolved: ResolvedDocument, document: str) -> Iterator[str]:
    """Every blank of a provision is a control that names it and shows its value or its label; none is empty."""
    for p in resolved.printed_in(document):
        for control in reading.controls.get(p.tag, ())[:1]:
            found = Counter(
                (tag.get(W + "val"), visible(tag.getparent().getparent())) for tag in control.iter(W + "tag")
            )
            for (tag, shown), count in Counter(map(_as_control, _blanks_of(p))).items():
                if found[tag, shown] != count:
                    yield f"the blank '{tag}' of '{p.id}' is not in the document as '{shown[:60]}'"
    for tag, controls in reading.controls.items():
        shows = {visible(control) for control in controls} if tag.startswith(("blank:", "value:")) else {tag}
        if not all(shown.strip() for shown in shows):
            yield f"the control '{tag}' is empty"
        if len(shows) > 1:
            yield f"the controls '{tag}' show different texts"


def _as_control(blank: ResolvedBlank) -> tuple[str, str]:
    """The tag of a blank's control, and what it shows."""
    return (f"blank:{blank.name}", f"[{blank.label}]") if blank.text is None else (f"value:{blank.name}", blank.text)


def _blanks_of(p: ResolvedProvision) -> Iterator[ResolvedBlank]:
    if p.scoring:
        yield p.scoring.maximum
    pending: list = list(p.body)
    while pending:
        part = pending.pop()
        if isinstance(part, ResolvedBlank):
            yield part
        elif hasattr(part, "items"):
            pending += [inner for item in part.items for inner in item]
        else:
            pending += getattr(part, "inlines", ()) or getattr(part, "children", ())


def _facts(reading: Reading, resolved: ResolvedDocument, document: str) -> Iterator[str]:
    """Every fact that the template prints in any case stands in the document."""
    everything = " ".join(flat(text) for paragraphs in reading.paragraphs.values() for text in paragraphs.values())
    for name in resolved.facts.get(document, ()):
        if (text := resolved.values[name].text) is not None and flat(text) not in everything:
            yield f"the fact '{name}' is missing or altered: '{text[:60]}'"


def _identities(reading: Reading) -> Iterator[str]:
    ids = Counter(i.get(W + "val") for i in reading.body.iter(W + "id") if i.getparent().tag == W + "sdtPr")
    marks = Counter(m.get(W + "id") for m in reading.body.iter(W + "bookmarkStart"))
    yield from (f"two content controls have the id {id_}" for id_, count in ids.items() if count > 1)
    yield from (f"two bookmarks have the id {id_}" for id_, count in marks.items() if count > 1)


def _origin(stated: Provenance | None, expected: Provenance) -> Iterator[str]:
    for name in expected.properties() if stated != expected else ():
        if stated is None or stated.properties().get(name) != expected.properties()[name]:
            yield f"the document's property {name} is missing or altered"
