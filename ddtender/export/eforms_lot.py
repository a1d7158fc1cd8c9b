"""A lot of the notice: what is asked, how Tenders are judged and handed in, and what is bought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from ddtender.export.eforms_criteria import awarding, selection
from ddtender.export.facts import NoticeFacts
from ddtender.export.ids import AUTHORITY, REVIEW_BODY
from ddtender.export.moments import day, day_in, time_of_day
from ddtender.export.notice import Notice, NoticeLot
from ddtender.export.scope import scope
from ddtender.export.xml_tree import Texts, coded, element

#: What the documents are called, by which the notice knows them (OPT-140).
DOCUMENTS = ("tender", "contract")

_Elements = Iterable[etree._Element | None]


def lot(notice: Notice, told: Sequence[NoticeLot], texts: Texts) -> etree._Element | None:
    """A ``ProcurementProjectLot``, given in each language."""
    one, facts = told[0], told[0].facts
    said = [every.facts for every in told]
    alone = len(notice.lots) == 1
    own_id = facts.reference if alone or not facts.reference else f"{facts.reference} {one.id}"
    return element(
        "cac:ProcurementProjectLot",
        element("cbc:ID", one.id, schemeName="Lot"),
        element("cac:TenderingTerms", _terms(told, texts)),
        element("cac:TenderingProcess", _process(facts)),
        element(
            "cac:ProcurementProject", scope(said, own_id, "Lot", texts, _aims(told, texts), _period(notice, facts))
        ),
    )


def _terms(told: Sequence[NoticeLot], texts: Texts) -> _Elements:
    one, facts = told[0], told[0].facts
    yield selection(told, texts)
    yield coded("cbc:VariantConstraintCode", "permission", facts.variants)
    yield coded("cbc:FundingProgramCode", "eu-funded", facts.eu_funds)
    address = texts.checked("BT-15-Lot", facts.documents_url, facts.place("notice.documents_url"))
    if address:
        for name in DOCUMENTS:
            yield element(
                "cac:CallForTendersDocumentReference",
                element("cbc:ID", name),
                element("cbc:DocumentType", "non-restricted-document"),
                element("cac:Attachment", element("cac:ExternalReference", element("cbc:URI", address))),
            )
    yield _asked("reserved-procurement", facts.reserved_participation)
    # Both where criteria stand in the notice: their reply forms stand in the documents.
    for source in ("epo-notice", "epo-procurement-document")[0 if one.selection else 1 :]:
        yield _asked("selection-criteria-source", source)
    yield _executed("reserved-execution", facts.reserved_execution)
    conditions = [every.performance_text for every in told]
    performance = texts.text("BT-70-Lot", "cbc:Description", conditions, one.resolved.draft.location)
    if performance:
        yield _executed("conditions", "performance", performance)
    yield _executed("einvoicing", facts.einvoicing)
    yield _executed("ecatalog-submission", facts.ecatalogue)
    yield awarding(told, texts)
    inbox = texts.checked("BT-18-Lot", facts.submission_url, facts.place("notice.submission_url"))
    yield element("cac:TenderRecipientParty", element("cbc:EndpointID", inbox), _party(AUTHORITY))
    if facts.tender_validity_months is not None:
        months = element("cbc:DurationMeasure", str(facts.tender_validity_months), unitCode="MONTH")
        yield element("cac:TenderValidityPeriod", months)
    yield element("cac:AppealTerms", _review([every.facts for every in told], texts))
    for language in facts.tender_languages:
        yield element("cac:Language", element("cbc:ID", language))
    yield element(
        "cac:PostAwardProcess",
        element("cbc:ElectronicOrderUsageIndicator", _yes_or_no(facts.electronic_ordering)),
        element("cbc:ElectronicPaymentUsageIndicator", _yes_or_no(facts.electronic_payment)),
    )


def _review(told: Sequence[NoticeFacts], texts: Texts) -> _Elements:
    """Who reviews decisions, and by when one turns to it; without a text on that, the body itself tells (BT-99)."""
    if told[0].review_body.name is None:
        return
    until = [facts.review_body.deadline for facts in told]
    deadline = texts.text("BT-99-Lot", "cbc:Description", until, told[0].place("review_body.deadline"))
    if deadline:
        yield element("cac:PresentationPeriod", deadline)
    else:
        yield element("cac:AppealInformationParty", _party(REVIEW_BODY))
    yield element("cac:AppealReceiverParty", _party(REVIEW_BODY))


def _process(facts: NoticeFacts) -> _Elements:
    yield coded("cbc:SubmissionMethodCode", "esubmission", facts.submission)
    yield element("cbc:GovernmentAgreementConstraintIndicator", _yes_or_no(facts.gpa))
    if facts.deadline:
        until = element("cbc:EndDate", day(facts.deadline)), element("cbc:EndTime", time_of_day(facts.deadline))
        yield element("cac:TenderSubmissionDeadlinePeriod", until)
    if facts.opening:
        yield element(
            "cac:OpenTenderEvent",
            element("cbc:OccurrenceDate", day(facts.opening)),
            element("cbc:OccurrenceTime", time_of_day(facts.opening)),
        )
    yield element("cac:AuctionTerms", element("cbc:AuctionConstraintIndicator", _yes_or_no(facts.auction)))
    for list_name, code in (("framework-agreement", facts.framework), ("dps-usage", facts.dps)):
        yield element("cac:ContractingSystem", coded("cbc:ContractingSystemTypeCode", list_name, code))


def _aims(told: Sequence[NoticeLot], texts: Texts) -> _Elements:
    """What else is said of what is bought: the specifications, for which eForms has no field, and the social aim."""
    one, place = told[0], told[0].resolved.draft.location
    yield from texts.text("BT-300-Lot", "cbc:Note", [every.specifications_text for every in told], place)
    if one.objective:
        yield element(
            "cac:ProcurementAdditionalType",
            coded("cbc:ProcurementTypeCode", "social-objective", one.objective),
        )
        yield element(
            "cac:ProcurementAdditionalType",
            coded("cbc:ProcurementTypeCode", "strategic-procurement", "soc-obj"),
            texts.text("BT-777-Lot", "cbc:ProcurementType", [every.objective_text for every in told], place),
        )


def _period(notice: Notice, facts: NoticeFacts) -> _Elements:
    start, end = facts.contract_start, facts.contract_end
    yield element(
        "cac:PlannedPeriod",
        element("cbc:StartDate", start and day_in(start, notice.zone)),
        element("cbc:EndDate", end and day_in(end, notice.zone)),
    )


def _asked(list_name: str, code: str | None) -> etree._Element | None:
    asked = coded("cbc:TendererRequirementTypeCode", list_name, code)
    return element("cac:TendererQualificationRequest", element("cac:SpecificTendererRequirement", asked))


def _executed(list_name: str, code: str | None, said: Iterable[etree._Element] = ()) -> etree._Element | None:
    return element(
        "cac:ContractExecutionRequirement",
        coded("cbc:ExecutionRequirementCode", list_name, code),
        said,
    )


def _party(id_: str) -> etree._Element | None:
    return element("cac:PartyIdentification", element("cbc:ID", id_, schemeName="organization"))


def _yes_or_no(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()
