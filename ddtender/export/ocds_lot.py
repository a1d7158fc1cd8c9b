"""A lot of a release: what is asked, how Tenders are judged, on which terms, and to which aim."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timezone
from typing import Any

from dateutil.relativedelta import relativedelta

from ddtender.export.facts import NoticeFacts
from ddtender.export.notice import Notice, NoticeLot
from ddtender.export.words import NoticeCriterion

#: The permissions of OCDS by the codes of eForms.
_PERMISSIONS = {"required": "required", "allowed": "allowed", "not-allowed": "notAllowed"}
_YES_OR_NO = {"yes": True, "no": False}
#: The aims of OCDS by the codes of BT-775.
_GOALS = {"hum-right": "social.humanRightsInSupplyChains"}
_SUM_CRITERIA = ("price", "other_quality")


def known(**values: Any) -> dict[str, Any]:
    """The keys that have a value."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def lot(one: NoticeLot, notice: Notice) -> dict[str, Any]:
    facts = one.facts
    return known(
        id=one.id,
        title=facts.title,
        description=facts.subject,
        status="active",
        value=money(facts),
        contractPeriod=period(facts, notice.zone),
        submissionTerms=_submission(facts),
        contractTerms=known(
            electronicInvoicingPolicy=_PERMISSIONS.get(facts.einvoicing or ""),
            reservedExecution=_YES_OR_NO.get(facts.reserved_execution or ""),
            hasElectronicOrdering=facts.electronic_ordering,
            hasElectronicPayment=facts.electronic_payment,
            performanceTerms="\n\n".join(said.whole for said in one.performance),
        ),
        awardCriteria=known(criteria=[_award(criterion) for criterion in one.award]),
        selectionCriteria=known(
            sources=[*(["epo-notice"] if one.selection else []), "epo-procurement-document"],
            criteria=[
                known(
                    type="technical",
                    subType=said.code,
                    description="\n".join((said.title, said.text)),
                    verificationMethod="\n".join(text for _, text in said.evidence),
                    appliesTo=["supplier"],
                )
                for said in one.selection
            ],
        ),
        hasSustainability=bool(one.objective),
        sustainability=_aim(one),
        reviewDetails=facts.review_body.deadline,
    )


def _submission(facts: NoticeFacts) -> dict[str, Any]:
    validity = None
    if facts.deadline is not None and facts.tender_validity_months is not None:
        until = facts.deadline + relativedelta(months=facts.tender_validity_months)
        validity = known(startDate=facts.deadline.isoformat(), endDate=until.isoformat())
    return known(
        electronicSubmissionPolicy=_PERMISSIONS.get(facts.submission or ""),
        variantPolicy=_PERMISSIONS.get(facts.variants or ""),
        electronicCatalogPolicy=_PERMISSIONS.get(facts.ecatalogue or ""),
        languages=[two_letters(language) for language in facts.tender_languages],
        bidValidityPeriod=validity,
    )


def _award(criterion: NoticeCriterion) -> dict[str, Any]:
    numbers = []
    if criterion.points is not None:
        numbers.append({"number": criterion.points, "weight": "percentageExact"})
    if criterion.minimum is not None:
        numbers.append({"number": criterion.minimum, "threshold": "minimumScore"})
    return known(type=criterion.type, name=criterion.name, description=criterion.description, numbers=numbers)


def _aim(one: NoticeLot) -> list[dict[str, Any]]:
    """The social aim, and by which kinds of provision it is pursued."""
    if not one.objective:
        return []
    kinds = {
        "technicalSpecifications": one.specifications,
        "selectionCriteria": one.selection,
        "awardCriteria": [criterion for criterion in one.award if criterion.id not in _SUM_CRITERIA],
        "contractPerformanceConditions": one.performance,
    }
    strategies = [strategy for strategy, present in kinds.items() if present]
    return [known(goal=_GOALS.get(one.objective, "social"), strategies=strategies, description=one.objective_text)]


def in_all(key: str, notice: Notice, text: Callable[[Notice], str | None]) -> dict[str, str | None]:
    """A text under its key, and in the other languages of the notice under ``key_TAG``, as OCDS has it: only where its
    schema foresees that, which those of its extensions do nowhere."""
    others = {f"{key}_{one.resolved.language.tag}": text(one) for one in notice.also}
    return {key: text(notice), **others}


def item(n: int, notice: Notice) -> dict[str, Any]:
    one, facts = notice.lots[n], notice.lots[n].facts
    return known(
        id=one.id,
        **in_all("description", notice, lambda version: version.lots[n].facts.title),
        classification=_cpv(facts.cpv_main),
        additionalClassifications=[_cpv(code) for code in facts.cpv_additional],
        deliveryAddresses=[
            known(
                region=facts.place_nuts,
                **in_all("countryName", notice, lambda version: country_name(facts.place_country, version)),
            ),
        ],
        relatedLot=one.id,
    )


def _cpv(code: str | None) -> dict[str, Any]:
    return {"scheme": "CPV", "id": code} if code else {}


def criteria(notice: Notice) -> list[dict[str, Any]]:
    """Selection criteria once each, with the proof that each asks for and the lots that have it."""
    said = {one.id: one for lot in notice.lots for one in lot.selection}
    return [
        known(
            id=one.id,
            title=one.title,
            description=one.text,
            relatesToTenderer=True,
            relatedLots=[lot.id for lot in notice.lots if any(s.id == one.id for s in lot.selection)],
            requirementGroups=[
                known(
                    id=one.id,
                    requirements=[{"id": id_, "description": text} for id_, text in one.evidence],
                )
            ],
        )
        for one in said.values()
    ]


def targets(notice: Notice) -> list[dict[str, Any]]:
    """What is measured while the Contract lasts, each once."""
    every = {target.id: target for lot in notice.lots for target in lot.targets}
    return [known(id=one.id, title=one.title, description=one.description) for one in every.values()]


def money(facts: NoticeFacts) -> dict[str, Any]:
    if facts.estimated_value is None:
        return {}
    return known(amount=facts.estimated_value, currency=facts.currency)


def period(facts: NoticeFacts, zone: timezone) -> dict[str, Any]:
    """The days of the Contract: from the beginning of the first to the end of the last."""
    start, end = facts.contract_start, facts.contract_end
    return known(
        startDate=start and datetime.combine(start, time(), zone).isoformat(),
        endDate=end and datetime.combine(end, time(23, 59, 59), zone).isoformat(),
    )


def country_name(code: str | None, notice: Notice) -> str | None:
    """The name of a country (ISO 3166-1, three letters) in the release's language; the code where CLDR has none."""
    from babel.core import get_global

    two = (get_global("territory_aliases").get(code or "") or [code])[0]
    return notice.resolved.language.locale.territories.get(two, code) if code else None


def two_letters(language: str) -> str:
    """The tag (BCP 47) of a language by its three letters."""
    from babel.core import get_global

    return get_global("language_aliases").get(language.lower(), language.lower())
