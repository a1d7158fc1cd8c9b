"""Notes that say whenever a decision of the library mattered for a supplier: each compares with the other way.

The decisions and their reasons are in docs/errata.md, under Questionnaire.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ddtender.market.score import contradicts, overall, score, with_decisions
from ddtender.market.values import Answers, DimensionScore
from ddtender.model.market import COLUMNS, DIMENSIONS, Group, Questionnaire
from ddtender.words import Language

Scores = dict[str, DimensionScore]


def notes(answers: Answers, questionnaire: Questionnaire, scores: Scores, language: Language) -> list[str]:
    """What a reader must know about how these scores came about, in the order of the form."""
    made: list[str] = []
    made += _kind(answers, questionnaire, scores, language)
    for group in questionnaire.groups:
        ticked = answers.ticked.get(group.id, ())
        unread = [option.text for option in group.options if (group.id, option.id) in answers.unread]
        if unread:
            statements = "; ".join(f"“{text}”" for text in unread)
            made.append(language.say("market.decisions.unread", group=group.title, statements=statements))
        if not ticked:
            dimension = language.say(f"market.dimensions.{group.dimension}")
            made.append(language.say("market.decisions.no_answer", group=group.title, dimension=dimension))
        elif group.one and len(ticked) > 1:
            made.append(_several(answers, questionnaire, scores, group.title, language))
        elif contradicts(group, ticked):
            made.append(_contradiction(answers, questionnaire, scores, group.title, language))
        made += _added(answers, questionnaire, scores, group, language)
        scored = scores[group.dimension]
        if group.id in scored.capped:
            points = sum(value for id_, _, value in scored.earned if id_ == group.id)
            places = {"group": group.title, "points": points, "maximum": group.maximum}
            made.append(language.say("market.decisions.capped", **places))
    made += _holes(questionnaire, scores, language)
    made += _overall(questionnaire, scores, language)
    return made


def _kind(answers: Answers, questionnaire: Questionnaire, scores: Scores, language: Language) -> Iterator[str]:
    kind = questionnaire.kind(answers.kind)
    if kind is None:
        yield language.say(f"market.decisions.{'several_kinds' if answers.kinds_ticked else 'no_kind'}")
    elif kind.decided:
        other = next(column for column in COLUMNS if column != kind.scored_as)
        kinds = tuple(replace(k, scored_as=other) if k == kind else k for k in questionnaire.kinds)
        change = _difference(scores, score(answers, replace(questionnaire, kinds=kinds)), language)
        yield language.say(f"market.decisions.scored_as.{kind.scored_as}", change=change)


def _added(
    answers: Answers, questionnaire: Questionnaire, scores: Scores, group: Group, language: Language
) -> Iterator[str]:
    """Statements that the source's form lacks, where the level depends on them."""
    ticked = answers.ticked.get(group.id, ())
    for option in group.options:
        if not option.decided or option.id not in ticked or len(ticked) == 1:
            continue
        others = tuple(id_ for id_ in ticked if id_ != option.id)
        after = score(replace(answers, ticked={**answers.ticked, group.id: others}), questionnaire)
        if after[group.dimension].level != scores[group.dimension].level:
            change = _difference(scores, after, language)
            places = {"group": group.title, "statement": option.text, "change": change}
            yield language.say("market.decisions.added", **places)


def _several(answers: Answers, questionnaire: Questionnaire, scores: Scores, title: str, language: Language) -> str:
    chosen = questionnaire.decisions.several_ticked
    others = {
        way: _difference(scores, score(answers, with_decisions(questionnaire, several_ticked=way)), language)
        for way in ("lowest", "highest")
        if way != chosen
    }
    return language.say(f"market.decisions.several.{chosen}", group=title, **others)


def _contradiction(
    answers: Answers, questionnaire: Questionnaire, scores: Scores, title: str, language: Language
) -> str:
    chosen = questionnaire.decisions.contradiction
    other = "nothing" if chosen == "others" else "others"
    change = _difference(scores, score(answers, with_decisions(questionnaire, contradiction=other)), language)
    return language.say(f"market.decisions.contradiction.{chosen}", group=title, change=change)


def _holes(questionnaire: Questionnaire, scores: Scores, language: Language) -> Iterator[str]:
    for name in DIMENSIONS:
        bounds, value = questionnaire.bounds[name], scores[name].score
        if value is not None and bounds.in_hole(value):
            dimension, level = language.say(f"market.headings.{name}"), language.say(f"market.levels.{bounds.between}")
            yield language.say("market.decisions.between", dimension=dimension, points=value, level=level)


def _overall(questionnaire: Questionnaire, scores: Scores, language: Language) -> Iterator[str]:
    rule = questionnaire.decisions.overall
    other = "middle" if rule == "lowest" else "lowest"
    now = overall(scores, questionnaire.decisions)
    then = overall(scores, with_decisions(questionnaire, overall=other).decisions)
    if now != then:
        places = {"now": _level(now, language), "then": _level(then, language)}
        yield language.say(f"market.decisions.overall.{rule}", **places)


def _level(level: str | None, language: Language) -> str:
    return language.say(f"market.levels.{level}" if level else "market.no_score")


def _difference(before: Scores, after: Scores, language: Language) -> str:
    """What changes between two ways of scoring."""
    changed = [
        language.say(
            "market.decisions.change",
            dimension=language.say(f"market.dimensions.{name}"),
            after=_said(after[name], language),
            before=_said(before[name], language),
        )
        for name in DIMENSIONS
        if after[name].score != before[name].score
    ]
    return ", ".join(changed) or language.say("market.decisions.no_change")


def _said(dimension: DimensionScore, language: Language) -> str:
    if dimension.score is None:
        return language.say("market.no_score")
    return language.say("market.score", score=dimension.score, level=_level(dimension.level, language))
