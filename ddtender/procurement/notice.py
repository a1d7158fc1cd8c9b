"""The notice of a corrigendum: what has changed between two sets, and why, as a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from ddtender.model.procedure import AMOUNT_OF_RULE
from ddtender.procurement.changes import DAYS, ProvisionChange, SetChanges
from ddtender.procurement.sealed import Seal, headline
from ddtender.render.report import Report
from ddtender.words import Language

#: Facts at the head of the notice.
_HEAD = ("title", "reference", "authority.name", "authority.contact")
#: Facts that are amounts of money, each with the fact that has its currency.
_MONEY = {f"price.{name}": "price.currency" for name in AMOUNT_OF_RULE.values()} | {
    "notice.estimated_value.amount": "notice.estimated_value.currency"
}


def notice(
    before: Seal,
    after: Seal,
    made: SetChanges,
    labels: Mapping[str, str],
    redlines: Sequence[str],
    template: bytes,
    moment: datetime,
    language: Language,
) -> bytes:
    """A .docx on what the set ``after`` changes; ``labels`` are what facts are called, by their keys, ``redlines`` the
    names of the documents that show it word for word. Raises PackageError."""
    say = _NoticeSaying(before, after, labels, language)
    reference = after.facts.get("reference", "")
    report = Report(template, language, say("title", number=after.number - 1), headline(after.facts), reference)
    report.facts(*say.head())
    report.paragraph(say("lead", before=before.number, after=after.number))
    report.heading(say("why"))
    report.paragraph(after.why)
    others = [(one.key, one.before, one.after) for one in made.facts if not one.key.startswith(DAYS)]
    report.heading(say("facts.heading"))
    if others:
        rows = [(say.label(k), say.value(k, was, before), say.value(k, now, after)) for k, was, now in others]
        report.table(say.columns("facts", "what", "before", "after"), rows, (40, 30, 30), say("facts.heading"))
    else:
        report.paragraph(say("facts.none"))
    report.heading(say("days.heading"))
    if days := [*say.days()]:
        report.table(say.columns("days", "what", "before", "after"), days, (40, 30, 30), say("days.heading"))
    else:
        report.paragraph(say("days.none"))
    report.heading(say("provisions.heading"))
    if made.provisions:
        report.paragraph(say("provisions.lead"))
        rows = [say.provision(one) for one in made.provisions]
        headings = say.columns("provisions", "before", "after", "title", "what")
        report.table(headings, rows, (22, 22, 38, 18), say("provisions.heading"))
    else:
        report.paragraph(say("provisions.none"))
    report.heading(say("redlines.heading"))
    report.paragraph(say("redlines.lead"))
    report.bullets(redlines)
    return report.finish(moment)


class _NoticeSaying:
    """What the notice says, in one language."""

    def __init__(self, before: Seal, after: Seal, labels: Mapping[str, str], language: Language) -> None:
        self.before, self.after, self.labels, self.language = before, after, labels, language

    def __call__(self, phrase: str, **places: object) -> str:
        return self.language.say(f"procurement.notice.{phrase}", **places)

    def columns(self, table: str, *names: str) -> list[str]:
        return [self(f"{table}.columns.{name}") for name in names]

    def head(self) -> Iterator[tuple[str, str]]:
        for key in _HEAD:
            if key in self.after.facts:
                yield self(f"head.{key.replace('.', '_')}"), self.after.facts[key]
        yield self("head.replaces"), self._set(self.before)
        yield self("head.issued"), self._set(self.after)

    def _set(self, seal: Seal) -> str:
        return self("head.set", number=seal.number, day=seal.on)

    def label(self, key: str) -> str:
        return self.language.capital(self.labels.get(key, key))

    def value(self, key: str, text: str | None, of: Seal) -> str:
        """A fact as a set printed it; an amount of money with the currency that it had there."""
        if text is None:
            return self("nothing")
        currency = of.facts.get(_MONEY.get(key, ""))
        amount = self.language.read_number(text) if currency else None
        return text if amount is None or currency is None else self.language.amount(amount, currency)

    def days(self) -> Iterator[tuple[str, str, str]]:
        """Every day that is set now or was: what stays is as worth knowing as what moves."""
        for key in dict.fromkeys((*self.after.days, *self.before.days)):
            was, now = self.before.days.get(key), self.after.days.get(key)
            yield self.label(key), self._day(was), self("days.same") if was == now else self._day(now)

    def _day(self, day: date | None) -> str:
        return self("nothing") if day is None else self.language.date(day)

    def provision(self, one: ProvisionChange) -> tuple[str, str, str, str]:
        before, after = self._number(one, one.before), self._number(one, one.after)
        return before, after, one.title, self(f"provisions.what.{one.what}")

    def _number(self, one: ProvisionChange, number: str) -> str:
        kind = self.language.capital(self.language.say(f"common.kinds.{one.kind}.one"))
        if not number:
            return kind if one.kind == "definition" else self("nothing")
        return self("provisions.number", kind=kind, number=number)
