"""The questionnaire again: what of each supplier's scores rose or fell since the assessment before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, json

from ddtender.market.assess import Assessment
from ddtender.market.values import Supplier, clean
from ddtender.model.built import built
from ddtender.model.market import DIMENSIONS, Level
from ddtender.render.report import Report
from ddtender.words import Language

Turn = Literal["rose", "fell", "same", "unknown", "new", "gone"]


class EarlierScore(Struct, frozen=True):
    score: Annotated[int, Meta(ge=0, le=1_000_000)] | None
    level: Level | None


class EarlierSupplier(Struct, frozen=True):
    """A supplier as an assessment.json has it; it may come from anybody."""

    company: str
    awareness: EarlierScore
    policies: EarlierScore
    actions: EarlierScore
    level: Level | None

    def scores(self) -> dict[str, int | None]:
        return {name: getattr(self, name).score for name in DIMENSIONS}


class EarlierAssessment(Struct, frozen=True):
    """What is read of an assessment.json."""

    suppliers: tuple[EarlierSupplier, ...]
    recommended_scenario: str | None = None


class ScoreChange(Struct, frozen=True):
    """A score then and now; None where it was or is not known."""

    then: int | None
    now: int | None
    change: Turn


class SupplierChange(Struct, frozen=True):
    """What has become of a supplier: its scores by dimension, and its overall level then and now."""

    company: str
    scores: Mapping[str, ScoreChange]
    then: str | None
    now: str | None

    def number(self, change: Turn) -> int:
        return sum(one.change == change for one in self.scores.values())


def read_earlier(content: bytes) -> EarlierAssessment:
    """An assessment.json. Raises ValueError where it is none."""
    try:
        return json.decode(content, type=built(EarlierAssessment))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def compared(before: EarlierAssessment, assessment: Assessment) -> tuple[SupplierChange, ...]:
    """Every company of either assessment, those of which more fell first; where a company answered more than once, its
    lowest form counts, then as now."""
    then: dict[str, EarlierSupplier] = {}
    for one in before.suppliers:
        key = _key(one.company)
        if key and (key not in then or _sum(one.scores().values()) < _sum(then[key].scores().values())):
            then[key] = one
    now = {_key(s.answers.company): s for s in assessment.suppliers if s.counted and _key(s.answers.company)}
    found = [_change(then.get(key), now.get(key)) for key in (*now, *(key for key in then if key not in now))]
    return tuple(sorted(found, key=lambda one: (-one.number("fell"), one.number("gone"), one.company.casefold())))


def _key(company: str) -> str:
    return " ".join(company.casefold().split())


def _sum(scores: Iterable[int | None]) -> int:
    return sum(-1 if score is None else score for score in scores)


def _change(then: EarlierSupplier | None, now: Supplier | None) -> SupplierChange:
    old = then.scores() if then else {}
    new = {name: now.dimensions[name].score for name in DIMENSIONS} if now else {}
    scores = {
        name: ScoreChange(old.get(name), new.get(name), _of(then, now, old.get(name), new.get(name)))
        for name in DIMENSIONS
    }
    company = now.answers.company if now else clean(then.company, 200) if then else ""
    return SupplierChange(company, scores, then.level if then else None, now.level if now else None)


def _of(then: object, now: object, old: int | None, new: int | None) -> Turn:
    if then is None:
        return "new"
    if now is None:
        return "gone"
    if old is None or new is None:
        return "unknown"
    return "rose" if new > old else "fell" if new < old else "same"


def table(changes: Iterable[SupplierChange], language: Language) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and one row a company."""

    def level(found: str | None) -> str:
        return language.say(f"market.levels.{found}") if found else language.say("market.answers.no_level")

    def cell(one: ScoreChange) -> str:
        then, now = ("–" if score is None else str(score) for score in (one.then, one.now))
        return language.say(f"market.compared.{one.change}", then=then, now=now)

    names = (language.say("market.answers.company"), *(language.say(f"market.headings.{name}") for name in DIMENSIONS))
    rows = [
        (
            one.company,
            *(cell(one.scores[name]) for name in DIMENSIONS),
            language.say("market.compared.level", then=level(one.then), now=level(one.now)),
        )
        for one in changes
    ]
    return (*names, language.say("market.compared.overall")), rows


def report(
    changes: tuple[SupplierChange, ...],
    facts: Mapping[str, str],
    template: bytes,
    moment: datetime,
    language: Language,
) -> bytes:
    """The bytes of ``comparison.docx``. Raises PackageError when ``template`` is not one."""
    say = language.say
    title = facts.get("title", "")
    made = Report(template, language, say("market.compared.title"), title, facts.get("reference", ""))
    made.paragraph(say("market.compared.lead"))
    rose, fell = sum(one.number("rose") for one in changes), sum(one.number("fell") for one in changes)
    made.paragraph(say("market.compared.summary", rose=rose, fell=fell))
    names, rows = table(changes, language)
    if rows:
        made.table(names, rows, (28, 18, 18, 18, 18), say("market.compared.title"))
    return made.finish(moment)
