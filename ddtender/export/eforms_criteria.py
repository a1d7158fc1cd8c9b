"""The criteria of a lot: those by which Tenderers are selected, and those by which points are given."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lxml import etree

from ddtender.diagnostics import Location
from ddtender.export.notice import NoticeLot
from ddtender.export.words import NoticeCriterion, Said
from ddtender.export.xml_tree import Texts, coded, element, extension
from ddtender.words.numbers import plain_number


def selection(one: NoticeLot, texts: Texts) -> etree._Element | None:
    """The selection criteria, each with its code (BT-809) and all of its words (BT-750)."""
    return extension(_selected(said, place_of(one, said.id), texts) for said in one.selection)


def _selected(said: Said, place: Location, texts: Texts) -> etree._Element | None:
    return element(
        "efac:SelectionCriteria",
        coded("cbc:TendererRequirementTypeCode", "selection-criterion", said.code),
        texts.text("BT-750-Lot", "cbc:Description", said.whole, place),
    )


def awarding(one: NoticeLot, texts: Texts) -> etree._Element | None:
    """The award criteria with their points out of 100 (BT-541)."""
    judged = (_judged(criterion, place_of(one, criterion.id), texts) for criterion in one.award)
    return element("cac:AwardingTerms", element("cac:AwardingCriterion", judged))


def _judged(criterion: NoticeCriterion, place: Location, texts: Texts) -> etree._Element | None:
    return element(
        "cac:SubordinateAwardingCriterion",
        extension(_numbers(criterion)),
        coded("cbc:AwardingCriterionTypeCode", "award-criterion-type", criterion.type),
        texts.text("BT-734-Lot", "cbc:Name", criterion.name, place),
        texts.text("BT-540-Lot", "cbc:Description", criterion.description, place),
    )


def _numbers(criterion: NoticeCriterion) -> Iterable[etree._Element | None]:
    yield _number("number-weight", "per-exa", criterion.points)
    yield _number("number-threshold", "min-score", criterion.minimum)


def _number(list_name: str, code: str, number: Decimal | None) -> etree._Element | None:
    if number is None:
        return None
    return element(
        "efac:AwardCriterionParameter",
        coded("efbc:ParameterCode", list_name, code),
        element("efbc:ParameterNumeric", plain_number(number)),
    )


def place_of(one: NoticeLot, id_: str) -> Location:
    """Where a provision stands; price and other quality are facts of the procedure."""
    found = (p.provision.location for p in one.resolved.provisions if p.id == id_)
    return next(found, one.resolved.draft.location)
