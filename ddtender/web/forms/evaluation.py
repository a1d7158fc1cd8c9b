"""The forms of an evaluation: Tenderers with their prices, the selection, the award criteria, what is decided together.

Fields are named by the number of the Tenderer (``t1``), the requirement (``q0``), the criterion (``c0``), its column
(``o0``) or the difference (``d0``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ddtender.desk.evaluation.evaluating import entries_of
from ddtender.evaluation.entries import Entries
from ddtender.evaluation.places import MEMBERS
from ddtender.evaluation.points import Judgement, Tender
from ddtender.evaluation.tenders import CAPACITY, Difference, Rejection
from ddtender.web.forms.fields import FieldReader
from ddtender.web.forms.typed import day, line, lines, number, shown

if TYPE_CHECKING:
    from ddtender.evaluation.asked import AskedPlace
    from ddtender.evaluation.reading import Evaluation

_LONGEST_NAME = 200
#: So many empty rows stand below the Tenderers.
_SPARE = 4
MET = {"met": True, "not-met": False}
_MET = {True: "met", False: "not-met", None: ""}


class FormPart(Struct, frozen=True):
    """A form over a workbook: its fields as they stand there, and the entries that what is typed comes to."""

    fields: Callable[[Evaluation], dict[str, str]]
    typed: Callable[[Evaluation, FieldReader], Entries]


def tenders(read: Evaluation) -> tuple[Tender, ...]:
    """The Tenders as they were typed."""
    return tuple(score.tender for score in read.scores)


def rows(read: Evaluation) -> list[int]:
    """The numbers of the rows for Tenderers: those that there are, and some more."""
    last = max((one.number for one in tenders(read)), default=0)
    return [*range(1, min(max(last + _SPARE, 6), CAPACITY) + 1)]


def _tenderer_fields(read: Evaluation) -> dict[str, str]:
    by_number = {one.number: one for one in tenders(read)}
    made: dict[str, str] = {}
    for n in rows(read):
        one = by_number.get(n)
        made[f"t{n}.name"] = one.name if one else ""
        made[f"t{n}.price"] = shown(one.price) if one else ""
        made[f"t{n}.quality"] = shown(one.other_quality) if one else ""
        made[f"t{n}.rejected"] = one.rejected.name.lower() if one and one.rejected else ""
        made[f"t{n}.rejected_why"] = one.rejected_why if one else ""
        made[f"t{n}.drawn"] = "yes" if one and one.drawn else ""
    by = read.committee
    on = by.evaluated_on
    return made | {"members": "\n".join(by.members), "evaluated_on": on.isoformat() if on else ""}


def _tenderers_typed(read: Evaluation, form: FieldReader) -> Entries:
    by_number = {one.number: one for one in tenders(read)}
    found: list[Tender] = []
    names: set[str] = set()
    for n in range(1, CAPACITY + 1):
        if f"t{n}.name" not in form.given and n not in by_number:
            continue
        made = _tenderer(read, form, n, by_number.get(n) or _nobody(read, n))
        if not made.name:
            if made.price is not None or made.rejected or made.other_quality is not None or _is_judged(made):
                form.wrong(f"t{n}.name", "web.evaluating.wrong.name")
            continue
        if made.name.casefold() in names:
            form.wrong(f"t{n}.name", "web.evaluating.wrong.twice")
        names.add(made.name.casefold())
        found.append(made)
    members = [name for one in form.text("members").splitlines() if (name := " ".join(one.split())[:_LONGEST_NAME])]
    if len(members) > MEMBERS:
        form.wrong("members", "web.evaluating.wrong.members", most=MEMBERS)
    on = form.read("evaluated_on", day, None)
    known = entries_of(read)
    members = [form_name for one in members if (form_name := line(one))]
    return replace(known, tenders=tuple(found), committee=tuple(members[:MEMBERS]), evaluated_on=on)


def _is_judged(one: Tender) -> bool:
    return any(met is not None for met in one.met) or any(any(j.chosen) or j.motivation for j in one.judgements)


def _nobody(read: Evaluation, n: int) -> Tender:
    plan = read.plan
    open_ = tuple(Judgement((None,) * (len(c.options) if c.in_parts else 1), "") for c in plan.criteria)
    return Tender(n, "", None, None, (None,) * len(plan.requirements), ("",) * len(plan.requirements), open_)


def _tenderer(read: Evaluation, form: FieldReader, n: int, one: Tender) -> Tender:
    rejected = form.one_of(f"t{n}.rejected", [r.name.lower() for r in Rejection])
    why = form.read(f"t{n}.rejected_why", lines, "")
    if why and not rejected:
        form.wrong(f"t{n}.rejected", "web.evaluating.wrong.rejected")
    quality, most = form.read(f"t{n}.quality", number, None), read.maxima.other_quality
    if quality is not None and most is not None and quality > most:
        form.wrong(f"t{n}.quality", "web.evaluating.wrong.quality", most=shown(most))
        quality = None
    price = form.read(f"t{n}.price", number, None)
    if price == 0 and read.plan.price_rule == "lowest-ratio":
        form.wrong(f"t{n}.price", "web.evaluating.wrong.zero")
        price = None
    return replace(
        one,
        name=form.read(f"t{n}.name", lambda text: line(text, _LONGEST_NAME), ""),
        price=price,
        other_quality=quality,
        drawn=bool(form.one_of(f"t{n}.drawn", ["yes"])),
        rejected=Rejection[rejected.upper()] if rejected else None,
        rejected_why=why,
    )


def _selection_fields(read: Evaluation) -> dict[str, str]:
    made: dict[str, str] = {}
    for one in tenders(read):
        for n, (met, reason) in enumerate(zip(one.met, one.reasons, strict=True)):
            made[f"t{one.number}.q{n}"] = _MET[met]
            made[f"t{one.number}.q{n}.why"] = reason
    return made


def _selection_typed(read: Evaluation, form: FieldReader) -> Entries:
    def typed(one: Tender, n: int) -> Tender:
        name = f"t{one.number}.q{n}"
        met = MET.get(form.one_of(name, MET))
        reason = form.read(f"{name}.why", lines, "")
        return replace(one, met=_with(one.met, n, met), reasons=_with(one.reasons, n, reason))

    return _each(read, range(len(read.plan.requirements)), typed)


def _judged_fields(read: Evaluation) -> dict[str, str]:
    made: dict[str, str] = {}
    for one in tenders(read):
        for n, judged in enumerate(one.judgements):
            for o, value in enumerate(judged.chosen):
                made[f"t{one.number}.c{n}.o{o}"] = value or ""
            made[f"t{one.number}.c{n}.why"] = judged.motivation
    return made


def _judged_typed(read: Evaluation, form: FieldReader) -> Entries:
    def typed(one: Tender, n: int) -> Tender:
        return replace(one, judgements=_with(one.judgements, n, _judgement(read, form, one, n)))

    return _each(read, range(len(read.plan.criteria)), typed)


def _judgement(read: Evaluation, form: FieldReader, one: Tender, n: int) -> Judgement:
    criterion, name = read.plan.criteria[n], f"t{one.number}.c{n}"
    count = len(one.judgements[n].chosen)
    chosen = tuple(form.one_of(f"{name}.o{o}", criterion.choices) or None for o in range(count))
    return Judgement(chosen, form.read(f"{name}.why", lines, ""))


def _differing_fields(read: Evaluation) -> dict[str, str]:
    selection, judged = _selection_fields(read), _judged_fields(read)
    made: dict[str, str] = {}
    for n, one in enumerate(read.plan.differences or ()):
        prefix = field_of(read, one)
        made |= {name: value for name, value in {**selection, **judged}.items() if _is_of(name, prefix)}
        made[f"d{n}.why"] = read.committee.reasons[n]
    return made


def field_of(read: Evaluation, one: Difference) -> str:
    """How the fields of what a difference is about begin."""
    for n, criterion in enumerate(read.plan.criteria):
        if criterion.id == one.judged:
            return f"t{one.number}.c{n}"
    return f"t{one.number}.q{[q.id for q in read.plan.requirements].index(one.judged)}"


def name_of(place: AskedPlace) -> str:
    """The field in which something is typed."""
    if place.part == "differences":
        return f"d{place.about}.why"
    if not place.number:
        return place.field
    if place.part == "tenderers":
        return f"t{place.number}.{place.field}"
    judged, chosen = ("q", "") if place.part == "selection" else ("c", f".o{place.column}")
    return f"t{place.number}.{judged}{place.about}{'.why' if place.field == 'why' else chosen}"


def _is_of(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def _differing_typed(read: Evaluation, form: FieldReader) -> Entries:
    known = entries_of(read)
    differences = read.plan.differences or ()
    about = {field_of(read, one) for one in differences}
    made = []
    for one in known.tenders:
        for n in range(len(one.met)):
            if f"t{one.number}.q{n}" in about:
                name = f"t{one.number}.q{n}"
                met, reason = MET.get(form.one_of(name, MET)), form.read(f"{name}.why", lines, "")
                one = replace(one, met=_with(one.met, n, met), reasons=_with(one.reasons, n, reason))
        for n in range(len(one.judgements)):
            if f"t{one.number}.c{n}" in about:
                one = replace(one, judgements=_with(one.judgements, n, _judgement(read, form, one, n)))
        made.append(one)
    reasons = tuple(form.read(f"d{n}.why", lines, "") for n in range(len(differences)))
    return replace(known, tenders=tuple(made), reasons=reasons)


def _each(read: Evaluation, numbers: range, typed: Callable[[Tender, int], Tender]) -> Entries:
    known = entries_of(read)
    made = []
    for one in known.tenders:
        for n in numbers:
            one = typed(one, n)
        made.append(one)
    return replace(known, tenders=tuple(made))


def _with(values: tuple, n: int, value: object) -> tuple:
    return (*values[:n], value, *values[n + 1 :])


#: What stands in fields that are chosen, by the last part of their names and what is chosen; phrases of a page.
_CHOSEN = {
    "drawn": {"yes": "is_yes"},
    "rejected": {one.name.lower(): f"rejections.{one.name.lower()}" for one in Rejection},
    "choice": {"met": "pass", "not-met": "fail", "yes": "is_yes", "no": "is_no"},
}


def said(read: Evaluation, say: Callable[[str], str]) -> Callable[[str, str], str]:
    """What stands in a field that is chosen, as a reader says it: an option by what it is given for."""
    given_for = {
        (f"c{n}", one.name): one.when
        for n, criterion in enumerate(read.plan.criteria)
        for one in (*criterion.options, *criterion.steps)
    }

    def of(name: str, text: str) -> str:
        _, about, *rest = (*name.split("."), "", "")
        if (about, text) in given_for:
            return given_for[about, text]
        kind = about if about in _CHOSEN else "choice" if rest[0] != "why" and about[:1] in ("c", "q") else ""
        key = _CHOSEN.get(kind, {}).get(text)
        return say(f"web.evaluating.{key}") if key else text

    return of


#: The forms by the last part of their address.
PARTS: Mapping[str, FormPart] = {
    "tenderers": FormPart(_tenderer_fields, _tenderers_typed),
    "selection": FormPart(_selection_fields, _selection_typed),
    "criteria": FormPart(_judged_fields, _judged_typed),
    "differences": FormPart(_differing_fields, _differing_typed),
}
