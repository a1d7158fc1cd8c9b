"""What is bought, for the procedure and for a lot alike: title, nature, codes, value and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from ddtender.export.facts import NoticeFacts
from ddtender.export.xml_tree import Texts, coded, element
from ddtender.words.numbers import plain_number


def scope(
    told: Sequence[NoticeFacts],
    own_id: str | None,
    level: str,
    texts: Texts,
    within: Iterable[etree._Element | None] = (),
    last: Iterable[etree._Element | None] = (),
) -> Iterable[etree._Element | None]:
    """The elements of a ``ProcurementProject`` with its facts in each language; ``level`` ends the ids of its fields
    ("Lot").

    ``within`` stands where UBL has what else is said of it, ``last`` behind all the rest.
    """

    facts = told[0]

    internal = texts.checked(f"BT-22-{level}", own_id, facts.place("reference"))
    yield element("cbc:ID", internal, schemeName="InternalID")
    yield from texts.text(f"BT-21-{level}", "cbc:Name", [one.title for one in told], facts.place("title"))
    yield from texts.text(f"BT-24-{level}", "cbc:Description", [one.subject for one in told], facts.place("subject"))
    yield coded("cbc:ProcurementTypeCode", "contract-nature", facts.nature)
    yield from within
    if facts.estimated_value is not None and facts.currency:
        amount = plain_number(facts.estimated_value)
        total = element("cbc:EstimatedOverallContractAmount", amount, currencyID=facts.currency)
        yield element("cac:RequestedTenderTotal", total)
    yield element("cac:MainCommodityClassification", _cpv(facts.cpv_main))
    for code in facts.cpv_additional:
        yield element("cac:AdditionalCommodityClassification", _cpv(code))
    address = element(
        "cac:Address",
        coded("cbc:CountrySubentityCode", "nuts", facts.place_nuts),
        element("cac:Country", coded("cbc:IdentificationCode", "country", facts.place_country)),
    )
    yield element("cac:RealizedLocation", address)
    yield from last


def _cpv(code: str | None) -> etree._Element | None:
    return coded("cbc:ItemClassificationCode", "cpv", code)
