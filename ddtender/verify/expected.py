"""What a document must say of a provision, taken from the composition alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from ddtender.resolve.inlines import ResolvedBlank, ResolvedInline, ResolvedReference, plain, plain_blocks
from ddtender.resolve.values import ResolvedProvision
from ddtender.verify.reading import capital, flat
from ddtender.words import Language


class ExpectedRow(Struct, frozen=True):
    """A row of a table of scores or days, by the id of its option or day: its cells, also as they are looked for."""

    id: str
    cells: tuple[str, ...]
    sought: tuple[str, ...]


class Expected(Struct, frozen=True):
    """``paragraphs`` are pairs: one of the composition, and how it must stand in the document.

    ``pieces`` (evidence and KPIs) may stand anywhere; ``blanks`` are a control's tag, what it shows, and how often.
    """

    paragraphs: tuple[tuple[str, str], ...]
    rows: tuple[ExpectedRow, ...]
    pieces: tuple[str, ...]
    blanks: tuple[tuple[str, str, int], ...]


@lru_cache(maxsize=512)
def expected(p: ResolvedProvision, document: str, language: Language) -> Expected:
    """For the tender or the contract; the same provision of many compositions is put into words once."""
    options = (*p.scoring.options, *p.scoring.steps) if p.scoring else ()
    rows = []
    for option in options:
        cells = [plain(option.when), language.percent(option.percent)]
        cells += [language.number(option.points)] if option.points is not None else []
        rows.append(ExpectedRow(option.id, tuple(cells), tuple(capital(flat(cell)) for cell in cells)))
    by_lot = p.scoring.by_lot if p.scoring else ()
    by_minimum = any(one.minimum is not None for one in by_lot)
    for one in by_lot:
        shown = f"[{one.maximum.label}]" if one.maximum.text is None else one.maximum.text
        least = [] if one.minimum is None else [language.number(one.minimum)]
        if not least and by_minimum:
            least = [""]
        cells = [one.lot, shown, *least]
        rows.append(ExpectedRow(one.lot, tuple(cells), tuple(capital(flat(cell)) for cell in cells)))
    for row in p.rows:
        cells = [*row] if any(other[3] for other in p.rows) else [*row[:3]]
        rows.append(ExpectedRow(row[0], tuple(cells), tuple(capital(flat(cell)) for cell in cells)))
    for name, on in p.days:
        cells = [language.say(f"layout.timetable.{name}"), language.date(on)]
        rows.append(ExpectedRow(name, tuple(cells), tuple(capital(flat(cell)) for cell in cells)))
    pieces = [e.text for e in p.evidence] if document == "tender" else []
    if document == "contract":
        pieces += [inlines for kpi in p.kpis for inlines in (kpi.indicator, kpi.target, kpi.when, kpi.measured_by)]
    blanks = Counter(map(_as_control, _blanks_of(p)))
    said = [p.provision.title, *plain_blocks(p.body)]
    if p.lots:
        named = language.say("resolve.lots.named", number=len(p.lots), lots=language.listing(p.lots))
        said.append(language.say(f"layout.lots.applies.{p.kind.value}", lots=named))
    return Expected(
        tuple((text, flat(_in_document(text, p, document))) for text in said),
        tuple(rows),
        tuple(flat(_for_document(inlines, document)) for inlines in pieces),
        tuple((tag, shown, count) for (tag, shown), count in blanks.items()),
    )


def _in_document(text: str, p: ResolvedProvision, document: str) -> str:
    """A reference to the other document shows the title as well."""
    for reference in p.references:
        if reference.number is not None and reference.kind.document != document:
            pattern = rf"(?i)({re.escape(reference.words.strip())}\s{re.escape(reference.cited)})(?!\d)"
            text = re.sub(pattern, lambda m, r=reference: f"{m.group(1)} ({r.title})", text)
    return text


def _for_document(inlines: tuple[ResolvedInline, ...], document: str) -> str:
    shown = ""
    for inline in inlines:
        shown += plain((inline,))
        if isinstance(inline, ResolvedReference) and inline.number is not None and inline.kind.document != document:
            shown += f" ({inline.title})"
    return shown


def _as_control(blank: ResolvedBlank) -> tuple[str, str]:
    """The tag of a blank's control, and what it shows."""
    return (f"blank:{blank.name}", f"[{blank.label}]") if blank.text is None else (f"value:{blank.name}", blank.text)


def _blanks_of(p: ResolvedProvision) -> Iterator[ResolvedBlank]:
    if p.scoring:
        points = [one.maximum for one in p.scoring.by_lot if one.maximum.text is None]
        yield from points if p.scoring.by_lot else [p.scoring.maximum]
    pending: list = list(p.body)
    while pending:
        part = pending.pop()
        if isinstance(part, ResolvedBlank):
            yield part
        elif hasattr(part, "items"):
            pending += [inner for item in part.items for inner in item]
        else:
            pending += getattr(part, "inlines", ()) or getattr(part, "children", ())
