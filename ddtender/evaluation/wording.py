"""A choice in words: as the lists of a workbook have it, and as the tender document says what it is given for."""

from __future__ import annotations

from collections.abc import Container, Sequence

from ddtender.evaluation.tenders import Choice, Criterion, EvaluationPlan, Result, YesNo
from ddtender.words import Language

_ALL = range(1_000)


def listed_choice(criterion: Criterion, chosen: str, language: Language) -> str:
    """A choice under a criterion as the workbook's list has it; one that the list does not have stays as it is."""
    if criterion.way == "sum_of":
        return YesNo(chosen).said(language) if chosen in tuple(YesNo) else chosen
    return next((shown for shown, name in criterion.names_shown.items() if name == chosen), chosen)


def as_listed(
    plan: EvaluationPlan, judged: str, chosen: Sequence[str], language: Language, parts: Container[int] = _ALL
) -> str:
    """What was chosen under a criterion or requirement, in the names of the lists: a line for each of these parts."""
    criterion = _criterion(plan, judged)
    if criterion is None:
        return Result(chosen[0]).said(language) if chosen[0] in tuple(Result) else ""
    if not criterion.in_parts:
        return listed_choice(criterion, chosen[0], language)
    words = [listed_choice(criterion, c, language) for c in chosen]
    return "\n".join(
        language.say("evaluation.annex.chosen", option=option.shown, choice=word)
        for n, (option, word) in enumerate(zip(criterion.options, words, strict=True))
        if word and n in parts
    )


def as_published(
    plan: EvaluationPlan, judged: str, chosen: Sequence[str | None], language: Language, parts: Container[int] = _ALL
) -> str:
    """The same in the words of the tender document, which has no names of options: what each is given for, with yes or
    no, or with the percentage of the step on the scale."""
    criterion = _criterion(plan, judged)
    if criterion is None:
        return Result(chosen[0]).said(language) if chosen[0] in tuple(Result) else ""
    if not criterion.in_parts:
        return next((o.when for o in criterion.options if o.name == chosen[0]), "")
    lines = []
    for n, (option, name) in enumerate(zip(criterion.options, chosen, strict=True)):
        if n in parts and (word := _part(criterion, name, language)):
            lines.append(language.say("evaluation.annex.chosen", option=as_heading(option), choice=word))
    return "\n".join(lines)


def as_heading(option: Choice) -> str:
    """What an option is given for, without the full stop of a sentence."""
    return option.when.removesuffix(".")


def _part(criterion: Criterion, name: str | None, language: Language) -> str:
    if criterion.way == "sum_of":
        return YesNo(name).said(language) if name in tuple(YesNo) else ""
    return next((language.percent(s.percent) for s in criterion.steps if s.name == name), "")


def _criterion(plan: EvaluationPlan, judged: str) -> Criterion | None:
    return next((c for c in plan.criteria if c.id == judged), None)
