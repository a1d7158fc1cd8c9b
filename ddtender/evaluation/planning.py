"""What an evaluation is planned from: a composition, in the language of its workbook."""

from __future__ import annotations

from decimal import Decimal

from msgspec import UNSET

from ddtender.evaluation.calling import called
from ddtender.evaluation.guidance import guidance_of
from ddtender.evaluation.pricing import pricing_of, ties_of
from ddtender.evaluation.tenders import Choice, Criterion, EvaluationPlan, PublishedPassage, Requirement
from ddtender.layout.named import named
from ddtender.layout.price_example import PriceExample
from ddtender.model import Kind
from ddtender.model.scoring import Option
from ddtender.resolve.facts import fact
from ddtender.resolve.inlines import plain, plain_blocks
from ddtender.resolve.values import ResolvedDocument, ResolvedOption, ResolvedProvision, ResolvedScoring
from ddtender.sheets.plan import tag_in_plan
from ddtender.words import Language

#: Parameters in which a procedure says a rule in its own words, and the keys of those that it can choose instead.
_OWN_WORDS = {"price_rule": "price.rule", "tie_rule": "award.ties"}


def evaluation_plan(resolved: ResolvedDocument, language: Language) -> EvaluationPlan | None:
    """The plan of a composition's evaluation in a language, or None if it has no criterion at all, or if the
    rule for the price, or for an equal rank, is in words of the procedure's own, which no formula knows."""
    criteria = tuple(_criterion(p, p.scoring, resolved, language) for p in resolved.of_kind(Kind.AWARD) if p.scoring)
    judged = [p for p in resolved.provisions if p.kind in (Kind.SELECTION, Kind.SPECIFICATION)]
    if not criteria and not judged:
        return None
    facts, award = resolved.draft.facts, resolved.draft.award
    if any(f"parameters.{own}" in facts and key not in facts for own, key in _OWN_WORDS.items()):
        return None  # its formulas know no other rule, and none may contradict what was published
    ties, several = ties_of(facts), facts.get("framework.contractors")
    return EvaluationPlan(
        title=fact(resolved, "title"),
        reference=fact(resolved, "reference"),
        authority=fact(resolved, "authority.name"),
        scenario=resolved.draft.scenario.name,
        library=resolved.info.version,
        price=award.price if award else None,
        other_quality=award.other_quality if award else None,
        requirements=tuple(_requirement(p, language) for p in judged),
        criteria=criteria,
        language=tag_in_plan(language.tag),
        published=pricing_of(facts) or UNSET,
        ties=ties or UNSET,
        passages=passages_of(resolved) or UNSET,
        lot=resolved.draft.lot_id or UNSET,
        guidance=guidance_of(resolved, language) or UNSET,
        contractors=several if isinstance(several, int) and several > 1 else UNSET,
    )


def example_of(plan: EvaluationPlan) -> PriceExample | None:
    """The worked example of the published rule, as the tender document has it."""
    pricing = plan.pricing
    return PriceExample(pricing.rule, plan.price, pricing.amount, pricing.currency) if pricing else None


def passages_of(resolved: ResolvedDocument) -> tuple[PublishedPassage, ...]:
    """The general provisions that depend on how the price counts and what is awarded: they say the rules."""
    return tuple(
        PublishedPassage(title=f"{p.cited} {p.provision.title}", paragraphs=tuple(plain_blocks(p.body)))
        for p in resolved.of_kind(Kind.FRAME_TENDER)
        if any(condition.startswith(("price.", "award.")) for condition in p.provision.when)
    )


def _requirement(p: ResolvedProvision, language: Language) -> Requirement:
    label = named(p.kind, p.cited, language)
    return Requirement(id=p.id, label=label, title=p.provision.title, evidence=tuple(plain(e.text) for e in p.evidence))


def _criterion(
    p: ResolvedProvision, scoring: ResolvedScoring, resolved: ResolvedDocument, language: Language
) -> Criterion:
    award = resolved.draft.award
    least = award.least(p.id) if award else None
    sources = {o.id: o for o in p.provision.scoring.options} if p.provision.scoring else {}
    options = called(tuple(_choice(o, sources) for o in scoring.options), sources, language)
    if scoring.way in ("best_of", "tiers"):
        options += (_nothing(options, language),)
    return Criterion(
        id=p.id,
        number=p.number or 1,
        cited=p.cited,
        title=p.provision.title,
        version=p.provision.version,
        way=scoring.way,
        options=options,
        steps=called(tuple(_choice(s, {}) for s in scoring.steps), {}, language),
        maximum=award.of(p.id) if award else None,
        minimum=UNSET if least is None else least,
    )


def _choice(option: ResolvedOption, sources: dict[str, Option]) -> Choice:
    when = plain(option.when)
    when = when[:1].upper() + when[1:] + ("" if when.endswith(".") else ".")
    return Choice(name=option.id, percent=option.percent, when=when, requires=_required(option.id, sources))


def _required(id_: str, sources: dict[str, Option]) -> tuple[str, ...]:
    """All that an option requires, and what that requires in turn."""
    found: dict[str, None] = {}
    pending = list(sources[id_].requires) if id_ in sources else []
    while pending:
        name = pending.pop(0)
        if name not in found and name in sources:
            found[name] = None
            pending += sources[name].requires
    return tuple(found)


def _nothing(options: tuple[Choice, ...], language: Language) -> Choice:
    """The choice that earns nothing, under a name that no option has."""
    taken = {name.casefold() for o in options for name in (o.name, o.shown)}
    names = (language.say(f"evaluation.nothing.{name}") for name in ("first", "second", "third"))
    name = next(name for name in names if name.casefold() not in taken)
    return Choice(name=name, percent=Decimal(0), when=language.say("evaluation.nothing.when"))
