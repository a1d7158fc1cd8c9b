"""Procedure files: the facts, points and changes of a procurement, of each of its lots, and who has won."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import PurePosixPath

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location, Severity
from ddtender.library.award_forms import AwardForm
from ddtender.library.codes import INVALID_VALUE
from ddtender.library.form_values import Chosen
from ddtender.library.lot_forms import ChangesForm, LotAwardForm, LotForm, WinnerForm, lot_faults
from ddtender.library.notice_reading import add_notice
from ddtender.library.places import PROCEDURES, slug
from ddtender.library.procedure_dates import add_standstill, checked_dates
from ddtender.library.procedure_forms import ProcedureForm
from ddtender.library.procedure_translations import translations_of
from ddtender.library.source import SourceText, decode
from ddtender.library.validation import read_form
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.library.yaml_reader import read_yaml
from ddtender.model import AwardPoints, Contractor, FactValue, Lot, Procedure, ProcedureChanges
from ddtender.model.procedure import Facts

#: Keys of a procedure file that have others below them stand on fewer levels than this.
_DEEP = 3
_LOTS_HINT = "What a lot does not say, it takes from above; docs/procedure-file.md has an example with lots."


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
        "sellers",
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
    languages = _languages(form)
    if len(languages) > 1:
        place = document.keys[("languages",)]
        facts["languages.all"] = (" ".join(form.languages), place)
        facts["languages.authentic"] = (languages[0], document.values.get(("authentic",), place))
    if form.standstill:
        add_standstill(facts, form.standstill.by, form.standstill.days, document)
    findings += _unknown_languages(form, document)
    findings += checked_dates(facts)
    findings += add_notice(facts, form.notice, document)
    wrong = [*lot_faults(form)]
    for path, message in wrong:
        findings.append(Diagnostic(INVALID_VALUE, _place(path, document), message, _LOTS_HINT))
    if wrong:
        return None, findings
    parameters: dict[str, tuple[FactValue, Location]] = {
        name: (raw.value, document.values[("parameters", name)])
        for name, raw in form.parameters.items()
        if raw is not None
    }
    award = _award(form.award, document) if form.award else None
    lots = tuple(_lot(lot, n, form, award, document) for n, lot in enumerate(form.lots))
    translations, found = translations_of(form, facts, parameters, lots, document)
    findings += found
    procedure = Procedure(
        PurePosixPath(source.path).stem,
        facts,
        parameters,
        award,
        _changes(form.provisions, document, ("provisions",)) if form.provisions else ProcedureChanges(),
        Location(source.path),
        form.library,
        (form.scenario, document.values[("scenario",)]) if form.scenario else None,
        {".".join(map(str, path)): place for path, place in document.keys.items() if len(path) < _DEEP},
        lots,
        tuple(_contractor(winner, n, document) for n, winner in enumerate(form.contractors)),
        languages,
        translations,
    )
    return procedure, findings


def _languages(form: ProcedureForm) -> tuple[str, ...]:
    """The languages of the documents, the authentic one first."""
    return tuple(sorted(form.languages, key=lambda tag: tag != (form.authentic or form.languages[0])))


def _unknown_languages(form: ProcedureForm, document: YamlDocument) -> list[Diagnostic]:
    """Warnings of tags that are mistyped, most likely: a library may say of a language what CLDR does not know."""
    from ddtender.words.formats import is_known

    hint = "Write its tag, such as nl, fr or nl-BE; dates and numbers are written as in English otherwise."
    return [
        Diagnostic(
            INVALID_VALUE,
            document.values[("languages", n)],
            f"languages.{n + 1}: '{tag}' is no language of which it is known how it writes dates and numbers",
            hint,
            Severity.WARNING,
        )
        for n, tag in enumerate(form.languages)
        if not is_known(tag)
    ]


def _lot(lot: LotForm, n: int, form: ProcedureForm, above: AwardPoints | None, document: YamlDocument) -> Lot:
    path: Path = ("lots", n)
    facts: Facts = {"lots.count": (len(form.lots), document.keys[("lots",)])}
    for key, name in (("subject", "subject"), ("risk", "risk"), ("framework.maximum", "maximum")):
        if (value := getattr(lot, name)) is not None:
            facts[key] = (value, document.values[(*path, name)])
    if lot.price:
        facts |= _facts_of(lot.price, ("price",), document, path)
    award = above
    if lot.award:
        award = _award(lot.award.over(form.award), document, path)
        facts |= _award_facts(lot.award, document, path)
    changes = _changes(lot.provisions, document, (*path, "provisions")) if lot.provisions else ProcedureChanges()
    place = document.values[(*path, "id")]
    return Lot(lot.id, lot.title, facts, award, changes, place)


def _contractor(winner: WinnerForm, n: int, document: YamlDocument) -> Contractor:
    facts: Facts = {
        f"contractor.{name}": (value, document.values[("contractors", n, name)])
        for name in ("name", "address")
        if (value := getattr(winner, name)) is not None
    }
    place = document.values[("contractors", n, "name")]
    return Contractor(winner.lot or "", winner.name, slug(winner.name), facts, place)


def _place(path: Path, document: YamlDocument) -> Location:
    """Where a key stands, or what it stands in."""
    while path:
        if path in document.values or path in document.keys:
            return document.values.get(path) or document.keys[path]
        path = path[:-1]
    return document.keys.get(("lots",), Location(""))


def _facts_of(form: Struct, path: Path, document: YamlDocument, below: Path = ()) -> Facts:
    """What a mapping says, by dotted keys; what a mapping within it says has a key of two words joined by `_`. The
    path of keys stands ``below`` another."""
    found: Facts = {}
    dotted = ".".join(map(str, path))
    for name in form.__struct_fields__:
        value = getattr(form, name)
        if isinstance(value, Struct):
            inner = _facts_of(value, (*path, name), document, below)
            found |= {f"{dotted}.{name}_{key.rpartition('.')[2]}": fact for key, fact in inner.items()}
        elif value is not None:
            said = value.value if isinstance(value, Chosen) else value
            place = document.values.get((*below, *path, name), document.keys[(*below, *path)])
            found[f"{dotted}.{name}"] = (said, place)
    return found


def _award_facts(form: AwardForm | LotAwardForm, document: YamlDocument, below: Path = ()) -> Facts:
    """What decides besides points: which passages are printed depends on it."""
    facts: Facts = {}
    if form.ties:
        facts["award.ties"] = (", ".join(form.ties), document.keys[(*below, "award", "ties")])
    if form.described_in:
        facts["award.described_in"] = (form.described_in, document.values[(*below, "award", "described_in")])
    if form.minimum:
        least = ", ".join(f"{id_}: {points}" for id_, points in form.minimum.items())
        facts["award.minimum"] = (least, document.keys[(*below, "award", "minimum")])
    return facts


def _award(form: AwardForm, document: YamlDocument, below: Path = ()) -> AwardPoints:
    """The points; a lot's have the places of the lot where it says them, and otherwise those of all lots."""

    def listed(name: str) -> tuple[tuple[str, Decimal, Location], ...]:
        points: Mapping[str, int | Decimal] = getattr(form, name)
        places = {id_: (*below, "award", name, id_) for id_ in points}
        return tuple(
            (id_, Decimal(value), document.keys.get(places[id_]) or document.keys[("award", name, id_)])
            for id_, value in points.items()
        )

    place = document.keys.get((*below, "award")) or document.keys[("award",)]
    return AwardPoints(Decimal(form.price), Decimal(form.other_quality), listed("points"), place, listed("minimum"))


def _changes(form: ChangesForm, document: YamlDocument, path: Path) -> ProcedureChanges:
    def listed(key: str) -> tuple:
        return tuple((id_, document.values[(*path, key, n)]) for n, id_ in enumerate(getattr(form, key)))

    replace = tuple((old, new, document.keys[(*path, "replace", old)]) for old, new in form.replace.items())
    return ProcedureChanges(listed("add"), listed("drop"), replace)


#: The key, and what begins a letter of it that is spelt by its number.
_MAY_PIN = (b"library", b"\\")


def pinned_library(content: bytes) -> str | None:
    """The git revision that a procedure file pins with ``library``; its other findings are made when it is read. One
    that does not have the key, however it is written, is not read."""
    if not any(piece in content for piece in _MAY_PIN):
        return None
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
