"""The sign-off sheet as a Word document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from ddtender.layout.citations import cited
from ddtender.model import Approval, AskedQuestion, Asking, FactValue, Origin, State
from ddtender.render.report import Report
from ddtender.signoff.points import MadeFrom, ToSign
from ddtender.words import Language

#: Lines to sign on, and how many lines high each is.
_SIGNATURES, _HIGH = 4, 3
SignedRow = tuple[str, ...]


def signoff_sheet(
    points: ToSign, sources: MadeFrom, template: bytes, on: date, moment: datetime, language: Language
) -> bytes:
    """A .docx of what those who sign answer for. ``on`` is the day of the sheet, ``moment`` goes into its properties.

    Raises PackageError when ``template`` is not one.
    """
    return _Sheet(points, sources, template, on, language).written(moment)


class _Sheet:
    def __init__(self, points: ToSign, sources: MadeFrom, template: bytes, on: date, language: Language) -> None:
        self.points, self.sources, self.on = points, sources, on
        self.language, self.say = language, language.say
        facts = points.resolved.draft.facts
        self.facts = {key: str(facts[key]) for key in ("title", "reference", "authority.name") if key in facts}
        self.titles = {p.id: p.provision.title for p, _ in points.used}
        about = ", ".join(self.facts.values())
        title, reference = self._said("title"), self.facts.get("reference", "")
        self.report = Report(template, language, title, about, reference)

    def written(self, moment: datetime) -> bytes:
        self.report.facts(*self._head())
        self.report.paragraph(self._verdict())
        self._table("open", self._open(), (26, 46, 28))
        self._table("decisions", self._decisions(), (24, 28, 21, 16, 11))
        self._table("deviations", self._deviations(), (26, 74))
        self._table("values", self._values(), (28, 22, 26, 24))
        self._table("weights", self._weights(), (76, 24))
        self._table("law", self._law(), (34, 14, 52))
        self._table("provisions", self._provisions(), (34, 20, 9, 14, 23))
        self._table("others", self._others(), (36, 26, 14, 24))
        self._table("signatures", [("\n" * (_HIGH - 1), "", "", "")] * _SIGNATURES, (30, 26, 16, 28))
        return self.report.finish(moment)

    def _said(self, phrase: str, **places: object) -> str:
        return self.say(f"signoff.{phrase}", **places)

    def _table(self, name: str, rows: Sequence[SignedRow] | Iterator[SignedRow], shares: Sequence[int]) -> None:
        """A section: its heading, why it is there, and its rows, or that there are none."""
        rows = list(rows)
        self.report.heading(self._said(f"{name}.heading"))
        if not rows:
            self.report.paragraph(self._said(f"{name}.none"))
            return
        self.report.paragraph(self._said(f"{name}.lead"))
        headings = [
            self._said(f"{name}.columns.{n}") for n in ("first", "second", "third", "fourth", "fifth")[: len(shares)]
        ]
        self.report.table(headings, rows, shares, self._said(f"{name}.heading"))

    def _head(self) -> Iterator[tuple[str, str]]:
        resolved, sources = self.points.resolved, self.sources
        for key, text in self.facts.items():
            yield self._said(f"head.{key.partition('.')[0]}"), text
        yield self._said("head.scenario"), resolved.draft.scenario.title
        yield (
            self._said("head.library"),
            self._said("head.version", name=resolved.info.name, version=resolved.info.version),
        )
        commit = sources.commit[:12] if sources.commit else self._said("head.no_commit")
        yield self._said("head.commit"), self._said("head.changed", commit=commit) if sources.dirty else commit
        yield self._said("head.procedure"), sources.procedure or self._said("head.no_procedure")
        yield self._said("head.day"), self.language.date(self.on)

    def _verdict(self) -> str:
        count = sum(map(len, (self.points.open, self.points.not_approved, self.points.own, self.points.blanks)))
        return self._said("verdict.open", number=count) if count else self._said("verdict.closed")

    # Rows

    def _open(self) -> Iterator[SignedRow]:
        for one in self.points.open:
            yield self._subject(one), self._question(one), self._who(one)
        for state, count in Counter(one.state for one in self.points.not_approved).items():
            said = self._said("open.states", number=count, state=self._state(state))
            yield self._said("open.below"), said, self._said("open.approve")
        for id_ in self.points.own:
            yield id_, self._said("open.own"), self._said("open.other_eyes")
        for blank in self.points.blanks:
            yield blank.key, blank.question, self._said("open.fill_in")

    def _decisions(self) -> Iterator[SignedRow]:
        for one in self.points.decided:
            for made in one.on_record:
                superseded = made is not one.decision
                answer = self._said("decisions.superseded", answer=made.answer) if superseded else made.answer
                by = self._said("decisions.decider", by=made.by, role=made.role)
                question = self._said("decisions.why", question=one.text, why=made.why)
                yield self._subject(one), question, answer, by, self.language.date(made.on)

    def _deviations(self) -> Iterator[SignedRow]:
        points, sources = self.points, self.sources
        for p in points.deviating:
            said = {"title": p.provision.title, "id": p.id}
            if p.origin is Origin.REPLACES:
                yield self._said("deviations.replaced"), self._said("deviations.in_place", old=p.replaces, **said)
            else:
                yield self._said("deviations.added"), self._said("deviations.one", **said)
        for p in points.resolved.draft.dropped:
            yield self._said("deviations.dropped"), self._said("deviations.one", title=p.title, id=p.id)
        for path in sources.own_templates:
            yield self._said("deviations.template"), path
        if sources.dirty or sources.commit is None:
            yield self._said("deviations.sources"), self._said("deviations.not_of_commit")
        for changed in (*points.changed_provisions, *points.changed_others):
            tag = points.since.tag if points.since else ""
            yield (
                self._said("deviations.changed", tag=tag),
                self._said("deviations.one", title=changed.title, id=changed.id),
            )

    def _values(self) -> Iterator[SignedRow]:
        for value in self.points.values:
            p, asked = value.parameter, value.asked
            default = self._said("values.no_default") if p.default is None else self._value(p.default, p.unit)
            approved = self._said("values.no_text")
            if asked is not None:
                made = asked.decision
                held = made is not None and not asked.is_open
                approved = (
                    self._said("values.approved", by=made.by, role=made.role, day=made.on)
                    if held and made
                    else self._said("values.open")
                )
            yield (
                self._said("values.fact", question=p.question, key=p.key),
                default,
                self._value(value.given, p.unit),
                approved,
            )

    def _value(self, value: FactValue, unit: str) -> str:
        if isinstance(value, date):
            return self.language.date(value)
        if unit:
            return self._said("values.with_unit", value=str(value), unit=self.language.unit(unit, value))
        return str(value)

    def _weights(self) -> Iterator[SignedRow]:
        award = self.points.resolved.draft.award
        if award is None:
            return
        yield self._said("weights.price"), self.language.shown(award.price)
        yield self._said("weights.other_quality"), self.language.shown(award.other_quality)
        for id_, points, _ in award.points:
            title = self.titles.get(id_, id_)
            yield self._said("weights.criterion", title=title, id=id_), self.language.shown(points)

    def _law(self) -> Iterator[SignedRow]:
        for basis in self.points.unchecked:
            seen = basis.verified
            on = self.language.date(seen.on) if seen else self._said("law.never")
            yield (
                cited(basis.citation, self.language),
                on,
                self._said("law.checked", by=seen.by, against=seen.against) if seen else "",
            )

    def _provisions(self) -> Iterator[SignedRow]:
        for p, standing in self.points.used:
            title = self._said("provisions.one", title=p.provision.title, id=p.id)
            kind = self.language.capital(self.say(f"common.kinds.{p.kind.value}.one"))
            number = self._said("provisions.number", kind=kind, number=p.number) if p.number else kind
            yield title, number, p.provision.version, self._state(standing.state), self._reviewer(standing.review)

    def _others(self) -> Iterator[SignedRow]:
        for one in self.points.others:
            yield one.binding.title, one.id, self._state(one.state), self._reviewer(one.review)

    # Words

    def _reviewer(self, review: Approval | None) -> str:
        if review is None:
            return self._said("reviewer.none")
        said = [
            ", ".join(filter(None, (review.reviewer, review.role, review.jurisdiction))),
            self.language.date(review.on),
        ]
        if review.valid_until:
            said.append(self._said("reviewer.until", day=review.valid_until))
        if review.waived:
            said.append(self._said("reviewer.waived", why=review.waived))
        return "\n".join(said)

    def _state(self, state: State) -> str:
        return self.language.capital(self.say(f"common.states.{state.name.lower()}"))

    def _subject(self, one: AskedQuestion) -> str:
        title = self.titles.get(one.about)
        return one.about if title is None else self._said("provisions.one", title=title, id=one.about)

    def _question(self, one: AskedQuestion) -> str:
        if one.asking is Asking.TEXT:
            return self._said("open.text", question=one.text, answer=one.answer)
        if one.asking is Asking.CONDITION:
            return self._said("open.condition", condition=one.text)
        return self._said("open.again", question=one.text) if one.stale else one.text

    def _who(self, one: AskedQuestion) -> str:
        return self._said("open.library") if one.of_library else self._said("open.procurement")
