"""Accepting one author's changes of one moment, and leaving everybody else's as they are."""

from __future__ import annotations

from lxml import etree

from ddtender.office.package import W
from ddtender.office.tracked.settle import accept_all

#: Changes that are set aside are elements of another namespace for a while, so that nothing is done to them.
_ASIDE = "{urn:ddtender:aside}"


def accept_by(root: etree._Element, author: str, date: str) -> None:
    """Make every change below ``root`` final that ``author`` made at ``date`` (ISO 8601, as the file has it)."""
    aside = [
        element
        for element in root.iter(W + "*")
        if (signed := element.get(W + "author")) is not None and (signed, element.get(W + "date")) != (author, date)
    ]
    for element in aside:
        element.tag = _ASIDE + etree.QName(element).localname
    accept_all(root)
    for element in aside:
        element.tag = W + etree.QName(element).localname
