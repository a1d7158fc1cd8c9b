"""What an assessment leaves open: what a supplier lacks for an overall level, and what to ask it (manual 3.2; 3.4,
lesson 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ddtender.market.score import contradicts, counting
from ddtender.market.values import Answers, DimensionScore
from ddtender.model.market import COLUMNS, CONSENT, DIMENSIONS, SUPPLIED_BY, Group, Questionnaire, Statement
from ddtender.words import Language

#: How many further steps a supplier is asked about in each question, by its level in that dimension: the lower it is,
#: the more there is to talk about, and a talk has an end.
_STEPS = {"low": 2, "medium": 1, "high": 0, None: 1}


def lacks(
    answers: Answers, questionnaire: Questionnaire, scores: Mapping[str, DimensionScore], language: Language
) -> tuple[str, ...]:
    """What keeps a supplier from having an overall level; nothing if it has one."""
    if all(scores[name].level for name in DIMENSIONS):
        return ()
    return tuple(_lacks(answers, questionnaire, scores, language))


def _lacks(
    answers: Answers, questionnaire: Questionnaire, scores: Mapping[str, DimensionScore], language: Language
) -> Iterator[str]:
    blank = {
        group.id
        for group in questionnaire.groups
        if counting(group, answers.ticked.get(group.id, ()), COLUMNS[0], questionnaire.decisions) is None
    }
    for group in questionnaire.groups:
        if group.id in blank:
            what = "several" if answers.ticked.get(group.id) else "unanswered"
            dimension = language.say(f"market.dimensions.{group.dimension}")
            yield language.say(f"market.lacks.{what}", group=group.title, dimension=dimension)
        if unread := [o.text for o in group.options if (group.id, o.id) in answers.unread]:
            statements = "; ".join(f"“{text}”" for text in unread)
            yield language.say("market.lacks.unread", group=group.title, statements=statements)
    answered = {group.dimension for group in questionnaire.groups} - {
        group.dimension for group in questionnaire.groups if group.id in blank
    }
    if answers.kind is None:
        for name in DIMENSIONS:
            if name in answered and scores[name].score is None:
                yield language.say("market.lacks.kind", dimension=language.say(f"market.dimensions.{name}"))


def questions(
    answers: Answers, questionnaire: Questionnaire, scores: Mapping[str, DimensionScore], language: Language
) -> tuple[str, ...]:
    """What to ask a supplier, in the order of the form: first what its answers leave open, then the next steps from
    where it stands, the more of them the lower it is."""
    return tuple(dict.fromkeys(_questions(answers, questionnaire, scores, language)))


def _questions(
    answers: Answers, questionnaire: Questionnaire, scores: Mapping[str, DimensionScore], language: Language
) -> Iterator[str]:
    if answers.kind is None:
        yield language.say("market.ask.kind")
    for group in questionnaire.groups:
        yield from _left_open(answers, group, language)
    for question, text in answers.remarks:
        yield language.say("market.ask.beside", text=text, question=question)
    for group in questionnaire.groups:
        if group.remarks and (text := answers.texts.get(group.id)):
            yield language.say("market.ask.remark", label=group.remarks, text=text)
    for group in questionnaire.groups:
        level = scores[group.dimension].level
        for option in next_steps(answers, group)[: _STEPS[level]]:
            yield option.ask or ""
    kind = questionnaire.kind(answers.kind)
    # Whoever makes the products supplies its answers itself; whether others may see them is for the supplier to say.
    needless = {CONSENT, SUPPLIED_BY if kind and kind.scored_as == "manufacturer" else CONSENT}
    for choice in questionnaire.choices:
        if choice.id not in answers.choices and choice.id not in needless:
            yield choice.ask or language.say("market.ask.choice", label=choice.label)


def _left_open(answers: Answers, group: Group, language: Language) -> Iterator[str]:
    ticked = answers.ticked.get(group.id, ())
    unread = [option for option in group.options if (group.id, option.id) in answers.unread]
    for option in unread:
        yield language.say("market.ask.unread", group=group.title, statement=option.text)
    if not ticked and not unread:
        yield language.say("market.ask.unanswered", group=group.title)
    elif group.one and len(ticked) > 1:
        yield language.say("market.ask.several", group=group.title, number=len(ticked))
    elif contradicts(group, ticked):
        nothing = next(option.text for option in group.options if option.nothing and option.id in ticked)
        yield language.say("market.ask.contradiction", group=group.title, statement=nothing)
    for option in group.options:
        if option.id in ticked and option.describe and not answers.texts.get(f"{group.id}.{option.id}"):
            yield language.say("market.ask.unnamed", statement=option.text, label=option.describe)


def next_steps(answers: Answers, group: Group) -> list[Statement]:
    """The statements of a question that a supplier has not ticked and can be asked about, in the order of the form.

    Where one answer is allowed, those above the one that was ticked; a supplier who says that nothing applies is asked
    about the first, and one who says that all does about none. Who has not answered is asked to answer first.
    """
    ticked = answers.ticked.get(group.id, ())
    if not ticked:
        return []
    reached = max((max(option.points.values()) for option in group.options if option.id in ticked), default=0)
    if group.maximum is not None and reached >= group.maximum:
        return []
    return [
        option
        for option in group.options
        if option.ask
        and option.id not in ticked
        and (group.id, option.id) not in answers.unread
        and (not group.one or max(option.points.values()) > reached)
    ]
