"""The plan of a register: which clause is measured by what, and when. It travels inside the workbook, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType, convert
from msgspec.structs import asdict

from ddtender.model import Due, FactValue, Kind, Kpi
from ddtender.model.built import built
from ddtender.model.due import due_dates
from ddtender.model.limits import MOST_KPI_CLAUSES, MOST_KPIS, MOST_ROWS
from ddtender.resolve.facts import day, fact
from ddtender.resolve.inlines import plain, plain_blocks
from ddtender.resolve.values import ResolvedDocument, ResolvedKpi, ResolvedProvision
from ddtender.sheets.plan import Count, Frozen, Id, PlanText, Tag, tag_in_plan
from ddtender.sheets.words import Word
from ddtender.words import Language

#: The largest number that a KPI counts.
MOST_COUNTED = 10**9
#: Countries and stages of one risk worksheet that a register has room for.
MOST_SITE_RISKS = 400
#: Changes of the end of one Contract that a register has room for.
MOST_MOVES = 40


class Aspect(Word):
    """What about a Contractor's doing a KPI measures."""

    TIMELINESS = "timeliness"
    COMPLETENESS = "completeness"
    CONTENTS = "contents"
    RESPONSIVENESS = "responsiveness"


class Risk(Word):
    """How much harm to people the supply chain of what is bought may do, as the Contracting Authority sees it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DueRule(Frozen, kw_only=True):
    """A due rule with its numbers filled in, as ``model.Due`` has it; the days can be counted from it again."""

    amount: Annotated[int, Meta(ge=0, le=100_000)]
    unit: Literal["months", "days"]
    after: Literal["award", "contract_start"]
    every: Annotated[int, Meta(ge=1, le=1200)] | None = None
    before: Literal["delivery"] | None = None


class PlannedNumbers(Frozen, kw_only=True):
    """What a KPI counts: ``these`` out of so many ``of``, which is empty where a number stands alone."""

    these: PlanText
    of: PlanText = ""


class Indicator(Frozen, kw_only=True):
    """A KPI in words; ``when`` is its rule, such as "At the latest 12 months after the Contract Start Date".

    ``rule`` says the same for counting; it is None where the days are not counted from a date of the Contract.
    """

    id: Id
    aspect: Aspect
    indicator: PlanText
    target: PlanText
    when: PlanText
    measured_by: PlanText
    rule: DueRule | None = None
    counts: PlannedNumbers | None = None


class Clause(Frozen, kw_only=True):
    """A contract clause with its number, its paragraphs and its KPIs; ``response_days`` is set where requests for
    information are measured and the number of days is known."""

    id: Id
    number: Count
    cited: PlanText | UnsetType = UNSET
    title: PlanText
    version: PlanText
    text: tuple[PlanText, ...]
    indicators: Annotated[tuple[Indicator, ...], Meta(max_length=MOST_KPIS)]
    response_days: Annotated[int, Meta(ge=0, le=3650)] | None = None

    @property
    def shown_number(self) -> str:
        """The number as the Contract shows it."""
        return self.cited or str(self.number)


class Row(Frozen, kw_only=True):
    """One obligation and due date. ``submission`` is the key of the row in which the receipt is recorded: the row's own
    for a submission, another's for what is checked on receipt. ``on`` is None where the date is not known; ``dropped``
    says that the end of the Contract was moved, and the row is no longer due."""

    key: Id
    clause: Id
    indicator: Id
    n: Count
    of: Count
    on: date | None
    submission: Id
    before_delivery: bool = False
    dropped: bool = False

    @property
    def is_submission(self) -> bool:
        return self.key == self.submission


class Moved(Frozen, kw_only=True):
    """A change of the Contract's end: decided on a day, from which end to which, why, and what came of it in rows."""

    on: date
    before: date
    end: date
    why: PlanText
    added: Annotated[int, Meta(ge=0)]
    dropped: Annotated[int, Meta(ge=0)]


class SiteRisk(Frozen, kw_only=True):
    """What the risk worksheet of the procurement says of a country at a stage: how high the risk is, and which ones."""

    country: PlanText
    stage: PlanText
    risk: Risk
    risks: PlanText


class RegisterPlan(Frozen, kw_only=True):
    """All that a register is made from; ``history`` has the changes of the Contract's end, the oldest first.

    ``lot`` is the id of the lot that the Contract is for; ``one_of_several`` says that others have won the same."""

    form: Literal["ddtender register 1"] = "ddtender register 1"
    title: PlanText
    reference: PlanText
    authority: PlanText
    contractor: PlanText
    scenario: PlanText
    library: PlanText
    award: date | None
    start: date | None
    end: date | None
    clauses: Annotated[tuple[Clause, ...], Meta(max_length=MOST_KPI_CLAUSES)]
    rows: Annotated[tuple[Row, ...], Meta(max_length=MOST_ROWS)]
    language: Tag = UNSET
    risk: Risk | None = None
    history: Annotated[tuple[Moved, ...], Meta(max_length=MOST_MOVES)] = ()
    lot: PlanText | UnsetType = UNSET
    one_of_several: bool | UnsetType = UNSET
    site_risks: Annotated[tuple[SiteRisk, ...], Meta(max_length=MOST_SITE_RISKS)] | UnsetType = UNSET

    def __post_init__(self) -> None:
        indicators = {clause.id: {indicator.id for indicator in clause.indicators} for clause in self.clauses}
        keys = {row.key for row in self.rows}
        known = (row.submission in keys and row.indicator in indicators.get(row.clause, ()) for row in self.rows)
        if len(indicators) < len(self.clauses) or not all(known):
            raise ValueError("a row, a clause or a KPI is named that is not in the plan, or is in it twice")

    @property
    def known_site_risks(self) -> tuple[SiteRisk, ...]:
        return self.site_risks or ()

    def clause(self, id_: str) -> Clause:
        return next(c for c in self.clauses if c.id == id_)

    def indicator(self, row: Row) -> Indicator:
        return next(i for i in self.clause(row.clause).indicators if i.id == row.indicator)

    def rule(self, row: Row) -> DueRule | None:
        """The rule that gave a row its day: its own, or that of the submission with which it is checked."""
        if row.is_submission:
            return self.indicator(row).rule
        return next((self.indicator(one).rule for one in self.rows if one.key == row.submission), None)

    def may_be_in_tender(self, row: Row) -> bool:
        """Whether a Tender may have had what a row asks for: what is submitted once, not what comes every year."""
        rule = self.rule(row) if row.is_submission else None
        return rule is not None and rule.every is None


def register_plan(resolved: ResolvedDocument, language: Language) -> RegisterPlan | None:
    """The plan of a composition's register in a language, or None if no clause has a KPI.

    Its due dates have been checked.
    """
    clauses = [p for p in resolved.of_kind(Kind.CONTRACT) if p.kpis]
    if not clauses:
        return None
    rows = [row for p in clauses for row in _rows(p, resolved)]
    order = {p.id: n for n, p in enumerate(clauses)}
    rows.sort(key=lambda row: (row.on or date.max, order[row.clause]))  # the order of the KPIs is kept
    return RegisterPlan(
        title=fact(resolved, "title"),
        reference=fact(resolved, "reference"),
        authority=fact(resolved, "authority.name"),
        contractor=fact(resolved, "contractor.name"),
        scenario=resolved.draft.scenario.name,
        library=resolved.info.version,
        award=day(resolved, "award"),
        start=day(resolved, "contract_start"),
        end=day(resolved, "contract_end"),
        clauses=tuple(_clause(p, resolved.draft.values) for p in clauses),
        rows=tuple(rows),
        language=tag_in_plan(language.tag),
        risk=Risk(found) if (found := fact(resolved, "risk")) else None,
        lot=resolved.draft.lot_id or UNSET,
        one_of_several=resolved.draft.contractor is not None or UNSET,
    )


def _clause(p: ResolvedProvision, values: dict[str, FactValue]) -> Clause:
    days = [
        values.get(kpi.due.amount) if isinstance(kpi.due.amount, str) else kpi.due.amount
        for kpi in p.provision.kpis
        if kpi.due and kpi.due.after == "request" and kpi.due.unit == "days"
    ]
    return Clause(
        id=p.id,
        number=p.number or 1,
        cited=p.cited,
        title=p.provision.title,
        version=p.provision.version,
        text=tuple(plain_blocks(p.body)),
        indicators=tuple(_indicator(kpi, one, values) for kpi, one in zip(p.kpis, p.provision.kpis, strict=True)),
        response_days=int(days[0]) if days and isinstance(days[0], int) else None,
    )


def _indicator(kpi: ResolvedKpi, source: Kpi, values: dict[str, FactValue]) -> Indicator:
    counts = source.counts
    return Indicator(
        id=kpi.id,
        aspect=Aspect(kpi.aspect),
        indicator=plain(kpi.indicator),
        target=plain(kpi.target),
        when=plain(kpi.when),
        measured_by=plain(kpi.measured_by),
        rule=_rule(source.due, values) if source.due else None,
        counts=PlannedNumbers(these=counts.these, of=counts.of) if counts else None,
    )


def _rule(due: Due, values: dict[str, FactValue]) -> DueRule | None:
    """The rule with its numbers; None where one is not known, or the days are counted from no date."""
    amount = values.get(due.amount) if isinstance(due.amount, str) else due.amount
    if not isinstance(amount, int | Decimal) or amount != int(amount) or due.after not in ("award", "contract_start"):
        return None
    return convert({**asdict(due), "amount": int(amount)}, built(DueRule))


def _rows(p: ResolvedProvision, resolved: ResolvedDocument) -> Iterator[Row]:
    """A clause's rows. What is measured "on receipt" follows the clause's submissions; requests have no row."""
    events = {name: found for name in ("award", "contract_start") if (found := day(resolved, name))}
    end = day(resolved, "contract_end")
    kpis = [kpi for kpi in p.provision.kpis if kpi.aspect != Aspect.RESPONSIVENESS]
    submission = next((kpi for kpi in kpis if kpi.due), None)
    for kpi in kpis:
        own = kpi if kpi.due or submission is None else submission
        due: Due | None = own.due
        dates = due_dates(due, resolved.draft.values, events, end) if due else None
        for n, on in enumerate(dates or (None,), start=1):
            yield Row(
                key=f"{p.id}/{kpi.id}/{n}",
                clause=p.id,
                indicator=kpi.id,
                n=n,
                of=len(dates or (None,)),
                on=on,
                submission=f"{p.id}/{own.id}/{n}",
                before_delivery=bool(due and due.before == "delivery"),
            )
