"""``notice.xml``: a contract notice of eForms (subtype 16, Directive 2014/24/EU), written from values and read back.

Which fact stands where is listed in ``docs/standards.md``; the order of elements is that of the schema of UBL 2.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from ddtender.diagnostics import Diagnostic, Location, has_errors
from ddtender.export.eforms_lot import lot
from ddtender.export.facts import NoticeFacts, Organisation
from ddtender.export.ids import AUTHORITY, FIRST_NOTICE, PROCEDURE, REVIEW_BODY, identifier
from ddtender.export.moments import day, time_of_day
from ddtender.export.notice import Notice
from ddtender.export.read_back import notice_differences
from ddtender.export.scope import scope
from ddtender.export.xml_tree import NOTICE, PREFIXES, Texts, coded, element, extension

#: Contract notice of the classic Directive, standard regime.
SUBTYPE, TYPE, FORM, LAW = "16", "cn-standard", "competition", "32014L0024"
UBL, VERSION = "2.3", "01"


def eforms(notice: Notice) -> tuple[bytes | None, list[Diagnostic]]:
    """The bytes of ``notice.xml``, None with an error, and what is wrong. All that subtype 16 demands must be known. It
    has the languages of the procurement that eForms takes."""
    notice = notice.in_official_languages
    content, findings = written(notice)
    if has_errors(findings):
        return None, findings
    findings += notice_differences(content, notice)
    return (None if has_errors(findings) else content), findings


def written(notice: Notice) -> tuple[bytes, list[Diagnostic]]:
    """The notice as far as its facts go, and what no notice can hold; not read back."""
    texts = Texts(one.language_code for one in notice.versions)
    root = etree.Element(f"{{{NOTICE}}}ContractNotice", None, {None: NOTICE, **PREFIXES})
    root.extend(part for part in _parts(notice, texts) if part is not None)
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*PREFIXES])
    etree.indent(root)
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
    return content, texts.findings


def _parts(notice: Notice, texts: Texts) -> Iterable[etree._Element | None]:
    facts, told = notice.facts, [one.facts for one in notice.versions]
    procedure, own = (_identifier(what, facts) for what in (PROCEDURE, FIRST_NOTICE))
    yield extension(
        element("efac:NoticeSubType", coded("cbc:SubTypeCode", "notice-subtype", SUBTYPE)),
        element("efac:Organizations", (_organisation(id_, told, texts) for id_ in (AUTHORITY, REVIEW_BODY))),
    )
    yield element("cbc:UBLVersionID", UBL)
    yield element("cbc:CustomizationID", notice.sdk.customization)
    yield element("cbc:ID", own, schemeName="notice-id")
    yield element("cbc:ContractFolderID", procedure)
    if facts.dispatch:
        yield element("cbc:IssueDate", day(facts.dispatch))
        yield element("cbc:IssueTime", time_of_day(facts.dispatch))
    yield element("cbc:VersionID", VERSION)
    yield element("cbc:RegulatoryDomain", LAW)
    yield coded("cbc:NoticeTypeCode", FORM, TYPE)
    yield element("cbc:NoticeLanguageCode", facts.language and notice.language_code)
    for one in notice.also:
        yield element("cac:AdditionalNoticeLanguage", element("cbc:ID", one.language_code))
    yield _buyer(facts.authority)
    most = str(facts.lots_per_tenderer or "") if len(notice.lots) > 1 else None
    yield element(
        "cac:TenderingTerms",
        _required("exclusion-grounds-source", facts.exclusion_grounds_source),
        element("cac:LotDistribution", element("cbc:MaximumLotsSubmittedNumeric", most)),
    )
    yield element("cac:TenderingProcess", _procedure(told, texts))
    yield element("cac:ProcurementProject", scope(told, facts.reference, "Procedure", texts))
    for said in zip(*(one.lots for one in notice.versions), strict=True):
        yield lot(notice, said, texts)


def _identifier(what: str, facts: NoticeFacts) -> str | None:
    known = facts.reference and facts.authority.registration
    return identifier(what, facts.reference or "", facts.authority.registration or "") if known else None


def _organisation(id_: str, told: Sequence[NoticeFacts], texts: Texts) -> etree._Element | None:
    key = "authority" if id_ == AUTHORITY else "review_body"
    facts, names = told[0], [getattr(one, key).name for one in told]
    party: Organisation = getattr(facts, key)

    def text(field: str, name: str, value: str | None) -> str | None:
        return texts.checked(f"{field}-Organization-Company", value, facts.place(f"{key}.{name}"))

    address = element(
        "cac:PostalAddress",
        element("cbc:CityName", text("BT-513", "city", party.city)),
        element("cbc:PostalZone", text("BT-512", "post_code", party.post_code)),
        coded("cbc:CountrySubentityCode", "nuts", party.nuts),
        element("cac:Country", coded("cbc:IdentificationCode", "country", party.country)),
    )
    contact = element(
        "cac:Contact",
        element("cbc:Telephone", text("BT-503", "phone", party.phone)),
        element("cbc:ElectronicMail", text("BT-506", "email", party.email)),
    )
    named = texts.text("BT-500-Organization-Company", "cbc:Name", names, facts.place(f"{key}.name"))
    company = element(
        "efac:Company",
        element("cac:PartyIdentification", element("cbc:ID", id_, schemeName="organization")),
        (element("cac:PartyName", name) for name in named),
        address,
        element(
            "cac:PartyLegalEntity",
            element("cbc:CompanyID", text("BT-501", "registration", party.registration)),
        ),
        contact,
    )
    return element("efac:Organization", company)


def _buyer(authority: Organisation) -> etree._Element | None:
    legal_type = coded("cbc:PartyTypeCode", "buyer-legal-type", authority.legal_type)
    activity = coded("cbc:ActivityTypeCode", "authority-activity", authority.activity)
    return element(
        "cac:ContractingParty",
        element("cac:ContractingPartyType", legal_type),
        element("cac:ContractingActivity", activity),
        element(
            "cac:Party",
            element("cac:PartyIdentification", element("cbc:ID", AUTHORITY, schemeName="organization")),
        ),
    )


def _required(list_name: str, code: str | None) -> etree._Element | None:
    """What is asked of Tenderers, by the code of a list."""
    asked = coded("cbc:TendererRequirementTypeCode", list_name, code)
    return element("cac:TendererQualificationRequest", element("cac:SpecificTendererRequirement", asked))


def _procedure(told: Sequence[NoticeFacts], texts: Texts) -> Iterable[etree._Element | None]:
    facts = told[0]
    yield coded("cbc:ProcedureCode", "procurement-procedure-type", facts.procedure)
    if facts.accelerated is not None:
        why = [one.accelerated_because if one.accelerated else None for one in told]
        place: Location = facts.place("notice.accelerated_because")
        yield element(
            "cac:ProcessJustification",
            coded("cbc:ProcessReasonCode", "accelerated-procedure", str(facts.accelerated).lower()),
            texts.text("BT-1351-Procedure", "cbc:ProcessReason", why, place),
        )
