"""What a tender of several lots says of them: which there are, what applies to which, and for how many points."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from ddtender.layout.cells import number_cell
from ddtender.layout.overviews import SHORT
from ddtender.layout.values import Cell, Column, Line, Role, Table
from ddtender.model import PRICE_EARNS_NOTHING, Kind
from ddtender.resolve.facts import fact
from ddtender.resolve.inlines import ResolvedBlank
from ddtender.resolve.phrases import lot_names, phrase, text
from ddtender.resolve.values import ResolvedDocument, ResolvedProvision, ResolvedScoring
from ddtender.words import Language

#: So many columns of lots leave room for what they are about; more lots have a table of their own.
_BESIDE = 4


def applies(p: ResolvedProvision, language: Language) -> tuple[Line, ...]:
    """To which lots a provision applies; nothing where it applies to all."""
    if not p.lots:
        return ()
    said = phrase(language, f"layout.lots.applies.{p.kind.value}", lots=lot_names(p.lots, language))
    return (Line(Role.UNDER_LABEL, said),)


def lots_table(rows: tuple[tuple[str, ...], ...], language: Language) -> tuple[Table, ...]:
    """The lots, each with its title and what is bought, and how much at most where that is known; nothing without."""
    if not rows:
        return ()
    names = ("lot", "title", "subject", "maximum") if any(row[3] for row in rows) else ("lot", "title", "subject")
    shares = (10, 28, 34, 28) if len(names) == 4 else (10, 36, 54)
    columns = tuple(
        Column(language.say(f"layout.lots.{name}"), share) for name, share in zip(names, shares, strict=True)
    )
    cells = tuple(tuple(text(value) for value in row[: len(names)]) for row in rows)
    return (Table(columns, cells, language.say("layout.lots.description"), inside=True, together=True),)


def lot_points(scoring: ResolvedScoring, language: Language) -> tuple[Table, ...]:
    """The points of a criterion where lots differ; nothing where they do not."""
    if not scoring.by_lot:
        return ()
    say, with_minimum = language.say, any(one.minimum is not None for one in scoring.by_lot)
    rows = [(text(one.lot), _shown(one.maximum)) for one in scoring.by_lot]
    if with_minimum:
        least = [text("" if one.minimum is None else language.number(one.minimum)) for one in scoring.by_lot]
        rows = [(*row, cell) for row, cell in zip(rows, least, strict=True)]
    names = ("lot", "points", "minimum") if with_minimum else ("lot", "points")
    columns = tuple(Column(say(f"layout.lots.{name}"), figures=name != "lot") for name in names)
    return (Table(columns, tuple(rows), say("layout.lots.points_description"), inside=True, together=True),)


class LotColumn(Struct, frozen=True):
    """What the overview says of a lot: ``points`` has the blank of every provision of the lot that has one, by id."""

    id: str
    points: tuple[tuple[str, ResolvedBlank | None], ...]
    price: Cell
    other_quality: ResolvedBlank


def lot_columns(resolved: ResolvedDocument) -> tuple[LotColumn, ...]:
    """A column a lot, for the overview."""
    return tuple(
        LotColumn(
            lot.draft.lot_id,
            tuple((p.id, p.scoring.maximum if p.scoring else None) for p in lot.provisions),
            _price(lot),
            lot.other_quality,
        )
        for lot in resolved.lots
    )


def overview_by_lot(
    provisions: tuple[ResolvedProvision, ...], lots: tuple[LotColumn, ...], document: str, language: Language
) -> tuple[Table, ...]:
    """What every provision of the tender decides in which lot, and what else earns points there."""
    return tuple(
        _overview(provisions, lots[n : n + _BESIDE], document, language)
        for n in range(0, len(lots) if provisions else 0, _BESIDE)
    )


def _overview(
    listed: tuple[ResolvedProvision, ...], lots: tuple[LotColumn, ...], document: str, language: Language
) -> Table:
    say = language.say
    rows: list[tuple[Cell, ...]] = [
        (number_cell(p, document), text(p.provision.title), *(_worth(p, lot, language) for lot in lots)) for p in listed
    ]
    beside = {"price": [lot.price for lot in lots]} if any(p.scoring for p in listed) else {}
    if beside and any(lot.other_quality.value != 0 for lot in lots):
        beside["other_quality"] = [_points(lot.other_quality, language) for lot in lots]
    for name, worth in beside.items():
        rows.append((*(text(say(f"layout.overview.{name}.{of}")) for of in ("part", "subject")), *worth))
    share = 54 // len(lots)
    columns = (
        Column(say("layout.overview.part"), 20),
        Column(say("layout.overview.subject"), 80 - share * len(lots)),
        *(Column(language.capital(lot_names((lot.id,), language)), share) for lot in lots),
    )
    return Table(columns, tuple(rows), say("layout.lots.overview"), together=len(rows) <= SHORT)


def _worth(p: ResolvedProvision, lot: LotColumn, language: Language) -> Cell:
    own = dict(lot.points)
    if p.id not in own:
        return text(language.say("layout.lots.not_there"))
    points = own[p.id]
    if points is not None:
        return _points(points, language)
    decides = p.kind in (Kind.SPECIFICATION, Kind.SELECTION)
    return text(language.say(f"layout.lots.decides.{p.kind.value}") if decides else "")


def _price(lot: ResolvedDocument) -> Cell:
    rule = fact(lot, "price.rule")
    if rule in PRICE_EARNS_NOTHING:
        return text(lot.language.say(f"layout.lots.no_points.{rule}"))
    return _points(lot.price, lot.language)


def _points(blank: ResolvedBlank, language: Language) -> Cell:
    if blank.value == 0:
        return text(language.say("layout.lots.nothing"))
    if isinstance(blank.value, int | Decimal):
        share = language.percent(blank.value)
        return text(language.say("layout.lots.worth", number=blank.value, points=blank.text, percent=share))
    return _shown(blank)


def _shown(blank: ResolvedBlank) -> Cell:
    """Points as plain text: in a control of their name they would have to be the same in all lots."""
    return ((blank,),) if blank.text is None else text(blank.text)
