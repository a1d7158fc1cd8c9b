"""The criteria of a lot: those by which Tenderers are selected, and those by which points are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lxml import etree

from ddtender.diagnostics import Location
from ddtender.export.notice import NoticeLot
from ddtender.export.words import NoticeCriterion, Said
from ddtender.export.xml_tree import Texts, coded, element, extension
from ddtender.words.numbers import plain_number


def selection(told: Sequence[NoticeLot], texts: Texts) -> etree._Element | None:
    """The selection criteria of a lot, which is given in each language, each with its code (BT-809) and all of its
    words (BT-750)."""
    every = zip(*(one.selection for one in told), strict=True)
    return extension(_selected(said, place_of(told[0], said[0].id), texts) for said in every)


def _selected(said: Sequence[Said], place: Location, texts: Texts) -> etree._Element | None:
    return element(
        "efac:SelectionCriteria",
        coded("cbc:TendererRequirementTypeCode", "selection-criterion", said[0].code),
        texts.text("BT-750-Lot", "cbc:Description", [one.whole for one in said], place),
    )


def awarding(told: Sequence[NoticeLot], texts: Texts) -> etree._Element | None:
    """The award criteria of a lot, which is given in each language, with their points out of 100 (BT-541)."""
    every = zip(*(one.award for one in told), strict=True)
    judged = (_judged(said, place_of(told[0], said[0].id), texts) for said in every)
    return element("cac:AwardingTerms", element("cac:AwardingCriterion", judged))


def _judged(said: Sequence[NoticeCriterion], place: Location, texts: Texts) -> etree._Element | None:
    return element(
        "cac:SubordinateAwardingCriterion",
        extension(_numbers(said[0])),
        coded("cbc:AwardingCriterionTypeCode", "award-criterion-type", said[0].type),
        texts.text("BT-734-Lot", "cbc:Name", [one.name for one in said], place),
        texts.text("BT-540-Lot", "cbc:Description", [one.description for one in said], place),
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
