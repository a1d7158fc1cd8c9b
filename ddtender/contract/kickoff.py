"""The agenda of the first meeting after the award: what was agreed is said again, and how it will be followed.

Lesson 2 of the manual (3.4): once the contract is awarded, repeat and clarify its requirements and how compliance with
them is monitored.
"""

from __future__ import annotations

from datetime import datetime

from ddtender.contract.places import clause_label, columns
from ddtender.contract.plan import Clause, RegisterPlan
from ddtender.layout.named import fact_name, kpi_headings, not_known, titled
from ddtender.model import Kind
from ddtender.model.market import Outline
from ddtender.render.report import Report
from ddtender.words import Language

_TOPICS = ("people", "duties", "dates", "checking", "requests", "changes", "dialogue")


def agenda(
    plan: RegisterPlan, template: bytes, moment: datetime, language: Language, talk: Outline | None = None
) -> bytes:
    """The bytes of the Word document; ``moment`` is its date, ``talk`` how the yearly dialogue goes.

    Raises PackageError when ``template`` is not one."""
    say = _Saying(plan, language)
    made = Report(template, language, say("title"), plan.title, plan.reference)
    unknown = not_known(language)
    made.facts(
        (say("procurement"), ", ".join(filter(None, (plan.title, plan.reference))) or unknown),
        (fact_name("authority", language), plan.authority or unknown),
        (fact_name("contractor", language), plan.contractor or unknown),
        (say("term"), say.term()),
        (say("meeting"), say("to_be_filled_in")),
    )
    made.paragraph(say("lead"))
    made.heading(say("agenda"))
    rows = [(say(f"topics.{name}.what"), say(f"topics.{name}.about")) for name in _TOPICS]
    made.table((say("columns.topic"), say("columns.about")), rows, (30, 70), say("agenda"))
    made.heading(say("duties"))
    made.paragraph(say("duties_lead"))
    for clause in plan.clauses:
        made.paragraph(titled(Kind.CONTRACT, clause.shown_number, clause.title, language))
        made.bullets(clause.text)
        names = ("indicator", "target", "measured_by", "when")
        indicators = [(i.indicator, i.target, i.measured_by, i.when) for i in clause.indicators]
        about = say("how_followed", clause=clause_label(clause, language))
        made.table(kpi_headings(names, language), indicators, (28, 26, 24, 22), about)
    made.heading(say("dates"))
    if dated := say.dates():
        made.table(say.headings("due", "clause", "checked", "number"), dated, (18, 32, 40, 10), say("dates"))
    else:
        made.paragraph(say("no_dates"))
    made.heading(say("requests"))
    made.paragraph(say("requests_lead"))
    made.table((*say.headings("clause"), say("columns.days")), say.days(), (60, 40), say("requests"))
    if talk:
        _yearly(made, talk, language)
    made.heading(say("agreed"))
    made.table(say.headings("what", "who", "by_when"), [("", "", "")] * 5, (60, 20, 20), say("agreed"))
    return made.finish(moment)


def _yearly(made: Report, talk: Outline, language: Language) -> None:
    """How the yearly dialogue goes, as the library has it."""
    made.heading(talk.title)
    for text in talk.lead:
        made.paragraph(text)
    columns = [language.say(f"dialogue.columns.{name}") for name in ("title", "about", "who", "result")]
    rows = [(step.title, step.about, step.who, step.result) for step in talk.steps]
    made.table(columns, rows, (18, 50, 16, 16), talk.title)
    made.bullets(talk.rules)
    document, section, item = talk.source
    made.paragraph(language.say("dialogue.source", document=document, section=section, item=item))


class _Saying:
    """What the agenda says, in one language."""

    def __init__(self, plan: RegisterPlan, language: Language) -> None:
        self.plan, self.language = plan, language

    def __call__(self, key: str, **places: object) -> str:
        return self.language.say(f"kickoff.{key}", **places)

    def headings(self, *names: str) -> tuple[str, ...]:
        return tuple(columns(names, self.language).values())

    def term(self) -> str:
        if self.plan.start is None or self.plan.end is None:
            return not_known(self.language)
        return self("from_to", start=self.plan.start, end=self.plan.end)

    def dates(self) -> list[tuple[str, ...]]:
        """What is submitted when, the first date first."""
        rows = [(row, row.on) for row in self.plan.rows if row.is_submission and row.on and not row.dropped]
        return [
            (
                self.language.date(on),
                self._clause(self.plan.clause(row.clause)),
                self.plan.indicator(row).indicator,
                self.language.say("contract.n_of", n=row.n, of=row.of),
            )
            for row, on in sorted(rows, key=lambda pair: pair[1])
        ]

    def days(self) -> list[tuple[str, ...]]:
        """How long an answer may take, clause by clause."""
        return [
            (
                self._clause(clause),
                self("as_named") if clause.response_days is None else self("days", number=clause.response_days),
            )
            for clause in self.plan.clauses
        ]

    def _clause(self, clause: Clause) -> str:
        return titled(Kind.CONTRACT, clause.shown_number, clause.title, self.language)
