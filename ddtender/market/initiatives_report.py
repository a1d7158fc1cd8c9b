"""The part of an assessment's report on the initiatives that suppliers named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddtender.market.assess import Assessment
from ddtender.market.initiatives_table import star_table, told_of
from ddtender.market.values import Supplier
from ddtender.office.wml import Element
from ddtender.office.writing import WrittenPiece
from ddtender.render.paper import Paper
from ddtender.render.tables import CellContent, fill_cells, long_table, simple_table, text_cell

#: So many suppliers are named beside an initiative; of more, the number.
_NAMED = 12


def initiatives_part(paper: Paper, assessment: Assessment) -> Iterator[WrittenPiece]:
    """Who named which initiatives, the stars of all, and the names that are not known; nothing where no supplier named
    any."""
    known, say = assessment.initiatives, paper.say
    by, unknown = _named(assessment)
    if known.tests is None or not (by or unknown):
        return
    yield paper.heading(1, say("market.initiatives.heading"))
    yield paper.text(say("market.initiatives.lead", document=known.tests.document))
    if by:
        yield from _stars(paper, assessment)
        headings = [say(f"market.initiatives.columns.{name}") for name in ("initiative", "who")]
        rows = [[text_cell(one.name), text_cell(_names(paper, by[one.id]))] for one in known.of(by)]
        yield simple_table(paper.styles, [50, 50], headings, rows, description=say("market.initiatives.heading"))
    if unknown:
        yield paper.heading(2, say("market.initiatives.unknown"))
        yield paper.text(say("market.initiatives.unknown_lead"))
        for test in known.tests.tests:
            yield paper.text(test.asks, "Table Bullet")
        yield paper.text("", "Table Text", keepNext=True)
        headings = [say(f"market.initiatives.columns.{name}") for name in ("name", "who")]
        found = ([text_cell(name), text_cell(_names(paper, who))] for name, who in unknown.items())
        yield long_table(paper.styles, [50, 50], headings, found, description=say("market.initiatives.unknown"))


def initiatives_in_full(paper: Paper, assessment: Assessment) -> Iterator[WrittenPiece]:
    """All that is known of each initiative that was named."""
    known, say = assessment.initiatives, paper.say
    headings = [say(f"market.initiatives.columns.{name}") for name in ("about", "said")]
    for n, one in enumerate(known.of(_named(assessment)[0])):
        if n == 0:
            yield paper.heading(1, say("market.initiatives.full"), new_page=True)
        yield paper.heading(2, one.name)
        cells = [[text_cell(label), [*texts]] for label, texts in told_of(one, known, paper.language)]
        yield simple_table(paper.styles, [18, 82], headings, cells, description=one.name)


def _named(assessment: Assessment) -> tuple[dict[str, list[Supplier]], dict[str, list[Supplier]]]:
    """Who named each initiative, by its id, and each name that is not known."""
    by: dict[str, list[Supplier]] = {}
    unknown: dict[str, list[Supplier]] = {}
    for supplier in assessment.suppliers:
        for id_ in supplier.named.known:
            by.setdefault(id_, []).append(supplier)
        for text in supplier.named.unknown:
            unknown.setdefault(text, []).append(supplier)
    return by, unknown


def _stars(paper: Paper, assessment: Assessment) -> Iterator[Element]:
    known, say = assessment.initiatives, paper.say
    made, rules = star_table(known, paper.language), known.tests
    if made is None or rules is None:
        return
    yield paper.text(
        say("market.initiatives.table", document=rules.document, table=rules.table), "Caption", keepNext=True
    )
    shares = [22, *(15 for _ in made.headings[1:])]
    rows = [[[*cell] for cell in row] for row in made.rows]
    table = simple_table(paper.styles, shares, made.headings, rows, description=made.about, together=True)
    fill_cells(table, made.fills)
    yield table
    yield paper.text(say("market.initiatives.half", maximum=rules.maximum), "Note")
    if without := [one.short for one in known.every if one.unrated]:
        names = paper.language.listing(without)
        yield paper.text(say("market.initiatives.without", names=names), "Note")


def initiatives_of(paper: Paper, assessment: Assessment, supplier: Supplier) -> Iterator[Element]:
    """Beside what one supplier named: what each covers and lacks, and which names are not known."""
    named, say = supplier.named, paper.say
    if not (named.known or named.unknown):
        return
    rows: list[Sequence[CellContent]] = [
        [text_cell(one.short), text_cell(one.covers), text_cell(one.lacks)]
        for one in assessment.initiatives.of(named.known)
    ]
    ask = say("market.initiatives.ask")
    rows += [
        [text_cell(say("market.initiatives.not_known", name=name)), text_cell(ask), text_cell("")]
        for name in named.unknown
    ]
    headings = [say(f"market.initiatives.columns.{name}") for name in ("initiative", "covers", "lacks")]
    yield simple_table(paper.styles, [22, 39, 39], headings, rows, description=say("market.initiatives.heading"))


def _names(paper: Paper, suppliers: Sequence[Supplier]) -> str:
    names = [*dict.fromkeys(s.answers.company or s.answers.file for s in suppliers)]
    shown = names[:_NAMED]
    if len(names) == len(shown):
        return paper.language.listing(shown)
    return paper.say("market.initiatives.more", names=", ".join(shown), number=len(names) - len(shown))
