"""Tables over the provisions of a composition: what decides, what is submitted, what is due, how it is measured."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ddtender.layout.cells import number_cell
from ddtender.layout.columns import shares_with_room
from ddtender.layout.forms import form_reference
from ddtender.layout.named import kpi_headings
from ddtender.layout.values import Cell, Column, Heading, LaidBlock, Table
from ddtender.model import PRICE_EARNS_NOTHING, Kind, Strong, Text
from ddtender.resolve.facts import fact
from ddtender.resolve.inlines import Inlines, ResolvedBlank, plain
from ddtender.resolve.phrases import MADE, phrase, text
from ddtender.resolve.values import ResolvedDocument, ResolvedForm, ResolvedKpi, ResolvedProvision, asked_of
from ddtender.words import Language

Provisions = tuple[ResolvedProvision, ...]
#: A longer overview is not kept on one page.
SHORT = 12
#: The columns of the annex, and their widths where every word has room.
_KPI_COLUMNS, KPI_SHARES = ("indicator", "target", "when", "measured_by"), (28, 26, 23, 23)


def overview(
    provisions: Provisions, price: Cell, other_quality: ResolvedBlank, document: str, language: Language
) -> tuple[Table, ...]:
    """What every provision of a tender decides, what else earns points, and what the price does where it earns none."""
    say, rows = language.say, list[tuple[Cell, ...]]()
    for p in provisions:
        rows.append((number_cell(p, document), text(p.provision.title), _worth(p, language)))
    if any(p.scoring for p in provisions):
        beside = {"price": price}
        if other_quality.value != 0:
            beside["other_quality"] = (points(other_quality, language),)
        rows += [
            (*(text(say(f"layout.overview.{name}.{of}")) for of in ("part", "subject")), worth)
            for name, worth in beside.items()
        ]
    if not rows:
        return ()
    columns = _columns(language, "overview", {"part": 30, "subject": 42, "worth": 28})
    return (Table(columns, tuple(rows), say("layout.overview.description"), together=len(rows) <= SHORT),)


def _worth(p: ResolvedProvision, language: Language) -> Cell:
    if p.scoring:
        return (points(p.scoring.maximum, language),)
    decides = p.kind in (Kind.SPECIFICATION, Kind.SELECTION)
    return text(language.say(f"layout.overview.decides.{p.kind.value}") if decides else "")


def price_worth(resolved: ResolvedDocument) -> Cell:
    """The points that the price can earn, or what it does by a rule that gives none for it."""
    rule = fact(resolved, "price.rule")
    if rule in PRICE_EARNS_NOTHING:
        return text(resolved.language.say(f"layout.overview.no_points.{rule}"))
    return (points(resolved.price, resolved.language),)


def points(blank: ResolvedBlank, language: Language) -> tuple:
    """How many points can be earned, and what share of all points that is."""
    if isinstance(blank.value, int | Decimal):
        share = language.percent(blank.value)
        return phrase(language, "layout.overview.weighed", number=blank.value, points=blank, percent=share)
    return phrase(language, "layout.overview.points", number=blank.value, points=blank)


def evidence(
    provisions: Provisions, reply_forms: Iterable[ResolvedForm], document: str, language: Language
) -> tuple[Table, ...]:
    """What a Tenderer submits for which provision, and by which form."""
    forms = {form.form.id: form for form in reply_forms}
    own = text(language.say("layout.evidence.own_document"))
    rows: list[tuple[Cell, ...]] = []
    for p in provisions:
        for one in p.evidence:
            form = forms.get(one.reply_form or "")
            reply: Cell = ((form_reference(form, language),),) if form else own
            rows.append((number_cell(p, document), (one.text,), reply))
    if not rows:
        return ()
    columns = _columns(language, "evidence", {"provision": 26, "what": 54, "how": 20})
    return (Table(columns, tuple(rows), language.say("layout.evidence.description")),)


def duties(clauses: Provisions, document: str, language: Language) -> tuple[Table, ...]:
    """What is measured in the Contract, and when it is due."""
    see, throughout = (text(language.say(f"layout.duties.{name}")) for name in ("see_clause", "throughout"))
    rows: list[tuple[Cell, ...]] = []
    for p in clauses:
        asked = asked_of(p)
        what = tuple(kpi.indicator for kpi in asked) or see
        when = tuple(kpi.when for kpi in asked) or throughout
        rows.append((number_cell(p, document), text(p.provision.title), what, when))
    if not rows:
        return ()
    columns = _columns(language, "duties", dict.fromkeys(("clause", "subject", "what", "when"), 0))
    return (Table(columns, tuple(rows), language.say("layout.duties.description")),)


def kpis(p: ResolvedProvision, language: Language, shares: tuple[int, ...] = KPI_SHARES) -> tuple[LaidBlock, ...]:
    """The heading and the table of one clause in the annex. The aspect stands above what is measured: in a column of
    its own it would leave the words of some languages too little room."""
    heading = phrase(language, "layout.named.with_title", provision=p.reference(capital=True), title=p.provision.title)
    columns = tuple(map(Column, kpi_headings(_KPI_COLUMNS, language), shares))
    rows = tuple(
        ((_strong(aspect(kpi, language)), indicator), *((inlines,) for inlines in others))
        for kpi in p.kpis
        for indicator, *others in (kpi.prose,)
    )
    description = language.say("layout.kpis.description", clause=p.label, number=p.cited)
    return (Heading(2, heading), Table(columns, rows, description))


def kpi_shares(clauses: Provisions, language: Language) -> tuple[int, ...]:
    """The widths that the columns have in all tables of the annex, with room for the words of each."""
    said = [[plain(inlines) for inlines in kpi.prose] for p in clauses for kpi in p.kpis]
    return shares_with_room(KPI_SHARES, kpi_headings(_KPI_COLUMNS, language), said)


def _strong(words: str) -> Inlines:
    return (Strong((Text(words, MADE),), MADE),)


def aspect(kpi: ResolvedKpi, language: Language) -> str:
    return language.capital(language.say(f"contract.aspect.{kpi.aspect}"))


def _columns(language: Language, table: str, shares: dict[str, int]) -> tuple[Column, ...]:
    return tuple(Column(language.say(f"layout.{table}.{name}"), share) for name, share in shares.items())
