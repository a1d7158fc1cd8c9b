"""Reads a finished notice back: every leaf of it, held against a list of what must stand there.

The official rules let pass a notice without performance conditions, without the social aim, without the name of a
criterion or with a lost source. This does not: nothing may be lost, doubled, moved or altered. It has nothing from the
modules that write.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from lxml import etree

from ddtender.diagnostics import Diagnostic, Location
from ddtender.export.eforms_codes import EXPORT_UNPROVED
from ddtender.export.facts import NoticeFacts, Organisation
from ddtender.export.notice import Notice, NoticeLot
from ddtender.library.places import NOTICE_FILE

#: A leaf: its path of names and attributes, and its text.
Leaf = tuple[str, str]
_EXTENSION = "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension"
_A_UUID = "(a UUID of version 4)"
_ORGANISATION = "ID schemeName=organization"


def notice_differences(content: bytes, notice: Notice) -> list[Diagnostic]:
    """A finding for every path at which the notice does not say what it must."""
    found, expected = _by_path(leaves(content)), _by_path(expected_leaves(notice))
    differing = [path for path in {**expected, **found} if found.get(path) != expected.get(path)]
    return [
        Diagnostic(
            EXPORT_UNPROVED,
            Location(NOTICE_FILE),
            f"{path} is {found.get(path, [])!r:.300} where {expected.get(path, [])!r:.300} was meant",
            "Nothing was written. Please report it with the procedure file.",
        )
        for path in differing
    ]


def leaves(content: bytes) -> Iterator[Leaf]:
    """The elements without children, and those that are empty, in the order of the document."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    for node in root.iter(etree.Element):
        if not len(node):
            names = [_name(above) for above in reversed(list(node.iterancestors()))][1:]
            attributes = [f"{key}={value}" for key, value in sorted(node.attrib.items())]
            yield "/".join([*names, " ".join([etree.QName(node).localname, *attributes])]), _text(node)


def _name(node: etree._Element) -> str:
    name = etree.QName(node).localname
    return f"{name}[{node[0].text}]" if name == "ProcurementProjectLot" and len(node) else name


def _text(node: etree._Element) -> str:
    text = node.text or ""
    if etree.QName(node).localname in ("ContractFolderID",) or node.get("schemeName") == "notice-id":
        try:
            return _A_UUID if UUID(text).version == 4 and str(UUID(text)) == text else text
        except ValueError:
            return text
    return text


def _by_path(found: Iterator[Leaf]) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for path, text in found:
        made.setdefault(path, []).append(text)
    return made


def expected_leaves(notice: Notice) -> Iterator[Leaf]:
    """What must stand in the notice; the order counts among leaves of one path."""
    facts, versions = notice.facts, (notice, *notice.also)
    yield f"{_EXTENSION}/NoticeSubType/SubTypeCode listName=notice-subtype", "16"
    for id_ in ("ORG-0001", "ORG-0002"):
        yield from _company(id_, [(_party(one.facts, id_), _in(one)) for one in versions])
    yield "UBLVersionID", "2.3"
    yield "CustomizationID", f"eforms-sdk-{'.'.join(notice.sdk.version.split('.')[:2])}"
    yield "ID schemeName=notice-id", _A_UUID
    yield "ContractFolderID", _A_UUID
    yield from _moment("IssueDate", "IssueTime", facts.dispatch)
    yield "VersionID", "01"
    yield "RegulatoryDomain", "32014L0024"
    yield "NoticeTypeCode listName=competition", "cn-standard"
    yield from _known("NoticeLanguageCode", facts.language and notice.language_code)
    for other in notice.also:
        yield "AdditionalNoticeLanguage/ID", other.language_code
    buyer = "ContractingParty"
    yield from _known(
        f"{buyer}/ContractingPartyType/PartyTypeCode listName=buyer-legal-type", facts.authority.legal_type
    )
    activity = f"{buyer}/ContractingActivity/ActivityTypeCode listName=authority-activity"
    yield from _known(activity, facts.authority.activity)
    yield f"{buyer}/Party/PartyIdentification/{_ORGANISATION}", "ORG-0001"
    asked = "TendererQualificationRequest/SpecificTendererRequirement/TendererRequirementTypeCode"
    yield from _known(f"TenderingTerms/{asked} listName=exclusion-grounds-source", facts.exclusion_grounds_source)
    if facts.lots_per_tenderer and notice.lots[1:]:
        yield "TenderingTerms/LotDistribution/MaximumLotsSubmittedNumeric", f"{facts.lots_per_tenderer}"
    way = "TenderingProcess"
    yield from _known(f"{way}/ProcedureCode listName=procurement-procedure-type", facts.procedure)
    reason = f"{way}/ProcessJustification"
    yield from _either(f"{reason}/ProcessReasonCode listName=accelerated-procedure", facts.accelerated)
    if facts.accelerated:
        for one in versions:
            yield from _known(f"{reason}/ProcessReason {_in(one)}", one.facts.accelerated_because)
    yield from _bought("ProcurementProject", [(one.facts, _in(one)) for one in versions], facts.reference)
    for n in range(len(notice.lots)):
        yield from _lot(notice, [(one.lots[n], _in(one)) for one in versions])


def _in(notice: Notice) -> str:
    """The attribute of a text in the language of this version."""
    return f"languageID={notice.language_code}"


def _party(facts: NoticeFacts, id_: str) -> Organisation:
    return {"ORG-0001": facts.authority, "ORG-0002": facts.review_body}[id_]


def _lot(notice: Notice, told: list[tuple[NoticeLot, str]]) -> Iterator[Leaf]:
    lot = told[0][0]
    facts, top = lot.facts, f"ProcurementProjectLot[{lot.id}]"
    yield f"{top}/ID schemeName=Lot", lot.id
    terms, way, bought = f"{top}/TenderingTerms", f"{top}/TenderingProcess", f"{top}/ProcurementProject"
    for n, said in enumerate(lot.selection):
        where = f"{terms}/{_EXTENSION}/SelectionCriteria"
        yield f"{where}/TendererRequirementTypeCode listName=selection-criterion", said.code
        yield from ((f"{where}/Description {tag}", own.selection[n].whole.strip()) for own, tag in told)
    yield from _known(f"{terms}/VariantConstraintCode listName=permission", facts.variants)
    yield from _known(f"{terms}/FundingProgramCode listName=eu-funded", facts.eu_funds)
    if facts.documents_url:
        for document in ("tender", "contract"):
            where = f"{terms}/CallForTendersDocumentReference"
            yield f"{where}/ID", document
            yield f"{where}/DocumentType", "non-restricted-document"
            yield f"{where}/Attachment/ExternalReference/URI", facts.documents_url
    asked = f"{terms}/TendererQualificationRequest/SpecificTendererRequirement/TendererRequirementTypeCode"
    yield from _known(f"{asked} listName=reserved-procurement", facts.reserved_participation)
    if lot.selection:
        yield f"{asked} listName=selection-criteria-source", "epo-notice"
    yield f"{asked} listName=selection-criteria-source", "epo-procurement-document"
    done = f"{terms}/ContractExecutionRequirement"
    yield from _known(f"{done}/ExecutionRequirementCode listName=reserved-execution", facts.reserved_execution)
    if lot.performance:
        yield f"{done}/ExecutionRequirementCode listName=conditions", "performance"
        yield from ((f"{done}/Description {tag}", own.performance_text.strip()) for own, tag in told)
    yield from _known(f"{done}/ExecutionRequirementCode listName=einvoicing", facts.einvoicing)
    yield from _known(f"{done}/ExecutionRequirementCode listName=ecatalog-submission", facts.ecatalogue)
    yield from _judged(f"{terms}/AwardingTerms/AwardingCriterion/SubordinateAwardingCriterion", told)
    yield from _known(f"{terms}/TenderRecipientParty/EndpointID", facts.submission_url)
    yield f"{terms}/TenderRecipientParty/PartyIdentification/{_ORGANISATION}", "ORG-0001"
    if facts.tender_validity_months is not None:
        months = f"{facts.tender_validity_months}"
        yield f"{terms}/TenderValidityPeriod/DurationMeasure unitCode=MONTH", months
    review = f"{terms}/AppealTerms"
    if facts.review_body.name and facts.review_body.deadline:
        where = f"{review}/PresentationPeriod/Description"
        yield from ((f"{where} {tag}", (own.facts.review_body.deadline or "").strip()) for own, tag in told)
    elif facts.review_body.name:
        yield f"{review}/AppealInformationParty/PartyIdentification/{_ORGANISATION}", "ORG-0002"
    if facts.review_body.name:
        yield f"{review}/AppealReceiverParty/PartyIdentification/{_ORGANISATION}", "ORG-0002"
    for language in facts.tender_languages:
        yield f"{terms}/Language/ID", language
    afterwards = f"{terms}/PostAwardProcess"
    yield from _either(f"{afterwards}/ElectronicOrderUsageIndicator", facts.electronic_ordering)
    yield from _either(f"{afterwards}/ElectronicPaymentUsageIndicator", facts.electronic_payment)
    yield from _known(f"{way}/SubmissionMethodCode listName=esubmission", facts.submission)
    yield from _either(f"{way}/GovernmentAgreementConstraintIndicator", facts.gpa)
    until = f"{way}/TenderSubmissionDeadlinePeriod"
    yield from _moment(f"{until}/EndDate", f"{until}/EndTime", facts.deadline)
    opened = f"{way}/OpenTenderEvent"
    yield from _moment(f"{opened}/OccurrenceDate", f"{opened}/OccurrenceTime", facts.opening)
    yield from _either(f"{way}/AuctionTerms/AuctionConstraintIndicator", facts.auction)
    system = f"{way}/ContractingSystem/ContractingSystemTypeCode"
    yield from _known(f"{system} listName=framework-agreement", facts.framework)
    yield from _known(f"{system} listName=dps-usage", facts.dps)
    alone = len(notice.lots) == 1
    own_id = facts.reference if alone else f"{facts.reference} {lot.id}"
    yield from _bought(bought, [(own.facts, tag) for own, tag in told], own_id)
    for own, tag in told:
        yield from _known(f"{bought}/Note {tag}", own.specifications_text.strip())
    if lot.objective:
        aim = f"{bought}/ProcurementAdditionalType"
        yield f"{aim}/ProcurementTypeCode listName=social-objective", lot.objective
        yield f"{aim}/ProcurementTypeCode listName=strategic-procurement", "soc-obj"
        yield from ((f"{aim}/ProcurementType {tag}", own.objective_text.strip()) for own, tag in told)
    for name, day in (("StartDate", facts.contract_start), ("EndDate", facts.contract_end)):
        if day is not None:
            yield f"{bought}/PlannedPeriod/{name}", f"{day:%Y-%m-%d}{_offset(notice.zone.utcoffset(None))}"


def _judged(where: str, told: list[tuple[NoticeLot, str]]) -> Iterator[Leaf]:
    for n, criterion in enumerate(told[0][0].award):
        parameter = f"{where}/{_EXTENSION}/AwardCriterionParameter"
        if criterion.points is not None:
            yield f"{parameter}/ParameterCode listName=number-weight", "per-exa"
            yield f"{parameter}/ParameterNumeric", _number(criterion.points)
        if criterion.minimum is not None:
            yield f"{parameter}/ParameterCode listName=number-threshold", "min-score"
            yield f"{parameter}/ParameterNumeric", _number(criterion.minimum)
        yield f"{where}/AwardingCriterionTypeCode listName=award-criterion-type", criterion.type
        for own, tag in told:
            yield f"{where}/Name {tag}", own.award[n].name.strip()
            yield f"{where}/Description {tag}", own.award[n].description.strip()


def _company(id_: str, told: list[tuple[Organisation, str]]) -> Iterator[Leaf]:
    party = told[0][0]
    top = f"{_EXTENSION}/Organizations/Organization/Company"
    yield f"{top}/PartyIdentification/{_ORGANISATION}", id_
    for own, tag in told:
        yield from _known(f"{top}/PartyName/Name {tag}", own.name)
    yield from _known(f"{top}/PostalAddress/CityName", party.city)
    yield from _known(f"{top}/PostalAddress/PostalZone", party.post_code)
    yield from _known(f"{top}/PostalAddress/CountrySubentityCode listName=nuts", party.nuts)
    yield from _known(f"{top}/PostalAddress/Country/IdentificationCode listName=country", party.country)
    yield from _known(f"{top}/PartyLegalEntity/CompanyID", party.registration)
    yield from _known(f"{top}/Contact/Telephone", party.phone)
    yield from _known(f"{top}/Contact/ElectronicMail", party.email)


def _bought(top: str, told: list[tuple[NoticeFacts, str]], own_id: str | None) -> Iterator[Leaf]:
    facts = told[0][0]
    yield from _known(f"{top}/ID schemeName=InternalID", own_id)
    for own, tag in told:
        yield from _known(f"{top}/Name {tag}", own.title)
        yield from _known(f"{top}/Description {tag}", own.subject)
    yield from _known(f"{top}/ProcurementTypeCode listName=contract-nature", facts.nature)
    if facts.estimated_value is not None:
        total = f"{top}/RequestedTenderTotal/EstimatedOverallContractAmount currencyID={facts.currency}"
        yield total, _number(facts.estimated_value)
    code = "ItemClassificationCode listName=cpv"
    yield from _known(f"{top}/MainCommodityClassification/{code}", facts.cpv_main)
    for cpv in facts.cpv_additional:
        yield f"{top}/AdditionalCommodityClassification/{code}", cpv
    place = f"{top}/RealizedLocation/Address"
    yield from _known(f"{place}/CountrySubentityCode listName=nuts", facts.place_nuts)
    yield from _known(f"{place}/Country/IdentificationCode listName=country", facts.place_country)


def _known(path: str, value: str | None) -> Iterator[Leaf]:
    if value and value.strip():
        yield path, value.strip()


def _either(path: str, value: bool | None) -> Iterator[Leaf]:
    if value is not None:
        yield path, "true" if value else "false"


def _moment(day_path: str, time_path: str, moment: datetime | None) -> Iterator[Leaf]:
    if moment is not None:
        offset = _offset(moment.utcoffset())
        yield day_path, f"{date(moment.year, moment.month, moment.day)}{offset}"
        yield time_path, f"{moment.hour:02}:{moment.minute:02}:{moment.second:02}{offset}"


def _offset(offset: timedelta | None) -> str:
    minutes = int((offset or timedelta()).total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _number(value: Decimal) -> str:
    whole, _, part = f"{value:f}".partition(".")
    return f"{whole}.{part.rstrip('0')}".rstrip(".")
