"""Reads a finished release back: every value of it, held against a list of what must stand there.

It has nothing from the modules that write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ddtender.diagnostics import Diagnostic, Location
from ddtender.export.eforms_codes import EXPORT_UNPROVED
from ddtender.export.facts import NoticeFacts, Organisation
from ddtender.export.notice import Notice, NoticeLot
from ddtender.library.places import RELEASE_FILE

#: Parts of a release that are no facts: which schema it follows, and identifiers made for it.
_FRAME = (
    "uri",
    "extensions",
    "releases/0/id",
    "releases/0/ocid",
)
#: The names of countries are those of CLDR, and not repeated here.
_COUNTRY = re.compile(r"(?:address|deliveryAddresses/0)/countryName(?:_[A-Za-z-]+)?$")
_PERMISSION = {"not-allowed": "notAllowed"}


def release_differences(content: bytes, notice: Notice) -> list[Diagnostic]:
    """A finding for every place at which the release does not say what it must."""
    found = {path: value for path, value in values(json.loads(content, parse_float=Decimal)) if not _is_frame(path)}
    expected = {path: value for path, value in expected_values(notice) if value not in (None, "")}
    differing = [path for path in {**expected, **found} if found.get(path) != expected.get(path)]
    return [
        Diagnostic(
            EXPORT_UNPROVED,
            Location(RELEASE_FILE),
            f"{path} is {found.get(path)!r:.300} where {expected.get(path)!r:.300} was meant",
            "Nothing was written. Please report it with the procedure file.",
        )
        for path in differing
    ]


def values(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a JSON document by its path."""
    if isinstance(node, dict | list):
        for key, below in node.items() if isinstance(node, dict) else enumerate(node):
            yield from values(below, f"{path}/{key}" if path else str(key))
    else:
        yield path, node


def _is_frame(path: str) -> bool:
    return path.startswith(_FRAME[:2]) or path.endswith(_FRAME[2:]) or _COUNTRY.search(path) is not None


def expected_values(notice: Notice) -> Iterator[tuple[str, Any]]:
    """What must stand in the release, by path; what is not known stands nowhere."""
    facts, tag = notice.facts, notice.resolved.language.tag
    yield "version", "1.1"
    yield "publishedDate", _moment(facts.dispatch)
    yield "publisher/name", facts.authority.name
    yield "publisher/uid", facts.authority.registration
    top = "releases/0"
    yield f"{top}/date", _moment(facts.dispatch)
    yield f"{top}/tag/0", "tender"
    yield f"{top}/initiationType", "tender"
    yield f"{top}/language", tag
    yield from _party(f"{top}/parties/0", "ORG-0001", facts.authority, "buyer", "procuringEntity")
    yield from _party(f"{top}/parties/1", "ORG-0002", facts.review_body, "reviewBody")
    for other in notice.also:
        own, its = other.resolved.language.tag, other.facts
        for n, name in enumerate((its.authority.name, its.review_body.name)):
            yield f"{top}/parties/{n}/name_{own}", name
            yield f"{top}/parties/{n}/identifier/legalName_{own}", name
        yield f"{top}/tender/title_{own}", its.title
        yield f"{top}/tender/description_{own}", its.subject
        if facts.accelerated:
            yield f"{top}/tender/procurementMethodRationale_{own}", its.accelerated_because
        for n, lot in enumerate(other.lots):
            yield f"{top}/tender/items/{n}/description_{own}", lot.facts.title
    for path in (f"{top}/buyer", f"{top}/tender/procuringEntity"):
        yield f"{path}/id", "ORG-0001"
        yield f"{path}/name", facts.authority.name
    yield from ((f"{top}/tender/{path}", value) for path, value in _tender(notice, tag))


def _tender(notice: Notice, tag: str) -> Iterator[tuple[str, Any]]:
    facts = notice.facts
    yield "id", facts.reference
    yield from _bought("", facts, notice)
    yield "legalBasis/scheme", "CELEX"
    yield "legalBasis/id", "32014L0024"
    yield "procurementMethod", "open" if facts.procedure == "open" else "selective"
    yield "procurementMethodDetails", facts.procedure
    if facts.accelerated:
        yield "procurementMethodRationale", facts.accelerated_because
    yield "mainProcurementCategory", "goods" if facts.nature == "supplies" else facts.nature
    yield "awardCriteria", "ratedCriteria"
    yield "submissionMethod/0", "electronicSubmission"
    yield "submissionMethodDetails", facts.submission_url
    yield "tenderPeriod/startDate", _moment(facts.dispatch)
    yield "tenderPeriod/endDate", _moment(facts.deadline)
    if award := notice.resolved.draft.dates.get("award"):
        yield "awardPeriod/startDate", f"{award}T00:00:00{_zone(notice)}"
    if notice.lots[1:]:
        yield "lotDetails/maximumLotsBidPerSupplier", facts.lots_per_tenderer
    if facts.documents_url:
        tags = [tag, *(other.resolved.language.tag for other in notice.also)]
        listed = [(id_, tag) for tag in tags for id_ in ("tender", "contract")]
        for n, (id_, its) in enumerate(listed):
            yield f"documents/{n}/id", id_ if its == tag else f"{id_}-{its}"
            yield f"documents/{n}/documentType", "biddingDocuments" if id_ == "tender" else "contractDraft"
            yield f"documents/{n}/url", facts.documents_url
            yield f"documents/{n}/language", its
    for n, lot in enumerate(notice.lots):
        yield from _item(f"items/{n}", lot)
        yield from ((f"lots/{n}/{path}", value) for path, value in _lot(lot, notice))
    yield from _of_all_lots(notice)


def _of_all_lots(notice: Notice) -> Iterator[tuple[str, Any]]:
    asked: dict[str, list[NoticeLot]] = {}
    measured: dict[str, NoticeLot] = {}
    for lot in notice.lots:
        for said in lot.selection:
            asked.setdefault(said.id, []).append(lot)
        for target in lot.targets:
            measured[target.id] = lot
    for n, (id_, lots) in enumerate(asked.items()):
        said = next(said for said in lots[-1].selection if said.id == id_)
        path = f"criteria/{n}"
        yield f"{path}/id", id_
        yield f"{path}/title", said.title
        yield f"{path}/description", said.text
        yield f"{path}/relatesToTenderer", True
        yield from ((f"{path}/relatedLots/{i}", lot.id) for i, lot in enumerate(lots))
        yield f"{path}/requirementGroups/0/id", id_
        for i, (evidence, text) in enumerate(said.evidence):
            yield f"{path}/requirementGroups/0/requirements/{i}/id", evidence
            yield f"{path}/requirementGroups/0/requirements/{i}/description", text
    for n, (id_, lot) in enumerate(measured.items()):
        target = next(target for target in lot.targets if target.id == id_)
        yield f"targets/{n}/id", id_
        yield f"targets/{n}/title", target.title
        yield f"targets/{n}/description", target.description


def _lot(lot: NoticeLot, notice: Notice) -> Iterator[tuple[str, Any]]:
    facts = lot.facts
    yield "id", lot.id
    yield from _bought("", facts, notice)
    yield "submissionTerms/electronicSubmissionPolicy", _PERMISSION.get(facts.submission or "", facts.submission)
    yield "submissionTerms/variantPolicy", _PERMISSION.get(facts.variants or "", facts.variants)
    yield "submissionTerms/electronicCatalogPolicy", _PERMISSION.get(facts.ecatalogue or "", facts.ecatalogue)
    for n, language in enumerate(facts.tender_languages):
        yield f"submissionTerms/languages/{n}", _TAGS[language]
    if facts.deadline and facts.tender_validity_months is not None:
        yield "submissionTerms/bidValidityPeriod/startDate", _moment(facts.deadline)
        yield "submissionTerms/bidValidityPeriod/endDate", _later(facts.deadline, facts.tender_validity_months)
    yield "contractTerms/electronicInvoicingPolicy", _PERMISSION.get(facts.einvoicing or "", facts.einvoicing)
    yield "contractTerms/reservedExecution", {"yes": True, "no": False}.get(facts.reserved_execution or "")
    yield "contractTerms/hasElectronicOrdering", facts.electronic_ordering
    yield "contractTerms/hasElectronicPayment", facts.electronic_payment
    yield "contractTerms/performanceTerms", "\n\n".join([said.whole for said in lot.performance])
    for n, criterion in enumerate(lot.award):
        path = f"awardCriteria/criteria/{n}"
        yield f"{path}/type", criterion.type
        yield f"{path}/name", criterion.name
        yield f"{path}/description", criterion.description
        numbers = [(criterion.points, "weight", "percentageExact"), (criterion.minimum, "threshold", "minimumScore")]
        for i, (number, key, code) in enumerate(one for one in numbers if one[0] is not None):
            yield f"{path}/numbers/{i}/number", number
            yield f"{path}/numbers/{i}/{key}", code
    sources = [*("epo-notice" for _ in lot.selection[:1]), "epo-procurement-document"]
    yield from ((f"selectionCriteria/sources/{n}", source) for n, source in enumerate(sources))
    for n, said in enumerate(lot.selection):
        path = f"selectionCriteria/criteria/{n}"
        yield f"{path}/type", "technical"
        yield f"{path}/subType", said.code
        yield f"{path}/description", f"{said.title}\n{said.text}"
        yield f"{path}/verificationMethod", "\n".join([text for _, text in said.evidence])
        yield f"{path}/appliesTo/0", "supplier"
    yield "hasSustainability", lot.objective != ""
    yield from _aim(lot)
    yield "reviewDetails", facts.review_body.deadline


def _aim(lot: NoticeLot) -> Iterator[tuple[str, Any]]:
    if not lot.objective:
        return
    yield "sustainability/0/goal", "social.humanRightsInSupplyChains" if lot.objective == "hum-right" else "social"
    yield "sustainability/0/description", lot.objective_text
    ways = ["technicalSpecifications"] if lot.specifications else []
    ways += ["selectionCriteria"] if lot.selection else []
    ways += ["awardCriteria"] if any("." in criterion.id for criterion in lot.award) else []
    ways += ["contractPerformanceConditions"] if lot.performance else []
    yield from ((f"sustainability/0/strategies/{n}", way) for n, way in enumerate(ways))


def _bought(path: str, facts: NoticeFacts, notice: Notice) -> Iterator[tuple[str, Any]]:
    yield f"{path}title", facts.title
    yield f"{path}description", facts.subject
    yield f"{path}status", "active"
    if facts.estimated_value is not None:
        yield f"{path}value/amount", facts.estimated_value
        yield f"{path}value/currency", facts.currency
    if facts.contract_start:
        yield f"{path}contractPeriod/startDate", f"{facts.contract_start}T00:00:00{_zone(notice)}"
    if facts.contract_end:
        yield f"{path}contractPeriod/endDate", f"{facts.contract_end}T23:59:59{_zone(notice)}"


def _item(path: str, lot: NoticeLot) -> Iterator[tuple[str, Any]]:
    yield f"{path}/id", lot.id
    yield f"{path}/relatedLot", lot.id
    yield f"{path}/description", lot.facts.title
    if lot.facts.cpv_main:
        yield f"{path}/classification/scheme", "CPV"
        yield f"{path}/classification/id", lot.facts.cpv_main
    for n, code in enumerate(lot.facts.cpv_additional):
        yield f"{path}/additionalClassifications/{n}/scheme", "CPV"
        yield f"{path}/additionalClassifications/{n}/id", code
    yield f"{path}/deliveryAddresses/0/region", lot.facts.place_nuts


def _party(path: str, id_: str, party: Organisation, *roles: str) -> Iterator[tuple[str, Any]]:
    yield f"{path}/id", id_
    yield f"{path}/name", party.name
    yield f"{path}/identifier/id", party.registration
    yield f"{path}/identifier/legalName", party.name
    yield f"{path}/address/locality", party.city
    yield f"{path}/address/region", party.nuts
    yield f"{path}/address/postalCode", party.post_code
    yield f"{path}/contactPoint/email", party.email
    yield f"{path}/contactPoint/telephone", party.phone
    yield from ((f"{path}/roles/{n}", role) for n, role in enumerate(roles))


def _moment(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%S}{_offset(moment.utcoffset())}" if moment else None


def _later(moment: datetime, months: int) -> str | None:
    """The same day of a month that comes so many months later, or the last that it has."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return _moment(moment.replace(year=year, month=month + 1, day=min(moment.day, last)))


def _zone(notice: Notice) -> str:
    return _offset(notice.zone.utcoffset(None))


def _offset(offset: timedelta | None) -> str:
    minutes = int((offset or timedelta()).total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


#: Tags of the official languages of the Union (Regulation No 1/1958) and the Economic Area by the codes of BT-97.
_TAGS: dict[str, str] = dict(
    re.findall(
        "([A-Z]{3}) ([a-z]{2})",
        "BUL bg CES cs DAN da DEU de ELL el ENG en EST et FIN fi FRA fr GLE ga HRV hr HUN hu ITA it LAV lv LIT lt "
        "ISL is MLT mt NLD nl NOR no POL pl POR pt RON ro SLK sk SLV sl SPA es SWE sv",
    )
)
