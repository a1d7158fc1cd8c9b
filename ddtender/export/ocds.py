"""``release.json``: a release package of OCDS 1.1.5 with the tender of one procurement, read back.

Which fact stands where is listed in ``docs/standards.md``. What is absent is no key.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timezone
from typing import Any

import msgspec

from ddtender.diagnostics import Diagnostic, has_errors
from ddtender.export.eforms_codes import NO_OCID_PREFIX
from ddtender.export.facts import NoticeFacts, Organisation
from ddtender.export.ids import AUTHORITY, FIRST_NOTICE, PROCEDURE, REVIEW_BODY, identifier
from ddtender.export.notice import Notice
from ddtender.export.ocds_lot import country_name, criteria, in_all, item, known, lot, money, period, targets
from ddtender.export.release_back import release_differences

VERSION = "1.1"
_EXTENSION = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_{}_extension/master/extension.json"
EXTENSIONS = (
    "lots",
    "submissionTerms",
    "awardCriteria",
    "selectionCriteria",
    "contractTerms",
    "sustainability",
    "requirements",
    "metrics",
    "eu",
    "legalBasis",
)
#: Numbers as they are: a binary fraction would be another one.
_JSON = msgspec.json.Encoder(decimal_format="number")
_LAW = {"scheme": "CELEX", "id": "32014L0024"}
#: The categories of OCDS by the codes of BT-23.
_CATEGORIES = {"supplies": "goods", "services": "services", "works": "works"}


def ocds(notice: Notice) -> tuple[bytes | None, list[Diagnostic]]:
    """The bytes of ``release.json``, None with an error, and what is wrong. All that a notice needs must be known."""
    content, findings = release(notice), _about_prefix(notice.facts)
    findings += release_differences(content, notice)
    return (None if has_errors(findings) else content), findings


def release(notice: Notice) -> bytes:
    """The package as far as the facts go; not read back."""
    facts = notice.facts
    own = identifier(FIRST_NOTICE, facts.reference or "", facts.authority.registration or "")
    procedure = identifier(PROCEDURE, facts.reference or "", facts.authority.registration or "")
    moment = _moment(facts.dispatch)
    made = known(
        uri=f"urn:uuid:{own}",
        version=VERSION,
        extensions=[_EXTENSION.format(name) for name in EXTENSIONS],
        publishedDate=moment,
        publisher=known(name=facts.authority.name, uid=facts.authority.registration),
        releases=[
            known(
                ocid=f"{facts.ocid_prefix}-{procedure}" if facts.ocid_prefix else procedure,
                id=own,
                date=moment,
                tag=["tender"],
                initiationType="tender",
                language=notice.resolved.language.tag,
                parties=[_authority(notice), _review_body(notice)],
                buyer=_reference(AUTHORITY, facts.authority),
                tender=_tender(notice),
            )
        ],
    )
    return msgspec.json.format(_JSON.encode(made), indent=2) + b"\n"


def _about_prefix(facts: NoticeFacts) -> list[Diagnostic]:
    if facts.ocid_prefix:
        return []
    message = "the ocid of the release has no prefix that is registered for the publisher"
    hint = "Register one with the Open Contracting Partnership, and add notice.ocid_prefix (ocds-xxxxxx)."
    return [Diagnostic(NO_OCID_PREFIX, facts.place("notice.ocid_prefix"), message, hint)]


def _tender(notice: Notice) -> dict[str, Any]:
    facts, urgent = notice.facts, notice.facts.accelerated
    return known(
        id=facts.reference,
        **in_all("title", notice, lambda one: one.facts.title),
        **in_all("description", notice, lambda one: one.facts.subject),
        status="active",
        procuringEntity=_reference(AUTHORITY, facts.authority),
        legalBasis=_LAW,
        procurementMethod="open" if facts.procedure == "open" else "selective",
        procurementMethodDetails=facts.procedure,
        **in_all("procurementMethodRationale", notice, lambda one: one.facts.accelerated_because if urgent else None),
        mainProcurementCategory=_CATEGORIES.get(facts.nature or ""),
        value=money(facts),
        awardCriteria="ratedCriteria",
        submissionMethod=["electronicSubmission"],
        submissionMethodDetails=facts.submission_url,
        tenderPeriod=known(startDate=_moment(facts.dispatch), endDate=_moment(facts.deadline)),
        awardPeriod=known(startDate=_day(notice.resolved.draft.dates.get("award"), notice.zone)),
        contractPeriod=period(facts, notice.zone),
        lotDetails=known(maximumLotsBidPerSupplier=facts.lots_per_tenderer if len(notice.lots) > 1 else None),
        items=[item(n, notice) for n in range(len(notice.lots))],
        documents=_documents(notice),
        lots=[lot(one, notice) for one in notice.lots],
        criteria=criteria(notice),
        targets=targets(notice),
    )


def _documents(notice: Notice) -> list[dict[str, Any]]:
    """The documents in every language; those that are not in the authentic one have it in their ids."""
    url = notice.facts.documents_url
    if not url:
        return []
    kinds = (("tender", "biddingDocuments"), ("contract", "contractDraft"))
    tags = [one.resolved.language.tag for one in notice.versions]
    return [
        known(id=f"{id_}-{tag}" if n else id_, documentType=kind, url=url, language=tag)
        for n, tag in enumerate(tags)
        for id_, kind in kinds
    ]


def _authority(notice: Notice) -> dict[str, Any]:
    return _party(AUTHORITY, lambda one: one.facts.authority, ["buyer", "procuringEntity"], notice)


def _review_body(notice: Notice) -> dict[str, Any]:
    return _party(REVIEW_BODY, lambda one: one.facts.review_body, ["reviewBody"], notice)


def _party(id_: str, of: Callable[[Notice], Organisation], roles: list[str], notice: Notice) -> dict[str, Any]:
    party = of(notice)
    return known(
        id=id_,
        **in_all("name", notice, lambda one: of(one).name),
        identifier=known(id=party.registration, **in_all("legalName", notice, lambda one: of(one).name)),
        address=known(
            locality=party.city,
            region=party.nuts,
            postalCode=party.post_code,
            **in_all("countryName", notice, lambda one: country_name(party.country, one)),
        ),
        contactPoint=known(email=party.email, telephone=party.phone),
        roles=roles,
    )


def _reference(id_: str, party: Organisation) -> dict[str, Any]:
    return known(id=id_, name=party.name)


def _moment(moment: datetime | None) -> str | None:
    return moment and moment.isoformat(timespec="seconds")


def _day(day: date | None, zone: timezone) -> str | None:
    return day and datetime.combine(day, time(), zone).isoformat()
