"""The generated parts of the documents: what a template's section tags stand for, each as pieces with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from ddtender.model import Kind
from ddtender.office import wml
from ddtender.office.wml import Element
from ddtender.render.blocks import BlockWriter
from ddtender.render.forms import form_reference, reply_form
from ddtender.render.pieces import Piece, Pieces
from ddtender.render.provenance import number_cell, provisions_table
from ddtender.render.scoring import scoring_table
from ddtender.render.tables import Cell, shares_by_need, simple_table, text_cell
from ddtender.resolve.values import (
    ResolvedBlank,
    ResolvedDocument,
    ResolvedForm,
    ResolvedProvision,
    asked_of,
    plain,
)

Provisions = tuple[ResolvedProvision, ...]
_WORTH = {Kind.SPECIFICATION: "Mandatory", Kind.SELECTION: "Pass or fail, no points"}


def sections(
    resolved: ResolvedDocument, writer: BlockWriter, pieces: Pieces, used: Callable[[str], bool]
) -> dict[str, list[Element]]:
    """Every section of a document by the name of its tag; a section without content is an empty list.

    Those that are not ``used`` are left out.
    """
    named = _sections(resolved, writer.document)
    return {
        name: [element for piece in found for element in pieces.made(piece, writer)]
        for name, found in named.items()
        if used(name)
    }


def _sections(resolved: ResolvedDocument, document: str) -> dict[str, list[Piece]]:
    own = tuple(p for p in resolved.provisions if p.kind.document == document)
    definitions, clauses = resolved.definitions[document], resolved.of_kind(Kind.CONTRACT)
    to_tender = tuple(p for p in resolved.provisions if p.kind.document == "tender")
    proven = tuple(p for p in resolved.provisions if p.evidence)
    dropped = tuple(p for p in resolved.draft.dropped if p.kind.document == document)
    forms = resolved.reply_forms if document == "tender" else ()
    return {
        "overview": [(_overview, to_tender, resolved.price, resolved.other_quality)],
        "definitions": [(_definition, definition) for definition in definitions],
        "technical_specifications": _of_kind(Kind.SPECIFICATION, own),
        "selection_criteria": _of_kind(Kind.SELECTION, own),
        "award_criteria": _of_kind(Kind.AWARD, own),
        "contract_clauses": _of_kind(Kind.CONTRACT, own),
        "evidence": [(_evidence, proven, resolved.reply_forms)],
        "contract_overview": [(_contract_overview, clauses)],
        "reply_forms": [(reply_form, form, _asking(form, proven), n == 0) for n, form in enumerate(forms)],
        "kpi_annex": [(_kpis, p) for p in clauses if p.kpis],
        "provisions_table": [(provisions_table, _without_text(own), _without_text(definitions), dropped)],
    }


def _of_kind(kind: Kind, provisions: Provisions) -> list[Piece]:
    return [(provision, p) for p in provisions if p.kind is kind]


def _without_text(provisions: Provisions) -> Provisions:
    """For a table that shows none of it."""
    return tuple(replace(p, body=(), scoring=None, evidence=(), kpis=(), references=()) for p in provisions)


def _asking(form: ResolvedForm, provisions: Provisions) -> Provisions:
    return _without_text(tuple(p for p in provisions if any(e.reply_form == form.form.id for e in p.evidence)))


def _definition(definition: ResolvedProvision, writer: BlockWriter) -> list[Element]:
    return [writer.definition(definition)]


def provision(resolved: ResolvedProvision, writer: BlockWriter) -> list[Element]:
    return [writer.provision(resolved, scoring_table(resolved, writer))]


def _overview(
    provisions: Provisions, price: ResolvedBlank, other_quality: ResolvedBlank, writer: BlockWriter
) -> list[Element]:
    rows: list[list[Cell]] = []
    for p in provisions:
        worth = _points(p.scoring.maximum, writer) if p.scoring else text_cell(_WORTH.get(p.kind, ""))
        rows.append([number_cell(p, writer), text_cell(p.provision.title), worth])
    if any(p.scoring for p in provisions):
        rows.append([text_cell("Price"), text_cell("Price of the Tender"), _points(price, writer)])
        if other_quality.text != "0":
            label = "Quality other than the provisions of this document"
            rows.append([text_cell("Other quality"), text_cell(label), _points(other_quality, writer)])
    if not rows:
        return []
    headings = ["Part", "Subject", "What it decides"]
    return [
        simple_table(
            writer.styles,
            [30, 42, 28],
            headings,
            rows,
            description="Overview of the provisions of this document",
            together=len(rows) <= 12,
        )
    ]


def _points(points: ResolvedBlank, writer: BlockWriter) -> Cell:
    unit = " point" if points.text == "1" else " points"
    return [[wml.text_run("Up to "), writer.blank(points), wml.text_run(unit)]]


def _evidence(provisions: Provisions, reply_forms: Iterable[ResolvedForm], writer: BlockWriter) -> list[Element]:
    forms = {form.form.id: form for form in reply_forms}
    rows: list[list[Cell]] = []
    for p in provisions:
        for evidence in p.evidence:
            form = forms.get(evidence.reply_form or "")
            reply: Cell = [form_reference(form)] if form else text_cell("Document of the Tenderer")
            rows.append([number_cell(p, writer), [writer.inlines(evidence.text)], reply])
    if not rows:
        return []
    headings = ["For", "What the Tenderer submits", "How"]
    return [simple_table(writer.styles, [26, 54, 20], headings, rows, description="Evidence to submit with the Tender")]


def _contract_overview(clauses: Provisions, writer: BlockWriter) -> list[Element]:
    rows: list[list[Cell]] = []
    texts: list[list[str]] = []
    for p in clauses:
        asked = asked_of(p)
        what: Cell = [writer.inlines(kpi.indicator) for kpi in asked] or text_cell("See the clause.")
        when: Cell = [writer.inlines(kpi.when) for kpi in asked] or text_cell("Throughout the Contract.")
        said = [max((plain(getattr(kpi, of)) for kpi in asked), key=len, default="") for of in ("indicator", "when")]
        texts.append([f"{p.kind.label} {p.number}", p.provision.title, *said])
        rows.append([number_cell(p, writer), text_cell(p.provision.title), what, when])
    if not rows:
        return []
    headings = ["Clause", "Subject", "What is measured", "When it is due"]
    return [
        simple_table(
            writer.styles,
            shares_by_need(headings, texts),
            headings,
            rows,
            description="Duties under the Contract and their dates",
        )
    ]


def _kpis(p: ResolvedProvision, writer: BlockWriter) -> list[Element]:
    """The heading and the table of one clause in the annex."""
    label = [*writer.reference(p.reference(capital=True)), wml.text_run(f": {p.provision.title}")]
    rows = [
        [
            text_cell(kpi.aspect.capitalize()),
            *([writer.inlines(inlines)] for inlines in kpi.prose),
        ]
        for kpi in p.kpis
    ]
    headings = ["Aspect", "Indicator", "Target", "When", "How measured"]
    shares = shares_by_need(headings, [[kpi.aspect, *map(plain, kpi.prose)] for kpi in p.kpis])
    description = f"Key performance indicators of {p.kind.label} {p.number}"
    return [
        wml.paragraph(writer.styles.heading(2), label, keepNext=True),
        simple_table(writer.styles, shares, headings, rows, description=description),
    ]
