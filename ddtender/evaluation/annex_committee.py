"""The parts of the annex that say who evaluated: its head, where evaluators differed and why, lines to sign on."""

from __future__ import annotations

from collections.abc import Iterator

from ddtender.evaluation.places import columns
from ddtender.evaluation.reading import Evaluation
from ddtender.evaluation.tenders import Difference, View
from ddtender.evaluation.wording import as_published
from ddtender.layout.named import fact_name
from ddtender.render.report import Report
from ddtender.words import Language

#: Lines for signatures where nobody is named, and how many lines high each is.
_UNNAMED, _HIGH = 3, 3


def head(made: Report, evaluation: Evaluation, language: Language) -> None:
    """The facts by which the annex is found again; what is not known is a visible blank."""
    plan, by, say = evaluation.plan, evaluation.committee, language.say
    on = language.date(by.evaluated_on) if by.evaluated_on else None
    made.facts(
        (fact_name("reference", language), plan.reference or None),
        (fact_name("authority", language), plan.authority or None),
        (say("evaluation.overview.evaluated_on"), on),
        (say("evaluation.annex.committee"), "\n".join(by.members) or None),
    )
    if plan.evaluators:
        made.paragraph(say("evaluation.annex.alone_first", names=language.listing(plan.evaluators)))


def differed(made: Report, evaluation: Evaluation, language: Language) -> None:
    """Where evaluators had judged in unlike ways before they decided together."""
    plan, say = evaluation.plan, language.say
    if not plan.evaluators:
        return
    made.heading(say("evaluation.differences.title"))
    if not plan.differences:
        made.paragraph(say("evaluation.differences.none"))
        return
    rows = [
        (plan.label(one.judged, language), one.tenderer, "\n".join(_views(evaluation, one, language)),
         _decided(evaluation, one, language), reason)
        for one, reason in zip(plan.differences, evaluation.committee.reasons, strict=True)
    ]  # fmt: skip
    names = columns(("judged_by", "tenderer", "views", "decided", "reason_decided"), language).values()
    made.table([*names], rows, (12, 14, 32, 18, 24), say("evaluation.differences.title"))


def _views(evaluation: Evaluation, one: Difference, language: Language) -> Iterator[str]:
    for view in one.views:
        chosen = _chosen(evaluation, one, view, language)
        yield language.say("evaluation.annex.view", name=view.by, chosen=chosen)
        if view.why:
            yield view.why


def _chosen(evaluation: Evaluation, one: Difference, view: View, language: Language) -> str:
    said = as_published(evaluation.plan, one.judged, view.chosen, language, one.parts)
    return said or language.say("evaluation.differences.not_judged")


def _decided(evaluation: Evaluation, one: Difference, language: Language) -> str:
    """What the consensus says now, in the words of the tender document."""
    plan = evaluation.plan
    tender = next((s.tender for s in evaluation.scores if s.tender.number == one.number), None)
    if tender is None:
        return ""
    for n, requirement in enumerate(plan.requirements):
        if requirement.id == one.judged:
            return language.say(f"evaluation.result.{_RESULT[tender.met[n]]}")
    n = next(n for n, criterion in enumerate(plan.criteria) if criterion.id == one.judged)
    return as_published(plan, one.judged, tender.judgements[n].chosen, language, one.parts)


_RESULT = {True: "pass", False: "fail", None: "open"}


def signatures(made: Report, evaluation: Evaluation, language: Language) -> None:
    """A line for each member of the committee."""
    say = language.say
    names = evaluation.committee.members or ("",) * _UNNAMED
    room = "\n" * (_HIGH - 1)
    made.heading(say("evaluation.annex.signatures"))
    headings = [say(f"evaluation.annex.sign.{name}") for name in ("name", "signature", "date")]
    rows, about = [(name + room, "", "") for name in names], say("evaluation.annex.signatures")
    made.table(headings, rows, (36, 40, 24), about, together=True)
