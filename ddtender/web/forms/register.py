"""The forms of a register: a row of what is due, a request, a row of one's own, a site, and its first facts.

Fields have the names of the columns of the workbook; a choice has the name of what is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ddtender import workspace as door
from ddtender.contract import mistakes
from ddtender.contract.mistakes import EntryMistake
from ddtender.contract.performance import Filled, InformationRequest, OwnRow, ProductionSite, Receipt
from ddtender.contract.places import CheckMark, clause_label, marks_of
from ddtender.contract.plan import Risk
from ddtender.sheets.words import Word
from ddtender.web.forms.fields import FieldReader
from ddtender.web.forms.typed import day, line, lines, whole
from ddtender.words import Language

_RISKS = [one.name.lower() for one in Risk]


class RegisterForm(Struct, frozen=True):
    """A form over a register: which (``sheet``, and the number of the entry, "" for a new one), its fields as they
    stand there, and the register that what is typed comes to."""

    sheet: str
    entry: str
    fields: Mapping[str, str]
    typed: Callable[[FieldReader], Filled]
    #: The register without the entry; None where it cannot be taken away.
    without: Callable[[], Filled] | None = None


class EntrySheet(Struct, frozen=True):
    """A sheet with rows that anybody adds: its entries, the fields of one (of a new one for None), the entry that is
    typed, and the register with other entries."""

    of: Callable[[Filled], tuple[Any, ...]]
    fields: Callable[[Any], dict[str, str]]
    typed: Callable[[Filled, FieldReader], Any]
    put: Callable[[Filled, tuple[Any, ...]], Filled]


def row_form(filled: Filled, number: int) -> RegisterForm | None:
    """The form of the row with a number, from 1, in the order of the plan."""
    if not 1 <= number <= len(filled.entries):
        return None
    one = filled.entries[number - 1]

    def typed(form: FieldReader) -> Filled:
        made = _receipt(filled, one, form)
        return replace(filled, entries=tuple(made if each is one else each for each in filled.entries))

    return RegisterForm("rows", str(number), _row_fields(filled, one), typed)


def facts_form(filled: Filled) -> RegisterForm:
    """The form of what is typed on the overview: the day to look from, the first delivery, the risk."""
    fields = {
        "as_of": _iso(filled.as_of),
        "delivery": _iso(filled.first_delivery),
        "risk": filled.risk.name.lower() if filled.risk else "",
    }

    def typed(form: FieldReader) -> Filled:
        as_of, delivery = (form.read(name, day, None) for name in ("as_of", "delivery"))
        tell(form, mistakes.of_delivery(filled.plan, delivery))
        return replace(filled, as_of=as_of, first_delivery=delivery, risk=_risk(form))

    return RegisterForm("facts", "", fields, typed)


def entry_form(filled: Filled, sheet: str, number: int | None) -> RegisterForm | None:
    """The form of an entry of a sheet by its number, from 1, or of a new one for None."""
    kind = SHEETS[sheet]
    there = kind.of(filled)
    if number is not None and not 1 <= number <= len(there):
        return None
    before, after = (there, ()) if number is None else (there[: number - 1], there[number:])

    def typed(form: FieldReader) -> Filled:
        made = kind.typed(filled, form)
        if made is None or (number is None and _is_there(kind, there, made)):  # a form that is sent again adds nothing
            return filled
        return kind.put(filled, (*before, made, *after))

    fields = kind.fields(None if number is None else there[number - 1])
    without = None if number is None else lambda: kind.put(filled, (*before, *after))
    return RegisterForm(sheet, "" if number is None else str(number), fields, typed, without)


def sheets_of(filled: Filled) -> list[str]:
    """The sheets to which rows are added: sites only where the worksheet of risks has said something of them."""
    return [name for name in SHEETS if name != "sites" or filled.plan.known_site_risks]


def _is_there(kind: EntrySheet, there: Iterable[Any], made: Any) -> bool:
    return any(kind.fields(one) == kind.fields(made) for one in there)


def _row_fields(filled: Filled, one: Receipt) -> dict[str, str]:
    counts = filled.plan.indicator(one.row).counts
    made = {"complete": one.mark.name.lower() if one.mark else "", "evidence": one.evidence, "remarks": one.remarks}
    if one.row.is_submission:
        made["received_on"] = _iso(one.received)
    if counts:
        made["counted"] = "" if one.counted is None else str(one.counted)
        made |= {"out_of": "" if one.out_of is None else str(one.out_of)} if counts.of else {}
    return made


def _receipt(filled: Filled, one: Receipt, form: FieldReader) -> Receipt:
    plan, row = filled.plan, one.row
    counts = plan.indicator(row).counts
    name = form.one_of("complete", [mark.name.lower() for mark in marks_of(plan, row)])
    mark = CheckMark[name.upper()] if name else None
    received = form.read("received_on", day, None) if row.is_submission else one.received
    counted = form.read("counted", whole, None) if counts else one.counted
    out_of = form.read("out_of", whole, None) if counts and counts.of else one.out_of
    tell(form, mistakes.of_receipt(plan, row, received, mark) if row.is_submission else ())
    tell(form, mistakes.later({"received_on": received}, latest(filled)))
    tell(form, mistakes.of_numbers(counted, out_of))
    texts = {name: form.read(name, lines, "") for name in ("evidence", "remarks")}
    return replace(one, mark=mark, received=received, counted=counted, out_of=out_of, **texts)


def _request_fields(one: InformationRequest | None) -> dict[str, str]:
    if one is None:
        names = ("clause", "requested_on", "asked", "asked_by", "answered_on", "evidence", "remarks")
        return dict.fromkeys(names, "")
    return {
        "clause": one.clause.id,
        "requested_on": _iso(one.on),
        "asked": one.asked,
        "asked_by": _iso(one.asked_by),
        "answered_on": _iso(one.answered),
        "evidence": one.evidence,
        "remarks": one.remarks,
    }


def _request(filled: Filled, form: FieldReader) -> InformationRequest | None:
    plan = filled.plan
    id_ = form.one_of("clause", [one.id for one in plan.clauses])
    on, asked_by, answered = (form.read(name, day, None) for name in ("requested_on", "asked_by", "answered_on"))
    texts = [form.read(name, lines, "") for name in ("asked", "evidence", "remarks")]
    tell(form, mistakes.missing({name: form.text(name).strip() for name in ("clause", "requested_on")}))
    tell(form, mistakes.of_request(plan, on, asked_by, answered))
    tell(form, mistakes.later({"requested_on": on, "answered_on": answered}, latest(filled)))
    if not id_ or on is None:
        return None
    return InformationRequest(0, plan.clause(id_), on, texts[0], answered, texts[1], texts[2], asked_by)


def _own_fields(one: OwnRow | None) -> dict[str, str]:
    if one is None:
        return dict.fromkeys(("what", "who", "due", "done_on", "evidence", "remarks"), "")
    days = {"due": _iso(one.due), "done_on": _iso(one.done)}
    return {"what": one.what, "who": one.who, **days, "evidence": one.evidence, "remarks": one.remarks}


def _own(filled: Filled, form: FieldReader) -> OwnRow | None:
    texts = {name: form.read(name, lines, "") for name in ("what", "who", "evidence", "remarks")}
    due, done = (form.read(name, day, None) for name in ("due", "done_on"))
    tell(form, mistakes.missing({"what": texts["what"]}))
    tell(form, mistakes.later({"done_on": done}, latest(filled)))
    return OwnRow(0, texts["what"], texts["who"], due, done, texts["evidence"], texts["remarks"])


def _site_fields(one: ProductionSite | None) -> dict[str, str]:
    names = ("site", "address", "country", "stage", "product", "remarks")
    risk = one.risk.name.lower() if one and one.risk else ""
    return {**{name: getattr(one, name) if one else "" for name in names}, "risk": risk}


def _site(filled: Filled, form: FieldReader) -> ProductionSite | None:
    texts = {name: form.read(name, lines, "") for name in ("address", "remarks")}
    texts |= {name: form.read(name, line, "") for name in ("site", "country", "stage", "product")}
    tell(form, mistakes.missing({"site": texts["site"]}))
    return ProductionSite(risk=_risk(form), **texts)


def _numbered(entries: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(replace(one, number=n) for n, one in enumerate(entries, start=1))


#: The sheets by the part of their address.
SHEETS: Mapping[str, EntrySheet] = {
    "requests": EntrySheet(
        lambda of: of.requests, _request_fields, _request, lambda of, all: replace(of, requests=_numbered(all))
    ),
    "own": EntrySheet(lambda of: of.own, _own_fields, _own, lambda of, all: replace(of, own=_numbered(all))),
    "sites": EntrySheet(lambda of: of.sites, _site_fields, _site, lambda of, all: replace(of, sites=all)),
}


def latest(filled: Filled) -> date:
    """The last day on which something can have happened: today, or the day that is looked from where it is later."""
    return max(door.today(), filled.as_of or date.min)


def tell(form: FieldReader, found: Iterable[EntryMistake]) -> None:
    """Tell what cannot have been meant, each at its field."""
    for one in found:
        form.wrong(one.at, f"web.register.wrong.{one.what}", **one.places)


def said(filled: Filled, language: Language) -> Callable[[str, str], str]:
    """What stands in a field that is chosen, as a reader says it."""
    words: dict[str, type[Word]] = {"complete": CheckMark, "risk": Risk}
    clauses = {one.id: clause_label(one, language) for one in filled.plan.clauses}

    def of(name: str, text: str) -> str:
        if name in words and text:
            return words[name][text.upper()].said(language)
        return clauses.get(text, text) if name == "clause" else text

    return of


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def _risk(form: FieldReader) -> Risk | None:
    name = form.one_of("risk", _RISKS)
    return Risk[name.upper()] if name else None
