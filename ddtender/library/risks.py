"""The files of clause_library/risks/, and whether the names in them are those of the lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.codes import INVALID_VALUE
from ddtender.library.eu import is_cpv
from ddtender.library.plain_values import as_value, one_line
from ddtender.library.provision_forms import ManualForm
from ddtender.library.risks_forms import RiskPartsForm, RiskProductsForm, RisksForm, TopicForm
from ddtender.library.source import SourceText
from ddtender.library.validation import read_form
from ddtender.model.risks import (
    RiskExample,
    RiskLists,
    RiskNote,
    RiskParts,
    RiskProducts,
    RiskStep,
    RiskTopic,
)

#: The files of the folder that are not lists of risks.
LISTS, PARTS, PRODUCTS = "ict-hardware.yaml", ("components.yaml", "materials.yaml"), "products.yaml"
RiskFile = RiskLists | RiskParts | RiskProducts


def read_risks_file(source: SourceText) -> tuple[RiskFile | None, list[Diagnostic]]:
    """A file of clause_library/risks/, by its name."""
    name = PurePosixPath(source.path).name
    if name in PARTS:
        return read_parts(source)
    return read_products(source) if name == PRODUCTS else read_risks(source)


def read_risks(source: SourceText) -> tuple[RiskLists | None, list[Diagnostic]]:
    form, _, findings = read_form(RisksForm, source)
    if form is None:
        return None, findings
    stages, risks, sources = (tuple(map(_topic, topics)) for topics in (form.stages, form.risks, form.sources))
    steps = tuple(RiskStep(s.name, one_line(s.about), look_up=s.look_up) for s in form.steps)
    notes = tuple(RiskNote(n.about, one_line(n.text), n.manual) for n in form.notes)
    matrix = tuple(
        RiskExample(m.risk, one_line(m.what), m.manual, m.stages, m.materials, m.places) for m in form.matrix
    )
    of = form.source.value
    document = of.document if isinstance(of, ManualForm) else of.practice
    place, version = Location(source.path), form.version or ""
    return (
        RiskLists(
            form.id,
            form.title,
            document,
            steps,
            stages,
            risks,
            sources,
            tuple(form.ratings),
            place,
            version,
            notes,
            matrix,
        ),
        findings,
    )


def read_parts(source: SourceText) -> tuple[RiskParts | None, list[Diagnostic]]:
    form, _, findings = read_form(RiskPartsForm, source)
    return as_value(RiskParts, form, source), findings


def read_products(source: SourceText) -> tuple[RiskProducts | None, list[Diagnostic]]:
    form, document, findings = read_form(RiskProductsForm, source)
    read = as_value(RiskProducts, form, source)
    known: dict[str, str] = {}
    for n, one in enumerate(read.products if read else ()):
        for m in (m for m, code in enumerate(one.cpv) if not is_cpv(code)):
            place = document.values.get(("products", n, "cpv", m), Location(source.path))
            message = f"'{one.cpv[m]}' is no code of the Common Procurement Vocabulary"
            findings.append(Diagnostic(INVALID_VALUE, place, message, "Look it up, without the check digit."))
        for name in sorted(one.names):
            if known.setdefault(name, one.id) != one.id:
                place = document.values.get(("products", n, "id"), Location(source.path))
                message = f"'{name}' is a name of {known[name]} already"
                findings.append(Diagnostic(INVALID_VALUE, place, message, "A name stands for one product."))
    return read, findings


def unknown_names(
    lists: RiskLists, parts: Iterable[RiskParts], products: Iterable[RiskProducts]
) -> Iterator[Diagnostic]:
    """What names a risk, a stage, a rating, a source or a part that there is not."""
    known = {
        "risk": [one.name for one in lists.risks],
        "stage": [one.name for one in lists.stages],
        "rating": list(lists.ratings),
        "part": [],
    }
    told: set[tuple[str, str, str]] = set()

    def look(kind: str, name: str, place: Location) -> Iterator[Diagnostic]:
        if name in known[kind] or (kind, name, place.path) in told:
            return
        told.add((kind, name, place.path))
        from difflib import get_close_matches  # a check in which nothing is found has no need of it

        near = get_close_matches(name, known[kind], 1)
        hint = f"Did you mean '{near[0]}'?" if near else f"One of: {', '.join(known[kind])}."
        yield Diagnostic(INVALID_VALUE, place, f"there is no {kind} '{name}'", hint)

    here = lists.location
    for one in lists.matrix:
        yield from look("risk", one.risk, here)
        for stage in one.stages:
            yield from look("stage", stage, here)
    for step in lists.steps:
        for number in step.look_up:
            if number > len(lists.sources):
                yield Diagnostic(INVALID_VALUE, here, f"there is no source {number}", "Sources are numbered in order.")
    for file in parts:
        for part in file.parts:
            known["part"].append(part.name)
            yield from look("stage", part.stage, file.location)
            for risk in (risk for place in part.places for risk in place.risks):
                yield from look("risk", risk.risk, file.location)
                yield from look("stage", risk.stage, file.location)
    for listed in products:
        for product in listed.products:
            for name in product.parts:
                yield from look("part", name, listed.location)
            for rating in product.example.ratings if product.example else ():
                yield from look("risk", rating.risk, listed.location)
                yield from look("rating", rating.severity, listed.location)
                yield from look("rating", rating.likelihood, listed.location)
            for row in product.example.report if product.example else ():
                yield from look("risk", row.risk, listed.location)
                yield from look("rating", row.relevant, listed.location)
                yield from look("stage", row.where, listed.location)


def _topic(form: TopicForm) -> RiskTopic:
    return RiskTopic(form.name, one_line(form.about), one_line(form.examples or ""), form.url or "")
