"""What good evidence shows, element by element, and what documents of initiatives can prove of it (manual 2.4, 3.3).

It is for the committee to read: no formula and no score goes by it. It travels in the plan, so that every evaluator's
copy has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from ddtender.layout.law import provenance, step_name
from ddtender.model import Kind
from ddtender.model.initiatives import GoodEvidence, Initiatives
from ddtender.model.law import DueDiligenceSteps
from ddtender.model.limits import LONGEST_SLUG
from ddtender.resolve.values import ResolvedDocument, ResolvedProvision
from ddtender.sheets.plan import SHOWN, Frozen, Id, PlanText
from ddtender.words import Language

_Element = Annotated[str, Meta(max_length=LONGEST_SLUG, pattern=SHOWN)]


class GuidanceProof(Frozen, kw_only=True):
    """What the documents of an initiative can and cannot show, and where the initiative is described."""

    initiative: PlanText
    can: PlanText
    cannot: PlanText
    source: PlanText


class GuidanceStep(Frozen, kw_only=True):
    """A step of the OECD's due diligence that stands behind what is judged, and what shows that it is carried out."""

    name: PlanText
    shows: PlanText
    source: PlanText


class Guidance(Frozen, kw_only=True):
    """What good evidence shows under a criterion or requirement (its id), or under an element of it ("": all of it)."""

    judged: Id
    element: _Element
    shows: PlanText
    source: PlanText
    proofs: Annotated[tuple[GuidanceProof, ...], Meta(max_length=100)]
    steps: Annotated[tuple[GuidanceStep, ...], Meta(max_length=100)] = ()


def guidance_of(resolved: ResolvedDocument, language: Language) -> tuple[Guidance, ...]:
    """What the library knows for the provisions that are judged, in their order."""
    known = resolved.initiatives
    judged = [p for kind in _KINDS for p in resolved.of_kind(kind)]
    steps = resolved.law.steps
    return tuple(_guidance(p, good, known, steps, language) for p in judged for good in _good(p, known))


_KINDS = (Kind.SPECIFICATION, Kind.SELECTION, Kind.AWARD)


def _good(p: ResolvedProvision, known: Initiatives) -> Iterator[GoodEvidence]:
    """The rows for a provision; one of a procedure's own has those of the one that it is a variant of."""
    rows = known.good.evidence if known.good else ()
    for id_ in dict.fromkeys(filter(None, (p.id, p.provision.variant_of, p.replaces))):
        if found := [row for row in rows if row.provision == id_]:
            yield from found
            return


def _guidance(
    p: ResolvedProvision,
    good: GoodEvidence,
    known: Initiatives,
    steps: DueDiligenceSteps | None,
    language: Language,
) -> Guidance:
    def source(document: str, section: str) -> str:
        return language.say("evaluation.guidance.source", document=document, section=section)

    proofs = tuple(
        GuidanceProof(initiative=one.name, can=proof.can, cannot=proof.cannot, source=source(one.document, one.section))
        for one in known.every
        for proof in one.evidence
        if (proof.provision, proof.element) == (good.provision, good.element)
    )
    return Guidance(
        judged=p.id,
        element=good.element,
        shows=good.shows,
        source=source(good.document, good.section),
        proofs=proofs,
        steps=tuple(
            GuidanceStep(
                name=step_name(number, step.title, language),
                shows=step.good,
                source=provenance("", steps.noted, language),
            )
            for number, step in steps.behind(good.provision, good.element)
        )
        if steps
        else (),
    )
