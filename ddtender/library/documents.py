"""The YAML files of a workspace, one reader each: source text in, value and findings out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, TypeVar

from msgspec.structs import replace

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.codes import INVALID_VALUE
from ddtender.library.facts import convert
from ddtender.library.layers.front import named
from ddtender.library.legal_forms import LegalBasesForm
from ddtender.library.national_forms import NationalForm
from ddtender.library.plain_values import as_value
from ddtender.library.provisions import FormReader, source_of
from ddtender.library.release_tags import prefix_in
from ddtender.library.schema import (
    DecidedForm,
    LibraryForm,
    ParameterForm,
    ParametersForm,
    PartForm,
    ReplyFormForm,
    ReviewForm,
    ScenarioForm,
)
from ddtender.library.source import SourceText
from ddtender.library.validation import read_form
from ddtender.library.yaml_document import YamlDocument
from ddtender.model import (
    Approval,
    Decision,
    LegalBasis,
    LibraryInfo,
    NationalLaw,
    NationalProvision,
    Parameter,
    ReplyForm,
    ReplyFormField,
    ReplyFormTable,
    Scenario,
)
from ddtender.model.layer import Pin, Taken
from ddtender.model.procedure_law import CountryPeriods
from ddtender.model.template import FACTS_BY_NAME

Read = TypeVar("Read")
#: What reads a file: nothing and why, or what it says and what is to be known of it.
ReadsFile = Callable[[SourceText], tuple[Read | None, list[Diagnostic]]]


def read_info(source: SourceText) -> tuple[LibraryInfo | None, list[Diagnostic]]:
    form, document, findings = read_form(LibraryForm, source)
    if form is None:
        return None, findings
    if form.release_prefix != prefix_in(source.text.encode()):
        hint = f"Write `release_prefix: {form.release_prefix}`."
        place = document.values.get(("release_prefix",), Location(source.path))
        return None, [*findings, Diagnostic(INVALID_VALUE, place, "it is to stand on one line, alone", hint)]
    waived = "" if form.approval.four_eyes else " ".join((form.approval.why or "").split())
    names, labels = tuple(form.proper_names), tuple(form.labels)
    frame = tuple((id_, document.values["frame", n]) for n, id_ in enumerate(form.frame))
    info = LibraryInfo(
        form.name, form.version, Location(source.path), names, labels, waived, frame, tuple(form.ratings)
    )
    return replace(info, **_layered(form, document)), findings


def _layered(form: LibraryForm, document: YamlDocument) -> dict[str, Any]:
    """What a library says of the one that it extends."""
    base, replaces, retires = form.extends, form.replaces, form.retires
    pin = Pin(base.library, base.version, base.fingerprint, document.keys["extends",]) if base else None
    return {
        "extends": pin,
        "replaces": tuple(Taken(*named(one), document.values["replaces", n]) for n, one in enumerate(replaces)),
        "retires": tuple(
            Taken(*named(one), document.keys["retires", one], " ".join(why.split())) for one, why in retires.items()
        ),
        "accepts": form.accepts,
    }


def read_legal_bases(source: SourceText) -> tuple[tuple[LegalBasis, ...], list[Diagnostic]]:
    form, document, findings = read_form(LegalBasesForm, source)
    listed = form.legal_bases if form else {}
    return tuple(
        LegalBasis(citation, " ".join(said.text.split()), document.keys[("legal_bases", citation)], said.checked)
        for citation, said in listed.items()
    ), findings


def read_national(source: SourceText) -> tuple[NationalLaw | None, list[Diagnostic]]:
    form, document, findings = read_form(NationalForm, source)
    if form is None:
        return None, findings
    provisions = tuple(
        NationalProvision(citation, said.cite, document.keys[("provisions", citation)], said.verified.checked)
        for citation, said in form.provisions.items()
    )
    code = PurePosixPath(source.path).stem
    own = as_value(CountryPeriods, form.periods, source)
    return NationalLaw(code, form.country, form.law, provisions, Location(source.path), own), findings


def read_parameters(source: SourceText) -> tuple[tuple[Parameter, ...], list[Diagnostic]]:
    form, document, findings = read_form(ParametersForm, source)
    if form is None:
        return (), findings
    parameters = []
    for name, p in form.parameters.items():
        place = document.keys[("parameters", name)]
        parameter = Parameter(
            name, p.type, p.label, p.question, p.filled_by, place, p.unit or "", None, p.minimum, p.maximum, p.fact
        )
        parameters.append(_with_default(parameter, p, document, findings))
        known = FACTS_BY_NAME.get(name, p.fact)
        if p.fact is not None and p.fact != known:
            at = document.values[("parameters", name, "fact")]
            message = f"fact: templates print '{name}' beside a label of its own, as {known} and not as {p.fact}"
            findings.append(Diagnostic(INVALID_VALUE, at, message, f"Write `fact: {known}`, or give it another name."))
    return tuple(parameters), findings


def _with_default(
    parameter: Parameter, form: ParameterForm, document: YamlDocument, findings: list[Diagnostic]
) -> Parameter:
    if form.default is None:
        return parameter
    try:
        default = convert(parameter, form.default.value)
    except ValueError as error:
        place = document.values[("parameters", parameter.name, "default")]
        findings.append(Diagnostic(INVALID_VALUE, place, f"default: {error}"))
        return parameter
    return replace(parameter, default=default)


def read_scenario(source: SourceText) -> tuple[Scenario | None, list[Diagnostic]]:
    form, document, findings = read_form(ScenarioForm, source)
    if form is None:
        return None, findings
    listed = tuple((id_, document.values[("provisions", n)]) for n, id_ in enumerate(form.provisions))
    name = PurePosixPath(source.path).stem
    return (
        Scenario(
            name,
            form.title,
            " ".join(form.summary.split()),
            form.market_maturity,
            form.authority_maturity,
            listed,
            source_of(form.source),
            Location(source.path),
        ),
        findings,
    )


def read_reply_form(source: SourceText) -> tuple[ReplyForm | None, list[Diagnostic]]:
    form, document, findings = read_form(ReplyFormForm, source)
    if form is None:
        return None, findings
    reader = FormReader(source, document)
    instructions = tuple(reader.inlines(text, ("instructions", n)) for n, text in enumerate(form.instructions))
    parts = tuple(_part(part, n, reader) for n, part in enumerate(form.parts))
    findings += reader.findings
    return ReplyForm(
        form.id, form.title, instructions, parts, document.values.get(("id",), Location(source.path))
    ), findings


def _part(form: PartForm, n: int, reader: FormReader) -> ReplyFormField | ReplyFormTable:
    place = reader.place("parts", n)
    help_ = reader.inlines(form.help, ("parts", n, "help")) if form.help else ()
    if not form.columns:
        return ReplyFormField(form.id, form.label, place, help_, form.lines)
    columns = tuple((c.id, c.heading, c.width) for c in form.columns)
    return ReplyFormTable(
        form.id, form.label, columns, form.rows or len(form.row_labels), place, help_, tuple(form.row_labels)
    )


def read_review(source: SourceText) -> tuple[Approval | None, list[Diagnostic]]:
    form, _, findings = read_form(ReviewForm, source)
    if form is None:
        return None, findings
    return (
        Approval(
            id=form.id,
            version=form.version or "",
            fingerprint=form.fingerprint,
            reviewer=form.reviewer,
            on=form.date,
            references=form.references,
            location=Location(source.path),
            role=form.role or "",
            jurisdiction=form.jurisdiction or "",
            valid_until=form.valid_until,
            conditions=tuple(form.conditions),
            author=form.author or "",
            waived=form.waived or "",
        ),
        findings,
    )


def read_decisions(source: SourceText) -> tuple[tuple[Decision, ...] | None, list[Diagnostic]]:
    form, document, findings = read_form(DecidedForm, source)
    if form is None:
        return None, findings
    return tuple(
        Decision(
            about=form.id,
            question=one.question,
            asked=one.asked,
            of=one.of,
            answer=one.answer,
            by=one.by,
            role=one.role,
            on=one.date,
            why=one.why,
            location=document.values.get(("decisions", n), Location(source.path)),
            version=one.version,
        )
        for n, one in enumerate(form.decisions)
    ), findings
