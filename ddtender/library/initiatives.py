"""The files of clause_library/initiatives/, and whether what they name is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from msgspec.structs import replace

from ddtender.diagnostics import Diagnostic, Location, Severity
from ddtender.library.codes import INVALID_VALUE
from ddtender.library.initiatives_forms import (
    GoodEvidenceForm,
    InitiativeForm,
    InitiativeTestsForm,
    JudgementForm,
    LabelsForm,
)
from ddtender.library.plain_values import one_line
from ddtender.library.source import SourceText
from ddtender.library.validation import read_form
from ddtender.library.yaml_document import YamlDocument
from ddtender.model import Parameter, Provision
from ddtender.model.initiatives import (
    NO_INITIATIVES,
    Coverage,
    Figure,
    GoodEvidence,
    GoodEvidenceList,
    Initiative,
    InitiativeJudgement,
    InitiativeNote,
    InitiativeProof,
    Initiatives,
    InitiativeTest,
    InitiativeTests,
    Labels,
    ProductCategory,
)
from ddtender.model.market import Questionnaire
from ddtender.model.risks import RiskProducts, plain

#: So many ids a message lists.
_FEW = 20
#: The files of the folder that are no initiative.
TESTS, LABELS, GOOD = "tests.yaml", "labels.yaml", "good-evidence.yaml"


class NamedElsewhere(NamedTuple):
    """An id that a file names, of what ``kind`` (of an element, with its provision), and where."""

    kind: str
    id: str
    place: Location
    within: str = ""


class InitiativeFile(NamedTuple):
    """A file as a value, and what it names that stands elsewhere."""

    value: InitiativeTests | Initiative | Labels | GoodEvidenceList
    names: tuple[NamedElsewhere, ...]


def read_initiatives_file(source: SourceText) -> tuple[InitiativeFile | None, list[Diagnostic]]:
    """A file of clause_library/initiatives/, by its name."""
    readers = {TESTS: _tests, LABELS: _labels, GOOD: _good}
    return readers.get(PurePosixPath(source.path).name, _initiative)(source)


def _tests(source: SourceText) -> tuple[InitiativeFile | None, list[Diagnostic]]:
    form, document, findings = read_form(InitiativeTestsForm, source)
    if form is None:
        return None, findings
    value = InitiativeTests(
        form.id,
        form.version,
        form.source.document,
        form.source.section,
        form.maximum,
        form.table,
        tuple(InitiativeTest(t.id, t.name, one_line(t.asks), t.manual) for t in form.tests),
        tuple(form.order),
        tuple(InitiativeNote(n.about, one_line(n.text), n.manual) for n in form.notes),
        tuple(form.named_in),
        tuple(form.may_be_named_in),
        tuple(form.joined_by),
        tuple(form.passed_over),
        Location(source.path),
    )
    names = [NamedElsewhere("initiative", id_, document.values["order", n]) for n, id_ in enumerate(form.order)]
    for key in ("named_in", "may_be_named_in"):
        names += [NamedElsewhere("statement", one, document.values[key, n]) for n, one in enumerate(getattr(form, key))]
    return InitiativeFile(value, tuple(names)), findings


def _initiative(source: SourceText) -> tuple[InitiativeFile | None, list[Diagnostic]]:
    form, document, findings = read_form(InitiativeForm, source)
    if form is None:
        return None, findings
    listed = form.categories_from
    value = Initiative(
        form.id,
        form.version,
        form.name,
        form.short,
        form.kind,
        tuple(form.names),
        form.source.document,
        form.source.section,
        one_line(form.what),
        one_line(form.covers),
        one_line(form.lacks),
        tuple(map(one_line, form.verifies)),
        tuple(map(one_line, form.leaves_out)),
        Location(source.path),
        {id_: _judgement(j) for id_, j in form.tests.items()},
        tuple(
            InitiativeProof(p.provision, p.element or "", one_line(p.can), one_line(p.cannot)) for p in form.evidence
        ),
        tuple(Figure(f.value, one_line(f.of), f.manual) for f in form.figures),
        tuple(Coverage(c.category, c.manual or "") for c in form.coverage),
        listed.on if listed else None,
        one_line(listed.against) if listed else "",
        one_line(form.unrated or ""),
    )
    names = [NamedElsewhere("test", id_, document.keys["tests", id_]) for id_ in form.tests]
    names += [
        NamedElsewhere("category", c.category, document.values["coverage", n, "category"])
        for n, c in enumerate(form.coverage)
    ]
    return InitiativeFile(value, (*names, *_provisions(form.evidence, document))), findings


def _judgement(form: JudgementForm) -> InitiativeJudgement:
    return InitiativeJudgement(one_line(form.why), None if form.stars is None else Decimal(form.stars))


def _labels(source: SourceText) -> tuple[InitiativeFile | None, list[Diagnostic]]:
    form, document, findings = read_form(LabelsForm, source)
    if form is None:
        return None, findings
    categories = tuple(ProductCategory(c.id, c.name, tuple(c.names)) for c in form.categories)
    value = Labels(form.version, form.specification, form.parameter, categories, Location(source.path))
    names = [NamedElsewhere("provision", form.specification, document.values["specification",])]
    names.append(NamedElsewhere("parameter", form.parameter, document.values["parameter",]))
    names += [
        NamedElsewhere("product", c.product, document.values["categories", n, "product"], c.id)
        for n, c in enumerate(form.categories)
        if c.product
    ]
    return InitiativeFile(value, tuple(names)), findings


def _good(source: SourceText) -> tuple[InitiativeFile | None, list[Diagnostic]]:
    form, document, findings = read_form(GoodEvidenceForm, source)
    if form is None:
        return None, findings
    good = tuple(
        GoodEvidence(g.provision, g.element or "", one_line(g.shows), g.source.document, g.source.section)
        for g in form.evidence
    )
    value = GoodEvidenceList(form.version, good, Location(source.path))
    return InitiativeFile(value, tuple(_provisions(form.evidence, document))), findings


def _provisions(rows: Iterable[Any], document: YamlDocument) -> Iterator[NamedElsewhere]:
    for n, row in enumerate(rows):
        yield NamedElsewhere("provision", row.provision, document.values["evidence", n, "provision"])
        if row.element:
            yield NamedElsewhere("element", row.element, document.values["evidence", n, "element"], row.provision)


def initiatives_of(
    read: Iterable[InitiativeFile], products: RiskProducts | None, source: Initiatives = NO_INITIATIVES
) -> tuple[Initiatives, list[Diagnostic]]:
    """All files together, and which of them say the same thing twice. In another language than that of the ``source``
    an initiative is also called what it is called there, and so are kinds of products."""
    files = [*read]
    values = [file.value for file in files]
    tests = next((v for v in values if isinstance(v, InitiativeTests)), None)
    order = {id_: n for n, id_ in enumerate(tests.order if tests else ())}
    every = sorted((v for v in values if isinstance(v, Initiative)), key=lambda v: (order.get(v.id, len(order)), v.id))
    called = {one.id: one for one in source.every}
    every = [replace(one, names=(*one.names, *_called(called.get(one.id)))) for one in every] if called else every
    findings: list[Diagnostic] = []
    owner: dict[str, Initiative] = {}
    for one in every:
        for name in sorted({plain(name) for name in (one.id, one.name, one.short, *one.names)}):
            if (other := owner.setdefault(name, one)) is not one:
                message = f"'{name}' is a name of {other.id} already"
                hint = f"It stands in {other.location.path}; a name stands for one initiative."
                findings.append(Diagnostic(INVALID_VALUE, one.location, message, hint))
    labels = next((v for v in values if isinstance(v, Labels)), None)
    if labels is not None:
        asked = {n.within: n.id for file in files if file.value is labels for n in file.names if n.kind == "product"}
        by_id = {one.id: one for one in products.products} if products else {}
        categories = tuple(
            ProductCategory(c.id, c.name, (*c.names, *(by_id[asked[c.id]].names if asked.get(c.id) in by_id else ())))
            for c in labels.categories
        )
        labels = Labels(labels.version, labels.specification, labels.parameter, categories, labels.location)
    good = next((v for v in values if isinstance(v, GoodEvidenceList)), None)
    return Initiatives(tests, tuple(every), labels, good), findings


def _called(one: Initiative | None) -> tuple[str, ...]:
    return (one.name, one.short) if one else ()


_OF_CLAUSES = ("provision", "element", "parameter")


def unknown_names(
    read: Iterable[InitiativeFile],
    known: Initiatives,
    provisions: Mapping[str, Provision],
    broken: Collection[str],
    parameters: Iterable[Parameter],
    market: Iterable[object],
) -> Iterator[Diagnostic]:
    """What the files name that is not there. Of what clauses have it is a warning: what is known of initiatives binds
    nobody, and keeps no library without a clause from being built. ``broken`` are ids of provisions that cannot be
    read, ``market`` are the questionnaires, and what is known of the risks of products."""
    about = [*market]
    products = products_in(about)
    asked = [one for one in about if isinstance(one, Questionnaire)]
    there: dict[str, Collection[str] | None] = {
        "initiative": [one.id for one in known.every],
        "test": [one.id for one in known.tests.tests] if known.tests else None,
        "category": [one.id for one in known.labels.categories] if known.labels else None,
        "provision": [*provisions, *broken],
        "parameter": [one.name for one in parameters] or None,
        "product": [one.id for one in products.products] if products else None,
        "statement": [f"{g.id}.{o.id}" for one in asked for g in one.groups for o in g.options] or None,
    }
    for name in (name for file in read for name in file.names):
        if name.kind == "element":
            provision = provisions.get(name.within)
            ids = None if provision is None else elements_of(provision)
        else:
            ids = there[name.kind]
        if ids is None or name.id in ids:  # where nothing could be read, nothing is missed
            continue
        from difflib import get_close_matches  # a check in which nothing is found has no need of it

        near = get_close_matches(name.id, [*ids], 1)
        few = f"One of: {', '.join(ids) or 'none'}." if len(ids) <= _FEW else "Correct the id, or leave it out."
        hint = f"Did you mean '{near[0]}'?" if near else few
        of = f" of '{name.within}'" if name.kind == "element" else ""
        finding = Diagnostic(INVALID_VALUE, name.place, f"there is no {name.kind} '{name.id}'{of}", hint)
        yield finding._replace(severity_override=Severity.WARNING) if name.kind in _OF_CLAUSES else finding


def products_in(market: Iterable[object]) -> RiskProducts | None:
    """The products whose risks are known, among what is known of the market."""
    return next((one for one in market if isinstance(one, RiskProducts)), None)


def elements_of(provision: Provision) -> list[str]:
    """The ids of what is judged or handed in under a provision."""
    options = provision.scoring.options if provision.scoring else ()
    return [*(one.id for one in options), *(one.id for one in provision.evidence)]
