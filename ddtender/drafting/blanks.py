"""The blanks of one provision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddtender.resolve.values import (
    Inlines,
    ResolvedBlank,
    ResolvedBlock,
    ResolvedParagraph,
    ResolvedProvision,
)


def blanks_of(p: ResolvedProvision) -> list[ResolvedBlank]:
    """Every blank of a provision's text, scoring, evidence and KPIs, each once, in that order."""
    found = [blank for inlines in _prose(p) for blank in _in(inlines)]
    if p.scoring:
        found.append(p.scoring.maximum)
    return list({blank.name: blank for blank in found}.values())


def _prose(p: ResolvedProvision) -> Iterator[Inlines]:
    yield from _paragraphs(p.body)
    if p.scoring:
        yield from (option.when for option in (*p.scoring.options, *p.scoring.steps))
    yield from (evidence.text for evidence in p.evidence)
    for kpi in p.kpis:
        yield from (kpi.indicator, kpi.target, kpi.when, kpi.measured_by)


def _paragraphs(blocks: Iterable[ResolvedBlock]) -> Iterator[Inlines]:
    for block in blocks:
        if isinstance(block, ResolvedParagraph):
            yield block.inlines
        else:
            for item in block.items:
                yield from _paragraphs(item)


def _in(inlines: Inlines) -> Iterator[ResolvedBlank]:
    for inline in inlines:
        if isinstance(inline, ResolvedBlank):
            yield inline
        else:
            yield from _in(getattr(inline, "children", ()))
