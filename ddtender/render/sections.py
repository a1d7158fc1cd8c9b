"""The generated parts of the documents, one function each: what a template's section tags stand for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ddtender.model import Kind
from ddtender.render import wml
from ddtender.render.blocks import BlockWriter
from ddtender.render.forms import form_reference, reply_forms
from ddtender.render.provenance import number_cell, provisions_table
from ddtender.render.scoring import scoring_table
from ddtender.render.tables import Cell, simple_table, text_cell
from ddtender.render.wml import Element
from ddtender.resolve.values import ResolvedBlank, ResolvedDocument, ResolvedProvision

_WORTH = {Kind.SPECIFICATION: "Mandatory", Kind.SELECTION: "Pass or fail, no points"}


def sections(resolved: ResolvedDocument, writer: BlockWriter, used: Callable[[str], bool]) -> dict[str, list[Element]]:
    """Every section of a document by the name of its tag; a section without content is an empty list.

    Those that are not ``used`` are left out.
    """
    return {name: write(resolved, writer) for name, write in _sections().items() if used(name)}


def _sections() -> dict[str, Callable[[ResolvedDocument, BlockWriter], list[Element]]]:
    return {
        "overview": _overview,
        "definitions": _definitions,
        "technical_specifications": partial(provisions, Kind.SPECIFICATION),
        "selection_criteria": partial(provisions, Kind.SELECTION),
        "award_criteria": partial(provisions, Kind.AWARD),
        "contract_clauses": partial(provisions, Kind.CONTRACT),
        "evidence": _evidence,
        "contract_overview": _contract_overview,
        "reply_forms": reply_forms,
        "kpi_annex": _kpi_annex,
        "provisions_table": provisions_table,
    }


def _definitions(resolved: ResolvedDocument, writer: BlockWriter) -> list[Element]:
    return [writer.definition(d) for d in resolved.definitions[writer.document]]


def provisions(kind: Kind, resolved: ResolvedDocument, writer: BlockWriter) -> list[Element]:
    return [provision(p, writer) for p in resolved.of_kind(kind) if kind.document == writer.document]


def provision(resolved: ResolvedProvision, writer: BlockWriter) -> Element:
    return writer.provision(resolved, scoring_table(resolved, writer))


def _overview(resolved: ResolvedDocument, writer: BlockWriter) -> list[Element]:
    rows: list[list[Cell]] = []
    for p in resolved.provisions:
        if p.kind.document != "tender":
            continue
        worth = _points(p.scoring.maximum, writer) if p.scoring else text_cell(_WORTH.get(p.kind, ""))
        rows.append([number_cell(p, writer), text_cell(p.provision.title), worth])
    if any(p.scoring for p in resolved.provisions):
        rows.append([text_cell("Price"), text_cell("Price of the Tender"), _points(resolved.price, writer)])
        if resolved.other_quality.text != "0":
            label = "Quality other than the provisions of this document"
            rows.append([text_cell("Other quality"), text_cell(label), _points(resolved.other_quality, writer)])
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


def _evidence(resolved: ResolvedDocument, writer: BlockWriter) -> list[Element]:
    forms = {form.form.id: form for form in resolved.reply_forms}
    rows: list[list[Cell]] = []
    for p in resolved.provisions:
        for evidence in p.evidence:
            form = forms.get(evidence.reply_form or "")
            reply: Cell = [form_reference(form)] if form else text_cell("Document of the Tenderer")
            rows.append([number_cell(p, writer), [writer.inlines(evidence.text)], reply])
    if not rows:
        return []
    headings = ["For", "What the Tenderer submits", "How"]
    return [simple_table(writer.styles, [26, 54, 20], headings, rows, description="Evidence to submit with the Tender")]


def _contract_overview(resolved: ResolvedDocument, writer: BlockWriter) -> list[Element]:
    rows: list[list[Cell]] = []
    for p in resolved.of_kind(Kind.CONTRACT):
        asked = [kpi for kpi in p.kpis if kpi.aspect == "timeliness"] or list(p.kpis)
        what: Cell = [writer.inlines(kpi.indicator) for kpi in asked] or text_cell("See the clause.")
        when: Cell = [writer.inlines(kpi.when) for kpi in asked] or text_cell("Throughout the Contract.")
        rows.append([number_cell(p, writer), text_cell(p.provision.title), what, when])
    if not rows:
        return []
    headings = ["Clause", "Subject", "What is measured", "When it is due"]
    return [
        simple_table(
            writer.styles, [20, 22, 24, 34], headings, rows, description="Duties under the Contract and their dates"
        )
    ]


def _kpi_annex(resolved: ResolvedDocument, writer: BlockWriter) -> list[Element]:
    made: list[Element] = []
    for p in resolved.of_kind(Kind.CONTRACT):
        if not p.kpis:
            continue
        label = [*writer.reference(p.reference(capital=True)), wml.text_run(f": {p.provision.title}")]
        made.append(wml.paragraph(writer.styles.heading(2), label, keepNext=True))
        rows = [
            [
                text_cell(kpi.aspect.capitalize()),
                [writer.inlines(kpi.indicator)],
                [writer.inlines(kpi.target)],
                [writer.inlines(kpi.when)],
                [writer.inlines(kpi.measured_by)],
            ]
            for kpi in p.kpis
        ]
        headings = ["Aspect", "Indicator", "Target", "When", "How measured"]
        description = f"Key performance indicators of {p.kind.label} {p.number}"
        made.append(simple_table(writer.styles, [20, 22, 20, 20, 18], headings, rows, description=description))
    return made
