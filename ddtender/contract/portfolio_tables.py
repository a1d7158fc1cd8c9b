"""The tables of all contracts, once for the page and the workbook: headings and rows of texts and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from ddtender.contract.performance import DueStatus
from ddtender.contract.plan import Risk
from ddtender.contract.portfolio import CHECK, NEAR, URGENT, ContractEntry, Duty, Portfolio
from ddtender.words import Language

TableValue = str | int


class NamedTable(Struct, frozen=True):
    """A table: the names of its columns, the headings in words, and its rows."""

    names: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[TableValue, ...], ...]


class PortfolioTables:
    """What there is to say of a portfolio in a language."""

    def __init__(self, of: Portfolio, language: Language) -> None:
        self.of, self.language = of, language

    def say(self, key: str, **places: object) -> str:
        return self.language.say(f"portfolio.{key}", **places)

    def day(self, day: date | None) -> str:
        return self.language.date(day) if day else self.say("no_date")

    def risk(self, risk: Risk | None) -> str:
        return risk.said(self.language) if risk else self.say("not_stated")

    def contractor(self, name: str) -> str:
        return name or self.say("no_contractor")

    def grid(self, names: Sequence[str], rows: Iterable[tuple[TableValue, ...]]) -> NamedTable:
        return NamedTable(tuple(names), tuple(self.say(f"columns.{name}") for name in names), tuple(rows))

    def _duties(self, pairs: Iterable[tuple[ContractEntry, Duty]]) -> NamedTable:
        names = ("risk", "contract", "contractor", "clause", "what", "number", "due", "status", "days_late")
        return self.grid(names, (self._duty(one, duty) for one, duty in pairs))

    def _duty(self, one: ContractEntry, duty: Duty) -> tuple[TableValue, ...]:
        n, of = duty.number or (0, 0)
        return (
            self.risk(one.risk),
            one.name,
            self.contractor(one.contractor),
            duty.what,
            duty.aspect.said(self.language),
            self.say("number", n=n, of=of) if duty.number else self.say("request"),
            self.day(duty.due),
            duty.status.said(self.language),
            "" if duty.days_late is None else duty.days_late,
        )

    def urgent(self) -> NamedTable:
        return self._duties(self.of.urgent())

    def this_month(self) -> NamedTable:
        return self._duties(self.of.this_month())

    def all_open(self) -> NamedTable:
        """What is open, and what comes in the year, of every contract."""
        pairs = [(one, duty) for one in self.of.contracts for duty in one.open]
        seen = {(id(one), duty.what, duty.number) for one, duty in pairs}
        pairs += [(one, d) for one in self.of.contracts for d in one.coming if (id(one), d.what, d.number) not in seen]
        return self._duties(pairs)

    def contracts(self) -> NamedTable:
        names = ("risk", "contract", "contractor", "end", "overdue", "soon", "to_be_checked", "next", "file")
        return self.grid(names, map(self._contract, self.of.contracts))

    def _contract(self, one: ContractEntry) -> tuple[TableValue, ...]:
        counts = (one.number(*URGENT), one.number(*NEAR), one.number(*CHECK))
        days = self.day(one.end), self.day(one.next_due)
        return (
            self.risk(one.risk), one.name, self.contractor(one.contractor), days[0], *counts, days[1], one.file
        )  # fmt: skip

    def by_risk(self) -> NamedTable:
        names = ("risk", "contracts", "overdue", "soon", "to_be_checked", "late")
        return self.grid(names, ((self.risk(risk), *_sums(of)) for risk, of in self.of.by_risk()))

    def by_contractor(self) -> NamedTable:
        names = ("contractor", "contracts", "overdue", "soon", "to_be_checked", "late")
        return self.grid(names, ((self.contractor(who), *_sums(of)) for who, of in self.of.by_contractor()))

    def plan(self) -> NamedTable:
        """Contracts by months; the months are headings of their own."""
        from babel.dates import format_date

        months = [format_date(month, "MMM yyyy", locale=self.language.locale) for month in self.of.months]
        fixed = ("risk", "contract", "contractor")
        rows = (
            (self.risk(one.risk), one.name, self.contractor(one.contractor), *(n or "" for n in counts))
            for one, counts in self.of.plan()
        )
        return NamedTable(
            (*fixed, *("month" for _ in months)),
            (*(self.say(f"columns.{name}") for name in fixed), *months),
            tuple(rows),
        )

    def unread(self) -> NamedTable:
        return self.grid(("file", "why"), ((one.file, one.why) for one in self.of.unread))

    def faulty(self) -> NamedTable:
        return self.grid(("file", "why"), ((one.file, one.why) for one in self.of.faulty))

    def left_out(self) -> NamedTable:
        return self.grid(("file", "why"), ((one.file, one.why) for one in self.of.left_out))

    def summary(self) -> list[tuple[str, int]]:
        of = self.of
        numbers = {
            "contracts": len(of.contracts),
            "overdue": sum(one.number(*URGENT) for one in of.contracts),
            "this_month": len(of.this_month()),
            "soon": sum(one.number(*NEAR) for one in of.contracts),
            "to_be_checked": sum(one.number(*CHECK) for one in of.contracts),
            "unread": len(of.unread),
            "faulty": len(of.faulty),
        }
        return [(self.say(f"summary.{name}"), number) for name, number in numbers.items()]


def _sums(of: Sequence[ContractEntry]) -> tuple[int, ...]:
    states = (URGENT, NEAR, CHECK, (DueStatus.LATE,))
    return (len(of), *(sum(one.number(*found) for one in of) for found in states))
