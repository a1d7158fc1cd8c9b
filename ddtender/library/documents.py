"""The YAML files of a workspace, one reader each: source text in, value and findings out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.award_forms import AwardForm
from ddtender.library.codes import INVALID_VALUE
from ddtender.library.facts import convert
from ddtender.library.form_values import Chosen
from ddtender.library.legal_forms import LegalBasesForm, NationalForm
from ddtender.library.notice_reading import add_notice
from ddtender.library.places import PROCEDURES
from ddtender.library.procedure_dates import add_standstill, checked_dates
from ddtender.library.provisions import FormReader, source_of
from ddtender.library.release_tags import prefix_in
from ddtender.library.schema import (
    ChangesForm,
    DecidedForm,
    LibraryForm,
    ParameterForm,
    ParametersForm,
    PartForm,
    ProcedureForm,
    ReplyFormForm,
    ReviewForm,
    ScenarioForm,
)
from ddtender.library.source import SourceText, decode
from ddtender.library.validation import read_form
from ddtender.library.yaml_reader import YamlDocument, read_yaml
from ddtender.model import (
    Approval,
    AwardPoints,
    Decision,
    FactValue,
    LegalBasis,
    LibraryInfo,
    NationalLaw,
    NationalProvision,
    Parameter,
    Procedure,
    ProcedureChanges,
    ReplyForm,
    ReplyFormField,
    ReplyFormTable,
    Scenario,
)
from ddtender.model.template import FACTS_BY_NAME

Read = TypeVar("Read")
#: What reads a file: nothing and why, or what it says and what is to be known of it.
ReadsFile = Callable[[SourceText], tuple[Read | None, list[Diagnostic]]]


#: Keys of a procedure file that have others below them stand on fewer levels than this.
_DEEP = 3


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
    return LibraryInfo(form.name, form.version, Location(source.path), names, labels, waived, frame), findings


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
    return NationalLaw(code, form.country, form.law, provisions, Location(source.path)), findings


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


def read_procedure(source: SourceText) -> tuple[Procedure | None, list[Diagnostic]]:
    form, document, findings = read_form(ProcedureForm, source)
    if form is None:
        return None, findings
    facts = {}
    for key in (
        "title",
        "reference",
        "subject",
        "country",
        "risk",
        "authority",
        "contractor",
        "procedure_type",
        "dates",
        "shortened",
        "extensions",
        "framework",
        "below_threshold",
        "price",
        "selection_documents",
        "review_body",
    ):
        value = getattr(form, key)
        if isinstance(value, Struct):
            facts |= _facts_of(value, (key,), document)
        elif value is not None:
            facts[key] = (value, document.values[(key,)])
    if form.award:
        facts |= _award_facts(form.award, document)
    if form.standstill:
        add_standstill(facts, form.standstill.by, form.standstill.days, document)
    findings += checked_dates(facts)
    findings += add_notice(facts, form.notice, document)
    parameters: dict[str, tuple[FactValue, Location]] = {
        name: (raw.value, document.values[("parameters", name)])
        for name, raw in form.parameters.items()
        if raw is not None
    }
    procedure = Procedure(
        PurePosixPath(source.path).stem,
        facts,
        parameters,
        _award(form.award, document) if form.award else None,
        _changes(form.provisions, document) if form.provisions else ProcedureChanges(),
        Location(source.path),
        form.library,
        (form.scenario, document.values[("scenario",)]) if form.scenario else None,
        {".".join(map(str, path)): place for path, place in document.keys.items() if len(path) < _DEEP},
    )
    return procedure, findings


def _facts_of(form: Struct, path: tuple[str, ...], document: YamlDocument) -> dict[str, tuple[FactValue, Location]]:
    """What a mapping says, by dotted keys; what a mapping within it says has a key of two words joined by `_`."""
    found: dict[str, tuple[FactValue, Location]] = {}
    for name in form.__struct_fields__:
        value = getattr(form, name)
        if isinstance(value, Struct):
            found |= {f"{'.'.join(path)}.{name}_{key.rpartition('.')[2]}": fact
                      for key, fact in _facts_of(value, (*path, name), document).items()}  # fmt: skip
        elif value is not None:
            said = value.value if isinstance(value, Chosen) else value
            found[".".join((*path, name))] = (said, document.values.get((*path, name), document.keys[path]))
    return found


def _award_facts(form: AwardForm, document: YamlDocument) -> dict[str, tuple[FactValue, Location]]:
    """What decides besides points: which passages are printed depends on it."""
    facts: dict[str, tuple[FactValue, Location]] = {}
    if form.ties:
        facts["award.ties"] = (", ".join(form.ties), document.keys["award", "ties"])
    if form.described_in:
        facts["award.described_in"] = (form.described_in, document.values["award", "described_in"])
    if form.minimum:
        least = ", ".join(f"{id_}: {points}" for id_, points in form.minimum.items())
        facts["award.minimum"] = (least, document.keys["award", "minimum"])
    return facts


def _award(form: AwardForm, document: YamlDocument) -> AwardPoints:
    points = tuple((id_, Decimal(value), document.keys[("award", "points", id_)]) for id_, value in form.points.items())
    minimum = tuple(
        (id_, Decimal(value), document.keys[("award", "minimum", id_)]) for id_, value in form.minimum.items()
    )
    return AwardPoints(Decimal(form.price), Decimal(form.other_quality), points, document.keys[("award",)], minimum)


def _changes(form: ChangesForm, document: YamlDocument) -> ProcedureChanges:
    def listed(key: str) -> tuple:
        return tuple((id_, document.values[("provisions", key, n)]) for n, id_ in enumerate(getattr(form, key)))

    replace = tuple((old, new, document.keys[("provisions", "replace", old)]) for old, new in form.replace.items())
    return ProcedureChanges(listed("add"), listed("drop"), replace)


def pinned_library(content: bytes) -> str | None:
    """The git revision that a procedure file pins with ``library``; its other findings are made when it is read."""
    source, _ = decode("", content)
    document, _ = read_yaml(source) if source else (YamlDocument(), [])
    pin = document.value.get("library") if isinstance(document.value, dict) else None
    return pin if isinstance(pin, str) and pin.strip() else None


def scenario_in(content: bytes) -> str | None:
    """The scenario that a procedure file names; its other findings are made when it is read."""
    source, _ = decode("", content)
    document, _ = read_yaml(source) if source else (YamlDocument(), [])
    named = document.value.get("scenario") if isinstance(document.value, dict) else None
    return named if isinstance(named, str) and named.strip() else None


def pins_in(files: Mapping[str, bytes]) -> dict[str, str]:
    """The procedures among these files that pin a revision of the library, with its name."""
    procedures = (p for p in files if p.startswith(f"{PROCEDURES}/") and p.lower().endswith((".yaml", ".yml")))
    return {path: pin for path in procedures if (pin := pinned_library(files[path]))}
