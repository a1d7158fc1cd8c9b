"""Notes that say whenever a decision of the library mattered for a supplier: each compares with the other way.

The decisions and their reasons are in docs/errata.md, under Questionnaire.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ddtender.market.score import contradicts, overall, score, with_decisions
from ddtender.market.values import Answers, DimensionScore
from ddtender.model.market import COLUMNS, DIMENSIONS, Group, Questionnaire

Scores = dict[str, DimensionScore]


def notes(answers: Answers, questionnaire: Questionnaire, scores: Scores) -> list[str]:
    """What a reader must know about how these scores came about, in the order of the form."""
    made: list[str] = []
    made += _kind(answers, questionnaire, scores)
    for group in questionnaire.groups:
        ticked = answers.ticked.get(group.id, ())
        unread = [option.text for option in group.options if (group.id, option.id) in answers.unread]
        if unread:
            made.append(f"{group.title}: unread, and not counted: " + "; ".join(f"“{text}”" for text in unread))
        if not ticked:
            made.append(f"{group.title}: no answer, so {group.dimension} has no score.")
        elif group.one and len(ticked) > 1:
            made.append(_several(answers, questionnaire, scores, group.title))
        elif contradicts(group, ticked):
            made.append(_contradiction(answers, questionnaire, scores, group.title))
        made += _added(answers, questionnaire, scores, group)
        dimension = scores[group.dimension]
        if group.id in dimension.capped:
            points = sum(value for id_, _, value in dimension.earned if id_ == group.id)
            made.append(f"{group.title}: {points} points, of which {group.maximum} count.")
    made += _holes(questionnaire, scores)
    made += _overall(questionnaire, scores)
    return made


def _kind(answers: Answers, questionnaire: Questionnaire, scores: Scores) -> Iterator[str]:
    kind = questionnaire.kind(answers.kind)
    if kind is None:
        said = "several kinds of company are ticked" if answers.kinds_ticked else "the kind of company is not ticked"
        yield f"Kind of company: {said}; only what is worth the same for every kind is scored."
    elif kind.decided:
        other = next(column for column in COLUMNS if column != kind.scored_as)
        kinds = tuple(replace(k, scored_as=other) if k == kind else k for k in questionnaire.kinds)
        change = _difference(scores, score(answers, replace(questionnaire, kinds=kinds)))
        scored = f"scored as a {kind.scored_as}, as the source has no points for others"
        yield f"Kind of company: {scored}. As a {other}: {change}."


def _added(answers: Answers, questionnaire: Questionnaire, scores: Scores, group: Group) -> Iterator[str]:
    """Statements that the source's form lacks, where the level depends on them."""
    ticked = answers.ticked.get(group.id, ())
    for option in group.options:
        if not option.decided or option.id not in ticked or len(ticked) == 1:
            continue
        others = tuple(id_ for id_ in ticked if id_ != option.id)
        after = score(replace(answers, ticked={**answers.ticked, group.id: others}), questionnaire)
        if after[group.dimension].level != scores[group.dimension].level:
            change = _difference(scores, after)
            yield f"{group.title}: the source's form does not ask for “{option.text}”; without it: {change}."


def _several(answers: Answers, questionnaire: Questionnaire, scores: Scores, title: str) -> str:
    chosen = questionnaire.decisions.several_ticked
    said = {"unread": "none is counted", "lowest": "the lowest counts", "highest": "the highest counts"}
    others = "; ".join(
        f"{said[way].replace('counts', 'counting')}: "
        + _difference(scores, score(answers, with_decisions(questionnaire, several_ticked=way)))
        for way in ("lowest", "highest")
        if way != chosen
    )
    return f"{title}: several boxes are ticked where one is allowed; {said[chosen]}. With {others}."


def _contradiction(answers: Answers, questionnaire: Questionnaire, scores: Scores, title: str) -> str:
    chosen = questionnaire.decisions.contradiction
    said = {"others": "the other statements count", "nothing": "“none of this” counts"}
    other = "nothing" if chosen == "others" else "others"
    change = _difference(scores, score(answers, with_decisions(questionnaire, contradiction=other)))
    return f"{title}: “none of this” is ticked together with something; {said[chosen]}. If {said[other]}: {change}."


def _holes(questionnaire: Questionnaire, scores: Scores) -> Iterator[str]:
    for name in DIMENSIONS:
        bounds, value = questionnaire.bounds[name], scores[name].score
        if value is not None and bounds.in_hole(value):
            levels = f"{value} points lie between low and medium in the source"
            yield f"{name.capitalize()}: {levels}; counted as {bounds.between}."


def _overall(questionnaire: Questionnaire, scores: Scores) -> Iterator[str]:
    rule = questionnaire.decisions.overall
    other = "middle" if rule == "lowest" else "lowest"
    now = overall(scores, questionnaire.decisions)
    then = overall(scores, with_decisions(questionnaire, overall=other).decisions)
    if now != then:
        yield f"Overall level: {now} is the {rule} of the three dimensions; the {other} would be {then}."


def _difference(before: Scores, after: Scores) -> str:
    """What changes between two ways of scoring."""
    changed = [
        f"{name} {_said(after[name])} instead of {_said(before[name])}"
        for name in DIMENSIONS
        if after[name].score != before[name].score
    ]
    return ", ".join(changed) or "no difference"


def _said(dimension: DimensionScore) -> str:
    return "no score" if dimension.score is None else f"{dimension.score} ({dimension.level})"
