"""What a procedure file says for its notice, as facts by dotted keys; its codes are looked up in the lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.messages import FactKey, Message
from ddtender.library.codes import DATE_ORDER, INVALID_VALUE
from ddtender.library.eu import EEA_LANGUAGES, codes, is_country, is_cpv, is_language, is_nuts3
from ddtender.library.notice_forms import NoticeForm
from ddtender.library.procedure_dates import Facts
from ddtender.library.yaml_document import YamlDocument

_ORGANISATIONS = ("authority", "review_body")
_HINT_CPV = "Look the code up in the Common Procurement Vocabulary; leave out the hyphen and the check digit."
_HINT_NUTS = "Look the region up in the list of NUTS, level 3: two letters of the country and three characters."

#: The codes of BT-105 by the kinds of procedure of a procedure file; without a notice there is none.
EU_PROCEDURE = {
    "open": "open",
    "restricted": "restricted",
    "negotiated": "neg-w-call",
    "dialogue": "comp-dial",
    "innovation": "innovation",
}


def add_notice(facts: Facts, form: NoticeForm | None, document: YamlDocument) -> list[Diagnostic]:
    """Put what the notice says into ``facts``, as text, number or "true" and "false"; and what is wrong with it, with
    the organisations, or between it and the dates of the procedure."""
    if form is not None:
        facts |= _facts(form, document)
    return [
        *_no_moments(facts),
        *_unknown_codes(form, document),
        *(found for place in _places(facts) for found in _unknown_place(facts, place)),
        *_out_of_order(facts),
        *_contradicted(facts),
    ]


def _facts(form: Struct, document: YamlDocument, path: tuple[str, ...] = ("notice",)) -> Facts:
    found: Facts = {}
    for name in form.__struct_fields__:
        value, at = getattr(form, name), (*path, name)
        if isinstance(value, Struct):
            found |= _facts(value, document, at)
        elif value is not None and value != ():
            said = str(value).lower() if isinstance(value, bool) else value
            said = ", ".join(said) if isinstance(said, tuple) else said
            found[".".join(at)] = (said, document.values.get(at, document.keys[path]))
    return found


def _no_moments(facts: Facts) -> list[Diagnostic]:
    """Days and times that there are not; they leave ``facts``."""
    found = []
    for key in ("notice.dispatch", "notice.deadline", "notice.opening"):
        value, place = facts.get(key, ("", Location("")))
        try:
            datetime.fromisoformat(str(value) or "2027-01-25")
        except ValueError:
            facts.pop(key)
            hint = "Write it such as 2027-01-25T12:00:00+01:00."
            found.append(_invalid(place, f"{key}: there is no such day or time: {value}", hint))
    return found


def _unknown_codes(form: NoticeForm | None, document: YamlDocument) -> Iterator[Diagnostic]:
    if form is None:
        return
    cpv = form.cpv
    if cpv is not None:
        where = [(("cpv", "main"), cpv.main)] if cpv.main else []
        where += [(("cpv", "additional", str(n)), code) for n, code in enumerate(cpv.additional)]
        for (*keys, last), code in where:
            step = int(last) if last.isdigit() else last
            place = document.values.get(("notice", *keys, step), document.keys[("notice",)])
            if not is_cpv(code):
                yield _invalid(place, f"'{code}' is no code of the Common Procurement Vocabulary", _HINT_CPV)
            elif code == cpv.main and last != "main":
                yield _invalid(place, f"'{code}' is the main code already", "Take it out of `additional`.")
            elif code in cpv.additional[: step if isinstance(step, int) else 0]:
                yield _invalid(place, f"'{code}' stands here twice", "Take one of the two out.")
    languages = [(("language",), form.language)] if form.language else []
    languages += [(("tender_languages", str(n)), code) for n, code in enumerate(form.tender_languages)]
    for (key, *rest), code in languages:
        place = document.values.get(("notice", key, *map(int, rest)), document.keys[("notice",)])
        if not is_language(code):
            hint = f"One of: {', '.join(sorted({*codes('language'), *EEA_LANGUAGES}))}."
            yield _invalid(place, f"'{code}' is no official language of the European Union or Economic Area", hint)
        elif rest and code in form.tender_languages[: int(rest[0])]:
            yield _invalid(place, f"'{code}' stands here twice", "Take one of the two out.")


def _places(facts: Facts) -> list[str]:
    return [one for one in ("notice.place", *_ORGANISATIONS) if f"{one}.country" in facts or f"{one}.nuts" in facts]


def _unknown_place(facts: Facts, place: str) -> Iterator[Diagnostic]:
    country, nuts = facts.get(f"{place}.country"), facts.get(f"{place}.nuts")
    if country is not None and not is_country(str(country[0])):
        yield _invalid(
            country[1], f"'{country[0]}' is no country", "Three capitals (ISO 3166-1 alpha-3): BEL, NLD, DEU."
        )
    if nuts is not None and not is_nuts3(str(nuts[0])):
        yield _invalid(nuts[1], f"'{nuts[0]}' is no region of NUTS, level 3", _HINT_NUTS)


def _out_of_order(facts: Facts) -> Iterator[Diagnostic]:
    """The deadline is after the dispatch (rule BR-BT-00131-0151 goes by days), Tenders are opened after it."""
    for earlier, later, strictly in (("dispatch", "deadline", True), ("deadline", "opening", False)):
        first, second = facts.get(f"notice.{earlier}"), facts.get(f"notice.{later}")
        if first is None or second is None:
            continue
        one, other = (datetime.fromisoformat(str(fact[0])) for fact in (first, second))
        if other < one or (strictly and other.date() <= one.date()):
            is_late = "is not after the day of" if strictly else "is before"
            message = Message(
                f"notice.{later} ({second[0]}) {is_late} notice.{earlier} ({first[0]})",
                f"messages.date_order.{'day_before' if strictly else 'before'}",
                later=FactKey(f"notice.{later}"),
                day=other.date(),
                earlier=FactKey(f"notice.{earlier}"),
                other=one.date(),
            )
            yield Diagnostic(
                DATE_ORDER, second[1], message, "The dispatch comes first, then the deadline, then the opening."
            )


def _contradicted(facts: Facts) -> Iterator[Diagnostic]:
    """What the notice says otherwise than the tender."""
    procedure = str(facts["notice.procedure"][0]) if "notice.procedure" in facts else ""
    kind = str(facts["procedure_type"][0]) if "procedure_type" in facts else ""
    if procedure and kind and EU_PROCEDURE.get(kind) != procedure:
        message = f"notice.procedure is '{procedure}', and procedure_type is '{kind}'"
        yield _invalid(facts["notice.procedure"][1], message, "Leave it out here, or correct one of the two.")
    is_open = (procedure or EU_PROCEDURE.get(kind, "")) == "open"
    until = "dates.tenders_until" if is_open else "dates.requests_until"
    for key, day in {"notice.dispatch": "dates.notice_sent", "notice.deadline": until}.items():
        if key in facts and day in facts and isinstance(facts[day][0], date):
            said = datetime.fromisoformat(str(facts[key][0])).date()
            if said != facts[day][0]:
                message = Message(
                    f"{key} is on {said}, and {day} is {facts[day][0]}",
                    "messages.invalid_value.other_day",
                    fact=FactKey(key),
                    day=said,
                    other=FactKey(day),
                    other_day=facts[day][0],
                )
                yield _invalid(facts[key][1], message, "The notice and the tender must name the same day.")
    framework = str(facts["notice.framework"][0]) if "notice.framework" in facts else ""
    if framework and "framework.kind" in facts and (framework == "none") != (facts["framework.kind"][0] == "none"):
        message = f"notice.framework is '{framework}', and framework.kind is '{facts['framework.kind'][0]}'"
        yield _invalid(facts["notice.framework"][1], message, "Correct one of the two.")


def _invalid(place: Location, message: str, hint: str) -> Diagnostic:
    return Diagnostic(INVALID_VALUE, place, message, hint)
