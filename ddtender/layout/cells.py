"""Cells that several tables have."""

from __future__ import annotations

from ddtender.layout.values import Cell
from ddtender.resolve.phrases import text
from ddtender.resolve.values import ResolvedProvision


def number_cell(p: ResolvedProvision, document: str) -> Cell:
    """The kind and number of a provision; a reference where the provision stands in the same document."""
    reference = p.reference(capital=True)
    if p.kind.document == document:
        return ((reference,),)
    return text(f"{reference.words}{reference.cited}")
