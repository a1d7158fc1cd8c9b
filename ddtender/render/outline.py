"""Papers for talks (manual 3.4, lessons 2, 4 to 6): an outline of the library as a Word document, with what belongs to
one procurement between its parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from ddtender.model.market import Outline
from ddtender.render.report import Report
from ddtender.words import Language

#: Rows to write in.
_ROOM = 5


class PaperPart(Struct, frozen=True):
    """A part of a paper: its heading, a sentence below it, and a table, or none where there are no rows; ``shares`` are
    the widths of its columns in proportion."""

    heading: str
    lead: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    shares: Sequence[int] = ()


def write_outline(
    outline: Outline,
    facts: Sequence[tuple[str, str | None]],
    parts: Sequence[PaperPart],
    template: bytes,
    moment: datetime,
    language: Language,
) -> bytes:
    """The bytes of a .docx: ``facts`` (labels and values, a blank where one is None), the steps, ``parts``, rules, the
    example with its source, and room for what is agreed. Raises PackageError."""
    reference = dict(facts).get(language.say("dialogue.head.reference")) or ""
    made = Report(template, language, outline.title, reference=reference)
    made.facts(*facts)
    for text in outline.lead:
        made.paragraph(text)
    made.heading(language.say("dialogue.steps"))
    columns = [language.say(f"dialogue.columns.{name}") for name in ("title", "about", "who", "result")]
    rows = [(step.title, step.about, step.who, step.result) for step in outline.steps]
    made.table(columns, rows, (20, 42, 19, 19), language.say("dialogue.steps"))
    for part in parts:
        made.heading(part.heading)
        made.paragraph(part.lead)
        if part.rows:
            made.table(part.columns, part.rows, part.shares, part.heading)
    if outline.rules:
        made.heading(language.say("dialogue.rules"))
        made.bullets(outline.rules)
    if outline.facts:
        document, section, item = outline.source
        made.heading(outline.example)
        made.bullets(outline.facts)
        made.paragraph(language.say("dialogue.source", document=document, section=section, item=item))
    made.heading(language.say("dialogue.agreed"))
    agreed = [language.say(f"dialogue.agreed_columns.{name}") for name in ("what", "who", "by_when")]
    made.table(agreed, [("", "", "")] * _ROOM, (60, 20, 20), language.say("dialogue.agreed"))
    return made.finish(moment)
