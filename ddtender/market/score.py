"""From answers to scores and levels, by the points of the questionnaire and the library's decisions."""

from __future__ import annotations

from msgspec.structs import replace

from ddtender.market.values import Answers, DimensionScore
from ddtender.model.market import DIMENSIONS, LEVELS, Decisions, Group, Level, Questionnaire, Statement


def score(answers: Answers, questionnaire: Questionnaire) -> dict[str, DimensionScore]:
    """The score of every dimension.

    Where the kind of company is not known, a dimension counts only if it is worth the same for each column of points.
    """
    kind = questionnaire.kind(answers.kind)
    if kind is not None:
        return _score(answers, questionnaire, kind.scored_as)
    columns = dict.fromkeys(k.scored_as for k in questionnaire.kinds)
    found = [_score(answers, questionnaire, column) for column in columns]
    return {
        name: found[0][name] if len({s[name].score for s in found}) == 1 else DimensionScore(None, None)
        for name in DIMENSIONS
    }


def _score(answers: Answers, questionnaire: Questionnaire, column: str) -> dict[str, DimensionScore]:
    return {name: _dimension(answers, questionnaire, name, column) for name in DIMENSIONS}


def _dimension(answers: Answers, questionnaire: Questionnaire, name: str, column: str) -> DimensionScore:
    total, earned, capped, complete = 0, [], [], True
    for group in questionnaire.groups:
        if group.dimension != name:
            continue
        options = counting(group, answers.ticked.get(group.id, ()), column, questionnaire.decisions)
        if options is None:
            complete = False
            continue
        points = sum(option.points[column] for option in options)
        if group.maximum is not None and points > group.maximum:
            points = group.maximum
            capped.append(group.id)
        total += points
        earned += [(group.id, option.id, option.points[column]) for option in options]
    if not complete:
        return DimensionScore(None, None, tuple(earned), tuple(capped))
    return DimensionScore(total, questionnaire.bounds[name].level(total), tuple(earned), tuple(capped))


def counting(group: Group, ticked: tuple[str, ...], column: str, decisions: Decisions) -> tuple[Statement, ...] | None:
    """The statements of a group that count; None if its answer is missing or cannot be read."""
    options = tuple(option for option in group.options if option.id in ticked)
    if not options:
        return None
    if group.one and len(options) > 1:
        if decisions.several_ticked == "unread":
            return None
        choose = min if decisions.several_ticked == "lowest" else max
        return (choose(options, key=lambda option: option.points[column]),)
    if contradicts(group, ticked):
        nothing = decisions.contradiction == "nothing"
        return tuple(option for option in options if option.nothing == nothing)
    return options


def contradicts(group: Group, ticked: tuple[str, ...]) -> bool:
    """Whether "none of this" is ticked together with something (where one answer is allowed, it is one too many)."""
    said = {option.nothing for option in group.options if option.id in ticked}
    return not group.one and len(said) == 2


def overall(dimensions: dict[str, DimensionScore], decisions: Decisions) -> Level | None:
    """One level out of the three; None if a dimension has none."""
    levels = [dimensions[name].level for name in DIMENSIONS]
    if None in levels:
        return None
    places = sorted(LEVELS.index(level) for level in levels)
    return LEVELS[places[0] if decisions.overall == "lowest" else places[len(places) // 2]]


def with_decisions(questionnaire: Questionnaire, **changed: object) -> Questionnaire:
    """The questionnaire, had some of the decisions been taken otherwise."""
    return replace(questionnaire, decisions=replace(questionnaire.decisions, **changed))
